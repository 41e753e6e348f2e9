#!/usr/bin/env python3
"""An independent reading of Protocol/format.md: plain, slow, and close to the text of the rules.

Nothing here is incremental and nothing is clever: a value stands *unless*, a change is ready
*when*. It shares no code with the product. Standard library only.

    python3 reference.py check ../../Protocol/vectors      recompute every vector and compare
    python3 reference.py generate ../../Protocol/vectors   write them anew (from cases.py there)
    python3 reference.py schemas ../../Protocol/vectors    validate them (needs python jsonschema)
"""

import base64
import hashlib
import hmac
import json
import os
import re
import struct
import sys

# ---------------------------------------------------------------------------------------------
# Section 1: canonical JSON (C). All numbers are floats; the rest is as Python's json has it.

DEPTH_MAX = 64
VALUE_DEPTH_MAX = 32
RECORD_BYTES_MAX = 1 << 20  # of the record's value: the wrapper of section 14 does not count


class Refused(Exception):
  """A text that rule C2, C3 or C4 refuses, or that is no JSON; the argument is one word."""


def number_text(number):
  """ECMAScript Number::toString (ECMA-262, 6.1.6.1.20) from the shortest digits that round-trip."""
  if number != number or number in (float("inf"), float("-inf")):
    raise Refused("numberNotFinite")
  if number == 0:
    return "0"  # C3: minus zero is written 0
  mantissa, _, exponent = repr(abs(number)).partition("e")
  whole, _, fraction = mantissa.partition(".")
  digits = whole + fraction
  point = len(whole) + int(exponent or 0)  # the value is 0.digits * 10^point
  point -= len(digits) - len(digits.lstrip("0"))
  digits = digits.strip("0")
  count = len(digits)
  if count <= point <= 21:
    text = digits + "0" * (point - count)
  elif 0 < point <= 21:
    text = digits[:point] + "." + digits[point:]
  elif -6 < point <= 0:
    text = "0." + "0" * -point + digits
  else:
    power = ("+" if point > 0 else "-") + str(abs(point - 1))
    text = digits[0] + ("." + digits[1:] if count > 1 else "") + "e" + power
  return ("-" if number < 0 else "") + text


SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r",
                 '"': '\\"', "\\": "\\\\"}


def string_text(string):
  out = [SHORT_ESCAPES.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in string]
  return '"' + "".join(out) + '"'


def utf16(name):
  """The key of C1's member order. Big-endian bytes compare as the code units do."""
  return name.encode("utf-16-be")


def canonical(value):
  """The canonical text (a str; its UTF-8 is the canonical form)."""
  if value is None or isinstance(value, bool):
    return {None: "null", True: "true", False: "false"}[value]
  if isinstance(value, (int, float)):
    return number_text(float(value))
  if isinstance(value, str):
    return string_text(value)
  if isinstance(value, list):
    return "[" + ",".join(canonical(item) for item in value) + "]"
  members = (string_text(name) + ":" + canonical(value[name]) for name in sorted(value, key=utf16))
  return "{" + ",".join(members) + "}"


NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
UNESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def read(data):
  """The value of one JSON text (bytes), by RFC 8259 and C2 to C4."""
  if data.startswith(b"\xef\xbb\xbf"):
    raise Refused("byteOrderMark")
  try:
    text = data.decode("utf-8")  # strict: no surrogates, no overlong forms
  except UnicodeDecodeError as error:
    raw_surrogate = re.compile(b"\xed[\xa0-\xbf][\x80-\xbf]").match(data, error.start)
    raise Refused("loneSurrogate" if raw_surrogate else "invalidUTF8") from None
  value, at = read_value(text, skip(text, 0), 1)
  if skip(text, at) != len(text):
    raise Refused("trailingContent")
  return value


def skip(text, at):
  while at < len(text) and text[at] in " \t\n\r":
    at += 1
  return at


def need(text, at, character):
  if text[at:at + 1] != character:
    raise Refused("syntax")
  return at + 1


def read_value(text, at, depth):
  """The value at `at` and the place after it; `depth` is what an array here would have."""
  first = text[at:at + 1]
  if first in ("{", "["):
    if depth > DEPTH_MAX:
      raise Refused("tooDeep")
    return (read_object if first == "{" else read_array)(text, at + 1, depth)
  if first == '"':
    return read_string(text, at + 1)
  for word, value in (("null", None), ("true", True), ("false", False)):
    if text.startswith(word, at):
      return value, at + len(word)
  match = NUMBER.match(text, at)
  if not match or text[match.end():match.end() + 1].isdigit():  # a leading zero
    raise Refused("syntax")
  number = float(match[0])
  written = number_text(number)  # refuses what is not finite
  if not match[2] and not match[3]:  # C3: an integer literal
    if abs(int(match[0])) > 2**53 and match[0] != written:
      raise Refused("numberNotExact")
  return number + 0.0, match.end()


def read_array(text, at, depth):
  items = []
  at = skip(text, at)
  if text[at:at + 1] == "]":
    return items, at + 1
  while True:
    item, at = read_value(text, skip(text, at), depth + 1)
    items.append(item)
    at = skip(text, at)
    if text[at:at + 1] == "]":
      return items, at + 1
    at = need(text, at, ",")


def read_object(text, at, depth):
  members = {}
  at = skip(text, at)
  if text[at:at + 1] == "}":
    return members, at + 1
  while True:
    name, at = read_string(text, need(text, skip(text, at), '"'))
    if name in members:  # Python compares code points: no normalization
      raise Refused("duplicateName")
    at = need(text, skip(text, at), ":")
    members[name], at = read_value(text, skip(text, at), depth + 1)
    at = skip(text, at)
    if text[at:at + 1] == "}":
      return members, at + 1
    at = need(text, at, ",")


