#!/usr/bin/env python3
"""A client of Schouw's protocol, written from Protocol/ alone; letters with numbers are its rules. COMMAND STATE +
enrol ADDRESS CODE, new TEMPLATE_FILE SCOPE AUTHOR, set DOC POINTER JSON AUTHOR, show DOC, sync [LIMIT [PAGES]],
digest, status"""
import base64, datetime, fcntl, hashlib, http.client, itertools, json, os, re, sys, uuid
from decimal import Decimal
from urllib.parse import urlsplit
HASH, NAME = "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", "[0-9a-f]{16}:[1-9][0-9]{0,15}:[A-Za-z0-9_-]{8}"
TIME = "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})[.]([0-9]{3})Z"
PATH, DOCUMENT = "(/([^/~]|~[01])*){1,16}", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
WRONG = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)
# Canonical JSON, hashes, names (C, I, G5)
def need(fine, rule):
  if not fine: raise ValueError(f"rule {rule} forbids it")
def attempt(work, *what):  # None for what the format forbids
  try: return work(*what)
  except WRONG: return None
def number(x):  # C1: as ECMAScript prints it
  if x == 0 or 1e-6 <= abs(x) < 1e21: return f"{Decimal(repr(x + 0)).normalize():f}"
  return re.sub("e([+-])0", r"e\1", repr(x))
def units(text): return text.encode("utf-16-be", "surrogatepass")
def canon(x):  # C1: the canonical text of a value
  if isinstance(x, dict): return "{%s}" % ",".join(canon(k) + ":" + canon(x[k]) for k in sorted(x, key=units))
  if isinstance(x, list): return "[" + ",".join(map(canon, x)) + "]"
  return json.dumps(x, ensure_ascii=False) if x is None or isinstance(x, (bool, str)) else number(x)
def depth(x): return 1 + max(map(depth, x.values() if isinstance(x, dict) else x), default=0) if isinstance(x, (dict, list)) else 0
def read(data):  # C2 to C4: the value of a JSON text; one of WRONG if there is none
  def pairs(items): return dict(items) if len(dict(items)) == len(items) else need(False, "C2")
  def numeral(text, exact=True):
    value = float(text)
    need(abs(value) < 1e400 and (not exact or abs(value) < 2**53 or number(value) == text), "C2, C3")
    return int(value) if value.is_integer() and abs(value) <= 2**53 else value
  value = json.loads(data.decode(), object_pairs_hook=pairs, parse_int=numeral, parse_constant=int,
           parse_float=lambda text: numeral(text, False))
  need(depth(value) <= 64 and canon(value).encode(), "C4")  # the bytes fail for a lone surrogate (C2)
  return value
def now(): return datetime.datetime.utcnow().isoformat(timespec="milliseconds") + "Z"
def base(data): return base64.urlsafe_b64encode(data).decode().rstrip("=")
def octets(full): return base64.urlsafe_b64decode(full + "=")  # F6: the bytes of a hash
def digest(text): return base(hashlib.sha256(text.encode()).digest())
def paths(c): return sorted(c["set"], key=units) if "set" in c else c["paths"]
def header(c):  # G5: what is hashed of a change, which is its erased form
  body = c["body"] if "body" in c else digest(canon({"salt": c["salt"], "values": [c["set"][p] for p in paths(c)]}))
  return {**{k: c[k] for k in c if k not in ("salt", "set")}, "body": body, "paths": paths(c)}
def identity(c):  # I4, G5: name and hash
  full = digest(canon(header(c)))
  return f"{c['dot'][0]}:{c['dot'][1]}:{full[:8]}", full
def rank(name): return name[:16], int(name[17:-9]), name[-8:]  # I4: the order of names
def moment(text):  # G2: in milliseconds; the calendar repeats itself after 400 years, and Python has no year 0
  year, *rest, milli = map(int, re.fullmatch(TIME, text).groups())
  past = datetime.datetime(year % 400 + 400, *rest) - datetime.datetime(400, 1, 1)
  return past // datetime.timedelta(milliseconds=1) + year // 400 * 146097 * 86400000 + milli
def under(path, top): return path == top or path.startswith(top + "/")
# Well-formed changes (G, B1, A)
def is_int(x, low): return type(x) is int and low <= x < 2**53
def is_text(x, form="[^\x00-\x1f\x7f-\x9f]+", most=128):
  return isinstance(x, str) and re.fullmatch(form, x) is not None and len(x.encode()) <= most
