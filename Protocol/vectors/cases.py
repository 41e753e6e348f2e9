"""The hand-picked cases of the vectors. `reference.py generate` computes what must come out of each.

A member that begins with `_` is an expectation written by hand: it is compared with what the
reference computes and not written to the file. `reading` says that format.md could be read otherwise.
"""

import hashlib
import random
import struct

import reference as r

NOORD, ZUID, OOST, WEST = "9f2c41d07b3a65e8", "b71e02d1a0c4f3aa", "1c33aa90e4d27b56", "4d5e6f7081920a3b"
OFFICE = "0ff1ce0000000001"
AUTHORS = {NOORD: "insp-17", ZUID: "insp-04", OOST: "insp-23", WEST: "insp-31", OFFICE: "office"}
DOC = "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11"
OTHER_DOC = "5b0d7c3e-2f64-4a8e-8d10-9c1e7f2a6b43"
TEMPLATE = r.hash_of({"kind": "basisinspectie", "questions": []})
LATER = "7f00000000000000"  # a replica of which nothing is held

FILES = {}
made = {}  # every change made here, by name


def case(file, name, rules, **members):
  FILES.setdefault(file, []).append({"name": name, "rules": rules.split(), **members})


def cases(file):
  return FILES[file]


def finish(compute, given):
  """The case with what came out, after comparing it with the expectations written by hand."""
  case = {k: v for k, v in given.items() if not k.startswith("_")}
  out = compute(case)
  expected = {k[1:]: v for k, v in given.items() if k.startswith("_")}
  if "snapshot" in out or "after" in out or "joined" in out:
    fold = r.unpacked(out.get("after") or out.get("snapshot") or out["joined"])
    stands = expected.pop("stands", None)
    if stands is not None:
      names = {p: sorted(e["name"] for e in es) for p, es in fold["values"].items()}
      for path, changes in stands.items():
        wanted = sorted(map(r.name_of, changes))
        assert names.get(path, []) == wanted, (case["name"], path, names.get(path), wanted)
    life = expected.pop("life", None)
    if life is not None:
      assert {p: [e["life"] for e in es] for p, es in fold["life"].items()} == life, case["name"]
    for path, value in expected.pop("values", {}).items():
      found = [e.get("value", "(erased)") for e in fold["values"].get(path, [])]
      assert found == [value], (case["name"], path, found)
    if "erased" in expected:
      assert fold.get("erased") == expected.pop("erased"), (case["name"], fold.get("erased"))
    lines = expected.pop("lines", None)
    if lines is not None:
      assert len(fold["vector"]) == lines, (case["name"], fold["vector"])
  for member, value in expected.items():
    place = out if member in out else out.get("shown", out)
    assert r.canonical(place.get(member)) == r.canonical(value), (
        given["name"], member, place.get(member), value)
  return {**case, **out}


# --- making changes ---------------------------------------------------------------------------


def closure(changes):
  """The changes and everything before them that was made here."""
  todo, found = list(changes), {}
  while todo:
    change = todo.pop()
    found[r.name_of(change)] = change
    todo += [made[n] for n in change["seen"] if n in made and n not in found]
  return list(found.values())


def view(doc, *heads):
  """The version vector of the view on which everything up to these changes was folded."""
  return [e["name"] for e in r.Fold(doc, closure(heads)).vector()]


def change(writer, counter, on=(), seen=None, prev=..., set={}, doc=DOC, at=None, **more):
  """A change on the view that ends in the changes `on` (or with exactly the entries `seen`)."""
  seen = view(doc, *on) if seen is None else sorted(seen, key=r.name_key)
  if prev is ...:
    own = [n for n in seen if r.name_key(n)[0] == writer and r.name_key(n)[1] < counter]
    prev = made[max(own, key=r.name_key)] if own else None
  at = counter if at is None else at
  out = {"by": AUTHORS.get(writer, "insp-99"), "doc": doc, "dot": [writer, counter],
         "salt": "", "seen": seen, "set": set, "v": 1,
         "time": at if isinstance(at, str) else "2026-11-24T%02d:%02d:00.000Z" % (9 + at // 60,
         at % 60)}
  if prev is not None:
    out["prev"] = r.full_hash(prev)
  out.update(more)
  out["salt"] = r.base64url(hashlib.sha256(r.canonical(out).encode()).digest()[:16])
  made[r.name_of(out)] = out
  return out


def birth(writer, counter, doc=DOC, kind="basisinspectie", scopes=("BU09172004",), set={},
    **more):
  registers = {"/@kind": kind, "/@scopes": list(scopes), "/@template": TEMPLATE}
  template = more.pop("template", None)
  if template is not None:
    registers["/@template"] = r.hash_of(template)
  return change(writer, counter, set={**registers, **set}, doc=doc, **more)


def name(c):
  return r.name_of(c)


def erased(c):
  return r.header(c)


# --- canonical-json ---------------------------------------------------------------------------


def accepts(name, rules, input, canonical=None):
  case("canonical-json", name, rules, input=input,
      _canonical=input if canonical is None else canonical)


def refuses(name, rules, input, reason):
  given = {"inputHex": input.hex()} if isinstance(input, bytes) else {"input": input}
  case("canonical-json", name, rules, **given, _refused=reason)


accepts("null", "C1", "null")
accepts("true", "C1", "true")
accepts("false", "C1", "false")
accepts("a text may be one number", "C1", "0")
accepts("a text may be one string", "C1", '""')
accepts("an empty array", "C1", "[]")
accepts("an empty object", "C1", "{}")
accepts("white space between tokens is not kept", "C1 C5",
    ' \t\r\n{ "a" : [ 1 , 2 ] , "b" : { } } \n',
        '{"a":[1,2],"b":{}}')
accepts("one line feed after the value is not canonical", "C1 C5", "{}\n", "{}")
accepts("the order of array items is kept", "C1", '[3,1,2,"b","a"]')
accepts("members are sorted", "C1 C5", '{"b":1,"a":2,"c":{"z":1,"y":2}}',
        '{"a":2,"b":1,"c":{"y":2,"z":1}}')
accepts("the empty name comes first", "C1", '{"":0,"\\u0000":1," ":2}')
accepts("a name that begins another comes before it", "C1", '{"a":1,"a\\u0000":2,"aa":3}')
accepts("digits, capitals, letters: by code unit", "C1 C5",
    '{"a":1,"B":2,"1":3,"10":4,"2":5,"_":6}',
        '{"1":3,"10":4,"2":5,"B":2,"_":6,"a":1}')
accepts("RFC 8785, section 3.2.2: numbers, strings and literals", "C1 C5",
        '{\n  "numbers": [333333333.33333329, 1E30, 4.50,\n              2e-3, 0.000000000000000000000000001],\n'
        '  "string": "\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/",\n'
        '  "literals": [null, true, false]\n}',
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}')
accepts("RFC 8785, section 3.2.3: order by UTF-16 code units", "C1 C5",
        '{\n  "\\u20ac": "Euro Sign",\n  "\\r": "Carriage Return",\n'
        '  "\\ufb33": "Hebrew Letter Dalet With Dagesh",\n  "1": "One",\n'
        '  "\\ud83d\\ude00": "Emoji: Grinning Face",\n  "\\u0080": "Control",\n'
        '  "\\u00f6": "Latin Small Letter O With Diaeresis"\n}',
        '{"\\r":"Carriage Return","1":"One","\u0080":"Control",'
        '"\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign",'
        '"\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}')
accepts("a surrogate pair comes before U+FB33, though its code point and its bytes are greater",
    "C1",
        '{"\U0001f600":1,"\ufb33":2}')
accepts("U+FB33 first is not canonical", "C1 C5", '{"\ufb33":2,"\U0001f600":1}',
    '{"\U0001f600":1,"\ufb33":2}')
accepts("U+D7FF, U+10000, U+E000, U+FFFF in this order", "C1",
        '{"\ud7ff":1,"\U00010000":2,"\ue000":3,"\uffff":4}')
accepts("two surrogate pairs are ordered by the low half too", "C1",
    '{"\U0001f600":1,"\U0001f601":2}')
accepts("composed and decomposed names are two names", "C1 C2", '{"e\u0301":2,"\u00e9":1}')
accepts("the Kelvin sign is not the letter K", "C1 C2", '{"K":1,"k":2,"\u212a":3}')
accepts("Angstrom sign, A with ring and A with a combining ring are three names", "C1 C2",
        '{"A\u030a":1,"\u00c5":2,"\u212b":3}')
accepts("strings are not normalized", "C2", '["\u00e9","e\u0301","\u1e9b\u0323","\ufb01"]')
accepts("the short escapes", "C1", '"\\b\\t\\n\\f\\r\\"\\\\"')
accepts("short escapes are used where they exist", "C1 C5",
    '"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c"',
        '"\\b\\t\\n\\f\\r\\"\\\\"')
accepts("other control characters have four hexadecimal digits in lower case", "C1",
        '"\\u0000\\u0001\\u0007\\u000b\\u000e\\u001f"')
accepts("hexadecimal digits in upper case are not canonical", "C1 C5", '"\\u001F\\u000B"',
    '"\\u001f\\u000b"')
accepts("a solidus is not escaped", "C1 C5", '"a\\/b"', '"a/b"')
accepts("DEL and the C1 controls are written raw", "C1 C5", '"\\u007f\\u0080\\u009f"',
    '"\u007f\u0080\u009f"')
accepts("line and paragraph separators are written raw", "C1 C5", '"\\u2028\\u2029"',
    '"\u2028\u2029"')
accepts("an escaped letter is not canonical", "C1 C5", '"\\u0041\\u00e9\\u20AC"',
    '"A\u00e9\u20ac"')
accepts("an escaped surrogate pair is one character", "C1 C5", '"\\ud83d\\uDE00"', '"\U0001f600"')
accepts("the last code point, as a pair", "C1 C5", '"\\udbff\\udfff"', '"\U0010ffff"')
accepts("noncharacters are characters", "C1 C2", '"\uffff\ufffe\ufdd0\U0001ffff"')
accepts("U+FEFF inside a string is no byte order mark", "C2", '"\ufeffa"')
accepts("U+FEFF escaped at the head of a string is written raw", "C1 C2 C5", '["\\ufeff"]',
    '["\ufeff"]')
accepts("a replacement character is a character", "C2", '"\ufffd"')
accepts("a family of emoji with joiners is kept", "C1",
    '"\U0001f469\u200d\U0001f469\u200d\U0001f467"')
accepts("Hangul jamo and a syllable are kept apart", "C2", '{"\u1100\u1161":1,"\uac00":2}')
accepts("-0 is written 0", "C3 C5", "-0", "0")
accepts("-0.0 is written 0", "C3 C5", "[-0.0,0.0,-0e5,0e99999]", "[0,0,0,0]")
accepts("2^53 is exact", "C3", "9007199254740992")
accepts("2^53-1 is exact", "C3", "[9007199254740991,-9007199254740991]")
accepts("above 2^53 an integer that is the text of its double", "C3",
    "[9007199254740994,-9007199254740996]")
accepts("1e20 in full is the text of its double", "C3", "100000000000000000000")
accepts("2^64 as ECMAScript prints it", "C3", "18446744073709552000")
accepts("1e21 has an exponent", "C1 C3", "1e+21")
accepts("999999999999999900000 has none", "C1 C3", "999999999999999900000")
accepts("an exponent without a sign is not canonical", "C1 C5", "1e21", "1e+21")
accepts("a capital E is not canonical", "C1 C5", "1E-7", "1e-7")
accepts("1e-6 is written in full", "C1 C5", "1e-6", "0.000001")
accepts("1e-7 is not written in full", "C1 C5", "0.0000001", "1e-7")
accepts("the smallest double", "C1", "5e-324")
accepts("the largest double", "C1 C5", "[1.7976931348623157e308,-1.7976931348623157e+308]",
        "[1.7976931348623157e+308,-1.7976931348623157e+308]")
accepts("just below the middle between the largest double and infinity", "C2 C5",
        "1.797693134862315807e308", "1.7976931348623157e+308")
accepts("a fraction of zeros is not canonical", "C1 C5", "[1.0,-1.50,100e-2]", "[1,-1.5,1]")
accepts("an exponent of zero is not canonical", "C1 C5", "[1e0,1e+0,10e-1]", "[1,1,1]")
accepts("more digits than a double has are rounded where there is a fraction", "C3 C5",
        "0.1000000000000000055511151231257827", "0.1")
case("canonical-json", "an integer with a fraction of zeros is no integer literal", "C3 C5",
     input="9007199254740993.0", _canonical="9007199254740992",
     reading="C3 speaks of literals without fraction and exponent; others round, though 'nothing is rounded in silence'")
case("canonical-json", "an integer with an exponent is no integer literal", "C3 C5",
    input="9007199254740993e0",
     _canonical="9007199254740992", reading="as the case before")
case("canonical-json", "what is too small for a double is zero", "C2 C3 C5",
    input="[1e-400,-1e-400]", _canonical="[0,0]",
     reading="C2 refuses only what is not finite; underflow is rounding")
accepts("between the smallest double and zero: half goes to even", "C1 C5",
        "[2.4703282292062327e-324,2.4703282292062328e-324]", "[0,5e-324]")
accepts("depth 64 in arrays", "C4", "[" * 64 + "]" * 64)
accepts("depth 64 in objects, with a scalar inside", "C4", '{"a":' * 64 + "1" + "}" * 64)
accepts("depth counts what is open, not what was", "C4", "[" + ",".join(["[[]]"] * 70) + "]")
accepts("the same name in two objects", "C2", '[{"a":1},{"a":{"a":2}}]')
accepts("names with quotes and escapes", "C1", '{"\\n":1,"\\"":2,"\\\\":3}')
accepts("names that look like numbers or literals", "C1", '{"-0":1,"1e5":2,"null":3,"true":4}')
refuses("depth 65 in arrays", "C4", "[" * 65 + "]" * 65, "tooDeep")
refuses("depth 65 in objects", "C4", '{"a":' * 65 + "1" + "}" * 65, "tooDeep")
refuses("depth 65, mixed", "C4", '[{"a":' * 32 + "[]" + "}]" * 32, "tooDeep")
refuses("a byte order mark", "C2", b"\xef\xbb\xbf{}", "byteOrderMark")
refuses("nothing but a byte order mark", "C2", b"\xef\xbb\xbf", "byteOrderMark")
refuses("a byte that is never in UTF-8", "C2", b'"\xff"', "invalidUTF8")
refuses("a continuation byte alone", "C2", b'"\x80"', "invalidUTF8")
refuses("a sequence cut short by the quote", "C2", b'"\xe2\x82"', "invalidUTF8")
refuses("a sequence cut short by the end", "C2", b'"\xf0\x9f\x98', "invalidUTF8")
refuses("an overlong solidus", "C2", b'"\xc0\xaf"', "invalidUTF8")
refuses("an overlong NUL", "C2", b'"\xc0\x80"', "invalidUTF8")
refuses("an overlong form of three bytes", "C2", b'"\xe0\x80\xaf"', "invalidUTF8")
refuses("a code point above U+10FFFF", "C2", b'"\xf4\x90\x80\x80"', "invalidUTF8")
refuses("invalid UTF-8 in a name", "C2", b'{"\xc3":1}', "invalidUTF8")
refuses("a raw high surrogate", "C2", b'"\xed\xa0\x80"', "loneSurrogate")
refuses("a raw low surrogate", "C2", b'"\xed\xbf\xbf"', "loneSurrogate")
refuses("a pair of raw surrogates (CESU-8)", "C2", b'"\xed\xa0\xbd\xed\xb8\x80"', "loneSurrogate")
refuses("UTF-16", "C2", '"a"'.encode("utf-16-le"), "syntax")
refuses("an escaped high surrogate alone", "C2", '"\\ud800"', "loneSurrogate")
refuses("an escaped low surrogate alone", "C2", '"\\udc00"', "loneSurrogate")
refuses("a high surrogate before a letter", "C2", '"\\ud83dx"', "loneSurrogate")
refuses("a high surrogate before another escape", "C2", '"\\ud83d\\u0041"', "loneSurrogate")
refuses("a high surrogate before a short escape", "C2", '"\\ud83d\\n"', "loneSurrogate")
refuses("two high surrogates and a low one", "C2", '"\\ud83d\\ud83d\\ude00"', "loneSurrogate")
refuses("surrogates in the wrong order", "C2", '"\\ude00\\ud83d"', "loneSurrogate")
refuses("a lone surrogate in a name", "C2", '{"\\udfff":1}', "loneSurrogate")
refuses("two members of one name", "C2", '{"a":1,"a":1}', "duplicateName")
refuses("two members of one name, not neighbours", "C2", '{"a":1,"b":2,"a":3}', "duplicateName")
refuses("two members of one name, one of them escaped", "C2", '{"a":1,"\\u0061":2}',
    "duplicateName")
refuses("two members of one name, one as a pair of escapes", "C2",
    '{"\U0001f600":1,"\\ud83d\\ude00":2}', "duplicateName")
refuses("two members with the empty name", "C2", '{"":1,"":2}', "duplicateName")
refuses("two members of one name, deep inside", "C2", '[{"x":{"\u00e9":1,"\u00e9":2}}]',
    "duplicateName")
refuses("1e309", "C2", "1e309", "numberNotFinite")
refuses("-1e309", "C2", "[-1e309]", "numberNotFinite")
refuses("the middle between the largest double and infinity", "C2", "1.797693134862315808e308",
    "numberNotFinite")
refuses("an exponent beyond all machines", "C2", "1e99999999999999999999", "numberNotFinite")
refuses("an integer of 400 digits", "C2 C3", "1" + "0" * 399, "numberNotFinite")
refuses("2^53+1 cannot be a double", "C3", "9007199254740993", "numberNotExact")
refuses("-(2^53+1) cannot be a double", "C3", "-9007199254740993", "numberNotExact")
refuses("2^64 in full is not the text of its double", "C3", "18446744073709551616",
    "numberNotExact")
refuses("1e21 in full is not the text of its double", "C3", "1000000000000000000000",
    "numberNotExact")
refuses("an exact double in full that has a shorter text", "C3", "295147905179352825856",
    "numberNotExact")
refuses("an inexact integer deep inside", "C3", '{"a":[{"b":12345678901234567891}]}',
    "numberNotExact")
