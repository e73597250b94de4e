"""YAML as a tree: text in, values and problems out."""

# ruff: noqa: E501  each text stands beside the very lines that are told of it

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes.characters import NO_BREAK_SPACE, UNREADABLE, has_unusual_characters
from scrutiny_cli.minutes.decode import MAX_BYTES, decode_bytes
from scrutiny_cli.minutes.problem import RULES
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import events
from scrutiny_cli.minutes.yaml.events import LibyamlMissing
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ParsedYaml, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml.parser import parse_yaml
from scrutiny_cli.minutes.yaml.tree import MAX_EVENTS

EXAMPLE = """\
title: Harbour Board
date: 2024-03-14
time: 9:00am
present:
  - initials: AB
    name: Ada Bell
    role: Assistant Director, Performance and Scrutiny
  - EF                      # introduced in an earlier meeting, or in series.yaml
apologies: [GH]
due: 2024-04-11             # "all for completion by": for the actions below
items:
  - title: "Dredging: quarterly report"
    status:
    items:                  # one row of the minutes each
      - minutes: |
          EF asked what the following would cost:

          - the fairway: both sides, #4 buoy to the bar
        actions:
          - ref: 2.10
            owner: NO
            follows: 2015-05-28#2
"""


def read(text: str) -> ParsedYaml:
    return parse_yaml(Source("2024-03-14.yaml", text))


def plain(node: Node | None) -> object:
    """Give a tree without its places."""
    if node is None:
        return None
    if isinstance(node, MappingNode):
        return {key.text: plain(value) for key, value in node.fields}
    return [plain(entry) for entry in node.entries] if isinstance(node, SequenceNode) else node.text


def told(text: str) -> list[str]:
    """Give the problems of a text, each on a line."""
    return [
        f"{found.place.line}:{found.place.column} {found.rule}: {found.message} {found.hint}"
        for found in read(text).problems
    ]


def nodes(node: Node | None) -> list[Node]:
    if node is None:
        return []
    if isinstance(node, MappingNode):
        return [node, *(one for key, value in node.fields for one in (key, *nodes(value)))]
    below = node.entries if isinstance(node, SequenceNode) else []
    return [node, *(one for entry in below for one in nodes(entry))]


def test_the_example_of_the_format_is_read_as_texts() -> None:
    tree = read(EXAMPLE)
    assert tree.problems == ()
    assert plain(tree.root) == {
        "title": "Harbour Board",
        "date": "2024-03-14",
        "time": "9:00am",
        "present": [
            {
                "initials": "AB",
                "name": "Ada Bell",
                "role": "Assistant Director, Performance and Scrutiny",
            },
            "EF",
        ],
        "apologies": ["GH"],
        "due": "2024-04-11",
        "items": [
            {
                "title": "Dredging: quarterly report",
                "status": "",
                "items": [
                    {
                        "minutes": "EF asked what the following would cost:\n\n"
                        "- the fairway: both sides, #4 buoy to the bar\n",
                        "actions": [{"ref": "2.10", "owner": "NO", "follows": "2015-05-28#2"}],
                    }
                ],
            }
        ],
    }


def test_nodes_know_their_style_and_place() -> None:
    text = "a: \"x\"\nb: ['y']\nc: {d: }\ne: |\n  z\n"
    root = read(text).root
    assert root is not None
    assert isinstance(root, MappingNode)
    values = [value for _, value in root.fields]
    assert [text[value.start : value.end] for value in values] == [
        '"x"',
        "['y']",
        "{d: }",
        "|\n  z\n",
    ]
    quoted, listed = values[:2]
    assert isinstance(quoted, ScalarNode)
    assert (quoted.text, quoted.style, quoted.span) == ("x", '"', (3, 6))
    assert isinstance(listed, SequenceNode)
    assert (listed.is_flow, listed.span) == (True, (10, 15))
    (entry,) = listed.entries
    assert isinstance(entry, ScalarNode)
    assert (entry.text, entry.style, entry.span) == ("y", "'", (11, 14))
    assert isinstance(values[2], MappingNode)
    assert values[2].is_flow
    assert not root.is_flow


