#!/usr/bin/env python3
"""Puts every vector of Protocol/vectors through client.py. Standard library only.

What is here beside the table of cases is what a device can do without: to tell what is malformed
(the office does), to make, join and read snapshots, to decline (the office does), to show handles.

  client_vectors.py Protocol/vectors
"""
import json, os, re, struct, sys
from client import (MAX, Fold, Refused, canonical, depth, digest_of_set, hash_of, header, instant,
                    is_base64url, is_in, is_opaque, is_scopes, key, latest_first, name_of, need,
                    number_text, ordered, own_entries, paths, read, resolved, shown, is_open, units)

def is_integer(value, least):
  return type(value) in (int, float) and value == int(value) and least <= value <= MAX

def is_name(value):
  form = "[0-9a-f]{16}:([1-9][0-9]{0,15}):[A-Za-z0-9_-]{8}"
  match = isinstance(value, str) and re.fullmatch(form, value)
  return bool(match) and int(match[1]) <= MAX

def is_path(path):
  return (path.startswith("/") and path.count("/") <= 16 and len(path.encode()) <= 512
          and not re.search("~(?![01])", path))

def handle(document):
  bits = int(document.replace("-", ""), 16) << 2
  return "".join("23456789ABCDEFGHJKLMNPQRSTUVWXYZ"[bits >> s & 31] for s in range(125, -1, -5))

def check_change(change):
  """Refuses a change that is not well formed."""
  need(isinstance(change, dict), "G1")
  need({"by", "doc", "dot", "seen", "time", "v"} <= set(change), "G1")
  need(is_integer(change["v"], 1), "G1")
  form = {"salt", "set", "paths", "body"} & set(change)
  need(form in ({"salt", "set"}, {"paths", "body"}), "G1, G5")
  doc, dot, seen, life = (change.get(n, {}) for n in ("doc", "dot", "seen", "life"))
  hexes = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
  need(isinstance(doc, str) and re.fullmatch(hexes, doc), "I1")
  need(isinstance(dot, list) and len(dot) == 2 and isinstance(dot[0], str), "I3")
  need(re.fullmatch("[0-9a-f]{16}", dot[0]) and is_integer(dot[1], 1), "I1")
  need(is_opaque(change["by"]) and is_integer(change.get("offset", 0), -MAX), "I6, G2")
  instant(change["time"])
  need(isinstance(seen, list) and all(map(is_name, seen)), "G4, I4")
  need("prev" not in change or is_base64url(change["prev"], 32), "I2")
  if "body" in change:
    written = change["paths"]
    need(is_base64url(change["body"], 32) and isinstance(written, list), "I2, G5")
    need(all(isinstance(p, str) for p in written), "G5")
    need(written == sorted(set(written), key=units), "G5")
  else:
    need(is_base64url(change["salt"], 16) and isinstance(change["set"], dict), "G1, G6")
    need(all(depth(value) <= 32 for value in change["set"].values()), "C4")
    written = paths(change)
  need(all(map(is_path, written)), "I5")
  if change["v"] > 1:
    return  # what else it must be, its version says (G1)
  need(seen == sorted(set(seen), key=key), "G4")
  own = [n for n in seen if n[:16] == dot[0]]
  need(len(own_entries(change)) == 1 if "prev" in change else own == [], "G4")
  need(isinstance(life, dict) and all(l in ("removed", "kept") for l in life.values()), "L1")
  need(all(e == "" or is_path(e) for e in life), "I5")
  need(not any(a != b and is_in(b, a) for a in written for b in written), "G6")
  need(not any(life[e] == "removed" and is_in(p, e) for e in life for p in written), "G6")
  if not seen:
    births = [change.get("set", {}).get(p) for p in ("/@kind", "/@template", "/@scopes")]
    need({"/@kind", "/@template", "/@scopes"} <= set(written), "B1")
    need("body" in change or isinstance(births[0], str) and is_base64url(births[1], 32)
         and is_scopes(births[2]), "B1")
  if "act" in change:
    check_act(change["act"], written)

def check_act(act, written):
  need(isinstance(act, dict) and isinstance(act.get("reason", ""), str), "A")
  kinds = set(act) - {"reason"}
  need(kinds <= {"scope", "erase", "accept", "decline", "void"} and len(kinds) == 1, "A")
  kind = kinds.pop()
  need(isinstance(act[kind], list) or act[kind] is (kind == "scope") is True, "A1 to A4")
  need(kind != "scope" or act[kind] is True and "/@scopes" in written, "A1")
  for item in act[kind] if kind != "scope" else ():
    need(kind == "void" or is_name(item), "A2, A3")
    if kind == "void":
      need(isinstance(item, dict) and set(item) == {"after", "name"}, "A4")
      need(is_name(item["name"]), "A4")
      after, name = item["after"], item["name"]
      need(after is None or is_name(after) and after[:16] == name[:16]
           and key(after)[1] < key(name)[1], "A4")