refuses("NaN", "C1", "NaN", "syntax")
refuses("Infinity", "C1", "-Infinity", "syntax")
refuses("nothing", "C1", "", "syntax")
refuses("white space alone", "C1", " \n", "syntax")
refuses("two values", "C2", "1 2", "trailingContent")
refuses("a second object", "C2", "{}{}", "trailingContent")
refuses("a bracket too many", "C2", "[]]", "trailingContent")
refuses("a NUL after the value", "C2", b"{}\x00", "trailingContent")
refuses("a leading zero", "C1", "01", "syntax")
refuses("a negative number with a leading zero", "C1", "-012", "syntax")
refuses("hexadecimal", "C2", "0x10", "trailingContent")
refuses("a leading plus", "C1", "+1", "syntax")
refuses("a minus alone", "C1", "-", "syntax")
refuses("a fraction without digits", "C1", "[1.]", "syntax")
refuses("a fraction without a whole part", "C1", ".5", "syntax")
refuses("an exponent without digits", "C1", "[1e]", "syntax")
refuses("an exponent with a sign alone", "C1", "[1e+]", "syntax")
refuses("a comma at the end of an array", "C1", "[1,]", "syntax")
refuses("a comma at the end of an object", "C1", '{"a":1,}', "syntax")
refuses("two commas", "C1", "[1,,2]", "syntax")
refuses("no comma", "C1", "[1 2]", "syntax")
refuses("no colon", "C1", '{"a" 1}', "syntax")
refuses("a name without quotes", "C1", "{a:1}", "syntax")
refuses("a number as a name", "C1", "{1:1}", "syntax")
refuses("single quotes", "C1", "'a'", "syntax")
refuses("a comment", "C1", "[1/**/]", "syntax")
refuses("an array that is not closed", "C1", "[1", "syntax")
refuses("an object that is not closed", "C1", '{"a":1', "syntax")
refuses("a string that is not closed", "C1", '"abc', "syntax")
refuses("an escape that is not finished", "C1", '"\\u12"', "syntax")
refuses("an escape cut by the end", "C1", '"\\', "syntax")
refuses("an unknown escape", "C1", '"\\x41"', "syntax")
refuses("an escape with a capital U", "C1", '"\\U0041"', "syntax")
refuses("an escape with a sign among its digits", "C1", '"\\u+041"', "syntax")
refuses("a raw line feed in a string", "C1", '"a\nb"', "syntax")
refuses("a raw NUL in a string", "C1", b'"a\x00b"', "syntax")
refuses("a raw tab in a name", "C1", '{"\t":1}', "syntax")
refuses("a literal in capitals", "C1", "True", "syntax")
refuses("a literal cut short", "C1", "[nul]", "syntax")
refuses("a no-break space is no white space", "C1", "\u00a0{}", "syntax")
refuses("a form feed is no white space", "C1", "\f{}", "syntax")
refuses("a vertical tab is no white space", "C1", "[1,\v2]", "syntax")
refuses("digits of another script", "C1", "\u0663", "syntax")
refuses("closing the wrong bracket", "C1", '[{"a":1]}', "syntax")

# --- numbers ----------------------------------------------------------------------------------

APPENDIX_B = """0000000000000000 0|8000000000000000 0|0000000000000001 5e-324|8000000000000001 -5e-324
7fefffffffffffff 1.7976931348623157e+308|ffefffffffffffff -1.7976931348623157e+308
4340000000000000 9007199254740992|c340000000000000 -9007199254740992|4430000000000000 295147905179352830000
44b52d02c7e14af5 9.999999999999997e+22|44b52d02c7e14af6 1e+23|44b52d02c7e14af7 1.0000000000000001e+23
444b1ae4d6e2ef4e 999999999999999700000|444b1ae4d6e2ef4f 999999999999999900000|444b1ae4d6e2ef50 1e+21
3eb0c6f7a0b5ed8c 9.999999999999997e-7|3eb0c6f7a0b5ed8d 0.000001|41b3de4355555553 333333333.3333332
41b3de4355555554 333333333.33333325|41b3de4355555555 333333333.3333333|41b3de4355555556 333333333.3333334
41b3de4355555557 333333333.33333343|becbf647612f3696 -0.0000033333333333333333|43143ff3c1cb0959 1424953923781206.2"""


def bits(number):
  return struct.pack(">d", number).hex()


for line in APPENDIX_B.replace("\n", "|").split("|"):
  pattern, text = line.split(" ")
  case("numbers", "RFC 8785, appendix B: " + pattern, "C1 C3" if text == "0" else "C1",
      bits=pattern, _text=text)
for text in ("1 -1 10 100 0.1 0.2 0.30000000000000004 0.5 1.5 9.2 123456789 1e+22 123456789012345680000 "
             "2.2250738585072014e-308 2.225073858507201e-308 4.9e-322 1.23e-7 0.00000123 12345.678 "
             "9007199254740991 9007199254740994 9.007199254740993e+21 5e-7 0.000005 1e-323").split():
  case("numbers", "picked by hand: " + text, "C1", bits=bits(float(text)), _text=text)
generator = random.Random(8785)
for index in range(1, 221):
  if index % 3 == 0:  # any double
    number = struct.unpack(">d", struct.pack(">Q", generator.getrandbits(64)))[0]
  elif index % 3 == 1:  # near the places where the form changes
    number = (generator.random() + 0.5) * 10 ** generator.choice([-8, -7, -6, -5, 15, 16, 17, 20,
    21, 22])
  else:  # a few decimals, as people measure
    number = round(generator.uniform(-1000, 1000), generator.randrange(0, 6))
  if number == number and abs(number) != float("inf"):
    case("numbers", "seeded %d" % index, "C1", bits=bits(number))

# --- handles, digests -------------------------------------------------------------------------


def handle_case(name, documents, **more):
  case("handles", name, "I7", documents=documents, **more)


handle_case("all bits zero", ["00000000-0000-4000-8000-000000000000"])
handle_case("all bits one: the last letter has three bits and two zero bits",
            ["ffffffff-ffff-4fff-bfff-ffffffffffff"])
handle_case("a document alone has five letters", [DOC])
handle_case("two documents far apart", [DOC, OTHER_DOC])
handle_case("25 equal bits: five letters are not enough",
            ["0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11", "0f8c2e1f-7a31-4c54-9b1d-5f0e2c6f8a11"])
handle_case("only the last three bits differ: all 26 letters",
            ["0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a10", "0f8c2e1a-7a31-4c54-9b1d-5f0e2c6f8a11"])
handle_case("one of three is short", ["aaaaaaaa-0000-4000-8000-000000000001",
                                      "aaaaaaaa-0000-4000-8000-000000000002",
                                      "1aaaaaaa-0000-4000-8000-000000000001"])
for index in range(1, 11):
  raw = hashlib.sha256(b"document %d" % index).hexdigest()
  handle_case("seeded %d" % index,
              ["%s-%s-4%s-a%s-%s" % (raw[:8], raw[8:12], raw[12:15], raw[15:18], raw[18:30])])

case("digests", "no document: the hash of no bytes", "V4", documents={},
     _digest="47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU")
case("digests", "one document", "V4", documents={DOC: r.hash_of({})})
case("digests", "several documents, in the order of their ids", "V4",
     documents={OTHER_DOC: r.hash_of(1), DOC: r.hash_of(2),
     "ffffffff-0000-4000-8000-000000000000": r.hash_of(3),
                "10000000-0000-4000-8000-000000000000": r.hash_of(4)})

# --- hashes -----------------------------------------------------------------------------------


def hash_case(name, rules, c):
  assert r.broken_rule(c) is None, (name, r.broken_rule(c))
  case("hashes", name, rules, change=r.canonical(c))
  case("hashes", name + "; erased, the hash is the same", rules + " E2",
      change=r.canonical(erased(c)),
       _hash=r.full_hash(c), _header=r.canonical(erased(c)))


b = birth(NOORD, 1, offset=-312)
hash_case("a birth", "G5 B1", b)
b2 = birth(NOORD, 3, prev=None)
edit = change(NOORD, 143, [b], offset=-312,
    set={"/rooms/r1/area": {"method": "NEN 2580", "value": 9.2}})
hash_case("an edit with prev and offset", "G5 I2", edit)
hash_case("an edit without offset and prev", "G5 G2",
    change(ZUID, 12, [b], set={"/rooms/r1/beds": 2}))
hash_case("nothing set", "G5 G6", change(ZUID, 13, [b]))
hash_case("an offset of zero is not an absent offset", "G5 G2", change(ZUID, 13, [b], offset=0))
hash_case("members that this version does not know are kept and hashed", "G1 G5",
          change(ZUID, 14, [b], set={"/a": 1}, extra={"z": [1, None], "a": "x"}, Zed=None,
          **{"\U0001f600": 1, "\ufb33": 2}))
hash_case("a member with the name of nothing", "G1 G5", change(ZUID, 15, [b], **{"": []}))
hash_case("life without values", "G5 L1",
    change(ZUID, 16, [b], life={"/rooms/r1": "removed", "": "kept"}))
hash_case("kept beside a value", "G5 L2",
    change(ZUID, 17, [b], life={"/rooms/r1": "kept"}, set={"/rooms/r1/beds": 3}))
hash_case("an act of erasure", "G5 A2", change(OFFICE, 1, [b], act={"erase": [name(b)],
    "reason": "verzoek"}))
hash_case("an act that moves the document", "G5 A1",
          change(OFFICE, 2, [b], act={"scope": True},
          set={"/@scopes": ["BU09172005", "role:toezicht"]}))
hash_case("an act that closes a change", "G5 A4",
          change(OFFICE, 3, [b], act={"void": [{"after": None, "name": LATER + ":1:AAAAAAAA"}]}))
hash_case("acts of release", "G5 A3", change(OFFICE, 4, [b], act={"accept": [name(edit)]}))
hash_case("decline, with what stood before", "G5 A3",
          change(OFFICE, 5, [b, edit], act={"decline": [name(edit)]},
          set={"/rooms/r1/area": {"value": 8}}))
hash_case("paths in the order of UTF-16 code units, not of bytes", "G5 C1",
          change(ZUID, 18, [b], set={"/\ufb33": 1, "/\U0001f600": 2, "/b": 3, "/B": 4,
          "/\u20ac": 5}))
hash_case("composed and decomposed paths are two paths", "G5 C2 I5",
          change(ZUID, 19, [b], set={"/\u00e9": "e\u0301", "/e\u0301": "\u00e9"}))
hash_case("paths with escapes, an empty token, and an apostrophe", "G5 I5",
          change(ZUID, 20, [b], set={"/a~1b/c~0d": 1, "/": 2, "/x//y": 3, "/'": 4}))
hash_case("values of every kind", "G5 G6 C1",
          change(ZUID, 21, [b], set={"/a": None, "/b": True, "/c": -0.5,
          "/d": "\u0000\u001f\u007f\u2028\U0001f469\u200d\U0001f467",
                                     "/e": [], "/f": {}, "/g": [1e21, 5e-324, 0.1, 1e-7],
                                     "/h": {"": {"": [[]]}}}))
hash_case("an author beyond ASCII", "G5 I6",
    change(ZUID, 22, [b], by="ins\u00e9ctrice \U0001f600"))
hash_case("the year 0000 and the greatest counter", "G5 G2 I1",
          change(ZUID, r.COUNTER_MAX, [b], at="0000-02-29T00:00:00.000Z"))
hash_case("several entries in seen", "G5 G4",
    change(NOORD, 150, [edit, change(OOST, 9, [b]), change(OOST, 10, [b], prev=None)]))
hash_case("a change of a version still to come", "G1 G5", change(ZUID, 23, [b], v=2, novelty=[1]))
case("hashes", "only the value differs: another hash", "G5",
    change=r.canonical({**edit, "set": {"/rooms/r1/area": 9.3}}))
case("hashes", "only the salt differs: another hash", "G5",
    change=r.canonical({**edit, "salt": "A" * 22}))
case("hashes", "only a member that nobody knows differs: another hash", "G1 G5",
    change=r.canonical({**edit, "x": 0}))

# --- malformed --------------------------------------------------------------------------------


def bad_text(name, breaks, text):
  given = {"inputHex": text.hex()} if isinstance(text, bytes) else {"input": text}
  case("malformed", name, breaks, **given, _breaks=breaks)


def bad(name, breaks, drop=(), start=None, reading=None, **members):
  """A well-formed change with some members changed or dropped."""
  c = {k: v for k, v in {**(start or edit), **members}.items() if k not in drop}
  bad_text(name, breaks, r.canonical(c))
  if reading:
    FILES["malformed"][-1]["reading"] = reading


def good(name, rules, drop=(), start=None, reading=None, **members):
  c = {k: v for k, v in {**(start or edit), **members}.items() if k not in drop}
  case("malformed", name, rules, input=r.canonical(c), _wellFormed=True,
      **({"reading": reading} if reading else {}))


def nested(depth):
  return [nested(depth - 1)] if depth > 1 else []


def nested_objects(depth):
  return {"a": nested_objects(depth - 1) if depth > 0 else 1} if depth > 0 else 1


def filled(name, size, **expected):
  case("malformed", name, "C4", fill=size, **expected,
      input=r.canonical({**edit, "set": {"/a": r.FILL_MARK}}),
      reading="the size is that of the record's value, as the depth is: the wrapper does not count")


text = r.canonical(edit)
dead = erased(edit)
plain = change(ZUID, 30, [b], set={"/a": 1})  # no prev
own = name(b)
bad_text("white space", "C5", text.replace(":", ": ", 1))
bad_text("a line feed at the end", "C5", text + "\n")
bad_text("members out of order", "C5", '{"v":1,' + text[1:].replace(',"v":1}', "}"))
bad_text("an escape that is not needed", "C5", text.replace("insp", "\\u0069nsp"))
bad_text("a number not as ECMAScript prints it", "C5", text.replace("9.2", "9.20"))
bad_text("a byte order mark", "C2", b"\xef\xbb\xbf" + text.encode())
bad_text("invalid UTF-8 in the author", "C2", text.encode().replace(b"insp-17", b"insp\xff17"))
bad_text("a member twice", "C2", text.replace('"v":1', '"v":1,"v":1'))
bad_text("a lone surrogate in a value", "C2", text.replace("NEN", "\\ud800"))
bad_text("an integer that is no double", "C3", text.replace("9.2", "9007199254740993"))
bad_text("a value too deep", "C4", text.replace("9.2", "[" * 62 + "]" * 62))
bad("a value of depth 33, in arrays", "C4", set={"/a": nested(33)})
bad("a value of depth 33, in objects", "C4", set={"/a": nested_objects(33)})
bad("one value of two too deep", "C4", set={"/a": 1, "/b": [nested(31), [nested(31)]]})
bad("depth 65, in a member that nobody knows", "C4", zzz=nested(64))
bad_text("not an object", "G1", "[]")
bad_text("a text cut short", "C1", text[:-1])
for member in ("by", "doc", "dot", "seen", "time", "v", "salt", "set"):
  bad("without " + member, "G1", drop=[member])
bad("erased, without paths", "G1", drop=["paths"], start=dead)
bad("erased, without body", "G1", drop=["body"], start=dead)
bad("neither body nor set", "G1", drop=["salt", "set"])
bad("both forms", "G5", **{k: dead[k] for k in ("body", "paths")})
bad("inline, and paths too", "G5", paths=dead["paths"])
bad("erased, and its salt too", "G5", start=dead, salt=edit["salt"])
bad("inline, and a body too", "G5", body=dead["body"])
bad("salt and body, neither set nor paths", "G5", drop=["set"], body=dead["body"])
bad("v is 0", "G1", v=0)
bad("v is a string", "G1", v="1")
bad("v is a fraction", "G1", v=1.5)
bad("v is true", "G1", v=True)
bad("doc in capitals", "I1", doc=DOC.upper())
bad("doc without hyphens", "I1", doc=DOC.replace("-", ""))
bad("doc in braces", "I1", doc="{" + DOC + "}")
bad("doc is null", "I1", doc=None)
bad("dot is a string", "I3", dot="9f2c41d07b3a65e8:143")
bad("dot has three items", "I3", dot=[NOORD, 143, 0])
bad("replica in capitals", "I1", dot=["9F2C41D07B3A65E8", 143])
bad("replica too short", "I1", dot=["9f2c41d07b3a65e", 143])
bad("replica is a number", "I1", dot=[9, 143])
bad("counter 0", "I1", dot=[NOORD, 0])
bad("counter 2^53", "I1", dot=[NOORD, 2**53])
bad("counter is a fraction", "I1", dot=[NOORD, 143.5])
bad("counter is a string", "I1", dot=[NOORD, "143"])
bad("author empty", "I6", by="")
bad("author of 129 bytes", "I6", by="\u00e9" * 64 + "x")
bad("author with a line feed", "I6", by="insp\n17")
bad("author with DEL", "I6", by="insp\u007f17")
bad("author with a control character above ASCII", "I6", by="insp\u008517")
bad("author is null", "I6", by=None)
for time in ("2026-11-24T10:02:11.48Z", "2026-11-24T10:02:11Z", "2026-11-24T10:02:11.482+00:00",
    "2026-11-24t10:02:11.482z",
             "2026-11-24 10:02:11.482Z", "2026-02-29T10:02:11.482Z", "1900-02-29T00:00:00.000Z",
             "2026-13-01T10:02:11.482Z",
             "2026-00-01T10:02:11.482Z", "2026-04-31T10:02:11.482Z", "2026-04-00T10:02:11.482Z",
             "2026-11-24T24:00:00.000Z",
             "2026-11-24T10:60:11.482Z", "12026-11-24T10:02:11.482Z", "-001-11-24T10:02:11.482Z",
             "2026-11-24T10:02:11,482Z",
             "+026-11-24T10:02:11.482Z", "2026-11-24T+1:02:11.482Z", "2026-11-24T10:02:11.482Z ",
             ""):
  bad("no such time: " + repr(time), "G2", time=time)
bad("a leap second", "G2", time="2016-12-31T23:59:60.000Z", reading="seconds run from 00 to 59")
bad("Arabic-Indic digits in the time", "G2", time="\u0662\u0660\u0662\u0666-11-24T10:02:11.482Z")
bad("time is a number", "G2", time=1795514531482)
bad("offset is a fraction", "G2", offset=-312.5)
bad("offset is null", "G2", offset=None)
bad("offset is a string", "G2", offset="-312")
bad("offset is 2^53", "G2", offset=2**53)
bad("offset is 1e300", "G2", offset=1e300)
bad("seen is an object", "G4", seen={})
bad("a name in seen with a short check", "I4", seen=[own[:-1]])
bad("a name in seen with a leading zero", "I4", seen=[own.replace(":1:", ":01:")])
bad("a name in seen with a plus", "I4", seen=[own.replace(":1:", ":+1:")])
bad("a name in seen with counter 0", "I4", seen=[own.replace(":1:", ":0:")])
bad("a name in seen with counter 2^53", "I4", start=plain,
    seen=[OOST + ":9007199254740992:AAAAAAAA"])