# Each case: a text, and all that is told of it.
SYNTAX = {
    "minutes: Dredging: quarterly report": '1:18 There is a colon inside this text, so YAML reads the words before it as a field\'s name. Write: minutes: "Dredging: quarterly report"',
    "minutes: He asked:\n": '1:18 This text ends with a colon, so YAML reads it as a field\'s name. Write: minutes: "He asked:"',
    "minutes: He asked\n  the board this: why\n": "2:17 There is a colon inside this text, so YAML reads the words before it as a field's name. Write, in place of lines 1 and 2:\nminutes: |\n  He asked\n  the board this: why",
    'note: "Yes" he said': "1:13 There is text after the closing quote. Write: note: '\"Yes\" he said'",
    "note: 'it's'": '1:11 There is text after the closing quote. Write: note: "it\'s"',
    'note: "open\nref: 2\n': '1:7 This quote is not closed. Write: note: "open"',
    'note: "open\nref: "2"\n': '1:7 This quote is not closed. Write: note: "open"',
    'note: "a\\q"': "1:9 This backslash is in double quotes, so YAML reads it as a special character. Write: note: 'a\\q'",
    "updates:\n  - ref: 1/24 status: done\n": "2:5 There is more than one field on this line. Write:\n- ref: 1/24\n  status: done",
    "updates:\n  - ref: 1/24, status: done, note: at last\n": "2:5 There is more than one field on this line. Write:\n- ref: 1/24\n  status: done\n  note: at last",
    "updates:\n  - ref: 1/24 done\n    note: a: b\n": '3:12 There is a colon inside this text, so YAML reads the words before it as a field\'s name. Write: note: "a: b"',
    "note: % of it": '1:7 This text begins with `%`, so YAML cannot read it. Write: note: "% of it"',
    "note: @home": '1:7 This text begins with `@`, so YAML cannot read it. Write: note: "@home"',
    "note: `x`": '1:7 This text begins with a backtick, so YAML cannot read it. Write: note: "`x`"',
    "- * item": '1:3 This text begins with `*`, so YAML cannot read it. Write: - "* item"',
    "note: & x": '1:7 This text begins with `&`, so YAML cannot read it. Write: note: "& x"',
    "note: !a!b c": '1:7 This text begins with `!`, so YAML cannot read it. Write: note: "!a!b c"',
    "note: | x": "1:7 There is text on the same line as the `|`. Write:\nnote: |\n  x",
    "note: > 5 days": '1:7 This text begins with `>`, so YAML cannot read it. Write: note: "> 5 days"',
    "note: ? who": '1:7 This text begins with `?` and a space, so YAML cannot read it. Write: note: "? who"',
    "x: 1\n? title": "2:1 This text begins with `?` and a space, so YAML cannot read it. Delete the `?`.",
    "- ? who": '1:3 This text begins with `?` and a space, so YAML cannot read it. Write: - "? who"',
    "note: [sic] yes": '1:7 This text begins with `[`, so YAML reads it as a list. Write: note: "[sic] yes"',
    "note: {a} yes": '1:7 This text begins with `{`, so YAML reads it as fields. Write: note: "{a} yes"',
    "note: [a, b\nref: 2\n": '1:7 This `[` is not closed. Write: note: "[a, b"',
    "{note: a: b}": "1:9 There is a colon inside this text in brackets. Put the text in quotes, or write each field on its own line.",
    "[a]: b": "1:1 There are brackets where a field's name belongs. Put the text with its brackets in quotes.",
    "items:\n\t- a": "2:1 This is a tab. Indent with spaces, two for each level.",
    "-\tfoo": "1:2 This is a tab. Indent with spaces, two for each level.",
    "a: b\n\xa0\xa0ref: 2\n": "2:1 This is a no-break space; YAML needs an ordinary one. Replace it with an ordinary space.",
    "ref:\xa02\na: b\n": "1:5 This is a no-break space; YAML needs an ordinary one. Write: ref: 2",
    "a: b\ntime:9:00\nx: y": "2:1 A space is missing after `time:`. Write: time: 9:00",
    "time:9:00\nx: y": "1:1 A space is missing after `time:`. Write: time: 9:00",
    "a: b\nlost text\nb: c\n": "2:1 A field's name is missing before this text. Begin it with a field's name and a colon, for example `minutes:`, or delete it.",
    "Minutes of the board\ntitle: a\n": "1:1 A field's name is missing before this text. Begin it with a field's name and a colon, for example `minutes:`, or delete it.",
    "a:\n    b: c\n  d: e\n": "3:3 This line is not indented like any of the lines above it. Begin it at the left edge, or indent it by 4 spaces, to match a line above.",
    "- note: a\n  owner: B\n    due: x\n": "3:5 This line is indented further than the field above, so YAML reads both as one text. Indent it by 2 spaces, like `owner` above.",
    "a: b\n  - c: d\n": "2:3 This list is below a field that already has text. Delete the text after `a:`.",
    "a: b\n- c": "2:1 This list has no field's name above it. Write the field's name above it, for example `actions:`.",
    "note: - b": '1:7 This text begins with `-`, so YAML reads it as a list. Write: note: "- b"',
    "a: b\n  # foo\n  baz\n": "3:3 The comment above cuts this line off from its text. Move the comment above the field.",
    "a: b\n# See below.\n\n# present:\n  - initials: RO\nitems:\n": "5:3 This line belongs to a field that is still a comment. Delete the `#` and one space at the start of line 4, too.",
    "items:\n  - presenter: a\n#   title: b\n#   minutes: |\n      Text.\n": "5:7 This line belongs to a field that is still a comment. Delete the `#` and one space at the start of lines 3 and 4, too.",
    "a: b\n# present:\n#   - initials: RO\n#     name: Rosa\n    role: Chair\n": "5:5 This line belongs to a field that is still a comment. Delete the `#` and one space at the start of lines 2 to 4, too.",
    "updates:\n  - ref: 1/26\n    status:\n    done\n": "4:5 This line is not indented further than the field above it. Write, in place of lines 3 and 4:\nstatus: done",
    "updates:\n  - status:\n    done\n": "3:5 This line is not indented further than the field above it. Write, in place of lines 2 and 3:\n- status: done",
    "items:\n  - title: b\n   minutes: c\n": "3:4 This line is not indented like any of the lines above it. Indent it by 4 spaces, to match a line above.",
    "a: b\n# status: see below\n  c: d\n": "3:3 This line is not indented like any of the lines above it. Begin it at the left edge, to match a line above.",
    "# Present: all\na: b\n# See below.\n  c: d\n": "4:3 This line is not indented like any of the lines above it. Begin it at the left edge, to match a line above.",
    "a: b\n# See below.\n present:\n   - initials: RO\n": "3:2 This line and those below it are indented by one space too many. Delete one space at the start of each of them. It may be left from a `# ` that you deleted.",
    "items:\n  - title: a\n\n   - title: b\n     owner: c\n": "4:4 This line and those below it are indented by one space too many. Delete one space at the start of each of them. It may be left from a `# ` that you deleted.",
    "a: x\n: y": "2:1 This line is not indented like any of the lines above it. Check the line and its indent.",
    "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> x\n": "2:1 Git left this marker because two versions of the file differ here. Keep the lines that are right. Delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`.",
    "a: b\r\nnote: é: b\r\n": '2:8 There is a colon inside this text, so YAML reads the words before it as a field\'s name. Write: note: "é: b"',
}