def is_names(x): return isinstance(x, list) and all(is_text(n, NAME) and rank(n)[1] < 2**53 for n in x)
def is_void(name, after): return is_names([name]) and (after is None or is_names([after]) and (
  after[:16] == name[:16] and rank(after)[1] < rank(name)[1]))
def previous(c):  # G4: the entries of `seen` that fit `prev`
  own = [n for n in c["seen"] if n[:16] == c["dot"][0] and rank(n)[1] < c["dot"][1]]
  return [n for n in own if "prev" in c and c["v"] == 1 and n[-8:] == c["prev"][:8]]
def registers(get):  # B1: kind, scopes and template; None for what is of another type
  kind, scopes, template = map(get, ("/@kind", "/@scopes", "/@template"))
  scopes = scopes if isinstance(scopes, list) and scopes and all(map(is_text, scopes)) else None
  return kind if isinstance(kind, str) else None, scopes, template if is_text(template, HASH) else None
def check(data):  # the change that these canonical bytes are; one of WRONG if they are none
  c = read(data)
  dot, seen, values, life, act = c["dot"], c["seen"], c.get("set", {}), c.get("life", {}), c.get("act", {})
  need(len(data) <= 1 << 20 and canon(c).encode() == data, "C4, C5")
  need({"salt", "set", "body", "paths"} & set(c) in ({"salt", "set"}, {"body", "paths"}) and is_int(c["v"], 1)
    and isinstance(values, dict) and isinstance(c.get("paths", []), list) and is_text(c["by"]), "G1, G5, I6")
  need(isinstance(dot, list) and len(dot) == 2 and is_text(dot[0], "[0-9a-f]{16}") and is_int(dot[1], 1)
    and is_text(c["doc"], DOCUMENT) and is_text(c.get("salt", "A" * 22), "[A-Za-z0-9_-]{21}[AQgw]"), "I")
  need(moment(c["time"]) >= 0 and is_int(c.get("offset", 0), 1 - 2**53) and is_text(c.get("body", "A" * 43), HASH)
    and is_names(seen) and is_text(c.get("prev", "A" * 43), HASH), "G2, G4, I2")
  wrote, own = paths(c), any(n[:16] == dot[0] for n in seen)
  need(all(is_text(p, PATH, 512) for p in wrote) and wrote == sorted(set(wrote), key=units)
    and all(depth(value) <= 32 for value in values.values()), "I5, G5, C4")
  if c["v"] > 1: return c  # G1
  acts = set(act) - {"reason"}
  need(seen == sorted(set(seen), key=rank) and (len(previous(c)) == 1 if "prev" in c else not own), "G4")
  need(not any(p != q and under(p, q) for p in wrote for q in wrote), "G6")
  need(all(w in ("removed", "kept") and (not e or is_text(e, PATH, 512)) and not (
    w == "removed" and any(under(p, e) for p in wrote)) for e, w in life.items()), "L1, I5, G6")
  need(seen or {"/@kind", "/@scopes", "/@template"} <= set(wrote) and (
    "paths" in c or None not in registers(values.get)), "B1")
  need(isinstance(act, dict) and isinstance(act.get("reason", ""), str) and len(acts) == ("act" in c) and all(
    what is True and "/@scopes" in wrote if word == "scope" else
    isinstance(what, list) and all(is_void(**item) for item in what) if word == "void" else
    word in ("erase", "accept", "decline") and is_names(what) for word, what in act.items() if word in acts), "A")
  return c