bad("a name in seen with a letter of plain base64", "I4", start=plain,
    seen=[OOST + ":1:AAAA+AAA"])
bad("a number in seen", "I4", seen=[1])
bad("seen is not sorted", "G4", seen=[ZUID + ":1:AAAAAAAA", own])
bad("seen is sorted as text, not by number", "G4", start=plain,
    seen=[OOST + ":10:AAAAAAAA", OOST + ":9:AAAAAAAA"])
bad("seen is sorted by number, not by check", "G4", start=plain,
    seen=[OOST + ":9:B0000000", OOST + ":9:A0000000"])
bad("seen has a name twice", "G4", start=plain, seen=[own, own])
bad("prev without its entry in seen", "G4", seen=[ZUID + ":12:AAAAAAAA"])
bad("prev and seen empty", "G4", seen=[])
bad("the entry of prev has another check", "G4", seen=[NOORD + ":1:AAAAAAAA"])
bad("the entry of prev has another replica", "G4", seen=[own.replace(NOORD, OOST)])
bad("the entry of prev has the change's own counter", "G4", seen=[own.replace(":1:", ":143:")])
bad("the entry of prev has a higher counter", "G4", seen=[own.replace(":1:", ":144:")])
bad("two entries fit prev", "G4", seen=[own, own.replace(":1:", ":2:")])
bad("an own entry without prev", "G4", drop=["prev"])
bad("prev too short", "I2", prev=edit["prev"][:42])
bad("prev is null", "I2", prev=None)
bad("prev with padding", "I2", prev=edit["prev"] + "=")
bad("prev ends in bits that no hash has", "I2", prev=edit["prev"][:42] + "B")
bad("body too long", "I2", start=dead, body=dead["body"] + "A")
bad("salt too short", "G1", salt="A" * 21)
bad("salt ends in bits that no 16 bytes have", "G1", salt="A" * 21 + "B")
bad("set is a list", "G6", set=[])
bad("paths is an object", "G5", start=dead, paths={})
bad("paths has a number", "G5", start=dead, paths=[1])
bad("paths not in canonical member order", "G5", start=dead, paths=["/b", "/a"])
bad("paths in the order of bytes", "G5", start=dead, paths=["/\ufb33", "/\U0001f600"])
bad("paths has a path twice", "G5", start=dead, paths=["/a", "/a"])
bad("the empty path", "I5", set={"": 1})
bad("a path without a solidus first", "I5", set={"a": 1})
bad("a path with a tilde alone", "I5", set={"/a~": 1})
bad("a path with an unknown escape", "I5", set={"/a~2b": 1})
bad("a path of 17 tokens", "I5", set={"/a" * 17: 1})
bad("a path of 513 bytes", "I5", set={"/" + "\u00e9" * 256: 1})
bad("a bad path in the erased form", "I5", start=dead, paths=["a"])
bad("a bad path in life", "I5", life={"rooms": "kept"})
bad("a path and one above it", "G6", set={"/a": 1, "/a/b": 2})
bad("a path and one far above it, others between them in order", "G6",
    set={"/a": 1, "/a-b": 3, "/a/b/c/d": 2})
bad("the path of one empty token is above a path that begins with one", "G6",
    set={"/": 1, "//a": 2})
bad("a path and one above it, erased", "G6", start=dead, paths=["/a", "/a/b"])
bad("a value at an element that it removes", "G6", set={"/a": 1}, life={"/a": "removed"})
bad("a value under an element that it removes", "G6", set={"/a/b/c": 1}, life={"/a": "removed"})
bad("a value in a document that it removes", "G6", set={"/a": 1}, life={"": "removed"})
bad("a removal of what it sets, erased", "G6", start=dead, life={"/rooms/r1": "removed"})
bad("life is a list", "L1", life=[])
bad("an unknown word in life", "L1", life={"/a": "gone"})
bad("null in life", "L1", life={"/a": None})
bad("a birth without template", "B1", start=b,
    set={k: v for k, v in b["set"].items() if k != "/@template"})
bad("a birth without kind", "B1", start=b,
    set={k: v for k, v in b["set"].items() if k != "/@kind"})
bad("a birth without scopes", "B1", start=b,
    set={k: v for k, v in b["set"].items() if k != "/@scopes"})
bad("a birth that sets nothing", "B1", start=b, set={})
bad("a birth, erased, without scopes", "B1", start=erased(b), paths=["/@kind", "/@template"])
bad("kind is a number", "B1", start=b, set={**b["set"], "/@kind": 1})
bad("scopes empty", "B1", start=b, set={**b["set"], "/@scopes": []})
bad("scopes is a string", "B1", start=b, set={**b["set"], "/@scopes": "BU09172004"})
bad("a scope is empty", "B1", start=b, set={**b["set"], "/@scopes": [""]})
bad("a scope with a control character", "B1", start=b, set={**b["set"], "/@scopes": ["a\tb"]})
bad("template is no hash", "B1", start=b, set={**b["set"], "/@template": "basis"})
bad("act is a string", "A", act="erase")
bad("act is empty", "A", act={})
bad("act with a reason alone", "A", act={"reason": "x"})
bad("two acts in one", "A", act={"accept": [own], "decline": [own]})
bad("an act that nobody knows", "A", act={"bless": [own]})
bad("an act with a member that nobody knows", "A", act={"accept": [own], "note": 1})
bad("the reason is a number", "A", act={"accept": [own], "reason": 1})
bad("a scope act that sets no scopes", "A1", act={"scope": True})
bad("a scope act that says false", "A1", act={"scope": False}, set={"/@scopes": ["a"]})
bad("erase of one name that stands in no list", "A2", act={"erase": own})
bad("erase of what is no name", "A2", act={"erase": [own[:-1]]})
bad("accept of what is no name", "A3", act={"accept": [1]})
bad("decline of nothing at all", "A3", act={"decline": None})
bad("void of a name alone", "A4", act={"void": [own]})
bad("void without after", "A4", act={"void": [{"name": own}]})
bad("void without name", "A4", act={"void": [{"after": None}]})
bad("void with what is no name", "A4", act={"void": [{"after": "x", "name": own}]})
bad("void after a name of another replica", "A4",
    act={"void": [{"after": OOST + ":1:AAAAAAAA", "name": ZUID + ":2:AAAAAAAA"}]})
bad("void after a later counter", "A4", act={"void": [{"after": ZUID + ":3:AAAAAAAA",
    "name": ZUID + ":2:AAAAAAAA"}]})
good("the change that the others are made from", "G1")
good("its erased form", "G5", start=dead)
good("a birth", "B1", start=b)
good("members that nobody knows", "G1", zzz={"a": None}, bodyX=1)
good("a version still to come", "G1", v=2)
good("an act that nobody knows, of a version still to come", "G1 A", v=2, act={"bless": [own]})
good("life that nobody knows, of a version still to come", "G1 L1", v=2,
    life={"/rooms/r1": "asleep"})
good("a birth without registers, of a version still to come", "G1 B1", v=2, start=b, set={})
good("names of seen in any order, of a version still to come", "G1 G4", v=2, seen=edit["seen"][::-1])
good("no name in seen for prev, of a version still to come", "G1 G4", v=2, seen=[own])
good("a path and one above it, of a version still to come", "G1 G6", v=2, set={"/a": 1, "/a/b": 2})
bad("a version still to come, with a path that is none", "I5", v=2, set={"a": 1})
bad("a version still to come, with a value too deep", "C4", v=2, set={"/a": nested(33)})
bad("a version still to come, with a prev that is no hash", "I2", v=2, prev="x")
bad("a version still to come, erased, with paths out of order", "G5", v=2, start=dead,
    paths=["/b", "/a"])
bad("a version still to come, without author", "G1", v=2, drop=["by"])
bad("a version still to come, with a bad name in seen", "I4", v=2, seen=[own[:-1]])
bad("a version still to come, in both forms", "G5", v=2, body=dead["body"], paths=dead["paths"])
good("an empty set", "G6", set={})
good("an erased form without paths", "G5 G6", start=dead, paths=[])
good("29 February 2000", "G2", time="2000-02-29T23:59:59.999Z")
good("29 February 0000", "G2", time="0000-02-29T00:00:00.000Z")
good("the last millisecond", "G2", time="9999-12-31T23:59:59.999Z")
good("the greatest offset", "G2", offset=2**53 - 1)
good("the greatest counter, and an own entry just below it", "I1", dot=[NOORD, 2**53 - 1])
good("an author of 128 bytes", "I6", by="\u00e9" * 64)
good("an author that is a space", "I6", by=" ")
good("a path of 16 tokens", "I5", set={"/a" * 16: 1})
good("a path of 512 bytes", "I5", set={"/" + "\u00e9" * 255 + "x": 1})
good("empty tokens in a path", "I5", set={"/": 1, "/b//a": 2})
good("a control character in a path", "I5", set={"/a\nb": 1})
good("/a beside /ab, /a-b and /A", "G6", set={"/a": 1, "/ab": 2, "/a-b": 3, "/A": 4})
good("it removes an element and sets a path above it", "G6", set={"/rooms": 1},
    life={"/rooms/r1": "removed"})
good("it removes an element and sets one beside it that begins alike", "G6",
    set={"/rooms/r1x": 1}, life={"/rooms/r1": "removed"})
good("a value of depth 32, in arrays", "C4", set={"/a": nested(32)})
good("a value of depth 32, in objects", "C4", set={"/a/b": nested_objects(32)})
good("depth 64, in a member that nobody knows", "C4", zzz=nested(63))
filled("a change of 1 MiB", 1 << 20, _wellFormed=True)
filled("a change of 1 MiB and a byte", (1 << 20) + 1, _breaks="C4")
good("it removes an element and keeps one under it", "G6 L1",
    life={"/rooms": "removed", "/rooms/r1": "kept"}, set={})
good("life empty", "L1", life={})
good("life of the document", "L1", life={"": "removed"}, set={})
good("scopes empty after the birth", "B1 B3", set={"/@scopes": []})
good("kind and template null after the birth", "B1 A3", set={"/@kind": None, "/@template": None})
good("a birth that sets an answer too", "B4 B1", start=b, set={**b["set"], "/a": 1})
good("a birth of no kind: the empty string is a string", "B1", start=b,
    set={**b["set"], "/@kind": ""})
good("a reserved register that nobody knows", "B1", set={"/@x": 1, "/@kind2": 2})
good("an own entry with a higher counter, of a clone's line", "G4 F1",
    seen=[own, NOORD + ":900:zzzzzzzz"])
good("an own entry with a lower counter, of a clone's line", "G4 F1",
    seen=[own, NOORD + ":2:zzzzzzzz"])
good("a second entry of the own replica, of a clone's line", "G4 F1",
    seen=[own, NOORD + ":143:zzzzzzzz"])
good("two entries of a replica with one counter", "G4 I4", start=plain,
    seen=sorted(plain["seen"] + [OOST + ":9:A0000000", OOST + ":9:B0000000"], key=r.name_key))
good("a document's id that is a UUID of another version", "I1",
    doc="01932f0e-7a31-7c54-9b1d-5f0e2c6f8a11")
good("an act of erasure of nothing", "A2", act={"erase": []})
good("the names of an act are in any order, and twice", "A2",
    act={"erase": [own, OOST + ":1:AAAAAAAA", own]})
good("a scope act in the erased form", "A1", start=dead, paths=["/@scopes"], act={"scope": True})
good("a reason beside an act", "A", act={"accept": [own], "reason": ""})

# --- readiness --------------------------------------------------------------------------------


def ready(name, rules, changes, **more):
  """`_waits` is a list of (change, names it waits for), by hand."""
  waits = more.pop("_waits", None)
  if waits is not None:
    more["_waiting"] = sorted(({"for": list(f), "name": r.name_of(c)} for c, f in waits),
                              key=lambda w: r.name_key(w["name"]))
  case("readiness", name, rules, changes=changes, **more)


b = birth(NOORD, 1)
n2 = change(NOORD, 2, [b], set={"/a": 1})
n3 = change(NOORD, 3, [n2], set={"/b": 1})
z1 = change(ZUID, 1, [n2], set={"/a": 2})
o1 = change(OOST, 1, [z1, n3], set={"/a": 3})
N = name
ready("a birth alone is ready", "F2 F4", [b], _waits=[])
ready("a line of three", "F2 F4", [b, n2, n3], _waits=[])
ready("the same line backwards", "F2 F5", [n3, n2, b], _waits=[])
ready("the same changes twice", "F5", [b, n2, b, n3, n2, n3], _waits=[])
ready("a gap: what comes after it waits for what it has seen directly", "F2", [b, n3, o1, z1],
      _waits=[(n3, [N(n2)]), (z1, [N(n2)]), (o1, [N(n3), N(z1)])])
ready("the gap filled, at the end", "F2 F5", [b, n3, o1, z1, n2], _waits=[])
ready("without the birth all waits", "F2", [o1, n2, z1, n3],
      _waits=[(n2, [N(b)]), (n3, [N(n2)]), (z1, [N(b), N(n2)][1:]), (o1, [N(n3), N(z1)])])
z2 = change(ZUID, 2, [z1])
z3 = change(ZUID, 3, [z2, n3])
ready("prev is missing and another entry is not", "F2", [b, n2, n3, z1, z3],
    _waits=[(z3, [N(z2)])])
ready("one of two entries is missing", "F2", [b, n2, n3, o1], _waits=[(o1, [N(z1)])])
z2_old = change(ZUID, 2, seen=[N(z1), N(b)], set={"/b": 2})
ready("seen is older than what the writer's earlier change had seen: ready all the same", "F2 F3",
      [b, n2, z1, z2_old], _waits=[])
ready("and it does not wait for what it has not seen", "F2", [b, n2, n3, z1, z2_old], _waits=[])
ghost = LATER + ":1:AAAAAAAA"
g = change(ZUID, 4, seen=[N(b), ghost], set={"/a": 9})
ready("a change that no store holds", "F2", [b, g], _waits=[(g, [ghost])])
other = birth(OOST, 7, doc=OTHER_DOC)
wrong = change(ZUID, 5, seen=[N(b), N(other)], set={"/a": 9})
ready("a change of another document is never folded in this one", "F2", [b, other, wrong],
    doc=DOC,
      _waits=[(wrong, [N(other)])])
v2 = change(ZUID, 6, [b], set={"/a": 1}, v=2)
v2_next = change(OOST, 6, seen=[N(b), N(v2)], set={"/b": 1})
v2_last = change(WEST, 6, seen=[N(b), N(v2_next)], set={"/c": 1})
ready("a change of a newer version waits, for no name", "G1 F2", [b, v2], _waits=[(v2, [])])
ready("what has seen a newer version waits for it, and so on", "G1 F2", [b, v2, v2_next, v2_last],
      _waits=[(v2, []), (v2_next, [N(v2)]), (v2_last, [N(v2_next)])])
forged = change(NOORD, 4, [n3], set={"/c": 1})
forged["prev"] = forged["prev"][:8] + r.hash_of("another")[8:]
made[N(forged)] = forged
ready("prev agrees with its entry in the check alone: that is not the change", "F2 G4",
    [b, n2, n3, forged],
      _waits=[(forged, [N(n3)])],
      reading="F2: `prev` is folded only if a change with that full hash is; it waits for the entry's name")
clone = change(NOORD, 2, [b], set={"/a": 7}, at=30)
ready("an entry names one of two changes with the same dot; the other does not do", "F2 I3",
      [b, clone, n3], _waits=[(n3, [N(n2)])])
late = change(OOST, 2, seen=[N(b), LATER + ":1:AAAAAAAA", LATER[:-1] + "1:2:BBBBBBBB"], set={})
ready("two are missing: the names in order", "F2 I4", [late, b],
      _waits=[(late, [LATER + ":1:AAAAAAAA", LATER[:-1] + "1:2:BBBBBBBB"])])
lost = change(ZUID, 7, [b], set={"/a": 5})
lost2 = change(ZUID, 8, [lost], set={"/b": 5})
after_lost = change(OOST, 3, [lost2], set={"/c": 5})
void = change(OFFICE, 1, [b], act={"void": [{"after": None, "name": N(lost)}, {"after": N(lost),
    "name": N(lost2)}]})
ready("void: what waited for lost changes is ready", "A4 F2", [b, after_lost, void], _waits=[])
ready("void: its own line goes on", "A4 F2", [b, change(ZUID, 9, [lost2], set={"/a": 6}), void],
    _waits=[])
ready("void of the end of a line: the vector names it", "A4 F4", [b, void], _waits=[])
ready("void and then the change itself turns up", "A4 F5", [b, void, lost, lost2, after_lost],
    _waits=[])
void_half = change(OFFICE, 1, [b], act={"void": [{"after": N(lost), "name": N(lost2)}]}, at=2)
ready("void after a change that is not folded: what has seen the name waits for it", "A4 F2",
    [b, after_lost, void_half], _waits=[(after_lost, [N(lost2)])])
ready("the change that it waited for turns up", "A4 F2 F5", [after_lost, void_half, lost, b],
    _waits=[])
ready("a void change that is held waits for `after`, not for what it had seen itself", "A4 F2",
    [b, after_lost, void_half, lost2], _waits=[(after_lost, [N(lost2)]), (lost2, [N(lost)])])
void_first = change(OFFICE, 5, [b], act={"void": [{"after": None, "name": N(lost)}]}, at=3)
ready("two acts, the later change of the line closed first", "A4 F5",
    [void_half, b, after_lost, void_first], _waits=[])
void_other = change(OFFICE, 6, [b], act={"void": [{"after": None, "name": N(lost2)}]}, at=4)
ready("two acts that name different predecessors: none comes before any", "A4 F5",
    [b, void_half, after_lost, void_other], _waits=[])
ready("two acts that name different predecessors, of which one is held", "A4 F4 F5",
    [b, lost, void_half, after_lost, void_other], _waits=[])
void_wait = change(OFFICE, 2, seen=[N(b), ghost],
    act={"void": [{"after": None, "name": N(lost)}, {"after": N(lost), "name": N(lost2)}]})
ready("void has force as soon as it is held, ready or not", "A4", [b, after_lost, void_wait],
    _waits=[(void_wait, [ghost])])
self_void = change(OFFICE, 3, [b, lost2],
    act={"void": [{"after": N(lost), "name": N(lost2)}, {"after": None, "name": N(lost)}]})
