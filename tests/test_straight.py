"""Two readers, one truth: what is read straight is what the careful reader reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes import straight
from scrutiny_cli.minutes.fields import Reader
from scrutiny_cli.minutes.reading import Reading, read, read_meeting
from scrutiny_cli.minutes.statuses import KNOWN
from scrutiny_cli.minutes.text import Place, Source, Word
from scrutiny_cli.minutes.tokens import tokenize
from scrutiny_cli.minutes.yamltree import planted

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

ROOT = Path(__file__).parent
FOUND = {*ROOT.glob("cases/**/*.yaml"), *ROOT.parent.glob("meetings/*.yaml")}
FILES = sorted(path for path in FOUND if path.is_file())
REAL = ROOT.parent / "meetings" / "2015-05-28.yaml"
NAME = "2024-03-14.yaml"
WHOLE = """\
# A comment at the beginning of a line swallows nothing.
title: Harbour Board
date: 2024-03-14
time: 9:00am
venue: "Custom House: the old one"
number: 7
chair: AB
minutes_by: [CD]
present:
  - initials: AB
    name: Ada Bell
    role: Assistant Director, Performance
    organisation: “The Port”
    aliases: [Bell, A Bell]
    note: to item 4
  - EF
apologies: GH, IJ
in_attendance: [KL, 'MN']
public: 12
due: 11 April 2024
extraordinary: no
brought_forward:
  - ref: 1/23
    from: the old spreadsheet
    raised: 2023-11-02
  - {ref: 2/23, action: "Dredge: all of it", owner: EF}
items:
  - title: Minutes of the last meeting
    number: 1
    approves: previous meeting
    corrections:
      - “Dredging” reads “dragging”
      - page 2
  - title: Matters arising
    updates:
      - ref: 1/23
        about: Dredge
        status: done
        note: |
          It was done; EF said “at last”

          and all agreed.
      - {ref: 2/23, status: ongoing, due: next meeting, owner: "EF, AB", becomes: 3/24}
      - ref: 4/23
        status:
        note: ''
  - title: Quays
    presenter: [AB, EF]
    minutes: >
      folded
      text
    papers:
      - title: The quays
        link: https://harbour.example/quays
      - A second paper
    decisions:
      - decision: To mend them
        ref: D1
        proposed: AB
        votes: 3 to 2
      - To paint them
    actions:
      - ref: 3/24
        action: Mend the
          quays
        owner: AB/EF
        due: Aug 2024
        follows: [1/23, 2/23]
        on: 2024-03-01
        confidential: s.40
    items:
      - title: The long quay
        actions:
          - action: Ask & tell!
next_meeting:
  date: 11 April 2024
  time: 10:00
  venue: The same