@pytest.mark.parametrize("text", SYNTAX)
def test_a_syntax_error_is_told_in_the_clerks_terms(text: str) -> None:
    place, message = SYNTAX[text].split(" ", 1)
    assert told(text) == [f"{place} yaml-syntax: {message}"]
    assert read(text).root is None


FOUND = {
    "a: 1\nb: 2\na: 3": "3:1 duplicate-key: `a` is given twice; it is already on line 1. Keep one of the two, or put both values in one.",
    "note: *x": '1:7 alias-or-tag: This text begins with `*`, so YAML cannot read it. Write: note: "*x"',
    "note: &x y": '1:7 alias-or-tag: This text begins with `&`, so YAML cannot read it. Write: note: "&x y"',
    "note: !x y": '1:7 alias-or-tag: This text begins with `!`, so YAML cannot read it. Write: note: "!x y"',
    "note: !!str y": '1:7 alias-or-tag: This text begins with `!`, so YAML cannot read it. Write: note: "!!str y"',
    "<<: {a: b}": "1:1 alias-or-tag: YAML reads `<<` as an instruction to copy other fields. Write the fields out in full.",
    "a: 1\n---\nb: 2": "2:1 second-document: This line begins a second document, but a file holds only one meeting. Delete the `---` in the middle, or move the second meeting to its own file.",
    'a: "\\x1b"': "1:4 control-character: There is an invisible character here: U+001B (control character). Delete it, or type the text again.",
    "a: b\nc: d\x07e": "2:5 control-character: There is an invisible character here: U+0007 (control character). Delete it, or type the text again.",
    "a: b\u202ec": "1:5 control-character: There is an invisible character here: U+202E (right-to-left override). Delete it, or type the text again.",
    "- {role: A, B and C}": '1:13 split-by-comma: The comma ends the text of `role`, so `B and C` is lost. Write: - {role: "A, B and C"}',
    "- {due: 3 July, 2024}": '1:17 split-by-comma: The comma ends the text of `due`, so `2024` is lost. Write: - {due: "3 July, 2024"}',
    "- {role: A, note: }": "1:13 missing-value: `note` has no value. Write the value after the colon, or delete the field.",
    "ref: #253": '1:6 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. Write: ref: "#253"',
    "due: 25.06.15 #4": "1:15 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. If it is a comment, type a space after the `#`. Put other words in another field.\nWrite, in place of line 1:\ndue: 25.06.15  # 4",
    'due: "x" #4': '1:10 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. If it is a comment, type a space after the `#`. Put other words in another field.\nWrite, in place of line 1:\ndue: "x"  # 4',
    "items: #4\n  - a": "1:8 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. If it is a comment, type a space after the `#`. Put other words in another field.\nWrite, in place of line 1:\nitems:  # 4",
    "note: |  #4\n  a": "1:10 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. If it is a comment, type a space after the `#`. Put other words in another field.\nWrite, in place of line 1:\nnote: |  # 4",
    "note: Berth # 4": '1:13 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. Write: note: "Berth # 4"',
    "note: Berth\n    # 4\n    # 5\n": '2:5 text-after-hash: The text after the `#` is lost: YAML reads it as a comment. If it is a comment, move it above the field. If it is text, put it in quotes.\nWrite, in place of lines 1 to 3:\nnote: "Berth # 4 # 5"',
    "note: a\n  - b\n": "2:3 list-without-bar: YAML joins this line to the one above, so there is no list. Write, in place of lines 1 and 2:\nnote: |\n  a\n  - b",
    'note: "a\n  12. b"\n': "2:3 list-without-bar: YAML joins this line to the one above, so there is no list. Write, in place of lines 1 and 2:\nnote: |\n  a\n  12. b",
}