ready("void that has itself seen what it closes", "A4 F2", [b, self_void, after_lost], _waits=[])
void_v2 = change(OFFICE, 4, [b], act={"void": [{"after": None, "name": N(v2)}]})
ready("void of a change of a newer version that is held: what waited goes on", "A4 G1",
    [b, v2, v2_next, void_v2], _waits=[])
ready("erased changes are ready as the inline ones are", "F2 E1",
    [b, erased(n2), z1, erased(n3), o1], _waits=[])
ready("two births", "B2 F4", [b, birth(ZUID, 1)], _waits=[])
x5 = change(WEST, 1, [o1], set={"/d": 1})
ready("a chain through four writers, in the worst order", "F2 F5", [x5, o1, n3, z1, n2, b],
    _waits=[])
ready("nothing is ready of a document whose first change is missing, and the vector is empty",
    "F2 F4", [x5],
      _waits=[(x5, x5["seen"])], _vector=[])

# --- folds ------------------------------------------------------------------------------------


def fold(name, rules, changes, file="folds", **more):
  case(file, name, rules, changes=changes, **more)


b = birth(NOORD, 1)
a1 = change(NOORD, 2, [b], set={"/a": 1})
fold("a birth", "B1 N1", [b], _lines=1)
fold("one value", "S1 N1", [b, a1], _stands={"/a": [a1]})
a2 = change(NOORD, 3, [a1], set={"/a": 2})
fold("who has seen a value overwrites it", "S1", [b, a1, a2], _stands={"/a": [a2]})
z = change(ZUID, 1, [b], set={"/a": 3})
fold("who has not seen it stands beside it", "S1 S2", [b, a1, z], _stands={"/a": [a1, z]})
fold("it stands beside the later one of the line too", "S1 S2", [b, a1, a2, z],
    _stands={"/a": [a2, z]})
z_saw1 = change(ZUID, 1, [a1], set={"/a": 4})
fold("who saw the earlier value stands beside the later one", "S1 F3", [b, a1, a2, z_saw1],
    _stands={"/a": [a2, z_saw1]})
merge = change(OOST, 1, [a2, z], set={"/a": 9})
fold("a resolution has seen both", "P7 S1", [b, a1, a2, z, merge], _stands={"/a": [merge]})
half = change(OOST, 1, [z], set={"/a": 8})
fold("a resolution that saw one of two leaves the other", "P7 S1", [b, a1, z, half],
    _stands={"/a": [a1, half]})
same = change(ZUID, 1, [b], set={"/a": 1})
fold("equal values stand both: the fold does not merge them", "S1 S2", [b, a1, same],
    _stands={"/a": [a1, same]})
null = change(ZUID, 1, [a1], set={"/a": None})
fold("null is a value and overwrites", "S1 G6", [b, a1, null], _stands={"/a": [null]})
empty = change(ZUID, 1, [a1])
fold("a change that sets nothing overwrites nothing, and is a line", "S1 F4", [b, a1, empty],
    _stands={"/a": [a1]}, _lines=2)
no_chain = change(OOST, 1, seen=[N(b), N(z_saw1)], set={"/b": 1})
cover = change(OOST, 1, seen=[N(z_saw1)], set={"/a": 5})
fold("to have seen somebody is not to have seen what he saw", "F3",
    [b, a1, z_saw1, change(OOST, 1, seen=[N(z_saw1)], set={"/a": 5})],
     _stands={"/a": [cover]})
zb = change(ZUID, 1, [a1], set={"/b": 1})
blind = change(OOST, 1, seen=[N(zb)], set={"/a": 5})
fold("what stands in nobody's seen is not covered, though an entry's change had seen it", "F3",
    [b, a1, zb, blind],
     _stands={"/a": [a1, blind]})
o1 = change(OOST, 1, [b], set={"/a": 1})
n2 = change(NOORD, 2, [o1], set={"/b": 1})
n3 = change(NOORD, 3, seen=[N(n2)], set={"/a": 2})
fold("a writer's later change does not cover what only his earlier one had seen", "F3 S1",
    [b, o1, n2, n3],
     _stands={"/a": [o1, n3]})
o2 = change(OOST, 2, [o1], set={"/a": 5})
n2 = change(NOORD, 2, [o2], set={"/a": 6})
n3 = change(NOORD, 3, seen=[N(n2), N(o1)], set={"/a": 7})
fold("what an earlier change overwrote stays overwritten when a later one of the line has seen less",
    "F3 S1", [b, o1, o2, n2, n3],
     _stands={"/a": [n3]})
up = change(NOORD, 2, [b], set={"/a": 1})
down = change(ZUID, 1, [b], set={"/a/x": 2})
fold("a value and one under it, concurrent: both stand", "S1 S2", [b, up, down],
    _stands={"/a": [up], "/a/x": [down]})
down_saw = change(ZUID, 1, [up], set={"/a/x": 2})
fold("a value under one that it has seen overwrites it", "S1", [b, up, down_saw],
    _stands={"/a": [], "/a/x": [down_saw]})
up_saw = change(NOORD, 2, [down], set={"/a": 1})
fold("a value above one that it has seen overwrites it", "S1", [b, down, up_saw],
    _stands={"/a": [up_saw], "/a/x": []})
many = change(ZUID, 1, [b], set={"/a/x": 1, "/a/y": 2, "/a/y2/z": 3, "/ab": 4, "/a-b": 5,
    "/b": 6})
top = change(NOORD, 2, [many], set={"/a": 0})
fold("a value above many overwrites all of them, and none that only begins alike", "S1 I5",
    [b, many, top],
     _stands={"/a": [top], "/a/x": [], "/a/y": [], "/a/y2/z": [], "/ab": [many], "/a-b": [many],
     "/b": [many]})
deep = change(ZUID, 1, [b], set={"/a/b/c/d": 1})
mid = change(OOST, 1, [b], set={"/a/b": 2})
fold("three levels, concurrent", "S1 S2", [b, deep, mid, up],
    _stands={"/a": [up], "/a/b": [mid], "/a/b/c/d": [deep]})
mid_saw = change(OOST, 1, [deep, up], set={"/a/b": 2})
fold("the middle of three levels has seen both", "S1", [b, deep, up, mid_saw],
    _stands={"/a": [], "/a/b": [mid_saw], "/a/b/c/d": []})
esc = change(ZUID, 1, [b], set={"/a~1b": 1})
esc2 = change(NOORD, 2, [esc], set={"/a": 2})
fold("an escaped solidus is no level", "I5 S1", [b, esc, esc2],
    _stands={"/a~1b": [esc], "/a": [esc2]})
nfc = change(ZUID, 1, [b], set={"/\u00e9": 1})
nfd = change(NOORD, 2, [nfc], set={"/e\u0301": 2})
fold("a composed and a decomposed path are two registers", "C2 S1", [b, nfc, nfd],
    _stands={"/\u00e9": [nfc], "/e\u0301": [nfd]})
e1 = change(ZUID, 1, [b], set={"/": 1})
e2 = change(NOORD, 2, [e1], set={"//a": 2})
fold("a token may be empty, and has levels under it", "I5 S1", [b, e1, e2],
    _stands={"/": [], "//a": [e2]})
pair = change(ZUID, 1, [b], set={"/\U0001f600": 1, "/\ufb33": 2})
fold("paths of the snapshot in the order of its members", "C1 N1", [b, pair],
    _stands={"/\U0001f600": [pair], "/\ufb33": [pair]})
two = birth(ZUID, 1, scopes=["BU09172099"])
fold("two births stand beside each other", "B2", [b, two],
    _stands={"/@kind": [b, two], "/@scopes": [b, two]}, _lines=2)
unknown = change(ZUID, 1, [b], set={"/@later": {"x": 1}, "/@kind/x": 2})
fold("reserved registers that nobody knows are folded", "B1", [b, unknown],
    _stands={"/@later": [unknown], "/@kind": [], "/@kind/x": [unknown]})
moved = change(OFFICE, 1, [b], act={"scope": True}, set={"/@scopes": ["BU09172005"]})
fold("a scope act folds as any change", "A1 B3", [b, moved], _stands={"/@scopes": [moved]})
device_moves = change(ZUID, 1, [b], set={"/@scopes": ["BU09172007"]})
fold("a device's change of scopes is well formed", "B3", [b, moved, device_moves],
    _stands={"/@scopes": [moved, device_moves]})
v2 = change(ZUID, 1, [b], set={"/a": 1}, v=2)
fold("a change of a newer version is not folded, nor what has seen it", "G1",
    [b, a1, v2, change(OOST, 1, seen=[N(b), N(v2)], set={"/a": 3})],
     _stands={"/a": [a1]}, _lines=1)
fold("what is not ready has no part", "F2", [b, a2], _stands={"/a": []}, _lines=1)
off = change(NOORD, 2, [b], set={"/a": 1}, offset=0)
fold("the stamp has an offset of zero if the change had one", "N1 G2", [b, off],
    _stands={"/a": [off]})
extra = change(NOORD, 2, [b], set={"/a": 1}, novelty=[1])
fold("members that nobody knows change the hash and nothing else", "G1 N1", [b, extra],
    _stands={"/a": [extra]})

# twelve changes of three writers
t = {}
t["n1"] = birth(NOORD, 1, offset=-312)
t["z1"] = change(ZUID, 1, [t["n1"]], set={"/rooms/r1/area": 9.2, "/rooms/r1/pos": "a"})
t["n2"] = change(NOORD, 2, [t["n1"]], set={"/rooms/r1/area": 9.4, "/remark": ["damp"]},
    offset=-312)
t["o1"] = change(OOST, 1, [t["z1"]], set={"/rooms/r2/pos": "b", "/rooms/r2/area": 12},
    offset=60000)
t["z2"] = change(ZUID, 2, [t["n2"], t["z1"]], set={"/rooms/r1/area": 9.3})
t["o2"] = change(OOST, 2, [t["o1"], t["n2"]], set={"/rooms/r1/area": 9.1, "/remark": ["noise"]},
    offset=60000)
t["n3"] = change(NOORD, 3, [t["n2"], t["o1"]], life={"/rooms/r2": "removed"},
    set={"/roof/state": "good"})
t["z3"] = change(ZUID, 3, [t["z2"], t["o1"]],
    set={"/rooms/r2/area": 11, "/roof": {"value": "bad"}})
t["o3"] = change(OOST, 3, [t["o2"], t["n3"]], set={"/rooms/r2/area": 13, "/rooms/r3/pos": "c"},
    life={"/rooms/r2": "kept"})
t["n4"] = change(NOORD, 4, [t["n3"], t["z2"], t["o2"]], set={"/rooms/r1/area": 9.25})
t["z4"] = change(ZUID, 4, [t["z3"]], set={"/remark": ["mould"]}, life={"/rooms/r1": "removed"})
t["o4"] = change(OOST, 4, [t["o3"], t["z3"]], set={"/rooms/r3/area": 7})
twelve = list(t.values())
fold("twelve changes of three writers, in the order of writing", "F5 S1 L1", twelve,
     _stands={"/rooms/r1/area": [t["n4"]], "/rooms/r2/area": [t["z3"], t["o3"]],
     "/roof": [t["z3"]], "/roof/state": [t["n3"]],
              "/remark": [t["o2"], t["z4"]]}, _lines=3)
fold("the same twelve backwards", "F5", twelve[::-1], _lines=3)
mixed = twelve[:]
random.Random(12).shuffle(mixed)
fold("the same twelve shuffled, four of them twice", "F5", mixed + mixed[:4], _lines=3)
fold("eleven of them, one in the middle missing", "F2 F5",
    [c for c in twelve if c is not t["n2"]])

# life
r1 = change(ZUID, 1, [b], set={"/rooms/r1/area": 9, "/rooms/r1/beds": 2})
rem = change(NOORD, 2, [r1], life={"/rooms/r1": "removed"})
fold("a removal: the values still stand, under it", "L1 N1", [b, r1, rem],
    _stands={"/rooms/r1/area": [r1]}, _life={"/rooms/r1": ["removed"]})
ed = change(OOST, 1, [r1], set={"/rooms/r1/area": 10})
fold("an edit that has not seen the removal", "L1", [b, r1, rem, ed],
    _stands={"/rooms/r1/area": [ed], "/rooms/r1/beds": [r1]})
kept = change(OOST, 1, [rem], set={"/rooms/r1/area": 10}, life={"/rooms/r1": "kept"})
fold("kept by one who has seen the removal", "L1 L2", [b, r1, rem, kept],
    _life={"/rooms/r1": ["kept"]})
rem2 = change(WEST, 1, [r1], life={"/rooms/r1": "removed"})
fold("two removals, one of them answered by kept: the other stands", "L1",
    [b, r1, rem, rem2, kept], _life={"/rooms/r1": ["kept", "removed"]})
rem3 = change(ZUID, 2, [kept], life={"/rooms/r1": "removed"})
fold("removed again by one who has seen kept", "L1", [b, r1, rem, kept, rem3],
    _life={"/rooms/r1": ["removed"]})
inner = change(ZUID, 2, [r1], life={"/rooms/r1/beds": "removed"})
fold("life at one path does not overwrite life above or below it", "L1",
    [b, r1, inner, change(NOORD, 2, [inner], life={"/rooms/r1": "removed"})],
     _life={"/rooms/r1": ["removed"], "/rooms/r1/beds": ["removed"]})
gone = change(NOORD, 2, [r1], life={"": "removed"})
fold("removal of the document", "L1", [b, r1, gone], _life={"": ["removed"]})
fold("a removed document that is kept again", "L1",
    [b, r1, gone, change(ZUID, 2, [gone], life={"": "kept"})], _life={"": ["kept"]})
both = change(NOORD, 2, [r1], life={"/rooms": "removed", "/rooms/r1": "kept"})
fold("one change removes an element and keeps one under it", "L1", [b, r1, both],
    _life={"/rooms": ["removed"], "/rooms/r1": ["kept"]})
never = change(NOORD, 2, [b], life={"/nowhere/x": "removed"})
fold("removal of what was never there", "L1", [b, never], _life={"/nowhere/x": ["removed"]})
k1, k2 = change(ZUID, 1, [b], life={"/q": "kept"}), change(NOORD, 2, [b], life={"/q": "kept"})
fold("life entries of two writers stand in the order of their names", "L1 N1 I4", [b, k1, k2],
    _life={"/q": ["kept", "kept"]})
lost = change(ZUID, 7, [a1], set={"/a": 5})
void = change(OFFICE, 1, [a1], act={"void": [{"after": None, "name": N(lost)}]})
saw_lost = change(OOST, 1, [lost, a1], set={"/b": 1})
fold("a void change folds as empty", "A4", [b, a1, saw_lost, void],
    _stands={"/a": [a1], "/b": [saw_lost]}, _lines=4)
fold("a void change that turns up stays empty: it sets nothing and overwrites nothing", "A4 F5",
    [b, a1, lost, saw_lost, void],
     _stands={"/a": [a1], "/b": [saw_lost]}, _lines=4)
l1 = change(ZUID, 1, [b], set={"/a": 1})
l2 = change(ZUID, 2, [l1], set={"/c": 1})
l3 = change(ZUID, 3, [l2], set={"/b": 1})
void = change(OFFICE, 1, [l1], act={"void": [{"after": N(l1), "name": N(l2)}]})
judge = change(OOST, 1, seen=[N(l3), N(b)], set={"/a": 2})
fold("coverage goes on through a void change to what came before it", "A4 F3",
    [b, l1, l3, void, judge],
     _stands={"/a": [judge], "/b": [l3], "/c": []})
void_late = change(OFFICE, 1, [b, l2], set={"/c": 7},
    act={"void": [{"after": N(l1), "name": N(l2)}]})
fold("a void act may set values too", "A4", [b, l1, l2, void_late],
    _stands={"/c": [void_late], "/a": [l1]})

# --- forks ------------------------------------------------------------------------------------

b = birth(ZUID, 1)
base = change(NOORD, 1, [b], set={"/a": 0, "/c": 0})
x = change(NOORD, 2, [base], set={"/a": 1})
y = change(NOORD, 2, [base], set={"/a": 2}, at=40)
fold("two changes with one dot and one prev: a fork, two lines", "F1 I3", [b, base, x, y],
    file="forks", _stands={"/a": [x, y]}, _lines=3)
fold("the same fork the other way round", "F1 F5", [y, x, base, b], file="forks",
    _stands={"/a": [x, y]}, _lines=3)
y3 = change(NOORD, 3, [base], set={"/a": 2})
fold("a fork without a common dot", "F1", [b, base, x, y3], file="forks", _stands={"/a": [x, y3]},
    _lines=3)
x4, y5 = change(NOORD, 4, [x], set={"/b": 1}), change(NOORD, 5, [y], set={"/b": 2})
fold("clones that each go on", "F1 F3", [b, base, x, y, x4, y5], file="forks",
    _stands={"/a": [x, y], "/b": [x4, y5]}, _lines=3)
x4a = change(NOORD, 4, [x], set={"/a": 3})
fold("a later counter on one line covers nothing of the other", "F3", [b, base, x, y, x4a],
    file="forks", _stands={"/a": [y, x4a]})
third = change(OOST, 1, [x4, y5], set={"/a": 9})
fold("a third who saw both lines", "F3 F4", [b, base, x, y, x4, y5, third], file="forks",
    _stands={"/a": [third], "/b": [x4, y5]}, _lines=4)
one = change(OOST, 1, [x4], set={"/a": 9, "/b": 9})
fold("a third who saw one line", "F3", [b, base, x, y, x4, y5, one], file="forks",
    _stands={"/a": [y, one], "/b": [y5, one]})
before = change(OOST, 1, [base], set={"/a": 9, "/c": 9})
fold("a third who saw only what came before the fork", "F3", [b, base, x, y, before],
    file="forks", _stands={"/a": [x, y, before], "/c": [before]})
tail = change(OOST, 1, seen=[N(x4), N(b)], set={"/c": 5, "/a": 5})
fold("an entry covers what came before the fork, on either line", "F3", [b, base, x, y, x4, tail],
    file="forks", _stands={"/c": [tail], "/a": [y, tail]})
meet = change(NOORD, 6, seen=view(DOC, x4, y5), prev=x4, set={"/a": 7, "/b": 7})
fold("a clone that has seen the other line: two entries of its own replica", "F1 F3 G4",
    [b, base, x, y, x4, y5, meet], file="forks",
     _stands={"/a": [meet], "/b": [meet]}, _lines=3)
high = change(NOORD, 3, seen=view(DOC, y, x4), prev=y, set={"/a": 8})
fold("an own entry of the other line with a higher counter than the change", "G4 F3",
    [b, base, x, y, x4, high], file="forks", _stands={"/a": [high], "/b": [x4]})
