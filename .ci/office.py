"""An office of its own for the scripts in this folder: a schouw-server in a process, and a plain client.

Standard library only. The programs are those of SCHOUW_BIN, else of .build/debug.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.environ.get("SCHOUW_BIN") or os.path.join(ROOT, ".build", "debug")


class Office:
  """A running server with an empty log, on a free port of loopback; ends with its `with`."""

  def __init__(self, *options):
    self.folder = tempfile.TemporaryDirectory(prefix="schouw-ci-")
    self.data = self.folder.name + "/office"
    self.process = subprocess.Popen(
      [PROGRAMS + "/schouw-server", "run", "--json", "--data", self.data,
       "--listen", "127.0.0.1:0", *options],
      stdout=subprocess.PIPE, text=True)
    line = self.process.stdout.readline()
    found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
    if not found:
      sys.exit("the server did not say where it listens: " + line)
    self.port = int(found.group(1))
    self.address = f"http://127.0.0.1:{self.port}"
    with open(self.data + "/admin.token", encoding="ascii") as file:
      self.secret = file.read()

  def __enter__(self):
    return self

  def __exit__(self, *_):
    self.stop()
    self.folder.cleanup()

  def stop(self):
    """Ends the server as systemd does; returns its exit code and how long it took."""
    before = time.monotonic()
    if self.process.poll() is None:
      self.process.send_signal(signal.SIGTERM)
    return self.process.wait(timeout=30), time.monotonic() - before

  def connect(self):
    connection = socket.create_connection(("127.0.0.1", self.port), timeout=20)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection

  def exchange(self, request, half_close=True):
    """Sends bytes on a connection of their own and returns all that comes back."""
    with self.connect() as connection:
      try:
        connection.sendall(request)
        if half_close:
          connection.shutdown(socket.SHUT_WR)
      except OSError:
        pass  # it has answered and closed already
      answer = b""
      try:
        while piece := connection.recv(1 << 16):
          answer += piece
      except ConnectionError:
        pass
      return answer

  def ask(self, method, path, value=None, token=None, media="application/json", fields=()):
    """One request and its answer: the status and the body."""
    body = b"" if value is None else value if isinstance(value, bytes) else encoded(value)
    answer = self.exchange(request(method, path, body, token, media, fields), half_close=False)
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split(b" ")[1]), content

  def admin(self, **command):
    status, body = self.ask("POST", "/v1/admin", command, self.secret)
    if status != 200:
      sys.exit(f"the office refused {command['do']}: {status}")
    return json.loads(body)

  def state(self):
    """What must not change by a request that is refused: the digest and the end of the log."""
    status = self.admin(do="status")
    return status["digest"], status["head"]

  def memory_kib(self):
    """What the server has in memory at present (RSS)."""
    with open(f"/proc/{self.process.pid}/status", encoding="ascii") as file:
      return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:"))


def encoded(value):
  return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()


def request(method, path, body=b"", token=None, media=None, fields=()):
  lines = [f"{method} {path} HTTP/1.1", "Host: office", "Connection: close"]
  if token:
    lines.append("Authorization: Bearer " + token)
  if media and (body or method == "POST"):
    lines.append("Content-Type: " + media)
  if body or method == "POST":
    lines.append(f"Content-Length: {len(body)}")
  lines.extend(fields)
  return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def statuses(answer):
  """The statuses of all answers on a connection, and the types of the problems among them."""
  heads = re.finditer(rb"HTTP/1\.1 (\d{3}) [^\r]*\r\n", answer)
  problems = re.finditer(rb'\{"type":"([^"]*)"', answer)
  return [status for head in heads if (status := int(head.group(1))) != 100], \
    [problem.group(1).decode() for problem in problems]
