"""The schemas for editors: they take whatever the reader takes, and see what is plainly wrong."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from scrutiny_cli.minutes import fields, json_schema, reader, statuses
from scrutiny_cli.minutes.dates import date_reader
from scrutiny_cli.minutes.dates.date_styles import EXAMPLES
from scrutiny_cli.minutes.series_reader import SeriesReader
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser

CASES = ROOT / "tests" / "cases"
GOOD = sorted([*(CASES / "ok").rglob("*.yaml"), *(ROOT / "meetings").glob("*.yaml")])
SEEN = (
    "unknown-field", "missing-field", "missing-value", "wrong-shape", "bad-date", "bad-ref",
    "bad-pattern", "bad-pattern--no-quotes", "bad-date--of-the-series",
)  # fmt: skip


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `on` is a text, and a date, too."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, starts in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), starts)


def core(text: str) -> Any:  # noqa: ANN401  whatever a file says
    return yaml.load(text, Core)  # noqa: S506  a safe loader


def older(text: str) -> Any:  # noqa: ANN401
    """Read as YAML 1.1, where `NO` is false; JSON has no dates, and no key but a text."""
    return in_json(yaml.safe_load(text))


def in_json(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {"on" if key is True else key: in_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [in_json(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(of: str, value: object) -> list[str]:
    validator = jsonschema.Draft7Validator(json_schema.build_schema(of))
    return [f"{list(one.absolute_path)}: {one.message}" for one in validator.iter_errors(value)]


def kind(path: Path) -> str:
    return json_schema.SERIES if path.name == "series.yaml" else json_schema.MEETING


@pytest.mark.parametrize("of", json_schema.FILES)
def test_a_schema_is_one(of: str) -> None:
    made = json.loads(json_schema.format_schema(of))
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(made)


@pytest.mark.parametrize("load", [core, older])
@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.name)
def test_right_files_are_right_to_an_editor(path: Path, load: Callable[[str], object]) -> None:
    assert faults(kind(path), load(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("case", SEEN)
def test_an_editor_sees_what_is_plainly_wrong(case: str) -> None:
    paths = (CASES / "bad" / case).glob("*.yaml")
    assert [one for path in paths for one in faults(kind(path), core(path.read_text("utf-8")))]


def described(node: object) -> Iterator[dict[str, Any]]:
    """Give every record of fields in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node["properties"]
        for below in node.values():
            yield from described(below)


def test_every_field_of_the_reader_is_there_and_described_once() -> None:
    wholes = [json_schema.build_schema(of) for of in json_schema.FILES]
    made = [properties for whole in wholes for properties in described(whole)]
    for table in fields.TABLES:
        words = {name: row.description for name, row in table.items()}
        firsts = [
            {name: field["description"].partition("\n")[0] for name, field in properties.items()}
            for properties in made
        ]
        assert words in firsts
    for whole in wholes:
        kinds = (definition for definition in whole["definitions"].values())
        assert [kind for kind in kinds if "description" in kind] == []


def test_every_type_of_field_has_its_reader() -> None:
    kinds = {row.type.reader for table in fields.TABLES for row in table.values()}
    assert [kind for kind in kinds if not callable(getattr(SeriesReader, kind, None))] == []


MEETING = "date: 28 May 2015\nitems:\n  - "


@pytest.mark.parametrize(
    "text",
    [
        "title: 2015",
        "title: 18:00",
        "title: yes",
        "title:",
        'title: ""',
        "x-book: [1, {a: b}]",
        "presenter: NO, ON",
        "actions: {action: 12, ref: 2.10, owner: NO}",
        "actions: [{action: a, owner: [1, ~2], due: 2016, on: 28 May 2015}]",
        "updates: [{ref: 012, status: In-Progress., due: none}]",
        "updates: [{ref: 1, status: noted}]",
        "approves: [2015-05-01, previous meeting]",
        "corrections: 12",
        "confidential: yes",
        "confidential: s.40 FOIA",
        "papers: [1, {title: 2, link: 3}]",
        "decisions: {decision: true, votes: 3}",
    ],
)
def test_what_yaml_makes_of_a_text_is_taken(text: str) -> None:
    for load in (core, older):
        assert faults("meeting", load(MEETING + text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "titel: Water",
        "title: [a]",
        "actions: a text",
        "actions: [{ref: 1}]",
        "actions: [{action: }]",
        "actions: [{action: a, status: done}]",
        "actions: [{action: a, ref: '1/15, 2/15'}]",
        "actions: [{action: a, due: [25.06.15]}]",
        "actions: [{action: a, on: 13 June}]",
        "decisions: [{decision: a, outcome: won}]",
        "actions: [{action: a, on: next week}]",
        "updates: [{ref: '1, 2'}]",
        "confidential:",
        "minutes: {a: b}",
        "presenter: [{role: Chair}]",
        "presenter: [a, ]\n    papers: [{link: a}]",
    ],
)
def test_what_no_reader_takes_is_told(text: str) -> None:
    assert faults("meeting", core(MEETING + text))