class Fold:
  """What the records held of one document come to (F, S, E, L). `line`: of each name folded, those up to it."""
  def __init__(self, doc, changes=()):
    self.doc, self.line, self.hashes, self.values, self.life, self.acted = doc, {}, {}, {}, {}, set()
    self.fold(changes)
  def fold(self, changes):
    held, voids, bare = {}, {}, set()
    for c in (c for c in changes if c["doc"] == self.doc):
      act, (name, full) = c.get("act", {}) if c["v"] == 1 else {}, identity(c)
      self.acted.update(act.get("erase", ()))
      for item in act.get("void", ()):
        after = [item["after"], *voids.get(item["name"], [])]
        voids[item["name"]] = [min(after, key=lambda n: rank(n) if n else ())]
      if "paths" in c: bare.add(full)
      if name not in held or octets(full) < octets(held[name][1]): held[name] = c, full  # F6
    todo, ready = (held.keys() | voids.keys()) - self.line.keys(), [""]
    while ready:
      ready = [n for n in todo if (n in voids or held[n][0]["v"] == 1) and not self.lacks(n, held, voids)]
      for name in ready:
        if name in held: self.hashes[name] = held[name][1]
        if name in voids: self.follow(name, voids[name][0])
        else: self.apply(name, held[name][0])
      todo -= set(ready)
    waits = sorted(todo & held.keys(), key=rank)
    self.waiting = [{"for": self.lacks(n, held, voids), "name": n} for n in waits]
    self.erase({n for n in held if held[n][1] in bare} | self.acted)
    return self
  def follow(self, name, before): self.line[name] = (*self.line.get(before, ()), name)
  def past(self, seen): return set().union(*(self.line[n] for n in seen))  # F3
  def lacks(self, name, held, voids):  # F2, A4: the names that a change waits for
    if name in voids: return [n for n in voids[name] if n and n not in self.line]
    c, of = held[name][0], self.hashes.get
    return [n for n in c["seen"] if n not in self.line or n in previous(c) and of(n, c["prev"]) != c["prev"]]
  def apply(self, name, c):  # S1, L1: what the change has seen gives way to what it says
    self.follow(name, (previous(c) or [None])[0])
    past, stamp = self.past(c["seen"]), {k: c[k] for k in ("time", "offset") if k in c}
    values = {p: {"value": c["set"][p]} if "set" in c else {"erased": True} for p in paths(c)}
    life = {p: {"life": word, "seen": c["seen"]} for p, word in c.get("life", {}).items()}
    for field, said in ((self.values, values), (self.life, life)):
      for path in said:
        for p in [p for p in field if p == path or field is self.values and (under(p, path) or under(path, p))]:
          field[p] = {n: e for n, e in field[p].items() if n not in past}
          if not field[p]: del field[p]
        field.setdefault(path, {})[name] = {"by": c["by"], "name": name, "stamp": stamp, **said[path]}
  def erase(self, names):  # E1 to E3
    for entries in self.values.values():
      for n in entries.keys() & names:
        entries[n] = {**{k: v for k, v in entries[n].items() if k != "value"}, "erased": True}
  def lines(self):  # F1, N1: pairs of what a line begins after and its names; the last ones are the clock (F4)
    heirs, names = {}, sorted(self.line, key=rank)
    for name in names: heirs.setdefault((None, *self.line[name])[-2], name)
    for line in ((None, *self.line[name]) for name in names if name not in heirs):
      first = max(i for i in range(1, len(line)) if i == 1 or heirs[line[i - 1]] != line[i])
      yield line[first - 1], line[first:]
  def clock(self): return [line[-1] for _, line in self.lines()]
  def snapshot(self):  # N1
    vector = [{"after": after, "hash": self.hashes.get(line[-1]), "name": line[-1], "line": [n[17:] for n in line]}
              for after, line in self.lines()]
    heads = {n: e for field in (self.values, self.life) for es in field.values() for n, e in es.items()}
    names = sorted(heads, key=rank)
    fields = {field: {p: [[names.index(n), *(es[n][k] for k in ("life", "seen", "value") if k in es[n])] for n in sorted(es, key=rank)]
                      for p, es in getattr(self, field).items()} for field in ("values", "life")}
    fields["writers"] = [{k: heads[n][k] for k in ("by", "name", "stamp")} for n in names]
    if erased := sorted(self.acted - self.line.keys(), key=rank): fields["erased"] = erased
    return {"doc": self.doc, "v": 1, "vector": [{k: x[k] for k in x if x[k]} for x in vector], **fields}
  def join(self, other):  # N2
    both = Fold(self.doc)
    both.line, both.hashes = {**self.line, **other.line}, {**self.hashes, **other.hashes}
    for one, two in ((self, other), (other, self)):
      for mine, theirs, out in ((one.values, two.values, both.values), (one.life, two.life, both.life)):
        for path, name in [(p, n) for p in mine for n in mine[p]]:
          if name not in two.line or name in theirs.get(path, {}):
            known = out.setdefault(path, {}).get(name, {})
            out[path][name] = known if "erased" in known else mine[path][name]
    both.acted = self.acted | other.acted
    both.erase(both.acted)
    return both
  def removed(self):  # L1: the elements that removals of their own hide
    out = set()
    for top, entries in self.life.items():
      gone = [e for e in entries.values() if e["life"] == "removed"]
      inner = {n for field in (self.values, self.life) for p in field if under(p, top)
          for n, e in field[p].items() if e.get("life") != "removed"}
      if gone and inner <= self.past(n for e in gone for n in e["seen"]): out.add(top)
    return out