"""
SHORT = "date: 2024-03-14\n"


def straightly(text: str, name: str = NAME) -> object:
    """Give what is read straight; None where a careful look is wanted."""
    source = Source(name, text)
    return straight.read(tokenize(source), Reader(source, name.removesuffix(".yaml"), KNOWN))


def carefully(source: Source) -> Reading:
    return read_meeting(planted(tokenize(source)), KNOWN)


def places(said: object) -> list[object]:
    """Give all texts and places of a record, in its order: places by themselves are all equal."""
    if isinstance(said, Place):
        return [(said.path, said.start, said.end)]
    if isinstance(said, Word):
        return [(str(said), said.source.path, said.start, said.end)]
    return [one for part in said for one in places(part)] if isinstance(said, tuple) else []


def agree(source: Source) -> None:
    """Assert that both readers say the same, at the same places."""
    quick, careful = read(tokenize(source), KNOWN), carefully(source)
    assert quick == careful
    assert places(quick.said) == places(careful.said)
    assert places(quick.problems) == places(careful.problems)


def test_the_real_meeting_with_its_comments_is_read_straight() -> None:
    assert straightly(REAL.read_text("utf-8"), REAL.name) is not None


def test_a_whole_file_is_read_straight_and_as_with_care() -> None:
    assert straightly(WHOLE) is not None
    agree(Source(NAME, WHOLE))
    said = carefully(Source(NAME, WHOLE))
    assert said.problems == ()
    assert len(places(said.said)) > 90


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name + "/" + path.name)
def test_the_two_agree_on_every_case(path: Path) -> None:
    agree(Source(path.name, path.read_bytes().decode("utf-8", "replace")))


PIECES = st.sampled_from([
    *"abc:#-?[]{},&*!|>'\"%@ \n\t\\“”", "\r\n", "\xa0", "\x85", "\u2028", "\x00", "x: ", "\n- ",
    "\n  ", " # ", "<<", "---\n", "...\n", "- - ", '""', "''", "[]", "{}", "~", "null", "&a ", "*a",
    "!x ", '"\\v"', '"\\x1f"', "status: done\n", "ref: 1/24\n", "x-own: 1\n", "date: 2024-03-15\n",
    ": ", "confidential:\n",
])  # fmt: skip


@st.composite
def edited(draw: DrawFn) -> str:
    """Give a file after some slips: pieces put in, stretches lost, lines said twice or moved."""
    text = WHOLE
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        slip = draw(st.sampled_from(["put in", "lost", "line twice", "line lost", "indent"]))
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
        if slip == "put in":
            text = text[:at] + draw(PIECES) + text[at:]
        elif slip == "lost":
            text = text[:at] + text[at + draw(st.integers(1, 30)) :]
        elif slip == "indent":
            text = text[:start] + "  " + text[start:]
        else:
            text = text[:start] + text[start:end] * (2 if slip == "line twice" else 0) + text[end:]
    return text


@settings(max_examples=400)
@given(edited())
def test_the_two_agree_after_any_slip(text: str) -> None:
    agree(Source(NAME, text))


@pytest.mark.parametrize(
    "name", ["2024-03-15.yaml", "2024-03-14.yml", "minutes.yaml", "2024-03-14-b.yaml"]
)
def test_the_two_agree_on_any_name(name: str) -> None:
    agree(Source(name, WHOLE))


def nested(depth: int) -> str:
    """Give items within items."""
    lines = [f"{'    ' * at}items:\n{'    ' * at}  - title: Quay {at}\n" for at in range(depth)]
    return "".join(lines)


# What is in order, and is read straight.
PLAIN = {
    "Windows' line ends": SHORT.replace("\n", "\r\n"),
    "JSON": '{"date": "2024-03-14", "actions": [{"action": "Dredge"}]}',
    "a document's marks": f"---\n{SHORT}...\n",
    "a number sign within a word": f"{SHORT}updates:\n  - ref: 2024-02-08#1\n",
    "marks in a text": f"{SHORT}venue: Q&A, here!\n",
    "a question": f"{SHORT}title: Why?\n",
    "a comment on a line of its own": f"{SHORT}items:\n  # The first\n  - title: A\n",
    "a comment behind a label": f"{SHORT}chair: AB # for the day\n",
    "a number sign under a bar": f"{SHORT}minutes: |\n  One\n  # 2\n",
    "an empty field": f"{SHORT}title:\nitems:\n  - title:\n",
    "an empty list": f"{SHORT}items: []\n",
    "many levels": SHORT + nested(14),
}
# What wants a careful look, even where nothing is wrong.
DOUBTFUL = {
    "nothing": "",
    "only a comment": "# Nothing\n",
    "a text": "Minutes",
    "a list": "- date: 2024-03-14\n",
    "no date": "title: Board\n",
    "an empty date": "date:\n",
    "a bad date": "date: Thursday\n",
    "an own field": f"{SHORT}x-room: 4\n",
    "an unknown field": f"{SHORT}titel: Board\n",
    "a field twice": f"{SHORT}title: A\ntitle: B\n",
    "a field twice, empty at first": f"{SHORT}title:\ntitle: B\n",
    "a field twice, then empty": f"{SHORT}title: B\ntitle:\n",
    "a field twice, empty both times": f"{SHORT}title:\ntitle:\n",
    "confidential, and no word more": f"{SHORT}confidential:\n",
    "a comment behind": f"{SHORT}title: Board # or not\n",
    "a comment behind a tab": f"{SHORT}title: Board\t# or not\n",
    "a question at the beginning": f"{SHORT}minutes:\n  ? what\n",
    "a hard blank": f"{SHORT}title: The\xa0Board\n",
    "curly quotes round a value": f"{SHORT}due: “11 April 2024”\n",
    "curly quotes round a value in a list": f"{SHORT}chair: [“AB”]\n",
    "an anchor": f"{SHORT}title: &a Board\n",
    "an anchor on a list": f"{SHORT}items: &a []\n",
    "a tag": f"{SHORT}title: !own Board\n",
    "an alias": f"{SHORT}title: &a Board\nvenue: *a\n",
    "a second document": f"{SHORT}---\n{SHORT}",
    "what is no YAML": f"{SHORT}title: [\n",
    "a list without a bar": f"{SHORT}minutes: One\n  - two\n",
    "an empty field in braces": "{date: 2024-03-14, title}",
    "fields for a list": f"{SHORT}items: {{title: A}}\n",
    "a text for a list of fields": f"{SHORT}items: A\n",
    "a text among fields": f"{SHORT}items: [A]\n",
    "a list within a list": f"{SHORT}items: [[A]]\n",
    "a list for a text": f"{SHORT}title: [A]\n",
    "fields for a text": f"{SHORT}title: {{a: b}}\n",
    "fields among texts": f"{SHORT}corrections: [{{a: b}}]\n",
    "an empty entry": f"{SHORT}present:\n  - AB\n  -\n",
    "an action without its words": f"{SHORT}actions:\n  - ref: 1/24\n",
    "an action with a status": f"{SHORT}actions:\n  - action: A\n    status: done\n",
    "a report without a ref": f"{SHORT}updates:\n  - note: A\n",
    "a person without a label": f"{SHORT}present:\n  - role: Clerk\n",
    "an item of nothing": f"{SHORT}items: [{{}}]\n",
    "a field that is a list": f"{SHORT}? [a]\n: b\n",
    "a next meeting of two": f"{SHORT}next_meeting: [a, b]\n",
    "a hidden end of a line, and nothing else": f'{SHORT}title: "\\v"\n',
    "a hidden character, and nothing else": f'{SHORT}title: "\\N"\n',
    "more levels than may be": SHORT + nested(17),
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=list(PLAIN))
def test_what_is_in_order_is_read_straight(text: str) -> None:
    assert straightly(text) is not None
    assert carefully(Source(NAME, text)).problems == ()
    agree(Source(NAME, text))


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=list(DOUBTFUL))
def test_what_is_doubtful_is_not(text: str) -> None:
    assert straightly(text) is None
    agree(Source(NAME, text))
