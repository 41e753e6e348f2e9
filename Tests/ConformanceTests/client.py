#!/usr/bin/env python3
"""A client of Schouw, written from Protocol/ alone. Standard library only; shares no code.

  client.py enrol STATE URL CODE              become a device of the office
  client.py new STATE TEMPLATE-FILE SCOPE BY  begin a document
  client.py set STATE DOC PATH JSON BY        answer, on what `show` showed last
  client.py sync STATE [BYTES [PAGES]]        bring and fetch, so many bytes a page, so many pages
  client.py show STATE DOC | digest STATE | status STATE

Exit codes: 0 done, 2 unreachable or cut, 3 no office, 4 refused, 5 another version, 6 office fails.
"""
import base64, datetime, hashlib, http.client, json, os, random, re, secrets, sys, time
import urllib.error, urllib.request, uuid
MAX = 2**53 - 1

class Refused(Exception):
  """What a rule of format.md refuses."""

def need(condition, rule):
  if not condition:
    raise Refused(rule)

# -- Canonical JSON (C) and identifiers (I)

def number_text(number):
  """ECMAScript's text of a double, from the fewest digits that denote it."""
  number = float(number) + 0.0  # C3: minus zero is written 0
  need(abs(number) < float("inf"), "C2")
  text = next(t for t in ("%.*e" % (n, number) for n in range(17)) if float(t) == number)
  sign, digits, power = re.fullmatch("(-?)(.*)e(.*)", text).groups()
  digits, point = digits.replace(".", "").rstrip("0"), int(power) + 1
  if 0 < point <= 21:
    return sign + digits[:point].ljust(point, "0") + "." * (len(digits) > point) + digits[point:]
  if -6 < point <= 0:
    return sign + "0." + "0" * -point + digits
  return "%s%se%+d" % (sign, digits[0] + "." * (len(digits) > 1) + digits[1:], point - 1)

def units(text):
  return text.encode("utf-16-be", "surrogatepass")

def canonical(value):
  if isinstance(value, dict):
    return "{%s}" % ",".join(canonical(n) + ":" + canonical(value[n])
                             for n in sorted(value, key=units))
  if isinstance(value, list):
    return "[%s]" % ",".join(map(canonical, value))
  is_number = type(value) in (int, float)
  return number_text(value) if is_number else json.dumps(value, ensure_ascii=False)

def depth(value):
  inner = value.values() if isinstance(value, dict) else value
  return 1 + max(map(depth, inner), default=0) if isinstance(value, (dict, list)) else 0

def integer(text):
  need(abs(int(text)) <= 2**53 or number_text(text) == text, "C3")
  return int(text) if abs(int(text)) <= MAX else float(text)

def members(pairs):
  need(len(dict(pairs)) == len(pairs), "C2")
  return dict(pairs)

def read(data):
  """The value of one JSON text (bytes), by C2 to C4."""
  try:
    value = json.loads(data.decode(), parse_int=integer, object_pairs_hook=members)
    need(depth(value) <= 64, "C4")
    canonical(value).encode()  # refuses lone surrogates and what is not finite
    return value
  except (ValueError, RecursionError) as error:
    raise Refused("C1, C2") from error

def base64url(data):
  return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def hash_of(value):
  return base64url(hashlib.sha256(canonical(value).encode()).digest())