@pytest.mark.parametrize("text", FOUND)
def test_what_yaml_would_read_otherwise_is_told_and_the_tree_stands(text: str) -> None:
    assert told(text) == [FOUND[text]]
    assert read(text).root is not None


@pytest.mark.parametrize(
    "text",
    [
        "date: 2015-05-28 # fine\n",
        "note: # nothing yet\n",
        "note: a\n# b\n",
        "- note: a\n  # owner: b\n",
        "note: |  # ok\n  - a #4\n",
        "note: a#4\n",
        'note: "a #4"\n',
        "owner: a\n    # deeper\n",
        "note: what? \nabout: who?\n",
        "x: a\n  - b\n",
        "note: one\xa0two\n",
        "---\na: b\n...\n",
    ],
)
def test_silence_when_well(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("text", ["", "# only\n", "---\n", "\n\n"])
def test_an_empty_file(text: str) -> None:
    message = "The file has only comments." if text.startswith("#") else "The file is empty."
    assert told(text) == [f"1:1 empty-file: {message} Write at least `date:`, or delete the file."]


def test_the_first_of_two_documents_is_read() -> None:
    assert plain(read("a: 1\n---\na: [").root) == {"a": "1"}


def test_the_first_place_of_a_doubled_key_is_related() -> None:
    (problem,) = read("a: 1\na: 2").problems
    assert [(one.place.line, one.message) for one in problem.related] == [(1, "the first one")]


def test_depth() -> None:
    assert told("[" * 32 + "]" * 32) == []
    (problem,) = told("[" * 33)
    assert problem.startswith(
        "1:33 too-deep: There are more than 32 levels of lists and fields here."
    )


@pytest.mark.parametrize(
    "text", ["[" * 30_000, "[" * 30_000 + "]" * 30_000, "{a: " * 20_000, "- " * 30_000]
)
def test_thousands_of_brackets_do_no_harm(text: str) -> None:
    tree = read(text)
    assert [problem.rule for problem in tree.problems] == ["too-deep"]
    assert tree.root is None


def test_size() -> None:
    assert told("# " + "é" * (MAX_BYTES // 2)) == [
        (
            "1:1 too-large: The file is larger than 2 MB. "
            "Split the file. Keep papers in their own files, not in the minutes."
        )
    ]
    assert "too-large" not in told("# " + "é" * (MAX_BYTES // 2 - 1))[0]


def test_a_file_of_too_many_values_is_not_read() -> None:
    (problem,) = told("a:\n" + "- c\n" * MAX_EVENTS)
    assert "too-large: The file has more than 100,000 values and lists." in problem
    assert told("a:\n" + "- c\n" * (MAX_EVENTS - 5)) == []


def test_bytes_are_decoded_without_the_byte_order_mark() -> None:
    source, problems = decode_bytes("x.yaml", b"\xef\xbb\xbfa: \xc3\xa9\r\n")
    assert (source.text, problems) == ("a: é\r\n", ())
    assert plain(parse_yaml(source).root) == {"a": "é"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"a: \xc3\xa9\nb: it\x92s\n",
            "2:6 The file is not saved as UTF-8. The character here is probably \u2019.",
        ),
        (b"a: \x81", "1:4 The file is not saved as UTF-8."),
    ],
)
def test_what_is_not_utf8_is_told_with_its_place(data: bytes, message: str) -> None:
    source, (problem,) = decode_bytes("x.yaml", data)
    assert f"{problem.place.line}:{problem.place.column} {problem.message}" == message
    assert problem.hint == "Save it again and choose the encoding UTF-8."
    assert "\ufffd" in source.text


def test_a_hint_with_an_unreadable_character_is_judged_without_it() -> None:
    (problem,) = told("note: a: b\x07c\n")
    assert problem.endswith('Write: note: "a: b\x07c"')


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("\x85", "U+0085 (control character)"),
        ("\u2028", "U+2028 (line separator)"),
        ("\u2029", "U+2029 (paragraph separator)"),
    ],
)
def test_a_line_end_that_only_yaml_sees_is_told_and_shifts_no_place(end: str, name: str) -> None:
    unseen = (
        f"control-character: There is an invisible end of line here: {name}."
        " Replace it with a space, or press Enter there and indent the next line."
    )
    text = f"title: a{end}b\nminutes: |\n  c{end}d\n# e{end}f\nref: 2\nref: 3\n"
    *found, twice = told(text)
    assert found == [f"1:9 {unseen}", f"3:4 {unseen}", f"4:4 {unseen}"]
    assert twice.startswith("6:1 duplicate-key:")