def read_string(text, at):
  out = []
  while True:
    c = text[at:at + 1]
    if c == "" or c < " ":
      raise Refused("syntax")
    at += 1
    if c == '"':
      return "".join(out), at
    if c != "\\":
      out.append(c)
      continue
    kind = text[at:at + 1]
    if kind in UNESCAPES and kind != "":
      out.append(UNESCAPES[kind])
      at += 1
      continue
    unit = escaped_unit(text, at)
    if unit is None:
      raise Refused("syntax")
    at += 5
    if 0xD800 <= unit <= 0xDBFF and text[at:at + 1] == "\\":
      low = escaped_unit(text, at + 1)
      if low is not None and 0xDC00 <= low <= 0xDFFF:
        unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00)
        at += 6
    if 0xD800 <= unit <= 0xDFFF:
      raise Refused("loneSurrogate")
    out.append(chr(unit))


def depth(value):
  """C4: an array or object of scalars has depth 1."""
  inner = value.values() if isinstance(value, dict) else value
  return 1 + max(map(depth, inner), default=0) if isinstance(value, (dict, list)) else 0


def escaped_unit(text, at):
  match = re.compile("u([0-9A-Fa-f]{4})").match(text, at)
  return int(match[1], 16) if match else None


# ---------------------------------------------------------------------------------------------
# Section 2: identifiers (I)

COUNTER_MAX = 2**53 - 1
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HANDLE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REPLICA = re.compile(r"[0-9a-f]{16}")
DOCUMENT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NAME = re.compile(r"([0-9a-f]{16}):([1-9][0-9]{0,15}):([A-Za-z0-9_-]{8})")


def base64url(data):
  return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def hash_of(value):
  """I2: the hash of a value's canonical form."""
  return base64url(hashlib.sha256(canonical(value).encode()).digest())


def is_base64url(value, size):
  """Whether the value is the (only) base64url text of `size` bytes."""
  if not isinstance(value, str) or any(c not in BASE64URL for c in value):
    return False
  if len(value) != (size * 8 + 5) // 6:
    return False
  return base64url(base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))) == value


def is_integer(value, least, most):
  return (isinstance(value, (int, float)) and not isinstance(value, bool)
          and value == int(value) and least <= value <= most)


def is_opaque(value):
  """I6: 1 to 128 bytes without control characters (Unicode's Cc)."""
  return (isinstance(value, str) and 1 <= len(value.encode()) <= 128
          and not any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in value))


def name_key(name):
  """I4: the order of names."""
  replica, counter, check = NAME.fullmatch(name).groups()
  return replica, int(counter), check


def is_name(value):
  match = isinstance(value, str) and NAME.fullmatch(value)
  return bool(match) and int(match[2]) <= COUNTER_MAX


def is_path(value):
  return (value.startswith("/") and value.count("/") <= 16 and len(value.encode()) <= 512
          and not re.search(r"~(?![01])", value))


def above(a, b):
  """I5: whether path `a` is above path `b`. The document, "", is above every path."""
  return b.startswith(a + "/")


def at_or_under(path, element):
  return path == element or above(element, path)


def tokens(path):
  return [t.replace("~1", "/").replace("~0", "~") for t in path.split("/")[1:]]


def is_reserved(path):
  """B1"""
  return tokens(path)[0].startswith("@")


def handle(document):
  """I7: the 26 letters."""
  bits = int(document.replace("-", ""), 16) << 2
  return "".join(HANDLE_LETTERS[bits >> shift & 31] for shift in range(125, -1, -5))


def short_handles(documents):
  letters = [handle(d) for d in documents]
  def short(own):
    for count in range(5, 27):
      if sum(other.startswith(own[:count]) for other in letters) == 1:
        return own[:count]
  return [short(own) for own in letters]


# ---------------------------------------------------------------------------------------------
# Section 3: change (G)

TIME = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")