@pytest.mark.parametrize("text", ["", "4", "true", "none", "12.5", "1234567890"])
def test_a_number_of_people_is_one(text: str) -> None:
    said = reader.read_meeting(
        parser.parse_yaml(Source("2015-05-28.yaml", f"date: 2015-05-28\npublic: {text}")),
        statuses.KNOWN,
    )
    assert bool(faults("meeting", core(f"date: 2015-05-28\npublic: {text}"))) == bool(said.problems)


# What people may write of a day, and other words about it.
PIECES = st.sampled_from(
    [*"0123456789", "25", "2015", "15", "th", " ", "  ", ", ", ".", "-", "/", "–", "june", "June",
     "JUN", "sept", "May", "thursday", "next meeting", "by", "end of", "none", "the", "\u017f", "K",
     "é", "Q1", "week", "\n"]
)  # fmt: skip
DAYS = st.lists(PIECES, max_size=8).map("".join)


def takes(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except date_reader.BadDate:
        return False
    return True


def suits(name: str, text: str) -> bool:
    whole = json_schema.build_schema("meeting")
    part = {
        **whole["definitions"]["action"]["properties"][name],
        "definitions": whole["definitions"],
    }
    return jsonschema.Draft7Validator(part).is_valid(text)


SOME_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
FORMS = st.sampled_from(
    ["%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y", "%A %d %B %Y", "%b %d, %Y", "%dth %b %Y", "%B %Y"]
)


WRITTEN = st.builds(date.strftime, SOME_DAYS, FORMS)


@given(DAYS | WRITTEN | WRITTEN.map(str.upper) | WRITTEN.map(" {}, ".format))
def test_no_day_that_is_read_is_refused(text: str) -> None:
    if takes(date_reader.read_date, text):
        assert suits("on", text)
    if text.strip() and takes(date_reader.read_due, text):
        assert suits("due", text)


def test_an_editor_offers_every_word_for_a_status_and_refuses_none_of_the_boards_own() -> None:
    words, other, box = json_schema.build_schema("meeting")["definitions"]["status"]["anyOf"]
    assert words["enum"] == [word for word, _ in statuses.KNOWN.written]
    assert other == {"$ref": "#/definitions/text"}
    assert (box["type"], box["maxItems"]) == ("array", 1)


@pytest.mark.parametrize("load", [core, older])
@pytest.mark.parametrize("way", [*EXAMPLES, "'25 June  2015 '", "|\n  25th June 2015"])
def test_a_way_of_dates_is_taken(load: Callable[[str], object], way: str) -> None:
    text = f"dates: {way}\n"
    assert reader.read_series(parser.parse_yaml(Source("series.yaml", text)))[1] == ()
    assert faults("series", load(text)) == []


@pytest.mark.skipif(shutil.which("node") is None, reason="shows what JavaScript makes of it")
@pytest.mark.parametrize("of", json_schema.FILES)
def test_javascript_reads_the_patterns_alike(of: str) -> None:
    code = (
        "const s = JSON.parse(require('fs').readFileSync(0)); let n = 0;"
        "const one = (k, v) => { if (k === 'pattern') { new RegExp(v, 'u'); n++ } return v };"
        "JSON.stringify(s, one); console.log(n)"
    )
    made = json_schema.format_schema(of)
    node = ["node", "-e", code]
    done = subprocess.run(node, input=made, text=True, capture_output=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout) == made.count('"pattern":')