d1 = change(NOORD, 2, [base], set={"/a": 1})
d2 = change(NOORD, 3, [d1], set={"/b": 1})
e1 = change(NOORD, 3, [base], set={"/b": 2})
fold("a common dot that is no fork: the fork was earlier, under another dot", "F1 I3",
    [b, base, d1, d2, e1], file="forks", _stands={"/b": [d2, e1]}, _lines=3)
p1 = change(OOST, 2, [b], set={"/a": 1})
p2 = change(OOST, 5, [b], set={"/a": 2})
fold("a fork at the beginning: two changes of a replica without prev", "F1", [b, p1, p2],
    file="forks", _stands={"/a": [p1, p2]}, _lines=3)
b1, b2 = birth(NOORD, 1, kind="melding"), birth(ZUID, 1)
fold("two births by two replicas are no fork", "B2 F1", [b1, b2], file="forks",
    _stands={"/@kind": [b1, b2]}, _lines=2)
b3 = birth(NOORD, 2)
fold("two births by one replica are a fork", "B2 F1", [b1, b3], file="forks",
    _stands={"/@kind": [b1, b3]}, _lines=2)
b4 = birth(NOORD, 1, scopes=["person:insp-17"], at=9)
fold("two births with one dot", "B2 F1 I3",
    [b1, b4, change(OOST, 1, [b1, b4], set={"/@scopes": ["x"]})], file="forks", _lines=3)
s1, s2, s3 = (change(NOORD, 2, [base], set={"/a": i}, at=50 + i) for i in range(3))
fold("three lines from one change", "F1", [b, base, s1, s2, s3], file="forks",
    _stands={"/a": [s1, s2, s3]}, _lines=4)
s22 = change(NOORD, 3, [s2], set={"/a": 5})
s23 = change(NOORD, 3, [s2], set={"/a": 6}, at=44)
fold("a fork of a fork", "F1 F3", [b, base, s1, s2, s22, s23], file="forks",
    _stands={"/a": [s1, s22, s23]}, _lines=4)
fold("one line of a fork waits, the other folds", "F1 F2", [b, base, x4, y, y5], file="forks",
    _stands={"/a": [y], "/b": [y5]}, _lines=2)
# Two real changes of one name, found by trying 2^26 of them: their hashes are in one order as bytes and in the other
# as text.
least, other = ({**birth(NOORD, 1, set={"/a": number}), "salt": "A" * 22, "time": "2026-11-24T09:01:00.000Z"}
    for number in (45447710, 56086882))
assert N(least) == N(other) and r.full_hash(other) < r.full_hash(least)
fold("of two changes with one name the smaller hash counts, by its bytes", "F6", [least, other], file="forks",
    _values={"/a": 45447710}, _lines=1)
fold("the other way round", "F6 F5", [other, least], file="forks", _values={"/a": 45447710}, _lines=1)
fold("one of them alone counts", "F6", [other], file="forks", _values={"/a": 56086882}, _lines=1)
fold("the erased form of the other says nothing of the one that counts", "F6 E2", [erased(other), least], file="forks",
    _values={"/a": 45447710})
on_other = change(NOORD, 2, seen=[N(other)], prev=other, set={"/b": 1})
fold("what stands on the other waits", "F6 F2", [least, other, on_other], file="forks",
    _stands={"/b": []}, _lines=1)
on_least = change(NOORD, 3, seen=[N(least)], prev=least, set={"/b": 2})
fold("what stands on the one that counts does not", "F6 F2", [other, on_least, on_other, least], file="forks",
    _stands={"/b": [on_least]}, _lines=1)
rx = change(NOORD, 2, [base], life={"/r": "removed"})
ry = change(NOORD, 2, [base], life={"/r": "kept"}, at=41)
fold("life on both lines of a fork", "F1 L1", [b, base, rx, ry], file="forks",
    _life={"/r": sorted(["removed", "kept"], reverse=N(rx) < N(ry))}, _lines=3)
fold("a fork with one line erased", "F1 E1", [b, base, erased(x), y], file="forks",
    _stands={"/a": [x, y]}, _lines=3)
fv = change(OFFICE, 1, [b], act={"void": [{"after": N(base), "name": N(x)}]})
fold("a line of a fork that is void", "F1 A4", [b, base, y, fv, x4], file="forks",
    _stands={"/a": [y], "/b": [x4]}, _lines=4)

# --- erasure ----------------------------------------------------------------------------------

b = birth(NOORD, 1)
p1 = change(NOORD, 2, [b], set={"/tenant/phone": "010-111"})
p2 = change(NOORD, 3, [p1], set={"/tenant/phone": "010-222"})
act = change(OFFICE, 1, [p2], act={"erase": [N(p2)], "reason": "AVG"})


def erasure(name, rules, changes, **more):
  fold(name, rules, changes, file="erasure", **more)


erasure("an erased value stands as erased, and the one before it does not come back", "E1",
    [b, p1, p2, act], _stands={"/tenant/phone": [p2]})
erasure("the act first", "E2 F5", [act, p2, p1, b], _stands={"/tenant/phone": [p2]})
erasure("the erased form instead of the inline one", "E2 E3", [b, p1, erased(p2), act],
    _stands={"/tenant/phone": [p2]})
erasure("the erased form without the act", "E1 E3", [b, p1, erased(p2)],
    _stands={"/tenant/phone": [p2]})
erasure("both forms of one change, without the act: erased", "E2 F5", [b, p1, p2, erased(p2)],
    _stands={"/tenant/phone": [p2]})
erasure("the erased form of what waits: no act names it, so it is not listed", "N1 E2 F2",
    [b, erased(p2)], _erased=None)
erasure("both forms, the erased one first", "E2 F5", [erased(p2), b, p1, p2])
ghost_act = change(OFFICE, 2, seen=[N(b), LATER + ":1:AAAAAAAA"], act={"erase": [N(p2)]})
erasure("an act that is not ready has force all the same, and does not fold", "E2 F2",
    [b, p1, p2, ghost_act], _stands={"/tenant/phone": [p2]}, _lines=1)
erasure("an act that names a change not held yet", "E2", [b, p1, act],
    _stands={"/tenant/phone": [p1]}, _lines=1)
erasure("an act on a change that waits", "E2 F2", [b, p2, ghost_act],
    _stands={"/tenant/phone": []})
after = change(ZUID, 1, [p2], set={"/tenant/phone": "010-333"})
erasure("a later value has overwritten what is then erased", "E1 S1", [b, p1, p2, after, act],
    _stands={"/tenant/phone": [after]})
beside = change(ZUID, 1, [p1], set={"/tenant/phone": "010-444"})
erasure("an erased value beside another", "E1 S2", [b, p1, p2, beside, act],
    _stands={"/tenant/phone": [p2, beside]})
both = change(OFFICE, 1, [p2, beside], act={"erase": [N(p2), N(beside)]})
erasure("two erased values at one path stand both", "E1 S1", [b, p1, p2, beside, both],
    _stands={"/tenant/phone": [p2, beside]})
wide = change(NOORD, 3, [p1], set={"/tenant/name": "J", "/tenant/phone": "010-555",
    "/rooms/r1/area": 9})
erasure("erasure takes every value of the change", "E2",
    [b, p1, wide, change(OFFICE, 1, [wide], act={"erase": [N(wide)]})],
        _stands={"/tenant/name": [wide], "/tenant/phone": [wide], "/rooms/r1/area": [wide]})
under = change(NOORD, 3, [p1], set={"/tenant": {"phone": "010-666"}})
erasure("an erased value above others still overwrites them", "E1 S1", [b, p1, erased(under)],
    _stands={"/tenant/phone": [], "/tenant": [under]})
act2 = change(OFFICE, 2, [act], act={"erase": [N(act)]})
erasure("erasing the act of erasure takes nothing of its force: `act` is in the header", "E2 G5",
    [b, p1, p2, act, act2], _stands={"/tenant/phone": [p2]})
acts_set = change(OFFICE, 1, [p2], act={"erase": [N(p2)]}, set={"/tenant/phone": None})
erasure("an act that sets a value takes part in the fold as any change", "A2 S1",
    [b, p1, p2, acts_set], _stands={"/tenant/phone": [acts_set]})
erasure("an act on the birth", "E2 B1", [b, p1, change(OFFICE, 1, [p1], act={"erase": [N(b)]})],
    _stands={"/@kind": [b]})
rm = change(ZUID, 1, [p2], life={"/tenant": "removed"}, set={"/x": 1})
erasure("life is in the header and outlives erasure", "E2 L1",
    [b, p1, p2, rm, change(OFFICE, 1, [rm], act={"erase": [N(rm)]})],
        _life={"/tenant": ["removed"]}, _stands={"/x": [rm]})
wrong = change(OFFICE, 1, [p2], act={"erase": [N(p2)[:-8] + "AAAAAAAA"]})
elsewhere = birth(OFFICE, 1, doc=OTHER_DOC)
other_act = change(OFFICE, 2, [elsewhere], doc=OTHER_DOC, act={"erase": [N(p2)]})
erasure("an act in another document has no force here", "A2 A3", [b, p1, elsewhere, other_act, p2],
    doc=DOC, _stands={"/tenant/phone": [p2]}, _values={"/tenant/phone": "010-222"})
waiting_two = change(OFFICE, 1, [b], act={"erase": [N(p2), N(p1), N(b), LATER + ":1:AAAAAAAA"]})
erasure("names that are not folded are listed, in order, and once", "N1 E2 I4",
    [b, p1, waiting_two, change(OFFICE, 2, [waiting_two], act={"erase": [N(p2), N(p2)]})],
    _erased=[LATER + ":1:AAAAAAAA", N(p2)])
erasure("the same after the change came: it is listed no more", "N1 E2 F5",
    [waiting_two, p2, p1, b], _erased=[LATER + ":1:AAAAAAAA"])
erasure("a name that waits is listed too: it is held and not folded", "N1 E2 F2",
    [b, p2, waiting_two], _erased=[LATER + ":1:AAAAAAAA", N(p1), N(p2)])
erasure("erasure of a change that is void: it counts as folded and is not listed", "N1 A4",
    [b, p1, change(OFFICE, 1, [b], act={"erase": [N(p2)]}),
    change(OFFICE, 2, [b], act={"void": [{"after": N(p1), "name": N(p2)}]}, prev=None)],
    _erased=None)
new_act = change(OFFICE, 1, [p2], act={"erase": [N(p2)]}, v=2)
erasure("an act of a version still to come has no force", "G1 E2", [b, p1, p2, new_act],
    _values={"/tenant/phone": "010-222"})
new_set = change(NOORD, 4, [p2], set={"/tenant/phone": "010-888"}, v=2)
erasure("a change of a version still to come is erased too, and waits", "G1 E2",
    [b, p1, p2, new_set, change(OFFICE, 1, [p2], act={"erase": [N(new_set)]})],
    _stands={"/tenant/phone": [p2]}, _erased=[N(new_set)])
erasure("another check is another change", "E2 I4", [b, p1, p2, wrong],
    _stands={"/tenant/phone": [p2]})
clone = change(NOORD, 3, [p1], set={"/tenant/phone": "010-777"}, at=33)
erasure("of two changes with one dot the act names one", "E2 I3", [b, p1, p2, clone, act],
    _stands={"/tenant/phone": [p2, clone]})
none = change(NOORD, 3, [p1])
erasure("erasure of a change that set nothing", "E2 G6",
    [b, p1, none, change(OFFICE, 1, [none], act={"erase": [N(none)]})])
erasure("a null is not an erased value", "E1",
    [b, p1, change(NOORD, 3, [p1], set={"/tenant/phone": None})])

# --- decline ----------------------------------------------------------------------------------

b = birth(NOORD, 1)
n2 = change(NOORD, 2, [b], set={"/a": "good", "/b": 1, "/rooms/r1/area": 9})


def declined(name, rules, changes, names, base, *put, **more):
  """`base` is what the office had folded before, `put` the one or two changes it makes, by hand."""
  names = [N(c) for c in names]
  seen = view(DOC, *base, *[c for c in changes if N(c) in names])
  acts = [change(OFFICE, 1, seen=seen, act={"decline": names}, at="2026-11-25T09:00:00.000Z",
      **put[0])]
  if len(put) > 1:
    acts.append(change(OFFICE, 2, [*base, *acts], at="2026-11-25T09:00:01.000Z", **put[1]))
  case("decline", name, rules, changes=changes, declined=names, acts=acts, **more)


bad1 = change(WEST, 5, [n2], set={"/a": "BAD"})
declined("one value put back", "A3", [b, n2, bad1], [bad1], [n2], {"set": {"/a": "good"}})
bad2 = change(WEST, 5, [n2], set={"/a": "BAD", "/b": None, "/new": 1})
declined("several values put back; null where nothing stood", "A3", [b, n2, bad2], [bad2], [n2],
    {"set": {"/a": "good", "/b": 1, "/new": None}})
bad3 = change(WEST, 5, [b], set={"/a": "BAD"})
declined("a declined change that had seen nothing of it: the value beside it is written again", "A3",
    [b, n2, bad3], [bad3], [n2], {"set": {"/a": "good"}})
WHERE = "A3 speaks of each path; where only a branch or a value above stood, that is put back"
bad4 = change(WEST, 5, [n2], set={"/rooms": "none"})
declined("a value above: what it covered below is put back, which covers it", "A3 S1",
    [b, n2, bad4],
    [bad4], [n2], {"set": {"/rooms/r1/area": 9}}, reading=WHERE)
n3 = change(NOORD, 3, [n2], set={"/roof": {"value": "bad"}})
bad5 = change(WEST, 5, [n3], set={"/roof/state": "good"})
declined("a value below: what it covered above is put back, which covers it", "A3 S1",
    [b, n2, n3, bad5], [bad5], [n3], {"set": {"/roof": {"value": "bad"}}}, reading=WHERE)
wide = change(NOORD, 3, [n2], set={"/rooms/r1/beds": 2, "/rooms/r2/area": 8})
declined("a value above several", "A3 S1", [b, n2, wide, bad4], [bad4], [wide],
    {"set": {"/rooms/r1/area": 9, "/rooms/r1/beds": 2, "/rooms/r2/area": 8}}, reading=WHERE)
bad6 = change(WEST, 6, [bad1], set={"/a": "WORSE", "/b": 2})
declined("two declined changes of one line: what stands without both", "A3", [b, n2, bad1, bad6],
    [bad1, bad6], [n2], {"set": {"/a": "good", "/b": 1}})
later = change(ZUID, 1, [bad1], set={"/a": "judged"})
declined("what has seen a declined change and overwrote it stands beside what is put back",
    "A3 S1", [b, n2, bad1, later], [bad1], [n2], {"set": {"/a": "good"}},
    reading="the office's act has not seen what was held with the declined change")
own = change(NOORD, 3, [n2], set={"/a": "better"})
declined("an edit concurrent with the declined change: that is what would be shown", "A3",
    [b, n2, bad1, own], [bad1], [own], {"set": {"/a": "better"}})
gone = change(OFFICE, 9, [n2], act={"erase": [N(n2)]})
declined("null where something erased stood", "A3 E1", [b, n2, gone, bad1], [bad1], [n2],
    {"set": {"/a": None}})
half = change(OFFICE, 9, [own, n2], act={"erase": [N(own)]})
z0 = change(ZUID, 1, [n2], set={"/a": "fine"})
declined("an erased sibling comes after the others", "A3 E1 P1", [b, n2, z0, own, half, bad1],
    [bad1], [z0, own], {"set": {"/a": "fine"}})
bad7 = change(WEST, 5, [n2], life={"/rooms/r1": "removed"})
declined("a removal is answered with kept", "A3 L1", [b, n2, bad7], [bad7], [n2],
    {"set": {}, "life": {"/rooms/r1": "kept"}})
rem = change(NOORD, 3, [n2], life={"/rooms/r1": "removed"})
bad8 = change(WEST, 5, [rem], life={"/rooms/r1": "kept"})
declined("a kept is answered with removed", "A3 L1", [b, n2, rem, bad8], [bad8], [rem],
    {"set": {}, "life": {"/rooms/r1": "removed"}})
bad11 = change(WEST, 5, [rem], set={"/rooms/r1/area": 99}, life={"/rooms/r1": "kept"})
declined("a value under an element that was removed: two changes, the removal second", "A3 G6 L2",
    [b, n2, rem, bad11], [bad11], [rem], {"set": {"/rooms/r1/area": 9}},
    {"set": {}, "life": {"/rooms/r1": "removed"}},
    reading="A3 does not say which comes first; the removal must have seen what it is to hide")
bad12 = change(WEST, 5, [n2], set={"/a": "BAD"}, life={"/rooms/r1": "removed"})
declined("a value and a removal elsewhere: one change", "A3 G6", [b, n2, bad12], [bad12], [n2],
    {"set": {"/a": "good"}, "life": {"/rooms/r1": "kept"}})
z1 = change(ZUID, 1, [b], set={"/a": "fair"})
bad9 = change(WEST, 5, [n2, z1], set={"/a": "BAD"})
declined("two siblings were overwritten: the first by P1 is put back", "A3 P1", [b, n2, z1, bad9],
    [bad9], [n2, z1], {"set": {"/a": "good"}})
bad10 = change(WEST, 5, [b], set={"/@scopes": ["BU99"]}, act={"scope": True})
declined("a scope act by who is not the office", "A3 B3", [b, bad10], [bad10], [b],
    {"set": {"/@scopes": ["BU09172004"]}})
stranger = birth(WEST, 5, kind="melding", scopes=["BU99"])
declined("a birth, of a document that nobody else had: its registers are null", "A3 B1",
    [stranger], [stranger], [],
    {"set": {"/@kind": None, "/@scopes": None, "/@template": None}})
declined("a second birth: the registers of the first are put back", "A3 B2", [b, stranger],
    [stranger], [b], {"set": b["set"]})

# --- join -------------------------------------------------------------------------------------


def joined(name, rules, left, right, **more):
  case("join", name, rules, left=left, right=right, **more)


b = birth(NOORD, 1)
n2 = change(NOORD, 2, [b], set={"/a": 1, "/b": 1})
n3 = change(NOORD, 3, [n2], set={"/a": 2})
z1 = change(ZUID, 1, [n2], set={"/a": 3})
z2 = change(ZUID, 2, [z1], set={"/c": 1}, offset=-5)
o1 = change(OOST, 1, [n3, z1], set={"/a": 4})
joined("the same twice", "N2 F5", [b, n2], [b, n2], _stands={"/a": [n2]})
joined("one side is ahead", "N2", [b, n2], [b, n2, n3], _stands={"/a": [n3], "/b": [n2]})
joined("both went on: siblings", "N2 S1", [b, n2, n3], [b, n2, z1, z2],
    _stands={"/a": [n3, z1], "/c": [z2]}, _lines=2)
