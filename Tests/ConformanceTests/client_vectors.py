#!/usr/bin/env python3
"""Puts every vector of Protocol/vectors to client.py beside it. Usage: client_vectors.py FOLDER"""
import glob
import json
import os
import struct
import sys

from client import *


def outcome(kind, case):  # what this client makes of a vector: members that must be in the case as they are here
  changes, data = case.get("changes", case.get("left", [])) + case.get("acts", []), case.get("input", "").encode()
  data = data.replace(b"\xe2\x96\x88", b"x" * (case.get("fill", 0) - len(data) + 3))
  data, doc = data or bytes.fromhex(case.get("inputHex", "")), case.get("doc", (changes or [{}])[0].get("doc"))
  fold, policy = Fold(doc, changes), case.get("policy")
  if kind == "canonical-json":
    text = attempt(lambda: canon(read(data)))
    return {"canonical": text, "isCanonical": text.encode() == data} if text else {"refused": case.get("refused")}
  if kind == "numbers": return {"text": number(struct.unpack(">d", bytes.fromhex(case["bits"]))[0])}
  if kind == "malformed": return {"wellFormed": True} if attempt(check, data) else {"breaks": case.get("breaks")}
  if kind == "digests": return {"digest": together(case["documents"])}
  if kind == "handles": return handles(case["documents"])
  if kind == "readiness": return {"vector": fold.clock(), "waiting": fold.waiting}
  if kind == "hashes":
    (name, full), text = identity(check(case["change"].encode())), canon(header(read(case["change"].encode())))
    return {"header": text, "hash": full, "check": full[:8], "changeName": name}
  if kind == "policies":
    siblings = order(policy, case["siblings"], case.get("scale", ()))
    return {"order": [e["name"] for e in siblings], "shown": pick(policy, siblings), "open": is_open(policy, siblings)}
  if kind == "shown":
    document = shown(fold, {digest(canon(t)): t for t in [case.get("template", {})]}, False)
    return {"shown": document, "digest": digest(canon(document))}
  if kind == "join":
    right, out = Fold(doc, case["right"]), {"leftSnapshot": fold.snapshot()}
    both = fold.join(right)
    out.update({"rightSnapshot": right.snapshot(), "joined": both.snapshot()})
    return {**out, **({"after": both.fold(case["late"]).snapshot()} if "late" in case else {})}
  acts = {"putBack": put_back(doc, case["changes"], case["declined"])} if kind == "decline" else {}
  return {"snapshot": fold.snapshot(), **acts}


def vectors(folder):
  files = sorted(glob.glob(os.path.join(folder, "*.json")))
  files = [f for f in files if not f.endswith("sealed.json")]  # R1: who only passes sealed records on opens none
  cases = [(os.path.basename(f)[:-5], x) for f in files for x in json.load(open(f, encoding="utf-8"))["cases"]]
  bad = [f"{kind}: {case['name']}" for kind, case in cases if any(
    k not in case or canon(v) != canon(case[k]) for k, v in outcome(kind, case).items())]
  print(*bad, f"{len(cases) - len(bad)} vectors in {len(files)} files agree", sep="\n")
  return int(bool(bad))


if __name__ == "__main__":
  sys.exit(vectors(sys.argv[1]))
