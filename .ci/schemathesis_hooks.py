"""Messages of the exchange for schemathesis: JSON Lines that the published schema cannot describe."""
import json

import schemathesis
from hypothesis import strategies as st


def line(value):
  return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")) + "\n"


@st.composite
def messages(draw):
  """A whole message (rule X1). Records of any kind may stand in it: each is judged alone (X4)."""
  head = {"counter": draw(st.integers(0, 2**53 - 1)), "limit": draw(st.integers(1, 2**31)),
          "replica": "%016x" % draw(st.integers(0, 2**64 - 1)),
          "time": "20%02d-11-24T10:02:11.482Z" % draw(st.integers(0, 99)), "v": 1}
  if draw(st.booleans()):
    head["cursor"] = "%08x.%d" % (draw(st.integers(0, 2**32 - 1)), draw(st.integers(0, 10**9)))
  texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
  leaf = st.none() | st.booleans() | st.integers(-2**53, 2**53) | texts
  values = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3)
                        | st.dictionaries(texts, inner, max_size=3), max_leaves=8)
  kinds = st.sampled_from(["change", "template", "sealed", "snapshot", "later"])
  records = draw(st.lists(st.builds(lambda kind, value: {kind: value}, kinds, values), max_size=5))
  lines = [line({"sync": head})] + [line(r) for r in records]
  return ("".join(lines) + line({"end": {"records": len(records)}})).encode()


schemathesis.openapi.media_type("application/jsonl", messages())


@schemathesis.serializer("application/jsonl")
def lines(context, value):
  """Messages go as they are; all else is what a broken client might send."""
  return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


def is_exact(value):
  """Whether every integer is one that a double denotes: rule C3, which no schema can say."""
  if isinstance(value, dict):
    return all(map(is_exact, value.values()))
  if isinstance(value, list):
    return all(map(is_exact, value))
  return not isinstance(value, int) or abs(value) <= 2**53


@schemathesis.hook
def filter_body(context, body):
  return is_exact(body)