joined("one side had resolved what the other had not", "N2", [b, n2, n3, z1], [b, n2, n3, z1, o1],
    _stands={"/a": [o1]})
joined("an entry that one side overwrote goes, also where the other has new ones", "N2",
    [b, n2, z1, z2], [b, n2, n3, z1, o1], _stands={"/a": [o1], "/c": [z2]})
joined("the birth alone, and all", "N2", [b], [b, n2, n3, z1, z2, o1], _stands={"/a": [o1]})
joined("nothing in common: two births", "N2 B2", [b, n2], [birth(ZUID, 9, kind="melding")],
    _lines=2)
up = change(ZUID, 1, [n2], set={"/rooms": 0})
down = change(NOORD, 3, [n2], set={"/rooms/r1/area": 9})
joined("a value and one under it from either side", "N2 S1", [b, n2, down], [b, n2, up],
    _stands={"/rooms": [up], "/rooms/r1/area": [down]})
down2 = change(NOORD, 4, [down, up], set={"/rooms/r1/area": 10})
joined("a value under one that the other side still has", "N2 S1", [b, n2, down, up, down2],
    [b, n2, up], _stands={"/rooms": [], "/rooms/r1/area": [down2]})
rem = change(ZUID, 1, [n2], life={"/rooms/r1": "removed"})
ed = change(NOORD, 3, [n2], set={"/rooms/r1/area": 9})
joined("a removal and an edit from either side", "N2 L1", [b, n2, rem], [b, n2, ed],
    _life={"/rooms/r1": ["removed"]}, _stands={"/rooms/r1/area": [ed]})
kp = change(OOST, 1, [rem, ed], life={"/rooms/r1": "kept"})
joined("kept on one side, the removal it answers on the other", "N2 L1", [b, n2, rem],
    [b, n2, rem, ed, kp], _life={"/rooms/r1": ["kept"]})
rem2 = change(NOORD, 3, [n2], life={"/rooms/r1": "removed"})
joined("a removal on each side", "N2 L1", [b, n2, rem], [b, n2, rem2],
    _life={"/rooms/r1": ["removed", "removed"]})
joined("erased on one side, inline on the other", "N2 E3", [b, erased(n2)], [b, n2, z1],
    _stands={"/b": [n2]},
       reading="an entry that both have, in two forms: the erased one stays")
act = change(OFFICE, 1, [n2], act={"erase": [N(n2)]})
joined("the act on one side", "N2 E2 E3", [b, n2, act], [b, n2, z1, z2], _stands={"/b": [n2]})
joined("late changes, in any order", "N2 F2", [b, n2], [b, n2, n3], late=[o1, z1],
    _stands={"/a": [o1]})
joined("late changes that the joined snapshot has already are repetitions", "N2 F5", [b, n2, n3],
    [b, n2, z1], late=[n2, z1, b, o1, n3], _stands={"/a": [o1]})
joined("a late change that has seen less than the snapshot stands beside it", "N2 S1",
    [b, n2, n3], [b, n2], late=[z1], _stands={"/a": [n3, z1]})
joined("a late change that waits", "N2 F2", [b, n2], [b], late=[z2], _stands={"/c": []}, _lines=1)
joined("a late act of erasure on what stands only in the snapshot", "E2 E3", [b, n2], [b],
    late=[act], _stands={"/a": [n2]})
joined("a late act of erasure that waits", "E2 F2", [b, n2], [b],
    late=[change(OFFICE, 2, seen=[N(b), LATER + ":1:AAAAAAAA"], act={"erase": [N(n2)]})],
    _lines=1)
joined("a late removal of what the snapshot has", "N2 L1", [b, n2, ed], [b, n2],
    late=[change(OOST, 1, [ed], life={"/rooms/r1": "removed"})],
       _life={"/rooms/r1": ["removed"]})
joined("a late line goes on from the snapshot's", "N2 F4", [b, n2, z1], [b, n2, n3],
    late=[change(ZUID, 2, [z1, n3], set={"/a": 5}),
    change(ZUID, 3, seen=[N(change(ZUID, 2, [z1, n3], set={"/a": 5}))], set={"/d": 1})], _lines=2)

# forks (N1, N2): every line is known by names
b = birth(ZUID, 1)
base = change(NOORD, 1, [b], set={"/a": 0, "/c": 0})
x = change(NOORD, 2, [base], set={"/a": 1})
y = change(NOORD, 2, [base], set={"/a": 2}, at=40)
x4, y5 = change(NOORD, 4, [x], set={"/b": 1}), change(NOORD, 5, [y], set={"/b": 2})
x6, y6 = change(NOORD, 6, [x4], set={"/a": 3}), change(NOORD, 6, [y5], set={"/a": 4}, at=41)
joined("one line of a fork on each side: one dot, two changes", "N2 F1 I3", [b, base, x],
    [b, base, y],
    _stands={"/a": [x, y]}, _lines=3)
joined("clones that each went on, one on each side", "N2 F1", [b, base, x, x4, x6],
    [b, base, y, y5, y6],
    _stands={"/a": [x6, y6], "/b": [x4, y5]}, _lines=3)
joined("a later counter of the other line does not cover by its counter", "N2 F3",
    [b, base, x], [b, base, y, y5, y6], _stands={"/a": [x, y6]}, _lines=3)
joined("one side has both lines and went on with one", "N2 F1", [b, base, x, y, y5, y6],
    [b, base, x, x4], _stands={"/a": [x, y6], "/b": [x4, y5]}, _lines=3)
joined("one side has both lines, the other only what was before the fork", "N2 F1", [b, base, x, y],
    [b, base], _stands={"/a": [x, y]}, _lines=3)
third = change(OOST, 1, [x4, y5], set={"/a": 9, "/b": 9})
joined("one side has seen and overwritten both lines", "N2 F3", [b, base, x, y, x4, y5, third],
    [b, base, x, x4], _stands={"/a": [third], "/b": [third]}, _lines=4)
one = change(OOST, 1, [x4], set={"/a": 9, "/b": 9})
joined("one side has overwritten one line, the other side has the other", "N2 F3",
    [b, base, x, x4, one], [b, base, y, y5], _stands={"/a": [y, one], "/b": [y5, one]}, _lines=4)
p1, p2 = change(OOST, 2, [b], set={"/a": 1}), change(OOST, 5, [b], set={"/a": 2})
joined("a fork at the beginning, a line on each side: no `after`", "N1 N2 F1", [b, p1], [b, p2],
    _stands={"/a": [p1, p2]}, _lines=3)
twins = birth(NOORD, 1), birth(NOORD, 1, scopes=["person:insp-17"], at=9)
joined("two births with one dot, one on each side", "N2 B2 F1", [twins[0]], [twins[1]], _lines=2)
s1, s2, s3 = (change(NOORD, 2, [base], set={"/a": i}, at=50 + i) for i in range(3))
joined("three lines from one change, two on each side", "N2 F1", [b, base, s1, s2],
    [b, base, s3, s2],
    _stands={"/a": [s1, s2, s3]}, _lines=4)
s22 = change(NOORD, 3, [s2], set={"/a": 5})
s23 = change(NOORD, 3, [s2], set={"/a": 6}, at=44)
joined("a fork of a fork, the inner one across the sides", "N2 F1", [b, base, s1, s2, s22],
    [b, base, s2, s3, s23], _stands={"/a": [s1, s3, s22, s23]}, _lines=5)
d1 = change(NOORD, 2, [base], set={"/a": 1})
d2 = change(NOORD, 3, [d1], set={"/b": 1})
e1 = change(NOORD, 3, [base], set={"/b": 2})
joined("a common dot that is no fork, one change on each side", "N2 F1 I3", [b, base, d1, d2],
    [b, base, e1], _stands={"/a": [d1], "/b": [d2, e1]}, _lines=3)
rx = change(NOORD, 2, [base], life={"/r": "removed"})
ry = change(NOORD, 2, [base], life={"/r": "kept"}, at=41)
rz = change(NOORD, 3, [ry], life={"/r": "removed"})
joined("life on both lines of a fork", "N2 F1 L1", [b, base, rx], [b, base, ry, rz],
    _life={"/r": ["removed", "removed"]}, _lines=3)
meet = change(NOORD, 6, seen=view(DOC, x4, y5), prev=x4, set={"/a": 7, "/b": 7})
joined("a clone that has seen its twin's line, and a side with more of that line", "N2 G4",
    [b, base, x, y, x4, y5, meet], [b, base, y, y5, y6], _stands={"/a": [meet, y6], "/b": [meet]},
    _lines=3)
joined("a line that begins in the middle of a snapshot's comes late", "N2 F1", [b, base, x, x4],
    [b, base], late=[y, y5], _stands={"/a": [x, y], "/b": [x4, y5]}, _lines=3)
joined("late, what has seen one line of a fork", "N2 F3", [b, base, x, x4], [b, base, y, y5],
    late=[one], _stands={"/a": [y, one], "/b": [y5, one]}, _lines=4)
joined("late, what has seen the middle of a snapshot's line", "N2 F3",
    [b, base, x, x4, x6], [b, base, y],
    late=[change(OOST, 1, [x], set={"/a": 8, "/b": 8, "/c": 8})],
    _stands={"/a": [x6, y, change(OOST, 1, [x], set={"/a": 8, "/b": 8, "/c": 8})]}, _lines=4)
joined("late, a clone that has seen its twin", "N2 G4", [b, base, x, x4], [b, base, y, y5],
    late=[meet], _stands={"/a": [meet], "/b": [meet]}, _lines=3)
joined("late changes that a forked snapshot has already", "N2 F5", [b, base, x, x4, x6],
    [b, base, y, y5, y6], late=[y5, x, base, y, x4], _stands={"/a": [x6, y6]}, _lines=3)
joined("a late change with the dot of one in the snapshot, and another check", "N2 I3",
    [b, base, x, x4], [b, base], late=[y], _stands={"/a": [x, y]}, _lines=3)

# erasures that wait for their change (N1, N2)
b = birth(NOORD, 1)
p1 = change(NOORD, 2, [b], set={"/tenant": "J"})
p2 = change(NOORD, 3, [p1], set={"/tenant": "K", "/phone": "010"})
twin = change(NOORD, 3, [p1], set={"/tenant": "L"}, at=30)
GHOST = LATER + ":1:AAAAAAAA"


def wipe(counter, on, *names, **more):
  return change(OFFICE, counter, on, act={"erase": [n if isinstance(n, str) else N(n) for n in names]},
      **more)


joined("an act on one side, its change on the other", "N2 E2 N1", [b, p1, wipe(1, [b], p2)],
    [b, p1, p2],
    _stands={"/tenant": [p2]}, _values={"/tenant": "(erased)", "/phone": "(erased)"}, _erased=None)
joined("an act on a change that neither side has: it goes on waiting", "N2 E2 N1",
    [b, p1, wipe(1, [b], p2)], [b, p1], _erased=[N(p2)])
joined("names from both sides, in order and once", "N2 N1 I4", [b, wipe(1, [b], p2, GHOST)],
    [b, wipe(2, [b], p2, p1, prev=None)], _erased=[GHOST, N(p1), N(p2)])
joined("each side waits for what the other has", "N2 E2", [b, p1, wipe(1, [b], twin)],
    [b, p1, twin, wipe(2, [p1], p1, p2, prev=None)], _values={"/tenant": "(erased)"}, _erased=[N(p2)])
joined("an act on one of two changes with one dot", "N2 E2 I3", [b, p1, wipe(1, [b], p2)],
    [b, p1, p2, twin], _stands={"/tenant": [p2, twin], "/phone": [p2]},
    _values={"/phone": "(erased)"}, _erased=None)
joined("an act on what the other side has overwritten: nothing is left to erase", "N2 E2",
    [b, wipe(1, [b], p1)], [b, p1, p2], _values={"/tenant": "K", "/phone": "010"}, _erased=None)
joined("what a snapshot's list names comes late, inline: it is folded as erased", "N2 E2",
    [b, p1, wipe(1, [b], p2)], [b], late=[p2], _values={"/tenant": "(erased)"}, _erased=None)
joined("what the list names comes late, in the erased form", "N2 E2", [b, p1, wipe(1, [b], p2)],
    [b],
    late=[erased(p2)], _values={"/tenant": "(erased)"}, _erased=None)
joined("what the list names comes late and waits", "N2 E2 F2", [b, wipe(1, [b], p2)],
    [b], late=[p2],
    _stands={"/tenant": []}, _erased=[N(p2)])
joined("a late act on a change that is not there yet", "N2 E2", [b, p1], [b],
    late=[wipe(1, [b], p2)], _erased=[N(p2)])
joined("the erased form comes late to a snapshot that has the value", "E2 E3", [b, p1], [b, p1, p2],
    late=[erased(p2)], _values={"/tenant": "(erased)", "/phone": "(erased)"})
joined("an act of another document comes late", "A2 A3", [b, p1], [b], doc=DOC,
    late=[birth(OFFICE, 1, doc=OTHER_DOC), change(OFFICE, 2, seen=[N(birth(OFFICE, 1, doc=OTHER_DOC))],
    doc=OTHER_DOC, act={"erase": [N(p1)]})], _values={"/tenant": "J"}, _erased=None)
ax, ay = wipe(1, [b], p1, prev=None), wipe(1, [b], p2, at=50)
joined("a fork of the office's own line, an act on each", "N2 E2 F1", [b, p1, p2, ax], [b, p1, ay],
    _values={"/tenant": "(erased)"}, _lines=3)


def history(seed, count):
  """A random history: three replicas, one of them a clone at times, values, life and erasures."""
  rand = random.Random("history %d" % seed)
  doc = [birth(NOORD, 1)]
  counters = {NOORD: 1}
  while len(doc) < count:
    writer = rand.choice([NOORD, NOORD, ZUID, OOST])
    heads = rand.sample(doc, rand.randrange(1, min(4, len(doc)) + 1))
    own = [c for c in doc if c["dot"][0] == writer]
    prev = rand.choice(own[-2:]) if own else None
    on = heads + ([prev] if prev else [])
    seen = [n for n in view(DOC, *on) if r.name_key(n)[0] != writer]
    at_least = 0
    if prev:
      seen.append(N(prev))
      at_least = int(prev["dot"][1])
      if rand.random() < 0.3:  # a clone that has seen its twin
        seen += [N(c) for c in own if c is not prev and c in heads
            and (c["dot"][1] > at_least + 1 or N(c)[-8:] != N(prev)[-8:])]
    counters[writer] = max(at_least, counters.get(writer, 0) - rand.randrange(2)) + 1
    paths = rand.sample(["/a", "/a/b", "/a/c", "/d", "/r/1/x", "/r/1/y"], rand.randrange(0, 3))
    paths = [p for p in paths if not any(r.above(q, p) for q in paths)]
    more = {}
    if rand.random() < 0.25:
      more["life"] = {"/r/1": "kept" if rand.random() < 0.5 else "removed"}
    if rand.random() < 0.2:
      more["act"] = {"erase": [N(rand.choice(doc))]}
    if more.get("life") == {"/r/1": "removed"}:
      paths = [p for p in paths if not p.startswith("/r")]
    doc.append(change(writer, counters[writer], seen=list(dict.fromkeys(seen)), prev=prev,
        set={p: len(doc) for p in paths}, at=len(doc), **more))
  return doc, rand


for seed in range(1, 7):
  doc, rand = history(seed, 10)
  case("forks", "seeded %d" % seed, "F1 F3 S1 L1 E2 F5", changes=rand.sample(doc, len(doc)))
for seed in range(11, 19):
  doc, rand = history(seed, 11)
  sides = [closure(rand.sample(doc[1:], 3)) for _ in range(2)]
  sides = [[c for c in doc if c in side] for side in sides]
  rest = [c for c in doc if c not in sides[0] + sides[1]]
  joined("seeded %d" % seed, "N2 F1 E2", *sides, late=rand.sample(rest, len(rest)))

# --- policies ---------------------------------------------------------------------------------

SCALE = ["good", "fair", "poor", "fails"]
T1, T2, T3 = "2026-11-24T10:00:01.000Z", "2026-11-24T10:00:02.000Z", "2026-11-24T10:00:03.000Z"
GONE = object()


def sib(n, value, time=T1, offset=None, replica=None, counter=None):
  """Sibling n: by default of a replica of its own, in the order of n."""
  stamp = {"time": time} if offset is None else {"offset": offset, "time": time}
  what = {"erased": True} if value is GONE else {"value": value}
  name = "%s:%d:%s" % (replica or "%016x" % (n * 0x1111), counter or n, ("Check%03d" % n))
  return {"by": "insp-%02d" % n, "name": name, "stamp": stamp, **what}


def policy(name, rules, which, siblings, first=..., order=None, open=None, **more):
  if first is not ...:
    more["_shown"] = {"erased": True} if first is GONE else {"value": first}
  if order is not None:
    names = {int(s["by"][5:]): s["name"] for s in siblings}
    more["_order"] = [names[n] for n in order]
  if open is not None:
    more["_open"] = open
  if which == "severest":
    more.setdefault("scale", SCALE)
  case("policies", name, rules, policy=which, siblings=siblings, **more)


policy("latest: one sibling", "P1 S3", "latest", [sib(1, 5)], 5, [1], False)
policy("latest: the later time", "P1 S3", "latest", [sib(1, "a", T2), sib(2, "b", T1)], "a",
    [1, 2], True)
policy("latest: equal stamps, the greater name", "P1 I4", "latest", [sib(1, "a"), sib(2, "b")],
    "b", [2, 1], True)
policy("latest: names compare their counters as numbers", "P1 I4", "latest",
       [sib(1, "a", replica=NOORD, counter=9), sib(2, "b", replica=NOORD, counter=10)], "b",
       [2, 1], True)
policy("latest: names with one dot compare by check, capitals first", "P1 I4", "latest",
       [{**sib(1, "a"), "name": NOORD + ":9:Zzzzzzzz"},
       {**sib(2, "b"), "name": NOORD + ":9:aaaaaaaa"}], "b", [2, 1], True)