# What is shown (P, V, A3, I7)
def measure(value): return value["value"] if isinstance(value, dict) and "value" in value else value
def order(policy, entries, scale=()):  # S2, P1 to P6: the different siblings, the one to be shown first
  def stamp(e): return moment(e["stamp"]["time"]) + e["stamp"].get("offset", 0), rank(e["name"])
  def place(e):
    m = measure(e.get("value"))
    if policy == "severest" and canon(m) in steps: return "erased" in e, 0, -steps.index(canon(m))
    if policy not in ("highest", "lowest") or type(m) not in (int, float): return "erased" in e, 1, 0
    return "erased" in e, 0, -m if policy == "highest" else m
  steps, equal = list(map(canon, scale)), lambda e: canon(e["value"]) if "value" in e else ""
  distinct = {equal(e): e for e in sorted(entries, key=stamp)}
  return sorted(sorted(distinct.values(), key=stamp, reverse=True), key=place)
def pick(policy, siblings):  # P4: what is shown of them, `value` or `erased`
  if policy != "union" or len(siblings) < 2:
    return {k: v for k, v in siblings[0].items() if k in ("value", "erased")}
  lists = [measure(e["value"]) for e in siblings if "value" in e]
  items = {canon(i): i for m in lists for i in (m if isinstance(m, list) else [m])}
  return {"value": [items[text] for text in sorted(items, key=str.encode)]}
def is_open(policy, siblings): return len(siblings) > 1 and policy not in ("union", "all")
def firsts(fold): return {p: order("latest", es.values())[0].get("value") for p, es in fold.values.items()}
def shown(fold, templates, reasons=True):  # V1 to V3
  (kind, scopes, template), removed, conflicts, content = registers(firsts(fold).get), fold.removed(), [], {}
  questions, ways = templates.get(template, {}).get("questions", ()), "latest highest lowest union all ask severest".split()
  if any(q["policy"] not in ways[:6 + ("scale" in q)] for q in questions): questions = ()  # T2
  for path, entries in sorted(fold.values.items(), key=lambda item: item[0].encode()):
    tokens, reserved, branch = path.split("/"), path[:2] == "/@", any(p.startswith(path + "/") for p in fold.values)
    ways = [(q["path"].split("/"), q) for q in questions if not reserved]
    fits = [q for way, q in ways if len(way) == len(tokens) and all(a in ("*", b) for a, b in zip(way, tokens))]
    policy, scale = (fits[0]["policy"], fits[0].get("scale", ())) if fits else ("latest", ())
    siblings = order(policy, entries.values(), scale)
    if branch or len(siblings) > 1:
      what = {} if branch else {**pick(policy, siblings)} if policy == "union" else {"shown": 0}
      if reasons: what["reason"] = policy
      conflicts.append({"open": branch or is_open(policy, siblings), "path": path, "policy": policy,
                        "siblings": siblings, **what})
    if not (branch or reserved or any(top and under(path, top) for top in removed)):
      node, (*way, last) = content, [t.replace("~1", "/").replace("~0", "~") for t in tokens[1:]]
      for token in way: node = node.setdefault(token, {})
      node[last] = pick(policy, siblings).get("value")
  hidden = [e for e in removed if not any(e != top and under(e, top) for top in removed)]
  removals = [{"by": e["by"], "name": n, "path": p, "stamp": e["stamp"]} for p, es in fold.life.items()
        for n, e in es.items() if e["life"] == "removed" and not any(under(p, top) for top in removed)]
  removals.sort(key=lambda r: (r["path"].encode(), rank(r["name"])))
  return {"clock": fold.clock(), "conflicts": conflicts, "content": content, "id": fold.doc, "kind": kind, "removals": removals,
      "hidden": sorted(hidden, key=str.encode), "scopes": scopes or [], "template": template}