PIECES = st.sampled_from(
    [
        *"abc:#-?[]{},&*!|>'\"%@` \n\t\r\\",
        "\xa0",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\x00",
        "a: ",
        "\n- ",
        "\n  ",
        "note: ",
        " # ",
        "<<",
        "---\n",
        "<<<<<<<",
        "? ",
        "é",
        "😀",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_or_told_of(text: str) -> None:
    tree = read(text)
    assert tree.root is not None or tree.problems
    for problem in tree.problems:
        assert problem.rule in RULES
        assert problem.message
        assert 0 <= problem.place.start <= problem.place.end <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_place_of_a_plain_text_holds_it(text: str) -> None:
    tree = read(text)
    if any(problem.rule in {"control-character", "alias-or-tag"} for problem in tree.problems):
        return
    for node in nodes(tree.root):
        written = text[node.start : node.end]
        if isinstance(node, ScalarNode) and not node.style:
            assert " ".join(written.split()) == " ".join(node.text.split())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_in_utf16_is_told_once(encoding: str) -> None:
    source, (problem,) = decode_bytes("x.yaml", "a: b\nc: d\n".encode(encoding))
    assert source.text == ""
    assert problem.message == "The file is not saved as UTF-8, but probably as UTF-16."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00\n\x01\x02", "a document, for example of Word or LibreOffice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document"),
        (b"{\\rtf1\\ansi date: 2024-06-13}", "a document in RTF"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
    ],
)
def test_a_document_of_another_program_is_one_problem(data: bytes, kind: str) -> None:
    source, (problem,) = decode_bytes("2024-06-13.yaml", data)
    assert (source.text, problem.rule) == ("", "not-utf8")
    assert problem.message == f"The file is not plain text, but {kind}."


@settings(max_examples=100, deadline=None)
@given(st.binary())
def test_any_bytes_are_decoded(data: bytes) -> None:
    source, problems = decode_bytes("x.yaml", data)
    assert all(0 <= problem.place.start <= len(source.text) for problem in problems)
    parse_yaml(source)


def test_what_libyaml_finds_too_deep_after_the_end_is_not_read() -> None:
    # From 0.2.6 on libyaml has a limit of its own, and looks beyond the document's end.
    tree = read("a: b\n...\n" + "[" * 1500)
    assert tree.root is None
    assert {problem.rule for problem in tree.problems} <= {"too-deep", "yaml-syntax"}


def test_a_missing_libyaml_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    events._load_libyaml.cache_clear()  # noqa: SLF001  as in a fresh process
    with pytest.raises(LibyamlMissing, match="without libyaml"):
        read("a: b")


@given(st.text() | st.lists(PIECES).map("".join))
def test_what_is_rare_is_found_in_the_whole_text(text: str) -> None:
    assert has_unusual_characters(text) == bool(re.search(f"{UNREADABLE}|{NO_BREAK_SPACE}", text))