def instant(time):
  """Milliseconds since 0000-01-01 of the time, or None if it is no such time (G2)."""
  match = isinstance(time, str) and TIME.fullmatch(time)
  if not match:
    return None
  year, month, day, hour, minute, second, millisecond = map(int, match.groups())
  def leap(y):
    return y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
  lengths = [31, 29 if leap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if not 1 <= month <= 12 or not 1 <= day <= lengths[month - 1]:
    return None
  if hour > 23 or minute > 59 or second > 59:
    return None
  days = year * 365 + len([y for y in range(year) if leap(y)]) + sum(lengths[:month - 1]) + day - 1
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millisecond


def is_erased(change):
  return "body" in change


def paths(change):
  return change["paths"] if is_erased(change) else sorted(change["set"], key=utf16)


def header(change):
  """G5: what the hash is of; also the erased form."""
  if is_erased(change):
    return change
  kept = {name: value for name, value in change.items() if name not in ("salt", "set")}
  values = [change["set"][path] for path in paths(change)]
  body = hash_of({"salt": change["salt"], "values": values})
  return {**kept, "paths": paths(change), "body": body}


def full_hash(change):
  return hash_of(header(change))


def hash_bytes(text):
  """I2: the 32 bytes of a hash."""
  return base64.urlsafe_b64decode(text + "=")


def name_of(change):
  replica, counter = change["dot"]
  return "%s:%d:%s" % (replica, counter, full_hash(change)[:8])


def previous(change):
  """The name of the change that `prev` points to, or None."""
  if "prev" not in change:
    return None
  fitting = [n for n in change["seen"]
             if name_key(n)[0] == change["dot"][0] and n.endswith(":" + change["prev"][:8])
             and name_key(n)[1] < change["dot"][1]]
  return fitting[0] if fitting else None  # none: only in a change of a later version


def broken_rule(change):
  """The first rule that a change breaks, or None if it is well formed."""
  if not isinstance(change, dict):
    return "G1"
  inline, erased = {"salt", "set"} & set(change), {"paths", "body"} & set(change)
  if inline and erased:
    return "G5"
  if len(inline) != 2 and len(erased) != 2:
    return "G1"
  if {"by", "doc", "dot", "seen", "time", "v"} - set(change):
    return "G1"
  if not is_integer(change["v"], 1, COUNTER_MAX):
    return "G1"
  doc, dot = change["doc"], change["dot"]
  if not isinstance(doc, str) or not DOCUMENT.fullmatch(doc):
    return "I1"
  if not isinstance(dot, list) or len(dot) != 2:
    return "I3"
  if not isinstance(dot[0], str) or not REPLICA.fullmatch(dot[0]):
    return "I1"
  if not is_integer(dot[1], 1, COUNTER_MAX):
    return "I1"
  if not is_opaque(change["by"]):
    return "I6"
  if instant(change["time"]) is None:
    return "G2"
  if "offset" in change and not is_integer(change["offset"], -COUNTER_MAX, COUNTER_MAX):
    return "G2"
  if not isinstance(change["seen"], list):
    return "G4"
  if not all(is_name(n) for n in change["seen"]):
    return "I4"
  if "prev" in change and not is_base64url(change["prev"], 32):
    return "I2"
  if change["v"] > 1:  # G1: stored and passed on; what else it must be, its version says
    return broken_body(change)
  return (broken_seen(change) or broken_body(change) or broken_paths(change)
          or broken_life(change) or broken_birth(change) or broken_act(change))


def broken_seen(change):
  seen = change["seen"]
  if any(name_key(a) >= name_key(b) for a, b in zip(seen, seen[1:])):
    return "G4"  # not sorted, or not distinct
  own = [name_key(n) for n in seen if name_key(n)[0] == change["dot"][0]]
  if "prev" not in change:
    return "G4" if own else None
  fitting = [k for k in own if k[1] < change["dot"][1] and k[2] == change["prev"][:8]]
  return None if len(fitting) == 1 else "G4"


def broken_body(change):
  if is_erased(change):
    if not is_base64url(change["body"], 32):
      return "I2"
    all_paths = change["paths"]
    if not isinstance(all_paths, list) or not all(isinstance(p, str) for p in all_paths):
      return "G5"
    if any(utf16(a) >= utf16(b) for a, b in zip(all_paths, all_paths[1:])):
      return "G5"
  else:
    if not is_base64url(change["salt"], 16):
      return "G1"
    if not isinstance(change["set"], dict):
      return "G6"
    all_paths = list(change["set"])
    if any(depth(value) > VALUE_DEPTH_MAX for value in change["set"].values()):
      return "C4"
  return None if all(is_path(p) for p in all_paths) else "I5"


def broken_paths(change):
  return "G6" if any(above(a, b) for a in paths(change) for b in paths(change)) else None


def broken_life(change):
  life = change.get("life", {})
  if not isinstance(life, dict) or not all(l in ("removed", "kept") for l in life.values()):
    return "L1"
  if not all(e == "" or is_path(e) for e in life):
    return "I5"
  removed = [e for e in life if life[e] == "removed"]
  if any(at_or_under(p, e) for p in paths(change) for e in removed):
    return "G6"
  return None


def broken_birth(change):
  if change["seen"] != []:
    return None
  if not {"/@kind", "/@scopes", "/@template"} <= set(paths(change)):
    return "B1"
  values = change.get("set", {})
  if not isinstance(values.get("/@kind", ""), str):
    return "B1"
  if "/@template" in values and not is_base64url(values["/@template"], 32):
    return "B1"
  return None if is_scopes(values.get("/@scopes", ["x"])) else "B1"


def is_scopes(value):
  return isinstance(value, list) and value != [] and all(is_opaque(s) for s in value)


def broken_act(change):
  if "act" not in change:
    return None
  act = change["act"]
  kinds = set(act) - {"reason"} if isinstance(act, dict) else set()
  if len(kinds) != 1 or not isinstance(act.get("reason", ""), str):
    return "A"
  kind = kinds.pop()
  if kind == "scope":
    return None if act["scope"] is True and "/@scopes" in paths(change) else "A1"
  if kind in ("erase", "accept", "decline"):
    good = isinstance(act[kind], list) and all(is_name(n) for n in act[kind])
    return None if good else {"erase": "A2"}.get(kind, "A3")
  if kind == "void":
    good = isinstance(act["void"], list) and all(is_void(item) for item in act["void"])
    return None if good else "A4"
  return "A"


def void_key(item):
  return name_key(item["after"]) if item["after"] is not None else ("", 0, "")


def is_void(item):
  if not isinstance(item, dict) or set(item) != {"after", "name"} or not is_name(item["name"]):
    return False
  after = item["after"]
  return after is None or (is_name(after) and name_key(after)[0] == name_key(item["name"])[0]
                           and name_key(after)[1] < name_key(item["name"])[1])


# ---------------------------------------------------------------------------------------------
# Sections 4 to 7 and 12: what folds, what stands, what is hidden (F, S, E, L, N)


class Fold:
  """The fold of a set of changes of one document, on top of a snapshot or of nothing."""

  def __init__(self, doc, changes, base=None):
    self.doc = doc
    self.base = unpacked(base or {"doc": doc, "life": {}, "v": 1, "values": {}, "vector": [], "writers": []})
    self.base_before, self.base_hashes = before_on_lines(self.base), end_hashes(self.base)
    changes = [c for c in changes if c["doc"] == doc]  # A2: acts of other documents have no force
    acts = [c["act"] for c in changes if c["v"] == 1 and "act" in c]
    self.named = {n for act in acts for n in act.get("erase", [])}  # E2: as soon as held
    self.named |= set(self.base.get("erased", []))
    by_hash = sorted(changes, key=lambda c: hash_bytes(full_hash(c)), reverse=True)
    self.held = {name_of(c): c for c in by_hash}  # F6: the last, with the least hash
    hashes = {n: full_hash(c) for n, c in self.held.items()}
    self.erased = self.named | {n for n, c in ((name_of(c), c) for c in changes)
                                if is_erased(c) and full_hash(c) == hashes[n]}
    self.held = {n: header(c) if n in self.erased else c for n, c in self.held.items()}
    self.void = {}  # A4: name to what came before it; of several answers the least
    for item in sorted((item for act in acts for item in act.get("void", [])), key=void_key):
      self.void.setdefault(item["name"], item["after"])
    self.folded = set(self.base_before)
    while True:  # the least set in which everything ready is folded
      more = {n for n in {*self.held, *self.void} - self.folded if self.is_ready(n)}
      if not more:
        break
      self.folded |= more
    self.waiting = {n: self.waits_for(n) for n in self.held if n not in self.folded}

  # Readiness (F2, G1, A4)

  def waits_for(self, name):
    """The names that are not folded, and the one that `prev` stands for if it has another hash."""
    if name in self.void:
      return [n for n in [self.void[name]] if n is not None and n not in self.folded]
    change = self.held[name]
    names = {n for n in change["seen"] if n not in self.folded}
    before = previous(change)
    if before is not None and self.hash_of(before) not in (None, change["prev"]):
      names.add(before)
    return sorted(names, key=name_key)

  def is_ready(self, name):
    return (name in self.void or self.held[name]["v"] == 1) and not self.waits_for(name)

  def hash_of(self, name):
    """The full hash, if it is known."""
    return full_hash(self.held[name]) if name in self.held else self.base_hashes.get(name)

  # Lines and coverage (F1, F3, F4)

  def before(self, name):
    """The name that comes directly before a name on its line, or None."""
    if name in self.void:
      return self.void[name]
    if name in self.held:
      return previous(self.held[name])
    return self.base_before.get(name)

  def covers(self, seen, name):
    """F3: whether one of these entries covers the change of that name."""
    for entry in seen:
      while entry is not None and entry != name:
        entry = self.before(entry)
      if entry is not None:
        return True
    return False

  def vector(self):
    hashes = {n: self.hash_of(n) for n in self.folded}
    return lines({n: self.before(n) for n in self.folded}, hashes)

  # What stands (S1, E1, L1)

  def written(self):
    """The folded changes that are not void and not already in the base, by name."""
    return {n: self.held[n] for n in self.folded
            if n in self.held and n not in self.void and n not in self.base_before}

  def values(self):
    """Path to its standing entries in the order of their names."""
    entries = [(p, e) for p, list_ in self.base["values"].items() for e in list_]
    for name, change in self.written().items():
      for path in paths(change):
        what = {"erased": True} if is_erased(change) else {"value": change["set"][path]}
        entries.append((path, {**author(name, change), **what}))
    return self.standing(entries, paths, lambda a, b: a == b or above(a, b) or above(b, a))

  def life(self):
    entries = [(p, e) for p, list_ in self.base["life"].items() for e in list_]
    for name, change in self.written().items():
      for path, what in change.get("life", {}).items():
        entries.append((path, {**author(name, change), "life": what, "seen": change["seen"]}))
    return self.standing(entries, lambda c: c.get("life", {}), lambda a, b: a == b)

  def standing(self, entries, touched, meets):
    found = {}
    for path, entry in entries:
      overwritten = any(
          name != entry["name"] and any(meets(path, p) for p in touched(change))
          and self.covers(change["seen"], entry["name"])
          for name, change in self.written().items())
      if not overwritten:
        found.setdefault(path, []).append(erase(entry) if entry["name"] in self.erased else entry)
    return {p: sorted(found[p], key=lambda e: name_key(e["name"])) for p in sorted(found)}

  def snapshot(self):
    """N1"""
    pending = sorted(self.named - self.folded, key=name_key)
    return packed({"doc": self.doc, **({"erased": pending} if pending else {}), "life": self.life(),
                   "v": 1, "values": self.values(), "vector": self.vector()})

  # What is hidden (L1)

  def hidden_by_itself(self, element):
    life = self.life()
    removals = [e for e in life.get(element, []) if e["life"] == "removed"]
    lives = [e for p, es in self.values().items() for e in es if at_or_under(p, element)]
    lives += [e for p, es in life.items() for e in es
              if e["life"] == "kept" and at_or_under(p, element)]
    return removals != [] and all(
        any(self.covers(r["seen"], e["name"]) for r in removals) for e in lives)

  def is_hidden(self, path, document_too=True):
    """Whether the path or one above it is hidden."""
    elements = [path] + [path[:i] for i, c in enumerate(path) if c == "/"]
    return any(self.hidden_by_itself(e) for e in set(elements) if e != "" or document_too)


def author(name, change):
  stamp = {k: change[k] for k in ("offset", "time") if k in change}
  return {"by": change["by"], "name": name, "stamp": stamp}


def lines(before, hashes):
  """N1: the entries of a vector, from each folded name to the one before it."""
  following = {}
  for name in sorted(before, key=name_key):
    following.setdefault(before[name], []).append(name)
  vector = []
  for first in before:
    if before[first] is not None and following[before[first]][0] == first:
      continue  # it goes on with the line of the one before it
    line = [first]
    while line[-1] in following:
      line.append(following[line[-1]][0])
    entry = {"line": [name.split(":", 1)[1] for name in line], "name": line[-1]}
    if before[first] is not None:
      entry["after"] = before[first]
    if hashes.get(line[-1]) is not None:
      entry["hash"] = hashes[line[-1]]
    vector.append(entry)
  return sorted(vector, key=lambda e: name_key(e["name"]))


def packed(fold):
  """N1: the snapshot of a fold, where who wrote what stands once for all that stands by a change."""
  entries = [e for part in ("values", "life") for es in fold[part].values() for e in es]
  names = sorted({e["name"] for e in entries}, key=name_key)
  writers = {e["name"]: {k: e[k] for k in ("by", "name", "stamp")} for e in entries}
  def value(e):
    return [names.index(e["name"])] + ([e["value"]] if "value" in e else [])
  def life(e):
    return [names.index(e["name"]), e["life"], e["seen"]]
  return {**fold, "values": {p: [value(e) for e in es] for p, es in fold["values"].items()},
          "life": {p: [life(e) for e in es] for p, es in fold["life"].items()},
          "writers": [writers[n] for n in names]}


def unpacked(snapshot):
  """The inverse of `packed`."""
  writers = snapshot["writers"]
  def value(e):
    return {**writers[e[0]], **({"value": e[1]} if len(e) == 2 else {"erased": True})}
  def life(e):
    return {**writers[e[0]], "life": e[1], "seen": e[2]}
  fold = {k: v for k, v in snapshot.items() if k != "writers"}
  return {**fold, "values": {p: [value(e) for e in es] for p, es in snapshot["values"].items()},
          "life": {p: [life(e) for e in es] for p, es in snapshot["life"].items()}}


def before_on_lines(snapshot):
  """The inverse of `lines`: each name of a snapshot's lines, and the one before it."""
  before = {}
  for entry in snapshot["vector"]:
    last = entry.get("after")
    for part in entry["line"]:
      name = name_key(entry["name"])[0] + ":" + part
      before[name] = last
      last = name
  return before


def end_hashes(snapshot):
  return {e["name"]: e["hash"] for e in snapshot["vector"] if "hash" in e}


def join(left, right):
  """N2: the join of two snapshots."""
  left, right = unpacked(left), unpacked(right)
  before = {**before_on_lines(left), **before_on_lines(right)}
  named = set(left.get("erased", [])) | set(right.get("erased", []))
  def both(part):
    found = {}
    for own, other in ((left, right), (right, left)):
      known = before_on_lines(other)
      for path, entries in own[part].items():
        others = [e["name"] for e in other[part].get(path, [])]
        for e in entries:
          if e["name"] in others or e["name"] not in known:
            kept = found.setdefault(path, {})
            if "erased" not in kept.get(e["name"], {}):  # the erased form wins (E2)
              kept[e["name"]] = erase(e) if e["name"] in named else e
    return {p: [found[p][n] for n in sorted(found[p], key=name_key)] for p in sorted(found)}
  pending = sorted(named - set(before), key=name_key)
  return packed({"doc": left["doc"], **({"erased": pending} if pending else {}), "life": both("life"),
                 "v": 1, "values": both("values"),
                 "vector": lines(before, {**end_hashes(left), **end_hashes(right)})})


def erase(entry):
  """E1: a standing value in its erased form; other entries have nothing to erase."""
  if "value" not in entry:
    return entry
  return {**{k: v for k, v in entry.items() if k != "value"}, "erased": True}


def put_back(doc, changes, declined):
  """A3: what a decline writes, as one change or, where G6 forbids that, as two.

  What a declined path would show is what stands at or under it, or else the value above it.
  """
  fold = Fold(doc, changes)
  def depends(name):
    return name in declined or any(depends(n) for n in fold.held[name]["seen"])
  without = Fold(doc, [c for n, c in fold.held.items() if not depends(n)]).values()
  leaves = {p: es for p, es in without.items() if not any(above(p, q) for q in without)}
  values, life = {}, {}
  for name in sorted(declined, key=name_key):
    for path in paths(fold.held[name]):
      there = [p for p in leaves if at_or_under(p, path)] or [p for p in leaves if above(p, path)]
      for p in there or [path]:
        values[p] = latest_first(leaves[p])[0].get("value") if there else None
    for element, what in fold.held[name].get("life", {}).items():
      life[element] = "kept" if what == "removed" else "removed"
  if not life:
    return [{"set": values}]
  if any(at_or_under(p, e) for p in values for e in life if life[e] == "removed"):
    return [{"set": values}, {"set": {}, "life": life}]
  return [{"set": values, "life": life}]


# ---------------------------------------------------------------------------------------------
# Sections 10 and 13: policies and the shown document (P, S2, V)


def measure(sibling):
  value = sibling["value"]
  return value["value"] if isinstance(value, dict) and "value" in value else value


def latest_first(siblings):
  """P1, erased ones last."""
  def key(s):
    return instant(s["stamp"]["time"]) + s["stamp"].get("offset", 0), name_key(s["name"])
  return sorted(sorted(siblings, key=key, reverse=True), key=lambda s: "erased" in s)


def ordered(policy, siblings, scale=()):
  """The siblings in the order of the policy; equal ones are one, under the first by P1 (S2)."""
  distinct = {}
  for s in latest_first(siblings):
    distinct.setdefault("erased" if "erased" in s else canonical(s["value"]), s)
  steps = {canonical(step): index for index, step in enumerate(scale)}
  def rank(s):
    if "erased" in s:
      return 2, 0
    if policy == "severest":
      step = steps.get(canonical(measure(s)))
      return (1, 0) if step is None else (0, -step)
    if policy in ("highest", "lowest"):
      number = measure(s)
      if isinstance(number, bool) or not isinstance(number, (int, float)):
        return 1, 0
      return 0, -number if policy == "highest" else number
    return 0, 0
  return sorted(distinct.values(), key=rank)


def resolved(policy, siblings, scale=()):
  """What a path shows: {"value": …} or {"erased": true}."""
  order = ordered(policy, siblings, scale)
  if policy == "union" and len(order) > 1:
    items = {}
    for s in order:
      if "erased" not in s:
        one = measure(s)
        items.update({canonical(i): i for i in (one if isinstance(one, list) else [one])})
    return {"value": [items[text] for text in sorted(items, key=lambda t: t.encode())]}
  return {k: order[0][k] for k in ("erased", "value") if k in order[0]}


def is_open(policy, siblings):
  """S3"""
  return len(ordered(policy, siblings)) > 1 and policy not in ("union", "all")


def question(template, path):
  """The first question of the template whose path fits; `*` fits one token (template.json)."""
  if is_reserved(path):
    return {"policy": "latest"}  # B2; a register is no question
  for q in (template or {}).get("questions", []):
    pattern, parts = q["path"].split("/"), path.split("/")
    if len(pattern) == len(parts) and all(a in ("*", b) for a, b in zip(pattern, parts)):
      return q
  return {"policy": "latest"}


def is_usable(template):
  """T2, as far as the policies go: whether each question's is known, and has its scale."""
  return all(q["policy"] in POLICIES and ("scale" in q or q["policy"] != "severest")
             for q in template.get("questions", []))


POLICIES = ("latest", "severest", "highest", "lowest", "union", "all", "ask")


def shown(fold, template=None):
  """V1 without `reason`."""
  values, life = fold.values(), fold.life()
  def register(path):
    return resolved("latest", values[path]).get("value") if path in values else None
  kind, scopes, own = register("/@kind"), register("/@scopes"), register("/@template")
  if template is not None and (hash_of(template) != own or not is_usable(template)):
    template = None  # T2: the document's template is not held, or counts as that
  conflicts, content = [], {}
  without_document = not fold.hidden_by_itself("")
  for path in sorted(values, key=lambda p: p.encode()):
    q = question(template, path)
    order = ordered(q["policy"], values[path], q.get("scale", ()))
    value = resolved(q["policy"], values[path], q.get("scale", ()))
    branch = any(above(path, other) for other in values)
    if len(order) > 1 or branch:
      entry = {"open": branch or is_open(q["policy"], order), "path": path,
               "policy": q["policy"], "siblings": order}
      if not branch:
        entry.update(value if q["policy"] == "union" else {"shown": 0})
      conflicts.append(entry)
    if not branch and not is_reserved(path) and not fold.is_hidden(path, without_document):
      place = content
      for token in tokens(path)[:-1]:
        place = place.setdefault(token, {})
      place[tokens(path)[-1]] = value.get("value")
  hidden = [e for e in life if fold.hidden_by_itself(e)]
  hidden = [e for e in hidden if not any(above(other, e) for other in hidden)]
  removals = [{"by": e["by"], "name": e["name"], "path": p, "stamp": e["stamp"]}
              for p in life if not fold.is_hidden(p) for e in life[p] if e["life"] == "removed"]
  return {"clock": [e["name"] for e in fold.vector()], "conflicts": conflicts, "content": content,
          "hidden": sorted(hidden, key=lambda p: p.encode()), "id": fold.doc,
          "kind": kind if isinstance(kind, str) else None,
          "removals": sorted(removals, key=lambda r: (r["path"].encode(), name_key(r["name"]))),
          "scopes": scopes if is_scopes(scopes) else [],
          "template": own if is_base64url(own, 32) else None}


def digest_of_set(digests):
  """V4, from id to digest."""
  text = "".join("%s %s\n" % (d, digests[d]) for d in sorted(digests))
  return base64url(hashlib.sha256(text.encode()).digest())


# ---------------------------------------------------------------------------------------------
# Vectors: from the given members of a case to the members that must come out

FILL_MARK = "\u2588"
REFUSAL_RULES = {"syntax": "C1", "numberNotExact": "C3", "tooDeep": "C4"}  # all others: C2


def input_bytes(case):
  if "fill" in case:  # the mark stands for as many x as give the text that size
    size = len(case["input"].replace(FILL_MARK, "").encode())
    return case["input"].replace(FILL_MARK, "x" * (int(case["fill"]) - size)).encode()
  return bytes.fromhex(case["inputHex"]) if "inputHex" in case else case["input"].encode()


def canonical_json(case):
  data = input_bytes(case)
  try:
    text = canonical(read(data))
  except Refused as refusal:
    return {"refused": refusal.args[0]}
  return {"canonical": text, "isCanonical": text.encode() == data}


def numbers(case):
  return {"text": number_text(struct.unpack(">d", bytes.fromhex(case["bits"]))[0])}


def hashes(case):
  change = read(case["change"].encode())
  full = full_hash(change)
  return {"check": full[:8], "hash": full, "header": canonical(header(change)),
          "changeName": name_of(change)}


def malformed(case):
  data = input_bytes(case)
  if len(data) > RECORD_BYTES_MAX:
    return {"breaks": "C4"}
  try:
    change = read(data)
  except Refused as refusal:
    return {"breaks": REFUSAL_RULES.get(refusal.args[0], "C2")}
  if canonical(change).encode() != data:
    return {"breaks": "C5"}
  rule = broken_rule(change)
  return {"breaks": rule} if rule else {"wellFormed": True}


def fold_of(case, part="changes", base=None):
  for change in case[part]:
    assert broken_rule(change) is None, (case["name"], broken_rule(change), change)
  return Fold(case.get("doc") or case[part][0]["doc"], case[part], base)


def readiness(case):
  fold = fold_of(case)
  waiting = [{"for": fold.waiting[n], "name": n} for n in sorted(fold.waiting, key=name_key)]
  return {"vector": [e["name"] for e in fold.vector()], "waiting": waiting}


def folds(case):
  return {"snapshot": fold_of(case).snapshot()}


def decline(case):
  fold = fold_of({**case, "changes": case["changes"] + case["acts"]})
  back = put_back(fold.doc, case["changes"], case["declined"])
  written = [{k: act[k] for k in ("set", "life") if k in act} for act in case["acts"]]
  assert canonical(written) == canonical(back), (case["name"], back)
  return {"putBack": back, "snapshot": fold.snapshot()}


def joins(case):
  sides = [fold_of(case, "left"), fold_of(case, "right")]
  assert not any(side.void or side.waiting for side in sides), case["name"]  # N3
  left, right = [side.snapshot() for side in sides]
  joined = join(left, right)
  out = {"joined": joined, "leftSnapshot": left, "rightSnapshot": right}
  union = Fold(left["doc"], case["left"] + case["right"]).snapshot()
  assert joined == union == join(right, left) == join(joined, left), case["name"]
  if "late" in case:
    out["after"] = fold_of(case, "late", joined).snapshot()
    whole = Fold(left["doc"], case["left"] + case["right"] + case["late"]).snapshot()
    assert out["after"] == whole, case["name"]
  return out


def policies(case):
  policy, siblings, scale = case["policy"], case["siblings"], case.get("scale", ())
  return {"open": is_open(policy, siblings), "shown": resolved(policy, siblings, scale),
          "order": [s["name"] for s in ordered(policy, siblings, scale)]}


def shown_documents(case):
  document = shown(fold_of(case), case.get("template"))
  return {"digest": hash_of(document), "shown": document}


def digests(case):
  return {"digest": digest_of_set(case["documents"])}


def handles(case):
  return {"letters": [handle(d) for d in case["documents"]],
          "handles": short_handles(case["documents"])}


# ---------------------------------------------------------------------------------------------
# Rule R1: sealed records (RFC 8439, RFC 5869), with the numbers of the RFCs as they stand there.


def chacha20_block(key, counter, nonce):
  state = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce))
  words = state[:]

  def turn(word, bits):
    return (word << bits | word >> 32 - bits) & 0xffffffff

  for _ in range(10):
    for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                       (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
      for x, y, z, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        words[x] = words[x] + words[y] & 0xffffffff
        words[z] = turn(words[z] ^ words[x], bits)
  return struct.pack("<16I", *((w + s) & 0xffffffff for w, s in zip(words, state)))


def chacha20(key, nonce, data):
  stream = b"".join(chacha20_block(key, 1 + i, nonce) for i in range((len(data) + 63) // 64))
  return bytes(a ^ b for a, b in zip(data, stream))


def poly1305(key, message):
  r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
  total = 0
  for i in range(0, len(message), 16):
    total = (total + int.from_bytes(message[i:i + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
  return ((total + int.from_bytes(key[16:], "little")) % (1 << 128)).to_bytes(16, "little")


def aead_tag(key, nonce, additional, hidden):
  def padded(data):
    return data + bytes(-len(data) % 16)
  message = padded(additional) + padded(hidden) + struct.pack("<QQ", len(additional), len(hidden))
  return poly1305(chacha20_block(key, 0, nonce)[:32], message)


def sealing_key(enrolment_key):
  early = hmac.digest(bytes(32), enrolment_key, "sha256")
  return hmac.digest(early, b"schouw sealed 1\x01", "sha256")


def from_base64url(text):
  return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def seal(head, enrolment_key, records):
  plain = "".join(record + "\n" for record in records).encode()
  head = {**head, "size": len(plain), "v": 1}
  key, nonce = sealing_key(enrolment_key), from_base64url(head["nonce"])
  additional = canonical(head).encode()
  hidden = chacha20(key, nonce, plain)
  return {**head, "text": base64url(hidden + aead_tag(key, nonce, additional, hidden))}


def unseal(value, enrolment_key):
  """The records as texts; None if it does not open."""
  key, nonce = sealing_key(enrolment_key), from_base64url(value["nonce"])
  text = from_base64url(value["text"])
  additional = canonical({k: v for k, v in value.items() if k != "text"}).encode()
  if aead_tag(key, nonce, additional, text[:-16]) != text[-16:]:
    return None
  plain = chacha20(key, nonce, text[:-16]).decode()
  return plain.split("\n")[:-1] if len(text) - 16 == value["size"] and plain[-1:] in ("", "\n") else None


def is_sealed(value):
  members = {"device", "from", "nonce", "replica", "size", "text", "to", "v"}
  return (isinstance(value, dict) and set(value) == members and value["v"] == 1
          and is_opaque(value["device"]) and is_base64url(value["nonce"], 12)
          and isinstance(value["replica"], str) and re.fullmatch("[0-9a-f]{16}", value["replica"])
          and is_integer(value["from"], 1, 2**53 - 1) and is_integer(value["to"], value["from"], 2**53 - 1)
          and is_integer(value["size"], 0, RECORD_BYTES_MAX + 64)
          and is_base64url(value["text"], int(value["size"]) + 16))


def sealed_records(case):
  key = from_base64url(case["key"])
  if "records" in case:
    head = {k: case[k] for k in ("device", "from", "nonce", "replica", "to")}
    value = seal(head, key, case["records"])
    assert is_sealed(value) and unseal(value, key) == case["records"], case["name"]
    return {"sealed": canonical(value)}
  value = read(case["sealed"].encode())
  return {"opens": bool(is_sealed(value)) and unseal(value, key) is not None}


FILES = {"canonical-json": canonical_json, "numbers": numbers, "hashes": hashes,
         "malformed": malformed, "readiness": readiness, "folds": folds, "forks": folds,
         "erasure": folds, "decline": decline, "join": joins, "policies": policies,
         "shown": shown_documents, "digests": digests, "handles": handles,
         "sealed": sealed_records}


def pretty(value, indent=0):
  """JSON text in ASCII, sorted by name, in lines of at most 100 columns where that can be."""
  def flat(v):
    if isinstance(v, dict):
      return "{" + ", ".join(json.dumps(k) + ": " + flat(v[k]) for k in sorted(v)) + "}"
    if isinstance(v, list):
      return "[" + ", ".join(map(flat, v)) + "]"
    return json.dumps(v) if isinstance(v, str) else canonical(v)
  line = flat(value)
  if not isinstance(value, (dict, list)) or len(line) + indent <= 96:
    return line
  inner = "\n" + " " * (indent + 1)
  if isinstance(value, list):
    return "[" + inner + ("," + inner).join(pretty(v, indent + 1) for v in value) + "]"
  members = (json.dumps(k) + ": " + pretty(value[k], indent + 1) for k in sorted(value))
  return "{" + inner + ("," + inner).join(members) + "}"


def check(folder):
  count = 0
  for file, compute in FILES.items():
    with open(os.path.join(folder, file + ".json"), "rb") as stream:
      vectors = read(stream.read())
    assert vectors["format"] == "schouw-vectors/1", file
    assert len({case["name"] for case in vectors["cases"]}) == len(vectors["cases"]), file
    for case in vectors["cases"]:
      assert case["rules"], case["name"]
      for member, value in compute(case).items():
        if canonical(case.get(member)) != canonical(value):
          sys.exit("%s: %s: %s should be %s" % (file, case["name"], member, canonical(value)))
      count += 1
  print("%d vectors in %d files agree" % (count, len(FILES)))


def generate(folder):
  sys.path.insert(0, folder)
  import cases  # the hand-picked cases; it takes its tools from this file
  for file, compute in FILES.items():
    done = [cases.finish(compute, case) for case in cases.cases(file)]
    with open(os.path.join(folder, file + ".json"), "w", encoding="ascii") as stream:
      stream.write(pretty({"cases": done, "format": "schouw-vectors/1"}) + "\n")


def schemas(folder):
  import jsonschema
  import referencing
  loaded = {}
  for name in ("change", "record", "sealed", "shown", "snapshot"):
    with open(os.path.join(folder, "..", "schemas", name + ".json"), encoding="utf-8") as stream:
      loaded[name] = json.load(stream)
    jsonschema.Draft202012Validator.check_schema(loaded[name])
  resources = [(s["$id"], referencing.Resource.from_contents(s)) for s in loaded.values()]
  registry = referencing.Registry().with_resources(resources)
  known = {n: jsonschema.Draft202012Validator(s, registry=registry) for n, s in loaded.items()}
  parts = {"change": ("acts", "changes", "left", "right", "late"), "shown": ("shown",),
           "snapshot": ("snapshot", "joined", "leftSnapshot", "rightSnapshot", "after")}
  refused = 0
  for file in FILES:
    with open(os.path.join(folder, file + ".json"), "rb") as stream:
      vectors = read(stream.read())
    for case in vectors["cases"]:
      if file == "hashes" or "wellFormed" in case:
        text = case["change"].encode() if file == "hashes" else input_bytes(case)
        known["record"].validate({"change": read(text)})
      elif file == "malformed" and case["breaks"][0] != "C":
        refused += not known["change"].is_valid(read(input_bytes(case)))
      if file == "sealed" and ("records" in case or case["opens"]):
        known["record"].validate({"sealed": read(case["sealed"].encode())})
      for kind, members in parts.items():
        for member in members if file not in ("policies", "malformed") else ():
          value = case.get(member, [])
          for item in value if isinstance(value, list) else [value]:
            known[kind].validate(item)
  print("all vectors are valid by the schemas, which refuse %d of the malformed ones" % refused)


if __name__ == "__main__":
  sys.dont_write_bytecode = True
  commands = {"check": check, "generate": generate, "schemas": schemas}
  if len(sys.argv) != 3 or sys.argv[1] not in commands:
    sys.exit(__doc__)
  sys.modules["reference"] = sys.modules["__main__"]
  commands[sys.argv[1]](os.path.abspath(sys.argv[2]))