def is_base64url(text, size):
  form = "[A-Za-z0-9_-]{%d}" % -(-size * 8 // 6)
  return (isinstance(text, str) and re.fullmatch(form, text) is not None
          and base64url(base64.urlsafe_b64decode(text + "==")) == text)

def is_opaque(value):
  return (isinstance(value, str) and 1 <= len(value.encode()) <= 128
          and not re.search("[\0-\x1f\x7f-\x9f]", value))

def is_scopes(value):
  return isinstance(value, list) and value != [] and all(map(is_opaque, value))

def key(name):
  """The order of names (I4)."""
  replica, counter, check = name.split(":")
  return replica, int(counter), check

def is_in(path, element):
  """Whether a path is at or under an element."""
  return path == element or path.startswith(element + "/")

# -- Changes (G)

def instant(text):
  """Milliseconds since 2000. The calendar repeats after 400 years; Python's has no year 0 (G2)."""
  need(re.fullmatch(r"\d{4}(-\d\d){2}T\d\d(:\d\d){2}\.\d{3}Z", str(text), re.ASCII), "G2")
  try:
    moved = datetime.datetime.fromisoformat("%d%s" % (int(text[:4]) % 400 + 2000, text[4:23]))
  except ValueError as error:
    raise Refused("G2") from error
  since = (moved - datetime.datetime(2000, 1, 1)) // datetime.timedelta(milliseconds=1)
  return since + (int(text[:4]) // 400 - 5) * 146097 * 86400000

def paths(change):
  return change["paths"] if "body" in change else sorted(change["set"], key=units)

def header(change):
  """What the hash is of; also the form after an erasure (G5)."""
  if "body" in change:
    return change
  body = hash_of({"salt": change["salt"], "set": change["set"]})
  kept = {n: v for n, v in change.items() if n not in ("salt", "set")}
  return {**kept, "paths": paths(change), "body": body}

def name_of(change):
  return "%s:%d:%s" % (*change["dot"], hash_of(header(change))[:8])

def own_entries(change):
  """The entries of `seen` that `prev` may mean (G4); none without `prev`."""
  (replica, counter), check = change["dot"], change.get("prev", "")[:8]
  return [n for n in change["seen"]
          if n[:16] == replica and key(n)[1] < counter and key(n)[2] == check]

# -- The fold of one document (F, S, E, L, N)

class Fold:
  """Folds the changes of a document, in any order."""

  def __init__(self, doc, changes):
    self.doc, self.before, self.hashes, self.values, self.life = doc, {}, {}, {}, {}
    self.erased, self.held, self.void = set(), {}, {}
    for change in (c for c in changes if c["doc"] == doc):
      self.hold(change)
    self.settle()

  def settle(self):
    """Folds what is ready until nothing is."""
    pending, ready = (set(self.held) | set(self.void)) - set(self.before), True
    while ready:
      self.waiting = {n: self.lacking(n) for n in sorted(pending, key=key)}
      ready = [n for n in self.waiting if self.waiting[n] == []]
      for name in ready:
        self.hashes[name], change = self.held.get(name, (None, None))
        if name not in self.void:
          self.add(name, change)
        self.before[name] = self.void.get(name, self.before.get(name))
      pending -= set(ready)
    gone = self.erased | {n for n, (_, change) in self.held.items() if "body" in change}
    for entries in self.values.values():
      entries[:] = [{**{n: v for n, v in e.items() if n != "value"}, "erased": True}
                    if e["name"] in gone else e for e in entries]

  def hold(self, change):
    name, full = name_of(change), hash_of(header(change))
    act = change.get("act", {}) if change["v"] == 1 else {}
    self.erased.update(act.get("erase", ()))
    for item in act.get("void", ()):  # of two acts for one name the least `after` counts (A4)
      both = [item["after"], self.void.get(item["name"], item["after"])]
      self.void[item["name"]] = None if None in both else min(both, key=key)
    rank = lambda held: (held[0], "set" in held[1])  # F6; of one hash the erased form is left
    self.held[name] = min(self.held.get(name, (full, change)), (full, change), key=rank)

  def lacking(self, name):
    """What a pending change waits for; None: for a newer program; []: for nothing (F2, A4)."""
    if name in self.void:
      return [n for n in [self.void[name]] if n and n not in self.before]
    change = self.held[name][1]
    last = {n: change["prev"] for n in own_entries(change)} if "prev" in change else {}
    return None if change["v"] > 1 else [
        n for n in change["seen"] if n not in self.before
        or n in last and self.hashes.get(n) not in (None, last[n])]

  def add(self, name, change):
    self.before[name] = own_entries(change)[0] if "prev" in change else None
    stamp = {n: change[n] for n in ("time", "offset") if n in change}
    entry, life = {"by": change["by"], "name": name, "stamp": stamp}, change.get("life", {})
    written, covered = paths(change), self.covered(change["seen"])
    for path, entries in self.values.items():
      if any(is_in(path, w) or is_in(w, path) for w in written):
        entries[:] = [e for e in entries if e["name"] not in covered]
    for path in written:
      said = {"value": change["set"][path]} if "set" in change else {"erased": True}
      self.values.setdefault(path, []).append({**entry, **said})
    for path, said in life.items():
      kept = [e for e in self.life.get(path, []) if e["name"] not in covered]
      self.life[path] = kept + [{**entry, "life": said, "seen": change["seen"]}]
    self.values = {p: entries for p, entries in self.values.items() if entries}

  def covered(self, seen):
    """Every change that entries of `seen` cover (F3)."""
    found = set()
    for name in seen:
      while name is not None and name not in found:
        found.add(name)
        name = self.before.get(name)
    return found

  def vector(self):
    """The lines, each with all its changes (N1)."""
    after, lines = {}, []
    for name in sorted(self.before, key=key):
      after.setdefault(self.before[name], []).append(name)
    starts = [(name, None) for name in after.get(None, [])]
    for name, last in starts:  # grows at forks
      line = [name]
      while line[-1] in after:
        starts += [(other, line[-1]) for other in after[line[-1]][1:]]
        line.append(after[line[-1]][0])
      whole = {"after": last, "hash": self.hashes.get(line[-1]), "name": line[-1],
               "line": [n[17:] for n in line]}
      lines.append({n: v for n, v in whole.items() if v})
    return sorted(lines, key=lambda line: key(line["name"]))

  def hides(self, element):
    """Whether an element is hidden by its own removals (L1)."""
    standing = [e for part in (self.values, self.life) for p in part if is_in(p, element)
                for e in part[p] if e.get("life") != "removed"]
    removals = [e for e in self.life.get(element, []) if e["life"] == "removed"]
    seen = self.covered(n for e in removals for n in e["seen"])
    return removals != [] and all(e["name"] in seen for e in standing)

# -- Policies and what is shown (P, V)

def latest_first(siblings):
  rank = lambda s: (instant(s["stamp"]["time"]) + s["stamp"].get("offset", 0), key(s["name"]))
  return sorted(sorted(siblings, key=rank, reverse=True), key=lambda s: "erased" in s)

def measure(sibling):
  value = sibling.get("value")
  return value["value"] if isinstance(value, dict) and "value" in value else value

def ordered(policy, siblings, scale=()):
  """The distinct siblings in the order of the policy."""
  steps, distinct = [canonical(step) for step in scale][::-1], {}
  for s in latest_first(siblings):
    distinct.setdefault(canonical(s["value"]) if "value" in s else "", s)
  def rank(s):
    step, number = canonical(measure(s)), measure(s) if policy in ("highest", "lowest") else 0
    if policy == "severest":
      return "erased" in s, steps.index(step) if step in steps else len(steps)
    number = number if type(number) in (int, float) else float("inf")
    return "erased" in s, -number if policy == "highest" and number < float("inf") else number
  return sorted(distinct.values(), key=rank)

def resolved(policy, siblings, scale=()):
  order = ordered(policy, siblings, scale)
  if policy != "union" or len(order) == 1:
    return {n: order[0][n] for n in ("value", "erased") if n in order[0]}
  lists = [measure(s) for s in order if "value" in s]
  items = {canonical(i): i for one in lists for i in (one if isinstance(one, list) else [one])}
  return {"value": [items[text] for text in sorted(items, key=str.encode)]}

def is_open(policy, siblings):
  return len(ordered(policy, siblings)) > 1 and policy not in ("union", "all")

def question(template, path):
  """The first question whose path fits; `*` stands for one token (template.json)."""
  tokens = path.split("/")
  for one in template["questions"] if path[:2] != "/@" else ():
    parts = one["path"].split("/")
    if len(parts) == len(tokens) and all(a in ("*", b) for a, b in zip(parts, tokens)):
      return one
  return {"policy": "latest"}

def shown(fold, template=None):
  """The object of V1 without `reason`."""
  kind, own, scopes = (resolved("latest", fold.values[p]).get("value") if p in fold.values else None
                       for p in ("/@kind", "/@template", "/@scopes"))
  template = template if template and hash_of(template) == own else {"questions": []}
  hidden = sorted((e for e in fold.life if fold.hides(e)), key=str.encode)
  is_hidden = lambda path, besides: any(is_in(path, e) for e in hidden if e != besides)
  conflicts, content = [], {}
  for path, siblings in sorted(fold.values.items(), key=lambda item: item[0].encode()):
    asked = question(template, path)
    policy, scale = asked["policy"], asked.get("scale", ())
    order, value = ordered(policy, siblings, scale), resolved(policy, siblings, scale)
    branch = any(o != path and is_in(o, path) for o in fold.values)
    if len(order) > 1 or branch:
      says = {} if branch else value if policy == "union" else {"shown": 0}
      conflicts.append({"open": branch or is_open(policy, order), "path": path, "policy": policy,
                        "siblings": order, **says})
    if not branch and path[:2] != "/@" and not is_hidden(path, ""):
      place, tokens = content, [t.replace("~1", "/").replace("~0", "~") for t in path.split("/")]
      for token in tokens[1:-1]:
        place = place.setdefault(token, {})
      place[tokens[-1]] = value.get("value")
  removals = [{"by": e["by"], "name": e["name"], "path": p, "stamp": e["stamp"]}
              for p in fold.life if not is_hidden(p, None)
              for e in fold.life[p] if e["life"] == "removed"]
  return {"clock": [line["name"] for line in fold.vector()], "conflicts": conflicts,
          "content": content, "hidden": [e for e in hidden if not is_hidden(e, e)],
          "id": fold.doc, "kind": kind if isinstance(kind, str) else None,
          "removals": sorted(removals, key=lambda r: (r["path"].encode(), key(r["name"]))),
          "scopes": scopes if is_scopes(scopes) else [],
          "template": own if is_base64url(own, 32) else None}

def digest_of_set(digests):
  lines = "".join("%s %s\n" % (doc, digests[doc]) for doc in sorted(digests))
  return base64url(hashlib.sha256(lines.encode()).digest())

# -- The device (X)

class Trouble(Exception):
  """Why a conversation ended: an exit code and a sentence. The outbox is untouched."""

class NoRedirect(urllib.request.HTTPRedirectHandler):
  redirect_request = lambda *_: None  # an office does not redirect; a captive portal does

def now():
  return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")[:23] + "Z"

class Device:
  """A store in one file: records as they came, each with the office's head when it had it."""

  def __init__(self, path):
    self.path, self.state = path, {"counter": 0, "records": [], "left": [], "views": {}}
    if os.path.exists(path):
      self.state = json.load(open(path, encoding="utf-8"))

  def save(self):
    with open(self.path + ".new", "w", encoding="utf-8") as stream:
      json.dump(self.state, stream)
      stream.flush()
      os.fsync(stream.fileno())
    os.replace(self.path + ".new", self.path)

  def records(self, kind):
    return [r["record"][kind] for r in self.state["records"] if kind in r["record"]]

  def hold(self, record, head=None):
    if all(r["record"] != record for r in self.state["records"]):
      self.state["records"].append({"record": record, "head": head})

  def unsent(self):
    return sum(r["head"] is None for r in self.state["records"])

  def fold(self, doc):
    return Fold(doc, [c for c in self.records("change") if c["doc"] == doc])

  def shown(self, doc):
    fold = self.fold(doc)
    own = [e.get("value") for e in latest_first(fold.values.get("/@template", []))][:1]
    return shown(fold, next((t for t in self.records("template") if [hash_of(t)] == own), None))

  def write(self, doc, by, values):
    """Mints a change on the view that was shown last; shown nothing, on the births alone (B4)."""
    state, fold = self.state, self.fold(doc)
    lines = {line["name"]: line for line in fold.vector()}
    own = [n for n in lines if n[:16] == state["replica"]]
    births = [name_of(c) for _, c in fold.held.values() if c["seen"] == []]
    view = [n for n in state["views"].get(doc, births) if n[:16] != state["replica"]]
    change = {"by": by, "doc": doc, "dot": [state["replica"], state["counter"] + 1], "set": values,
              "salt": base64url(secrets.token_bytes(16)), "seen": sorted(view + own, key=key),
              "time": now(), "v": 1, **({"offset": state["offset"]} if "offset" in state else {})}
    kept = {e: "kept" for e in fold.life for p in values if is_in(p, e) and fold.hides(e)}  # L2
    change.update({"life": kept} if kept else {})
    change.update({"prev": lines[own[0]]["hash"]} if own else {})
    state["counter"] += 1
    state["views"][doc] = sorted(view + [name_of(change)], key=key)
    self.hold({"change": change})
    self.save()

  def ask(self, path, media, body=None):
    """One request; the body of the answer, None if there is no such thing, or why there is none."""
    fields = {"Content-Type": media, "Authorization": "Bearer " + self.state["token"]}
    request = urllib.request.Request(self.state["url"] + path, body and body.encode(), fields)
    try:
      with urllib.request.build_opener(NoRedirect).open(request, timeout=60) as answer:
        if answer.headers.get_content_type() != media or "API-Version" not in answer.headers:
          raise Trouble(3, "what answers is no office: a sign-in page may stand between")
        return answer.read()
    except urllib.error.HTTPError as error:
      is_problem = error.headers.get_content_type() == "application/problem+json"
      problem = read(error.read()) if is_problem else {}
      if "API-Version" not in error.headers:
        raise Trouble(3, "what answers (%d) is no office: look for a sign-in page" % error.code)
      if error.code == 404:
        return None
      code = {401: 4, 403: 4, 429: 2, 503: 2}.get(error.code, 6)
      raise Trouble(code, problem.get("detail", ""), int(error.headers.get("Retry-After", 0)))
    except (OSError, http.client.HTTPException) as error:
      raise Trouble(2, "unreachable or cut: work on, and sync again later") from error

  def enrol(self, url, code):
    """Draws replica, token and key, keeps them, and then asks."""
    drawn = {n: base64url(secrets.token_bytes(32)) for n in ("token", "key")}
    self.state.update({"replica": secrets.token_hex(8), **drawn, **self.state, "url": url})
    self.save()
    asked = {n: self.state[n] for n in ("key", "replica", "token")}
    self.ask("/v1/enrol", "application/json", canonical({**asked, "code": code, "v": 1}))

  def batch(self, size):
    """Unsent records, at least one and at most so many bytes."""
    found = []
    for record in (r for r in self.state["records"] if r["head"] is None):
      size -= len(canonical(record["record"]).encode()) + 1
      if found and size < 0 or len(found) == 5000:
        break
      found.append(record)
    return found

  def page(self, size):
    """One round trip (X1 to X9); whether another is worth while."""
    state, sent = self.state, self.batch(size)
    head = {n: state[n] for n in ("counter", "cursor", "replica") if n in state}
    lines = [{"sync": {**head, "limit": size, "time": now(), "v": 1}}]
    lines += [r["record"] for r in sent] + [{"end": {"records": len(sent)}}]
    body = "".join(canonical(line) + "\n" for line in lines)
    data = self.ask("/v1/sync", "application/jsonl", body)
    answer = [read(line) for line in data.split(b"\n")[:-1]]
    if not data.endswith(b"\n") or answer[-1].get("end") != {"records": len(answer) - 2}:
      raise Trouble(2, "the answer was cut: nothing of it was taken; sync again")
    said, cursor, unsent = answer[0].get("sync", {}), state.get("cursor"), self.unsent()
    if said.get("v") != 1:
      raise Trouble(5, "the office speaks another version: update this program")
    for record in answer[1:-1]:
      if "left" in record:
        state["left"].append(record["left"]["doc"])
      elif "entered" in record:
        state["left"] = [doc for doc in state["left"] if doc != record["entered"]["doc"]]
      else:
        self.hold(record, said["head"])
    for record in sent:  # stored before the answer came (X4)
      record["head"] = said["head"]
    for line in said.get("refused", ()):
      sent[line["line"] - 1]["refused"] = line["rule"]
    first = min(said["received"]["missing"], default=said["received"]["counter"] + 1)
    for record in state["records"]:
      replica, counter = record["record"].get("change", {}).get("dot", (None, 0))
      is_lacking = replica == state["replica"] and counter >= first and not said.get("forked")
      if "refused" not in record and (is_lacking or (record["head"] or 0) > said.get(
          "restored", {}).get("sequence", MAX)):
        record["head"] = None  # to be sent again (X6, X8)
    if said.get("forked"):  # somebody else writes under this replica (X9)
      state.update(replica=secrets.token_hex(8), counter=0)
    for name in ("marked", "held"):
      state.setdefault(name, {}).update({j["name"]: j["why"] for j in said.get(name, ())})
    state.update(cursor=said["cursor"], scopes=said["scopes"], office=said["office"])
    ahead = instant(said["time"]) - instant(now())
    if abs(ahead) < 315576000000:
      state["offset"] = ahead
    self.save()
    is_moving = len(answer) > 2 or said["cursor"] != cursor or self.unsent() != unsent
    return said["more"] or is_moving and self.unsent() > 0

  def sync(self, size=1 << 20, pages=MAX):
    failed = 0
    while pages > 0:
      try:
        pages, failed = pages - 1 if self.page(size >> failed) else 0, 0
      except Trouble as trouble:  # whether it took effect is not known: send it again (X10)
        failed, wait = failed + 1, (trouble.args + (0,))[2]
        if trouble.args[0] != 2 or failed > 3 or wait > 15:
          raise
        time.sleep(max(wait, random.uniform(0, min(60, 2 ** failed / 4))))
    wanted = {c.get("set", {}).get("/@template") for c in self.records("change")} - {None}
    for name in wanted - {hash_of(t) for t in self.records("template")}:
      data = self.ask("/v1/templates/" + name, "application/json")
      if data and hash_of(read(data)) == name:
        self.hold({"template": read(data)}, 0)
    self.save()

def main(command, state, *words):
  device = Device(state)
  if command == "enrol":
    device.enrol(*words)
  elif command == "new":
    template, doc = read(open(words[0], "rb").read()), str(uuid.uuid4())
    device.hold({"template": template})
    device.write(doc, words[2], {"/@kind": template["kind"], "/@scopes": [words[1]],
                                 "/@template": hash_of(template)})
    print(doc)
  elif command == "set":
    device.write(words[0], words[3], {words[1]: read(words[2].encode())})
  elif command == "sync":
    device.sync(*map(int, words))
  elif command == "show":
    document = device.shown(words[0])
    device.state["views"][words[0]] = document["clock"]
    device.save()
    print(canonical(document))
  elif command == "digest":
    docs = {c["doc"] for c in device.records("change")} - set(device.state["left"])
    print(digest_of_set({doc: hash_of(device.shown(doc)) for doc in docs}))
  elif command == "status":
    known = {n: v for n, v in device.state.items() if n not in ("key", "token", "records")}
    refused = [r["refused"] for r in device.state["records"] if "refused" in r]
    print(canonical({**known, "unsent": device.unsent(), "refused": refused}))

if __name__ == "__main__":
  try:
    main(*sys.argv[1:])
  except Trouble as trouble:
    print(trouble.args[1], file=sys.stderr)
    sys.exit(trouble.args[0])