def together(digests): return digest("".join(f"{doc} {digests[doc]}\n" for doc in sorted(digests)))
def put_back(doc, changes, declined):  # A3: `set` and `life` of the acts that decline these names
  gone, back, life = [c for c in changes if identity(c)[0] in declined], {}, {}
  first = firsts(Fold(doc, [c for c in changes if c not in gone]))
  for c in gone:
    for path in paths(c):
      near = [path] if path in first else [p for p in first if under(p, path)]
      back.update({p: first[p] for p in near or first if near or under(path, p)} or {path: None})
    life.update({e: "kept" if word == "removed" else "removed" for e, word in c.get("life", {}).items()})
  late = {e: word for e, word in life.items() if word == "removed" and any(under(p, e) for p in back)}
  soon = {"life": {e: life[e] for e in life if e not in late}} if life.keys() - late else {}
  return [{"set": back, **soon}, {"set": {}, "life": late}][:1 + bool(late)]
def handles(documents):  # I7: all 26 letters, and the shortest that are unique
  bits = [int(doc.replace("-", ""), 16) << 2 for doc in documents]
  full = ["".join("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[b >> 5 * i & 31] for i in range(25, -1, -1)) for b in bits]
  return {"letters": full, "handles": [next(own[:n] for n in range(5, 27) if n == 26 or sum(
    other.startswith(own[:n]) for other in full) == 1) for own in full]}
# The device: STATE is one file, replaced whole; `at` of a record is the office's head when it had it (X8), or null
TELL = {2: "The office cannot be reached, or its answer was cut; sync again later.",
    3: "What answered is not the office; perhaps this network wants you to sign in first.",
    4: "The office refused the token or the code; ask it for a new code. Your work is kept.",
    5: "The office speaks another version of the exchange; update one of the two."}
class Trouble(ValueError): """An exit code, and a sentence where TELL has no better one."""
class Device:
  def __init__(self, path):
    self.replica, self.counter, self.cursor, self.offset, self.batch = os.urandom(8).hex(), 0, None, None, 4 << 20
    self.records, self.left, self.views, self.token, self.address, self.asked = [], [], {}, "", "", {}
    if os.path.exists(path): vars(self).update(json.load(open(path)))
    self.path = path
  def save(self):
    with open(self.path + ".new", "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
      print(json.dumps(vars(self)), file=file, flush=True)
      os.fsync(file.fileno())
    os.replace(self.path + ".new", self.path)
    folder = os.open(os.path.dirname(self.path) or ".", os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
  def all(self, kind, doc=None):  # records of a kind, with what they hold
    found = [(r, json.loads(r["raw"])[kind]) for r in self.records if r["raw"].startswith(f'{{"{kind}":')]
    return [(r, value) for r, value in found if doc in (None, value.get("doc"))]
  def unsent(self): return [r for r in self.records if r["at"] is None and not r.get("refused")]
  def mint(self, doc, by, seen, values, life):  # G: claims what was shown, and our own last change as `prev` must
    c = {"by": by, "doc": doc, "dot": [self.replica, self.counter + 1], "seen": seen, "set": values, "v": 1,
      "life": life or None, "offset": self.offset, "salt": base(os.urandom(16)), "time": now()}
    held = [o for _, o in self.all("change", doc)]
    own = [o for o in held if o["dot"][0] == self.replica]
    if own:
      name, c["prev"] = identity(max(own, key=lambda o: o["dot"][1]))
      c["seen"] = sorted({name} | set(seen) - Fold(doc, held).past([name]), key=rank)
    c = check(canon({k: v for k, v in c.items() if v is not None}).encode())
    self.records, self.counter = self.records + [{"raw": canon({"change": c}), "at": None}], self.counter + 1
  def ask(self, method, path, media, body=None):  # H1 to H5: the body of the office's 200, or Trouble
    url, secure = urlsplit(self.address), self.address.startswith("https:")
    if not secure and url.hostname not in ("localhost", "127.0.0.1", "::1"): raise Trouble(1, "Enrol first; by https.")
    fields = {"Content-Type": media, "Authorization": "Bearer " + self.token}
    if path == "/v1/enrol": del fields["Authorization"]
    line = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    try:
      line = line(url.hostname, url.port, timeout=60)
      line.request(method, url.path.rstrip("/") + path, body, fields)
      answer = line.getresponse()
      data, got, status = answer.read(), answer.headers.get_content_type(), answer.status
    except (OSError, http.client.HTTPException): raise Trouble(2) from None
    if status == 200 and got == media: return data
    kind = got == "application/problem+json" and attempt(lambda: read(data)["type"].split("urn:schouw:")[1])
    if status < 400 or not kind: raise Trouble(3)
    if status in (401, 403): raise Trouble(4)
    if kind in ("sync-newerVersion", "other-version", "not-found"): raise Trouble(5)
    later, wait = status in (408, 429, 503, 507) or kind == "sync-cut", answer.headers.get("Retry-After", "some")
    raise Trouble(2 if later else 1, f"The office did not take it ({kind}); try again after {wait} seconds.")
  def enrol(self, address, code):  # decision 8: what is drawn is kept before it is sent; the old token serves till then
    if self.asked.get("code") != code:
      self.asked = {"code": code, "token": base(os.urandom(32)), "key": base(os.urandom(32))}
    self.address = address
    self.save()
    body = canon({**self.asked, "replica": self.replica, "v": 1}).encode()
    if not attempt(lambda data: read(data)["device"], self.ask("POST", "/v1/enrol", "application/json", body)):
      raise Trouble(2)
    self.token = self.asked["token"]
  def sync(self, limit=1 << 20, pages=1 << 30):  # page after page; then the templates that are not held (T1)
    any(not self.converse(int(limit)) for _ in range(int(pages)))
    named = {c["set"].get("/@template") for _, c in self.all("change") if "set" in c}
    for name in {n for n in named if is_text(n, HASH)} - self.templates().keys():
      data = (attempt(self.ask, "GET", "/v1/templates/" + name, "application/json") or b"").decode()
      if digest(data) == name: self.records.append({"raw": '{"template":' + data + "}", "at": 0})
  def converse(self, limit):  # X1 to X10: one round trip, kept together with its cursor. Whether there is more
    unsent, begun = self.unsent(), now()
    sizes, before = itertools.accumulate(len(r["raw"].encode()) + 1 for r in unsent), (self.cursor, self.replica, len(unsent))
    batch = [r for r, size in zip(unsent[:9999], sizes) if size < self.batch - 4096] or unsent[:1]
    head = {"v": 1, "replica": self.replica, "counter": self.counter, "time": begun, "limit": limit}
    if self.cursor: head["cursor"] = self.cursor
    lines = [canon({"sync": head}), *(r["raw"] for r in batch), canon({"end": {"records": len(batch)}}), ""]
    data = "\n".join(lines).encode()
    self.batch = max(16 << 10, len(data) // 2)  # for the next time, if this one is cut
    self.save()
    data = self.ask("POST", "/v1/sync", "application/jsonl", data)
    if data[:9] != b'{"sync":{'[:len(data)]: raise Trouble(3)
    page = [attempt(read, line) for line in data.split(b"\n")[:-1]]
    if data[-1:] != b"\n" or None in page or page[-1] != {"end": {"records": len(page) - 2}}: raise Trouble(2)
    said, page = page[0]["sync"], page[1:-1]
    if said["v"] != 1: raise Trouble(5)
    ahead = moment(said["time"]) - (moment(begun) + moment(now())) // 2
    self.offset, self.batch = ahead if abs(ahead) < 3652 * 86400000 else None, 4 << 20
    # X6, X8, X9: what the office has by its own word, and what it lost
    for x in said.get("refused", []): batch[x["line"] - 1]["refused"] = True
    for word, x in ((word, x) for word in ("marked", "held", "refused") for x in said.get(word, [])):
      print(word, x.get("name", x.get("rule")), x["why"])
    got, missing = said["received"], said["received"]["missing"]
    floor, sent = said.get("restored", {"sequence": 2**53})["sequence"], {id(r) for r in batch}
    own = {id(r): c["dot"][1] for r, c in self.all("change") if c["dot"][0] == self.replica and "forked" not in said}
    for r in self.records:
      n = own.get(id(r), 0)
      lacks = n in missing or n > (got["of"] if missing else got["counter"]) or n > (missing + [n] * 100)[99]
      if lacks or (r["at"] or 0) > floor: r["at"] = None
      if id(r) in sent and not lacks and not r.get("refused") and r["at"] is None: r["at"] = said["head"]
    # X7, E2: in the order of the log; what an act of erasure names is kept in its erased form alone
    known = {identity(c)[1]: r for r, c in self.all("change")} | {r["raw"]: r for r in self.records}
    for kind, value in (item for line in page for item in line.items()):
      record = {"raw": canon({kind: value}), "at": said["head"]}
      if kind in ("left", "entered"):
        self.left = [d for d in self.left if d != value["doc"]] + [value["doc"]] * (kind == "left")
        continue
      key = identity(check(canon(value).encode()))[1] if kind == "change" else record["raw"]
      if key not in known: self.records.append(record)
      elif kind == "change" and "paths" in value: known[key]["raw"] = record["raw"]
      known.setdefault(key, record)
    every = self.all("change")
    erased = {(c["doc"], n) for _, c in every if c["v"] == 1 for n in c.get("act", {}).get("erase", ())}
    for r, c in every:
      if (c["doc"], identity(c)[0]) in erased: r["raw"] = canon({"change": header(c)})
    for doc in self.left:  # destroyed when all of it is in a backup
      of = [r for r, c in every if c["doc"] == doc]
      if all(r["at"] is not None and r["at"] <= said["archived"]["sequence"] for r in of):
        self.records = [r for r in self.records if r not in of]
    self.cursor = said["cursor"]
    if said.get("forked"): self.replica, self.counter = os.urandom(8).hex(), 0  # X9
    self.save()
    moved = page or before != (self.cursor, self.replica, len(self.unsent()))
    return moved and (said["more"] or self.unsent())
  def templates(self): return {digest(canon(t)): t for _, t in self.all("template")}
  def documents(self, reasons=True):  # those that are shown: none that left, none of which nothing folds
    changes, known = [c for _, c in self.all("change")], self.templates()
    folds = [Fold(doc, changes) for doc in {c["doc"] for c in changes} - set(self.left)]
    return {fold.doc: shown(fold, known, reasons) for fold in folds if fold.line}
  def new(self, file, scope, by):
    template, doc = read(open(file, "rb").read()), str(uuid.uuid4())
    name = digest(canon(template))
    if name not in self.templates(): self.records.append({"raw": canon({"template": template}), "at": None})
    self.mint(doc, by, [], {"/@kind": template["kind"], "/@scopes": [scope], "/@template": name}, {})
    print(doc)
  def set(self, doc, pointer, value, by):  # who was shown nothing has seen the bare births alone (B4)
    held = [c for _, c in self.all("change", doc)]
    births = [identity(c)[0] for c in held if not c["seen"] and all(p.startswith("/@") for p in paths(c))]
    seen = self.views.get(doc) or sorted(births, key=rank)
    if not seen or doc in self.left: raise Trouble(1, "There is no such document, or it was not shown yet.")
    life = {e: "kept" for e in Fold(doc, held).removed() if under(pointer, e)}  # L2
    self.mint(doc, by, seen, {pointer: read(value.encode())}, life)
  def show(self, doc):
    document = self.documents()[doc]
    self.views[doc] = document["clock"]
    print(canon(document))
  def digest(self): print(together({doc: digest(canon(x)) for doc, x in self.documents(False).items()}))
  def status(self):
    shows = {"replica": self.replica, "cursor": self.cursor, "left": self.left}
    print(canon({**shows, "unsent": sum(r["at"] is None for r, _ in self.all("change"))}))
def main(command, path, *words):
  try:
    with open(path + ".lock", "w") as lock:
      fcntl.flock(lock, fcntl.LOCK_EX)
      device = Device(path)
      getattr(device, command)(*words)
      return device.save()
  except Trouble as trouble: code, text = (*trouble.args, TELL.get(trouble.args[0]))[:2]
  except (OSError, *WRONG) as error: code, text = (3, TELL[3]) if command == "sync" else (1, f"Not done: {error}")
  print(text, file=sys.stderr)
  return code
if __name__ == "__main__": sys.exit(main(*sys.argv[1:]))