policy("latest: a hyphen comes before digits, an underscore between the cases", "P1 I4", "latest",
       [{**sib(1, "a"), "name": NOORD + ":9:-zzzzzzz"},
       {**sib(2, "b"), "name": NOORD + ":9:0zzzzzzz"},
       {**sib(3, "c"), "name": NOORD + ":9:_zzzzzzz"},
        {**sib(4, "d"), "name": NOORD + ":9:Zzzzzzzz"}], "c", [3, 4, 2, 1], True)
policy("latest: an offset turns the order", "P1 G2", "latest",
    [sib(1, "a", T1, 2000), sib(2, "b", T2)], "a", [1, 2], True)
policy("latest: a negative offset turns the order", "P1 G2", "latest",
    [sib(1, "a", T2, -1001), sib(2, "b", T1)], "b", [2, 1], True)
policy("latest: time and offset make equal stamps", "P1 G2 I4", "latest",
    [sib(1, "a", T2, -1000), sib(2, "b", T1)], "b", [2, 1], True)
policy("latest: an offset of a year over the turn of a leap year", "P1 G2", "latest",
       [sib(1, "a", "2024-02-29T00:00:00.000Z", 366 * 86400000),
       sib(2, "b", "2025-03-01T00:00:00.000Z", -1)], "a", [1, 2], True)
policy("latest: the year 0000 and the greatest offsets", "P1 G2", "latest",
       [sib(1, "a", "0000-01-01T00:00:00.000Z", 2**53 - 1),
       sib(2, "b", "9999-12-31T23:59:59.999Z", 1 - 2**53),
       sib(3, "c", "9999-12-31T23:59:59.999Z")],
       "a", [1, 3, 2], True)
policy("latest: two offsets that are one apart, far beyond any clock", "P1 G2", "latest",
       [sib(1, "a", T1, 2**53 - 2), sib(2, "b", T1, 2**53 - 3)], "a", [1, 2], True,
       reading="the sum is exact: it does not fit a double of milliseconds")
policy("latest: days before and after a century that is no leap year", "P1 G2", "latest",
       [sib(1, "a", "1900-02-28T23:59:59.999Z", 1), sib(2, "b", "1900-03-01T00:00:00.000Z")], "b",
       [2, 1], True)
policy("latest: equal values are one, under the later", "S2 P1 S3", "latest",
    [sib(1, "a", T1), sib(2, "a", T2)], "a", [2], False)
policy("latest: equal values with equal stamps are one, under the greater name", "S2 P1",
    "latest", [sib(1, [1]), sib(2, [1])], [1], [2], False)
policy("latest: equal are canonical bytes: 1 and 1.0, but not \"1\"", "S2 C1", "latest",
    [sib(1, 1.0), sib(2, 1), sib(3, "1")], "1", [3, 2], True)
policy("latest: false, 0, null and the empty texts are five values", "S2 C1", "latest",
       [sib(1, False), sib(2, 0), sib(3, None), sib(4, ""), sib(5, []), sib(6, {})], {},
       [6, 5, 4, 3, 2, 1], True)
policy("latest: composed and decomposed texts differ", "S2 C2", "latest",
    [sib(1, "\u00e9"), sib(2, "e\u0301")], "e\u0301", [2, 1], True)
policy("latest: two equal values move up to the later of them", "S2 P1", "latest",
    [sib(1, "a", T1), sib(2, "b", T2), sib(3, "a", T3)], "a", [3, 2], True)
policy("latest: an erased sibling comes last, however late", "P1 E1", "latest",
    [sib(1, "a", T1), sib(2, GONE, T3)], "a", [1, 2], True)
policy("latest: one erased sibling", "P1 E1", "latest", [sib(1, GONE)], GONE, [1], False)
policy("latest: two erased siblings are one", "S2 E1 S3", "latest",
    [sib(1, GONE), sib(2, GONE, T2)], GONE, [2], False)
policy("latest: null is not erased", "P1 E1", "latest", [sib(1, None), sib(2, GONE, T2)], None,
    [1, 2], True)
policy("a policy that nobody knows is as latest", "P1", "roundest", [sib(1, "a"), sib(2, "b")],
    "b", [2, 1], True)

policy("severest: the highest index", "P2", "severest",
    [sib(1, "fails"), sib(2, "good", T3), sib(3, "poor", T2)], "fails", [1, 3, 2], True)
policy("severest: what is not on the scale comes after what is", "P2", "severest",
    [sib(1, "good"), sib(2, "awful", T3)], "good", [1, 2], True)
policy("severest: nothing on the scale: by P1", "P2 P1", "severest",
    [sib(1, "x", T3), sib(2, "y")], "x", [1, 2], True)
policy("severest: the measure of an object with value", "P2", "severest",
    [sib(1, {"reason": "r", "value": "poor"}), sib(2, "fair", T3)],
       {"reason": "r", "value": "poor"}, [1, 2], True)
policy("severest: equal measures, different values: by P1", "P2 P1", "severest",
    [sib(1, {"value": "poor"}, T3), sib(2, "poor")], {"value": "poor"}, [1, 2], True)
policy("severest: an object without value is not on the scale", "P2", "severest",
    [sib(1, {"result": "fails"}, T3), sib(2, "good")], "good", [2, 1], True)
policy("severest: the member value goes one level deep", "P2", "severest",
    [sib(1, {"value": {"value": "fails"}}, T3), sib(2, "good")], "good", [2, 1], True)
policy("severest: a value that is null, a list, true", "P2 P1", "severest",
    [sib(1, {"value": None}), sib(2, ["fails"]), sib(3, True), sib(4, "fair")],
       "fair", [4, 3, 2, 1], True)
policy("severest: erased after what is not on the scale", "P2 E1", "severest",
    [sib(1, GONE, T3), sib(2, "x")], "x", [2, 1], True)
policy("severest: capitals are another value", "P2", "severest",
    [sib(1, "Fails", T3), sib(2, "good")], "good", [2, 1], True)
policy("severest: a scale of numbers", "P2 C1", "severest",
    [sib(1, 3.0), sib(2, 2, T3), sib(3, "3", T3)], 3, [1, 2, 3], True, scale=[1, 2, 3])
policy("severest: equal values are one before the scale is asked", "P2 S2", "severest",
    [sib(1, "fails"), sib(2, "fails", T2), sib(3, "good", T3)], "fails", [2, 3], True)
policy("severest: an empty scale", "P2 P1", "severest", [sib(1, "fails", T2), sib(2, "good", T3)],
    "good", [2, 1], True, scale=[])

policy("highest: by number", "P3", "highest", [sib(1, 10), sib(2, 9, T3)], 10, [1, 2], True)
policy("highest: not by text", "P3", "highest", [sib(1, 9.5), sib(2, 10)], 10, [2, 1], True)
policy("highest: negative numbers", "P3", "highest", [sib(1, -1), sib(2, -2, T3), sib(3, 0)], 0,
    [3, 1, 2], True)
policy("highest: what is no number comes last", "P3 P1", "highest",
    [sib(1, "99", T3), sib(2, True), sib(3, None), sib(4, [100]), sib(5, 1)], 1, [5, 1, 4, 3, 2],
    True)
policy("highest: the measure of an object", "P3", "highest",
    [sib(1, {"method": "NEN 2580", "value": 9.2}), sib(2, 9.1, T3)],
    {"method": "NEN 2580", "value": 9.2}, [1, 2], True)
policy("highest: an object whose value is no number", "P3", "highest",
    [sib(1, {"value": "9"}, T3), sib(2, -5)], -5, [2, 1], True)
policy("highest: equal numbers in different values: by P1", "P3 P1", "highest",
    [sib(1, {"value": 9}, T2), sib(2, 9)], {"value": 9}, [1, 2], True)
policy("highest: erased last of all", "P3 E1", "highest",
    [sib(1, GONE, T3), sib(2, "x"), sib(3, -1e300)], -1e300, [3, 2, 1], True)
policy("highest: the ends of the doubles", "P3", "highest",
    [sib(1, 1.7976931348623157e308), sib(2, 5e-324), sib(3, 0), sib(4, -1.7976931348623157e308)],
    None, [1, 2, 3, 4], True)
FILES["policies"][-1].pop("_shown")
policy("lowest: by number", "P3", "lowest", [sib(1, 10, T3), sib(2, 9)], 9, [2, 1], True)
policy("lowest: what is no number comes last", "P3 P1", "lowest",
    [sib(1, "0", T3), sib(2, False), sib(3, {}), sib(4, 1e300)], 1e300, [4, 1, 3, 2], True)
policy("lowest: neighbours among the doubles", "P3", "lowest",
    [sib(1, 0.30000000000000004, T3), sib(2, 0.3)], 0.3, [2, 1], True)
policy("lowest: erased last of all", "P3 E1", "lowest", [sib(1, GONE, T3), sib(2, None)], None,
    [2, 1], True)
policy("lowest: only erased", "P3 E1", "lowest", [sib(1, GONE), sib(2, GONE)], GONE, [2], False)

policy("union: one sibling is shown as written", "P4", "union", [sib(1, ["b", "a", "a"])],
    ["b", "a", "a"], [1], False)
policy("union: equal siblings are one, shown as written", "P4 S2", "union",
    [sib(1, ["b", "a"]), sib(2, ["b", "a"])], ["b", "a"], [2], False)
policy("union: distinct items in the order of their bytes", "P4 S3", "union",
    [sib(1, ["b", "a"]), sib(2, ["c", "b", "b"])], ["a", "b", "c"], [2, 1], False)
policy("union: the same items in another order are two siblings, joined", "P4", "union",
    [sib(1, ["a", "b"]), sib(2, ["b", "a"])], ["a", "b"], [2, 1], False)
policy("union: numbers as bytes: 10 before 9, -1 first", "P4 C1", "union",
    [sib(1, [9, 10]), sib(2, [-1, 9.0])], [-1, 10, 9], [2, 1], False)
policy("union: texts before digits, digits before brackets, letters, braces", "P4 C1", "union",
       [sib(1, [{"a": 1}, None, True, [1]]), sib(2, ["z", 5, False, {}])],
       ["z", 5, [1], False, None, True, {"a": 1}, {}], [2, 1], False)
policy("union: by bytes and not by UTF-16 units", "P4 C1", "union",
    [sib(1, ["\U0001f600"]), sib(2, ["\ufb33"])], ["\ufb33", "\U0001f600"], [2, 1], False)
policy("union: a text that begins another: the quote decides", "P4 C1", "union",
    [sib(1, ["ab", "a"]), sib(2, ["a!"])], ["a!", "a", "ab"], None, False)
policy("union: composed and decomposed items are two", "P4 C2", "union",
    [sib(1, ["\u00e9"]), sib(2, ["e\u0301"])], ["e\u0301", "\u00e9"], [2, 1], False)
policy("union: what is no list counts as a list of one", "P4", "union",
    [sib(1, "x"), sib(2, ["y"])], ["x", "y"], [2, 1], False)
policy("union: null counts as a list of one", "P4", "union", [sib(1, None), sib(2, ["y"])],
    ["y", None], [2, 1], False)
policy("union: two that are no lists", "P4", "union", [sib(1, 2), sib(2, 1)], [1, 2], [2, 1],
    False)
policy("union: the measure of an object with value", "P4", "union",
    [sib(1, {"reason": "r", "value": ["b"]}), sib(2, ["a"])], ["a", "b"], [2, 1], False)
policy("union: a measure that is no list: the measure is the one item", "P4", "union",
    [sib(1, {"reason": "r", "value": "b"}), sib(2, ["a"])], ["a", "b"], [2, 1], False)
policy("union: an object without value is one item", "P4", "union",
    [sib(1, {"reason": "r"}), sib(2, ["a"])], ["a", {"reason": "r"}], [2, 1], False)
policy("union: lists of lists are joined one level deep", "P4", "union",
    [sib(1, [["a"], ["b"]]), sib(2, [["a"]])], [["a"], ["b"]], [2, 1], False)
policy("union: an erased sibling counts as empty", "P4 E1", "union",
    [sib(1, ["b", "a", "a"]), sib(2, GONE, T3)], ["a", "b"], [1, 2], False,
       reading="two siblings, so the one that is left is joined with nothing: distinct and in order")
policy("union: all erased", "P4 E1", "union", [sib(1, GONE), sib(2, GONE, T3)], GONE, [2], False)
policy("union: empty lists", "P4", "union", [sib(1, []), sib(2, {"value": []})], [], [2, 1],
    False)
policy("union: three siblings, in the order of P1", "P4 P1", "union",
    [sib(1, ["a"], T2), sib(2, ["b"], T3), sib(3, ["c"], T1)], ["a", "b", "c"], [2, 1, 3], False,
       reading="the order of the siblings themselves is P1's")

policy("all: the first by P1, and nothing is open", "P5 S3", "all",
    [sib(1, "a", T2), sib(2, "b")], "a", [1, 2], False)
policy("all: equal remarks are one", "P5 S2", "all", [sib(1, "a"), sib(2, "a"), sib(3, "b")], "b",
    [3, 2], False)
policy("all: erased last", "P5 E1", "all", [sib(1, "a"), sib(2, GONE, T3)], "a", [1, 2], False)
policy("all: a list is a value like another", "P5", "all", [sib(1, ["b"]), sib(2, ["a"])], ["a"],
    [2, 1], False)
policy("ask: the first by P1, and open", "P6 S3", "ask", [sib(1, "a", T2), sib(2, "b")], "a",
    [1, 2], True)
policy("ask: one value, nothing to ask", "P6 S3", "ask", [sib(1, "a"), sib(2, "a", T2)], "a", [2],
    False)
policy("ask: erased last", "P6 E1", "ask", [sib(1, "a"), sib(2, GONE, T3)], "a", [1, 2], True)

# --- shown ------------------------------------------------------------------------------------

FORM = {"kind": "basisinspectie", "questions": [
    {"path": "/rooms/*/state", "policy": "severest", "scale": SCALE},
    {"path": "/rooms/*/area", "policy": "lowest"}, {"path": "/rooms/*/co", "policy": "highest"},
    {"path": "/rooms/r9/beds", "policy": "ask"}, {"path": "/rooms/*/beds", "policy": "latest"},
    {"path": "/photos", "policy": "union"}, {"path": "/remark", "policy": "all"},
    {"path": "/tenant", "policy": "ask"}]}
b = birth(NOORD, 1, template=FORM)


def show(name, rules, changes, **more):
  case("shown", name, rules, changes=changes, **more)


show("a birth", "V1 B1", [b], _kind="basisinspectie", _content={}, _conflicts=[], _hidden=[],
    _removals=[], _scopes=["BU09172004"])
show("nothing folds: no kind, no scopes", "V1 F2", [change(ZUID, 2, [b], set={"/a": 1})],
    _kind=None, _clock=[], _scopes=[], _template=None)
c1 = change(ZUID, 1, [b], set={"/a": 1, "/rooms/r1/area": {"method": "NEN 2580", "value": 9.2},
    "/rooms/r1/pos": "a", "/x~1y/t~0": None, "/\u00e9": 1, "/e\u0301": 2})
show("content is nested by the tokens of the paths", "V2 I5", [b, c1],
     _content={"a": 1, "rooms": {"r1": {"area": {"method": "NEN 2580", "value": 9.2},
     "pos": "a"}}, "x/y": {"t~": None}, "\u00e9": 1, "e\u0301": 2})
show("an empty token is a member with the empty name", "V2 I5",
    [b, change(ZUID, 1, [b], set={"/": 1, "/a/": 2})], _content={"": 1, "a": {"": 2}})
show("an object written at a path is shown whole", "V2",
    [b, change(ZUID, 1, [b], set={"/a": {"b": {"c": 1}}})], _content={"a": {"b": {"c": 1}}})
show("reserved registers are not in the content", "V2 B1",
    [b, change(ZUID, 1, [b], set={"/@later": 1, "/@x/y": 2, "/a@": 3, "/a/@b": 4})],
    _content={"a@": 3, "a": {"@b": 4}})
n2, z2 = change(NOORD, 2, [b], set={"/a": "n"}), change(ZUID, 1, [b], set={"/a": "z"}, at=3)
show("a conflict under latest: shown is the first", "V3 P1", [b, n2, z2], _content={"a": "z"})
show("equal siblings are no conflict", "V3 S2", [b, n2, change(ZUID, 1, [b], set={"/a": "n"})],
    _conflicts=[], _content={"a": "n"})
wide = dict(zip(["/rooms/r1/state", "/rooms/r1/area", "/rooms/r1/co", "/rooms/r9/beds",
    "/rooms/r1/beds", "/photos", "/remark", "/tenant", "/other"],
                [["fails", "good"], [9, 10], [3, 2], [1, 2], [1, 2], [["p2"], ["p1", "p2"]],
                ["x", "y"], ["J", "K"], [1, 2]]))
n2 = change(NOORD, 2, [b], set={p: v[0] for p, v in wide.items()}, offset=-300000)
z2 = change(ZUID, 1, [b], set={p: v[1] for p, v in wide.items()}, at=5)
show("every policy of a template", "V1 V3 P1 P2 P3 P4 P5 P6", [b, n2, z2], template=FORM,
     _content={"rooms": {"r1": {"state": "fails", "area": 9, "co": 3, "beds": 2},
     "r9": {"beds": 2}}, "photos": ["p1", "p2"], "remark": "y", "tenant": "K", "other": 2})
show("the same without its template: latest everywhere", "T2 V1", [b, n2, z2],
     _content={"rooms": {"r1": {"state": "good", "area": 10, "co": 2, "beds": 2},
     "r9": {"beds": 2}}, "photos": ["p1", "p2"], "remark": "y", "tenant": "K", "other": 2})
show("a template that is not the document's own does not count", "T1 T2", [b, n2, z2],
    template={**FORM, "kind": "anders"},
     _content={"rooms": {"r1": {"state": "good", "area": 10, "co": 2, "beds": 2},
     "r9": {"beds": 2}}, "photos": ["p1", "p2"], "remark": "y", "tenant": "K", "other": 2})
star = {"kind": "k", "questions": [{"path": "/rooms/*/x", "policy": "all"},
    {"path": "/rooms/r1/x", "policy": "ask"}, {"path": "/*", "policy": "union"}]}
bs = birth(NOORD, 1, template=star)
some = ["/rooms/r1/x", "/list", "/rooms/r1/z/x", "/deep/list"]
show("a star fits one token, and the first question that fits counts", "P1 P4 P5",
    [bs, change(NOORD, 2, [bs], set={p: ["a"] for p in some}),
    change(ZUID, 1, [bs], set={p: ["b"] for p in some})],
     template=star)