class Snapshots(Fold):
  """A fold that snapshots go into and come out of (N)."""

  def __init__(self, doc, changes, bases):
    super().__init__(doc, [])
    for snapshot in bases:
      self.load(snapshot)
    for change in (c for c in changes if c["doc"] == doc):
      self.hold(change)
    self.settle()

  def load(self, snapshot):
    """Joins a snapshot to what is folded (N2)."""
    before, hashes = {}, {}
    for line in snapshot["vector"]:
      last = line.get("after")
      for item in line["line"]:
        before[line["name"][:17] + item], last = last, line["name"][:17] + item
      hashes[last] = line.get("hash")
    for own, other in ((self.values, snapshot["values"]), (self.life, snapshot["life"])):
      for path in set(own) | set(other):
        mine, theirs = ({e["name"]: e for e in part.get(path, [])} for part in (own, other))
        both = [theirs[n] if "erased" in theirs[n] else mine[n] for n in mine if n in theirs]
        own[path] = both + [e for n, e in mine.items() if n not in before]
        own[path] += [e for n, e in theirs.items() if n not in self.before]
    self.before.update(before)
    self.hashes.update(hashes)
    self.erased |= set(snapshot.get("erased", ()))

  def snapshot(self):
    def listed(part):
      return {p: sorted(es, key=lambda e: key(e["name"])) for p, es in part.items() if es}
    pending = sorted(self.erased - set(self.before), key=key)
    return {"doc": self.doc, "life": listed(self.life), "v": 1, "values": listed(self.values),
            "vector": self.vector(), **({"erased": pending} if pending else {})}


def put_back(doc, changes, declined):
  """What a decline writes (A3)."""
  stands = Fold(doc, [c for c in changes if name_of(c) not in declined]).values
  leaves = [p for p in stands if not any(o != p and is_in(o, p) for o in stands)]
  values, life = {}, {}
  for change in sorted(changes, key=lambda c: key(name_of(c))):
    if name_of(change) not in declined:
      continue
    for path in paths(change):
      near = [p for p in leaves if is_in(p, path)] or [p for p in leaves if is_in(path, p)]
      values.update({p: latest_first(stands[p])[0].get("value") for p in near} or {path: None})
    for element, said in change.get("life", {}).items():
      life[element] = "kept" if said == "removed" else "removed"
  if any(life[e] == "removed" and is_in(p, e) for e in life for p in values):
    return [{"set": values}, {"set": {}, "life": life}]
  return [{"set": values, **({"life": life} if life else {})}]

def outcome(file, case):
  """What must come out of a case, by the table of vectors/README.md."""
  data = bytes.fromhex(case["inputHex"]) if "inputHex" in case else case.get("input", "").encode()
  if "fill" in case:
    data = data.replace("\u2588".encode(), b"x" * (int(case["fill"]) - len(data) + 3))
  if file == "canonical-json":
    text = canonical(read(data))
    return {"canonical": text, "isCanonical": text.encode() == data}
  if file == "malformed":
    need(len(data) <= 1 << 20 and canonical(read(data)).encode() == data, "C4, C5")
    return check_change(read(data)) or {"wellFormed": True}
  if file == "numbers":
    return {"text": number_text(struct.unpack(">d", bytes.fromhex(case["bits"]))[0])}
  if file == "hashes":
    change = read(case["change"].encode())
    full = hash_of(header(change))
    return {"header": canonical(header(change)), "hash": full, "check": full[:8],
            "changeName": name_of(change)}
  if file == "policies":
    how = case["policy"], case["siblings"], case.get("scale", ())
    return {"order": [s["name"] for s in ordered(*how)], "shown": resolved(*how),
            "open": is_open(*how[:2])}
  if file == "digests":
    return {"digest": digest_of_set(case["documents"])}
  if file == "handles":
    letters = [handle(doc) for doc in case["documents"]]
    alone = lambda own: next(own[:n] for n in range(5, 27)
                             if sum(other[:n] == own[:n] for other in letters) == 1)
    return {"letters": letters, "handles": [alone(own) for own in letters]}
  changes = case.get("changes") or case["left"]
  doc = case.get("doc") or changes[0]["doc"]
  if file == "join":
    left, right = (Snapshots(doc, case[side], []).snapshot() for side in ("left", "right"))
    joined = Snapshots(doc, [], [left, right]).snapshot()
    late = {"after": Snapshots(doc, case["late"], [joined]).snapshot()} if "late" in case else {}
    return {"leftSnapshot": left, "rightSnapshot": right, "joined": joined, **late}
  fold = Snapshots(doc, changes + case.get("acts", []), [])
  if file == "readiness":
    waits = [{"for": f or [], "name": n} for n, f in fold.waiting.items() if n in fold.held]
    return {"vector": [line["name"] for line in fold.vector()], "waiting": waits}
  if file == "shown":
    document = shown(fold, case.get("template"))
    return {"shown": document, "digest": hash_of(document)}
  back = {"putBack": put_back(doc, changes, case["declined"])} if file == "decline" else {}
  return {"snapshot": fold.snapshot(), **back}

def vectors(folder):
  count, files = 0, sorted(f for f in os.listdir(folder) if f.endswith(".json"))
  for file in files:
    with open(os.path.join(folder, file), "rb") as stream:
      cases = json.load(stream)["cases"]
    for case in cases:
      try:
        found = outcome(file[:-5], case)
      except Refused:
        found = {n: case[n] for n in ("refused", "breaks") if n in case} or {"refused": "wrongly"}
      for name, value in found.items():
        if canonical(case.get(name)) != canonical(value):
          sys.exit("%s: %s: %s is %s" % (file, case["name"], name, canonical(value)))
      count += 1
  print("%d vectors in %d files agree" % (count, len(files)))

if __name__ == "__main__":
  vectors(sys.argv[1])
