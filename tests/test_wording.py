"""Texts that a person types: each reads back as that very text, or is refused by name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from scrutiny_cli.minutes.yaml_lines import DEFAULT_INDENT, field_lines
from scrutiny_cli.minutes.yaml_scalars import write_exactly, write_within_brackets
from scrutiny_cli.minutes.yaml_text import Unwritable, block_scalar_lines, validate_text

TEXTS = ["yes", "010", "9:00", "a: b", "a #b", "#4", "end:", "- x", "", " x ", "a\nb", "£5", "'"]
TEXTS += ["[x]", "{n}", "*a", "&a", "!x", "|", ">", "%", "@", "`", "?", "a\tb", "x\u00a0y", "---"]
TEXTS += ['"q" \\', "👍🏽", "1. a\n2. b", "x\n\n\n  y\nz", "a \nb", " a\nb", "a\r\nb", "a, b", "~"]


def read_back(text: str) -> str:
    tree = parser.parse_yaml(Source("x.yaml", text))
    assert tree.problems == ()
    assert tree.root is not None
    assert isinstance(tree.root, MappingNode)
    value = tree.root.fields[0][1]
    if isinstance(value, SequenceNode):
        value = value.entries[0]
    assert isinstance(value, ScalarNode)
    return value.text.rstrip("\n")


@pytest.mark.parametrize("text", TEXTS)
def test_texts_read_back_in_every_way_of_writing(text: str) -> None:
    said = validate_text(text)
    assert said == text.replace("\r\n", "\n")
    assert read_back(f"note: {write_exactly(said)}\n") == said
    assert read_back(f"x: [{write_within_brackets(said)}, b]\n") == said
    assert read_back("\n".join(field_lines("note", said, 3, DEFAULT_INDENT)) + "\n") == said


@settings(deadline=None)
@given(st.text() | st.text(alphabet="ab:#- \n\r\t\"'|\\\x85\u2028\u202e\x00"))
def test_any_text_reads_back_or_is_refused(text: str) -> None:
    try:
        said = validate_text(text)
    except Unwritable:
        return
    assert said == text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    assert read_back(f"note: {write_exactly(said)}\n") == said
    assert read_back(f"x: [{write_within_brackets(said)}, b]\n") == said
    assert read_back("\n".join(field_lines("note", said, 3, DEFAULT_INDENT)) + "\n") == said


@pytest.mark.parametrize(
    ("text", "named"),
    [("a\x1bb", "U\\+001B"), ("\x00", "U\\+0000"), ("a\u202eb", "right-to-left"), ("\x85", "0085")],
)
def test_what_no_file_may_hold_is_refused_by_name(text: str, named: str) -> None:
    with pytest.raises(Unwritable, match=named):
        validate_text(text)


def test_what_is_no_text_at_all_is_refused() -> None:
    with pytest.raises(Unwritable, match="UTF-8"):
        validate_text("a\udcffb")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Plain words", "Plain words"),
        ("Costs: both", '"Costs: both"'),
        ("yes", "yes"),
        ("010", "010"),
        ('say "so"', 'say "so"'),
        ("- x", '"- x"'),
        ("x ", '"x "'),
    ],
)
def test_quotes_stand_only_where_they_must(text: str, written: str) -> None:
    assert write_exactly(text) == written


def test_several_lines_stand_below_a_bar_where_they_read_back() -> None:
    assert block_scalar_lines("one:\n\n- two #2") == ["one:", "", "- two #2"]
    for text in ("one", " a\nb", "a \nb", "\na", "a\tb\nc"):
        assert block_scalar_lines(text) is None