for words, question in (("a policy that nobody knows", {"policy": "roundest"}),
    ("a severest without its scale", {"policy": "severest"})):
  odd = {"kind": "k", "questions": [{"path": "/a", "policy": "all"}, {"path": "/b", **question}]}
  bo = birth(NOORD, 1, template=odd)
  show("a template with " + words + " counts as not held, for its other questions too", "T2 V3",
      [bo, change(NOORD, 2, [bo], set={"/a": 1, "/b": 1}), change(ZUID, 1, [bo], set={"/a": 2, "/b": 2})],
      template=odd)
up, down = change(NOORD, 2, [b], set={"/roof": "bad"}), change(ZUID, 1, [b],
    set={"/roof/state": "good", "/roof/age": 5})
show("a value above a branch: the branch is shown, the value is a conflict", "S2 V3",
    [b, up, down], _content={"roof": {"state": "good", "age": 5}})
show("a value above a branch, two values above, one in the middle", "S2 V3",
    [b, up, down, change(OOST, 1, [b], set={"/roof": "unknown"}),
    change(WEST, 1, [b], set={"/roof/state/detail": 1})],
     _content={"roof": {"state": {"detail": 1}, "age": 5}})
show("a union with a branch below: neither shown nor value", "S2 P4 V3",
    [b, change(NOORD, 2, [b], set={"/photos": ["a"]}),
    change(OOST, 2, [b], set={"/photos": ["b"]}), change(ZUID, 1, [b], set={"/photos/x": 1})],
     template=FORM, _content={"photos": {"x": 1}})
gone = change(OOST, 1, [down], life={"/roof/state": "removed", "/roof/age": "removed"})
show("a value above a branch that is hidden whole: still not in the content", "S2 V2 L1",
    [b, up, down, gone], _content={}, _hidden=["/roof/age", "/roof/state"],
     reading="S2 speaks of standing values, hidden or not; the value above is seen in the conflicts alone")
r1 = change(ZUID, 1, [b], set={"/rooms/r1/area": 9, "/rooms/r2/area": 8})
rem = change(NOORD, 2, [r1], life={"/rooms/r1": "removed"})
show("a hidden element", "L1 V2", [b, r1, rem], _content={"rooms": {"r2": {"area": 8}}},
    _hidden=["/rooms/r1"], _removals=[])
ed = change(OOST, 1, [r1], set={"/rooms/r1/area": 10})
removal = {"by": "insp-17", "name": N(rem), "path": "/rooms/r1", "stamp": {"time": rem["time"]}}
show("a removal against an edit that has not seen it: shown, and the removal is listed",
    "L1 L2 V3", [b, r1, rem, ed], _content={"rooms": {"r1": {"area": 10}, "r2": {"area": 8}}},
    _removals=[removal])
rem2 = change(WEST, 1, [r1], life={"/rooms/r1": "removed"})
show("a second removal that has seen nothing more does not hide it", "L1 V3",
    [b, r1, rem, rem2, ed], _hidden=[])
edw = change(WEST, 2, [r1], set={"/rooms/r1/beds": 2})
ra, rb = change(NOORD, 2, [ed], life={"/rooms/r1": "removed"}), change(ZUID, 2, [edw],
    life={"/rooms/r1": "removed"})
show("two removals, each of which has seen one of two values, hide the element together", "L1",
    [b, r1, ed, edw, ra, rb], _hidden=["/rooms/r1"])
kept = change(OOST, 1, [rem], set={"/rooms/r1/area": 10}, life={"/rooms/r1": "kept"})
show("kept again", "L1 L2", [b, r1, rem, kept], _hidden=[], _removals=[],
    _content={"rooms": {"r1": {"area": 10}, "r2": {"area": 8}}})
show("kept by one who had not seen a second removal", "L1 V3", [b, r1, rem, rem2, kept],
    _hidden=[])
rem3 = change(ZUID, 2, [kept], life={"/rooms/r1": "removed"})
show("removed again", "L1", [b, r1, rem, kept, rem3], _hidden=["/rooms/r1"])
kept_only = change(OOST, 1, [rem], life={"/rooms/r1": "kept"})
show("kept alone, without a value", "L1", [b, r1, rem, kept_only], _hidden=[])
kept_before = change(OOST, 1, [r1], life={"/rooms/r1": "kept"})
show("kept that has not seen the removal stands against it", "L1 V3", [b, r1, rem, kept_before],
    _hidden=[], _removals=[removal])
nested = change(NOORD, 2, [r1], life={"/rooms": "removed"})
inner = change(ZUID, 2, [r1], life={"/rooms/r1": "removed"})
show("nested removals: the topmost is listed", "L1 V2", [b, r1, nested, inner],
    _hidden=["/rooms"], _content={})
edit2 = change(OOST, 1, [r1], set={"/rooms/r2/area": 7})
show("nested removals, the outer one answered by an edit: the inner one hides", "L1 V2 V3",
    [b, r1, nested, inner, edit2], _hidden=["/rooms/r1"], _content={"rooms": {"r2": {"area": 7}}})
under = change(OOST, 1, [r1], set={"/rooms/r1/area": 7})
show("an edit inside two removals undoes both", "L1 V3", [b, r1, nested, inner, under],
    _hidden=[])
inner_kept = change(OOST, 1, [r1], life={"/rooms/r1": "kept"})
show("kept inside a removed element that has not seen it", "L1", [b, r1, nested, inner_kept],
    _hidden=[])
both = change(NOORD, 2, [r1], life={"/rooms": "removed", "/rooms/r1": "kept"})
show("one change removes an element and keeps one under it: a change never covers itself, so nothing is hidden",
    "L1 F3", [b, r1, both], _hidden=[],
     reading="by the letter of L1; G6 could forbid it")
never = change(ZUID, 2, [b], life={"/nowhere": "removed"})
show("a removal of what was never there hides it", "L1", [b, never], _hidden=["/nowhere"],
    _content={})
show("a value by one who has not seen that removal", "L1",
    [b, never, change(OOST, 1, [b], set={"/nowhere/x": 1})], _hidden=[],
    _content={"nowhere": {"x": 1}})
at = change(ZUID, 1, [b], set={"/list": [1], "/listed": 2, "/list-x/y": 3})
show("a value at the removed path itself is hidden; what begins alike is not", "L1 I5 V2",
    [b, at, change(NOORD, 2, [at], life={"/list": "removed"})],
    _content={"listed": 2, "list-x": {"y": 3}}, _hidden=["/list"])
above_ = change(OOST, 1, [b], set={"/rooms": "none"})
show("a value above a removed element does not keep it", "L1 S2", [b, r1, rem, above_],
    _hidden=["/rooms/r1"])
ea = change(OOST, 1, [r1], set={"/rooms/r1/area": 10})
show("an erased value keeps an element alive as any standing value does", "L1 E1",
    [b, r1, rem, erased(ea)], _hidden=[], _content={"rooms": {"r1": {"area": None},
    "r2": {"area": 8}}})
conf = change(OOST, 1, [b], set={"/rooms/r1/area": 12})
rem_c = change(NOORD, 2, [r1, conf], life={"/rooms/r1": "removed"})
show("a conflict under a hidden element is listed", "V3 L1", [b, r1, conf, rem_c],
    _hidden=["/rooms/r1"], _content={"rooms": {"r2": {"area": 8}}})
doc_gone = change(NOORD, 2, [r1], life={"": "removed"})
show("a removed document: its content is what it would be", "V2 L1", [b, r1, doc_gone],
    _hidden=[""], _content={"rooms": {"r1": {"area": 9}, "r2": {"area": 8}}}, _removals=[])
show("a removed document with a removed element: hidden names the document alone", "V2 L1",
    [b, r1, doc_gone, inner], _hidden=[""], _content={"rooms": {"r2": {"area": 8}}})
show("a removed document against an edit", "L1 V3", [b, r1, doc_gone, edit2], _hidden=[],
    _removals=[{"by": "insp-17", "name": N(doc_gone), "path": "",
    "stamp": {"time": doc_gone["time"]}}])
show("a removed document that is kept", "L1",
    [b, r1, doc_gone, change(ZUID, 2, [doc_gone], life={"": "kept"})], _hidden=[], _removals=[])
show("a removed document against a second birth", "L1 B2",
    [b, r1, doc_gone, birth(WEST, 1, template=FORM)], _hidden=[])
births = [birth(NOORD, 1, kind="melding", scopes=["a"]),
    birth(ZUID, 1, kind="overlast", scopes=["b", "c"], at=2)]
show("two births: latest for each register", "B2 V1 V3", births, _kind="overlast",
    _scopes=["b", "c"], _content={})
show("two births that agree are no conflict", "B2 S2", [birth(NOORD, 1), birth(ZUID, 1, at=2)],
    _conflicts=[])
show("an erased birth: no kind, no scopes, no template", "E1 V1 B1", [erased(b)], _kind=None,
    _scopes=[], _template=None)
show("registers of a later change that are no kind, no scopes, no template", "V3 B1",
    [b, change(ZUID, 1, [b], set={"/@kind": 1, "/@scopes": ["a", ""], "/@template": "basis"})],
    _kind=None, _scopes=[], _template=None, _conflicts=[])
greedy = {"kind": "k", "questions": [{"path": "/*", "policy": "union"}, {"path": "/*/*", "policy": "ask"}]}
show("reserved registers are no questions: latest, whatever the template's stars fit", "B1 B2 V3",
    [birth(NOORD, 1, template=greedy), birth(ZUID, 1, template=greedy, kind="melding", at=2,
    set={"/a": 1})], template=greedy, _kind="melding")
moved = change(OFFICE, 1, [b], act={"scope": True}, set={"/@scopes": ["BU09172005"]})
show("a document that was moved", "A1 V1", [b, moved], _scopes=["BU09172005"])
er = change(NOORD, 2, [b], set={"/tenant": "J"})
show("an erased value is shown as null", "V2 E1",
    [b, er, change(OFFICE, 1, [er], act={"erase": [N(er)]})], _content={"tenant": None},
    _conflicts=[])
er2 = change(ZUID, 1, [b], set={"/tenant": "K"})
show("an erased sibling in a conflict", "V3 E1", [b, erased(er), er2], template=FORM,
    _content={"tenant": "K"})
show("two erased siblings are no conflict", "V3 E1 S2", [b, erased(er), erased(er2)],
    template=FORM, _content={"tenant": None}, _conflicts=[])
ph1, ph2 = change(NOORD, 2, [b], set={"/photos": ["b", "a"]}), change(ZUID, 1, [b],
    set={"/photos": ["a"]})
show("a union with an erased sibling", "P4 E1 V3", [b, ph1, erased(ph2)], template=FORM,
    _content={"photos": ["a", "b"]})
show("a union with one sibling is shown as written", "P4 V2", [b, ph1], template=FORM,
    _content={"photos": ["b", "a"]}, _conflicts=[])
order = ["/\ufb33", "/\U0001f600", "/a", "/a-b", "/a/b", "/B"]
on, oz = change(NOORD, 2, [b], set={p: 1 for p in order if p != "/a"}), change(ZUID, 1, [b],
    set={p: 2 for p in order if p != "/a/b"})
show("conflicts in the byte order of their paths, which is not that of members", "V3 C1",
    [b, on, oz])
x, y = change(NOORD, 2, [b], set={"/a": 1}), change(NOORD, 2, [b], set={"/a": 2}, at=9)
show("a fork, both lines in the clock", "F1 V1", [b, x, y])
rr1, rr2 = change(NOORD, 2, [b], life={"/r": "removed"}), change(NOORD, 2, [b],
    life={"/r": "removed"}, at=9)
w = change(OOST, 1, [b], set={"/r/x": 1})
show("removals at one path in the order of their names", "V3 I4", [b, rr1, rr2, w], _hidden=[])
fk1 = change(NOORD, 2, [b], set={"/r/x": 1})
fk2 = change(NOORD, 3, [b], set={"/s": 1})
frem = change(ZUID, 1, seen=[N(b), N(fk2)], life={"/r": "removed"})
show("a removal that has seen the later counter of another line has not seen this one", "L1 F3",
    [b, fk1, fk2, frem], _hidden=[])
show("removals in the byte order of their paths", "V3",
    [b, change(ZUID, 1, [b], set={p + "/x": 1 for p in ("/b", "/a", "/\ufb33", "/\U0001f600")}),
     change(NOORD, 2, [b], life={p: "removed" for p in ("/b", "/a", "/\ufb33", "/\U0001f600")})])
show("hidden elements in the byte order of their paths", "V2",
    [b, change(NOORD, 2, [b], life={p: "removed" for p in ("/b", "/a/c", "/a-b", "/\ufb33",
    "/\U0001f600")})],
     _hidden=["/a-b", "/a/c", "/b", "/\ufb33", "/\U0001f600"])
resolve = change(OOST, 1, [n2, z2], set={"/rooms/r1/state": "fair"})
show("a resolution may be milder than both", "P7 P2", [b, n2, z2, resolve], template=FORM)
off1, off2 = change(NOORD, 2, [b], set={"/a": 1}, at=1, offset=0), change(ZUID, 1, [b],
    set={"/a": 2}, at=1)
show("an offset of zero is in the stamp, an absent one is not", "V1 N1", [b, off1, off2],
    _content={"a": 2})
show("what waits is not shown", "F2 V1",
    [b, change(NOORD, 3, seen=[N(b), LATER + ":1:AAAAAAAA"], set={"/a": 1})], _content={})
lost = change(WEST, 3, [b], set={"/a": 5})
show("a void change is in the clock and nowhere else", "A4 V1",
    [b, lost, change(OFFICE, 1, [b], act={"void": [{"after": None, "name": N(lost)}]})],
    _content={})
show("twelve changes of three writers, and a template without questions", "V1 F5 T1", twelve,
    template={"kind": "basisinspectie", "questions": []})
show("the same twelve backwards", "V1 V4 F5", twelve[::-1],
    template={"kind": "basisinspectie", "questions": []})
show("a tilde escape followed by 1 is a tilde and a 1", "V2 I5",
    [b, change(ZUID, 1, [b], set={"/p~01q": 1, "/~0~1": 2})], _content={"p~1q": 1, "~/": 2})
leaf = change(ZUID, 1, [b], set={"/list": [1]})
show("a value at the removed path itself, unseen by the removal, keeps it", "L1",
    [b, leaf, never, change(NOORD, 2, [b], life={"/list": "removed"})], _hidden=["/nowhere"],
    _content={"list": [1]})
outer = change(NOORD, 2, [ed], life={"/rooms": "removed"})
show("a removal that an edit answers, inside an element that is hidden: no open conflict",
    "L1 V3", [b, r1, ed, outer, inner], _hidden=["/rooms"], _removals=[])
l1 = change(WEST, 1, [b], set={"/a": 1})
l2 = change(WEST, 2, [l1], set={"/c": 1})
judge = change(OOST, 1, seen=[N(b), N(l2)], set={"/a": 2})
cut = change(OFFICE, 1, [b], act={"void": [{"after": None, "name": N(l2)}]})
show("void says that nothing came before, the change itself says otherwise: void counts", "A4 F3",
    [b, l1, l2, judge, cut], _content={"a": 1})
years = change(OOST, 1, seen=[N(b)], set={"/rooms/r1/beds": 3}, at="2024-11-24T10:00:00.000Z")
show("an edit that comes in two years late answers a removal all the same", "L4 L1",
     [b, r1, rem, years], _hidden=[], _removals=[removal],
     _content={"rooms": {"r1": {"area": 9, "beds": 3}, "r2": {"area": 8}}})

# --- sealed -----------------------------------------------------------------------------------

KEY = r.base64url(bytes(range(32)))


def sealed_case(name, rules, *records, number=0, key=KEY, device="noord", counters=(1, 1)):
  nonce = r.base64url(hashlib.sha256(b"nonce %d" % number).digest()[:12])
  case("sealed", name, rules, device=device, key=key, nonce=nonce, records=list(records),
      replica=NOORD, **{"from": counters[0], "to": counters[1]})


def opening(name, rules, key=KEY, _opens=False, start=None, **members):
  head = {"device": "noord", "from": 1, "nonce": r.base64url(bytes(12)), "replica": NOORD, "to": 2}
  value = start or r.seal(head, r.from_base64url(KEY), [line(b), line(n2)])
  value = {k: v for k, v in {**value, **members}.items() if v is not None}
  case("sealed", name, rules, key=key, sealed=r.canonical(value), _opens=_opens)


def line(change):
  return r.canonical({"change": change})


b = birth(NOORD, 1)
n2 = change(NOORD, 2, [b], set={"/rooms/r1/area": 9.2})
sealed_case("a birth", "R1", line(b))
sealed_case("two changes and a template", "R1", r.canonical({"template": {"kind": "basisinspectie",
    "questions": []}}), line(b), line(n2), number=1, counters=(1, 2))
sealed_case("no record at all", "R1", number=2)
sealed_case("letters of several bytes, in the name of the device too", "R1",
    line(change(NOORD, 2, [b], set={"/a": "Café \U0001f600"})), number=3, counters=(2, 2),
    device="laptop \u00e9\u00e9n")
sealed_case("an erased change", "R1 E2", line(erased(n2)), number=4, counters=(2, 2))
sealed_case("another key", "R1", line(b), number=0, key=r.base64url(bytes(32)))
whole = r.seal({"device": "noord", "from": 1, "nonce": r.base64url(bytes(12)), "replica": NOORD,
    "to": 2}, r.from_base64url(KEY), [line(b), line(n2)])
opening("as it was sealed", "R1", _opens=True)
opening("under the key of another device", "R1", key=r.base64url(bytes(32)))
opening("another device in the head", "R1", device="zuid")
opening("another replica in the head", "R1", replica=ZUID)
opening("a later last counter in the head", "R1", to=3)
opening("an earlier first counter than there can be", "R1 I1", **{"from": 0})
opening("the last counter before the first", "R1", to=1, **{"from": 2})
opening("another nonce", "R1", nonce=r.base64url(bytes(11) + b"\1"))
opening("a nonce of eleven bytes", "R1", nonce=r.base64url(bytes(11)))
opening("another first byte of the text", "R1", text=("A" if whole["text"][0] != "A" else "B")
    + whole["text"][1:])
opening("another last bit of the tag", "R1", text=r.base64url(
    r.from_base64url(whole["text"])[:-1] + bytes([r.from_base64url(whole["text"])[-1] ^ 1])))
opening("a text without its tag", "R1", text=r.base64url(r.from_base64url(whole["text"])[:-16]))
opening("another size", "R1", size=whole["size"] - 1)
opening("a member more", "R1", more=True)
opening("without the name of the device", "R1", device=None)
opening("a later version", "R1 R2", v=2)
