"""Two readers of HTTP/1.1 that share no code with ours: h11 and httptools (llhttp); both from PyPI."""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".build", "readers-venv")


def in_venv():
  """Makes a virtual environment with both, once, and becomes its Python."""
  python = os.path.join(VENV, "bin", "python")
  if os.path.abspath(sys.prefix) == VENV:
    return
  ready = os.path.join(VENV, "ready")
  if not os.path.exists(ready):
    subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    subprocess.run(
      [python, "-m", "pip", "-q", "--disable-pip-version-check", "install",
       "h11==0.16.0", "httptools==0.9.0"], check=True)
    open(ready, "w").close()
  os.execv(python, [python] + sys.argv)


def h11_verdict(data):
  """What h11 makes of a connection's bytes: accepted, incomplete or refused, with the reason."""
  import h11
  connection = h11.Connection(h11.SERVER)
  whole = 0
  try:
    connection.receive_data(data)
    while True:
      event = connection.next_event()
      if event is h11.NEED_DATA:
        rest = bool(connection.trailing_data[0]) or connection.their_state is not h11.IDLE
        return ("incomplete" if rest else "accepted", "")
      if event is h11.PAUSED or isinstance(event, h11.EndOfMessage):
        if isinstance(event, h11.EndOfMessage):
          whole += 1
        if connection.our_state is h11.SEND_RESPONSE:
          connection.send(h11.Response(status_code=404, headers=[("Content-Length", "0")]))
          connection.send(h11.EndOfMessage())
        if connection.our_state is not h11.DONE or connection.their_state is not h11.DONE:
          return ("accepted", "")  # the last request of its connection
        if not connection.trailing_data[0]:
          return ("accepted", "")
        connection.start_next_cycle()
      elif isinstance(event, h11.ConnectionClosed):
        return ("accepted" if whole else "incomplete", "")
  except h11.RemoteProtocolError as error:
    return ("refused", re.sub(r"[\d'\"].*", "", str(error)).strip())


def llhttp_verdict(data):
  """What llhttp makes of a connection's bytes: accepted, incomplete or refused, with the reason."""
  import httptools

  class Seen:
    begun = ended = 0

    def on_message_begin(self):
      self.begun += 1

    def on_message_complete(self):
      self.ended += 1

  seen = Seen()
  parser = httptools.HttpRequestParser(seen)
  try:
    parser.feed_data(data)
  except httptools.HttpParserUpgrade:
    return ("accepted", "upgrade")
  except httptools.HttpParserError as error:
    if seen.ended and "after `Connection: close`" in str(error):
      return ("accepted", "")
    return ("refused", str(error))
  return ("accepted" if seen.ended and seen.begun == seen.ended else "incomplete", "")


def unescape(line):
  """The bytes of a line of Tests/SchouwHTTPTests/Cases."""
  def one(found):
    code = found.group(1)
    if code[0:1] == b"x":
      return bytes([int(code[1:], 16)])
    return {b"r": b"\r", b"n": b"\n", b"t": b"\t", b"0": b"\0", b"\\": b"\\"}[code]
  return re.sub(rb"\\(x[0-9A-Fa-f]{2}|[rnt0\\])", one, line.encode())


def escape(data):
  """The other way round, on one line."""
  text = ""
  for byte in data:
    text += {13: "\\r", 10: "\\n", 9: "\\t", 0: "\\0", 92: "\\\\"}.get(
      byte, chr(byte) if 32 <= byte < 127 else f"\\x{byte:02X}")
  return text


def cases():
  """Every case of our own parser: its name and its bytes; those with bounds of their own are left out."""
  folder = os.path.join(ROOT, "Tests", "SchouwHTTPTests", "Cases")
  found = []
  for name in sorted(os.listdir(folder)):
    if name == "README.txt" or not name.endswith(".txt"):
      continue
    with open(os.path.join(folder, name), encoding="utf-8") as file:
      for part in file.read().split("## ")[1:]:
        lines = [line for line in part.split("\n") if line]
        body = lines[1:lines.index("->")] if "->" in lines else lines[1:]
        if any(line.startswith("limits: ") for line in body):
          continue
        found.append((f"{name}: {lines[0]}", b"".join(map(unescape, body))))
  return found


# What is put where: bytes that tell lenient readers from strict ones.
MORSELS = [
  b"\r", b"\n", b"\r\n", b"\0", b" ", b"\t", b":", b",", b";", b"=", b'"', b"\\", b"%", b"/", b"?", b"#",
  b"\x7f", b"\x80", b"\xff", b"+", b"-", b"0", b"1", b"f", b"0x", b"chunked", b"close", b"\r\n\r\n",
  b"\r\n ", b"Content-Length: 3\r\n", b"Content-Length: 5, 5\r\n", b"Transfer-Encoding: chunked\r\n",
  b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding: identity\r\n", b"Host: b\r\n",
  b"Connection: close\r\n", b"Expect: 100-continue\r\n", b"Expect: 200-ok\r\n", b"HTTP/1.0", b"HTTP/2.0",
  b"http://h/", b"*", b"0\r\n\r\n", b"3\r\nabc\r\n", b"ffffffffffffffff\r\n", b"1;a=b\r\n", b"1 \r\n",
]


def mutated(random, data, others):
  """A request with one to three small changes: bytes put in, taken away, changed, doubled, cut, spliced."""
  data = bytearray(data)
  for _ in range(random.choice((1, 1, 1, 2, 3))):
    at = random.randrange(len(data) + 1)
    act = random.randrange(8)
    if act <= 1:
      data[at:at] = random.choice(MORSELS)
    elif act == 2:
      del data[at:at + random.choice((1, 1, 2, 5, 20))]
    elif act == 3 and at < len(data):
      data[at] = random.randrange(256)
    elif act == 4 and at < len(data):
      data[at] ^= random.choice((1, 0x20, 0x80))
    elif act == 5:
      end = at + random.choice((1, 4, 12, 40))
      data[at:at] = data[at:end]
    elif act == 6:
      del data[at:]
    else:
      other = random.choice(others)
      data[at:] = other[random.randrange(len(other) + 1):]
    if not data:
      data[:] = b"G"
  return bytes(data)
