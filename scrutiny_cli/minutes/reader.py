"""Reads a file: from its text or its tree to a typed meeting, or to a board's settings."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from scrutiny_cli.minutes import statuses
from scrutiny_cli.minutes.dates.date_styles import has_month_first
from scrutiny_cli.minutes.fields import MEETING, ROOT_ITEM, SERIES
from scrutiny_cli.minutes.file_names import (
    file_name_day,
    find_name_fault,
    is_almost_series,
    meeting_name,
)
from scrutiny_cli.minutes.model import Item, Meeting, Series
from scrutiny_cli.minutes.patterns import year_fault
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.record_reader import RecordReader
from scrutiny_cli.minutes.series_reader import SeriesReader
from scrutiny_cli.minutes.source import Source, Span
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ParsedYaml, ScalarNode


class ReadResult(NamedTuple):
    """What was read from one file (None: nothing usable), and what is wrong with it."""

    meeting: Meeting | None
    problems: tuple[Problem, ...]


def read_meeting_file(
    source: Source, known: statuses.StatusVocabulary, *, month_first: bool = False
) -> ReadResult:
    """Read a meeting's file; `known` are the words for statuses.

    `month_first` is how its dates in digits are read.
    """
    return read_meeting(parser.parse_yaml(source), known, month_first=month_first)


def read_meeting(
    tree: ParsedYaml, known: statuses.StatusVocabulary, *, month_first: bool = False
) -> ReadResult:
    """Read a meeting's tree, as `read_meeting_file` does."""
    path = tree.source.path
    if is_almost_series(path):
        return ReadResult(None, (_report_series_name(tree.source),))
    reader = RecordReader(tree.source, meeting_name(path), known, month_first=month_first)
    reader.day = file_name_day(path)
    meeting = _read_root(reader, tree.root) if tree.root is not None else None
    fault = find_name_fault(path, None if meeting is None else meeting.date)
    if fault is not None:
        reader.report_problem("file-name-date", ScalarNode(0, 0, "", ""), fault.message, fault.hint)
    return ReadResult(meeting, _merge_problems(tree, reader))


def _report_series_name(source: Source) -> Problem:
    name = source.path.rsplit("/", 1)[-1]
    message = f"The file is named {name}, not series.yaml, so it is not used."
    hint = "Rename the file to series.yaml"
    return Problem("file-name-date", message, Span(source, 0, 0), hint)


def _merge_problems(tree: ParsedYaml, reader: RecordReader) -> tuple[Problem, ...]:
    """Return the problems of both; an unknown field is reported once, by the tree."""
    known = {problem.place.start for problem in tree.problems}
    own = [p for p in reader.problems if p.rule != "unknown-field" or p.place.start not in known]
    braces = [p.place for p in own if p.rule == "bad-pattern"]  # {n} is no list of fields
    first = (p for p in tree.problems if not any(_is_within(p.place, span) for span in braces))
    return (*first, *own)


def _is_within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _read_root(reader: RecordReader, root: Node) -> Meeting | None:
    """Read a meeting; without a date it has that of its file's name. None: there is no date."""
    node = reader.expect_mapping(root, "a meeting", "date: 28 May 2015")
    if node is None:
        return None
    values = reader.read_fields(node, MEETING, "a meeting", "date")
    written: date | None = values.pop("date", None)
    if written is not None and reader.day is not None and written != reader.day:
        _report_other_date(reader, node, written)
    day = written or reader.day
    return None if day is None else _make_meeting(reader, day, reader.locate_node(node), values)


def _make_meeting(reader: RecordReader, day: date, place: Span, values: dict[str, Any]) -> Meeting:
    body = {name: values.pop(name) for name in ROOT_ITEM if name in values}
    return Meeting(
        place=place,
        name=reader.name,
        date=day,
        root_item=Item(place, **body),
        number=values.pop("ordinal", None),
        labels=tuple(reader.labels),
        introduced=tuple(reader.introduced),
        has_final_labels=reader.has_final_labels,
        has_day_first=reader.has_day_first,
        **values,
    )


def _report_other_date(reader: RecordReader, node: MappingNode, written: date) -> None:
    value = next(value for key, value in node.fields if key.text == "date")
    message = f"The file is named {reader.name}, but its date is {written}. The date is used."
    renamed = f"{written}{reader.name[len('2015-05-28') :]}.yaml"
    reader.report_problem(
        "file-name-date", value, message, f"Rename the file to {renamed}, or correct `date`."
    )


def read_series(tree: ParsedYaml) -> tuple[Series, tuple[Problem, ...]]:
    """Read the tree of `series.yaml`."""
    reader = SeriesReader(
        tree.source, "series", month_first=has_month_first(_find_date_sample(tree.root))
    )
    node = (
        None if tree.root is None else reader.expect_mapping(tree.root, "a series", "title: Board")
    )
    values = {} if node is None else reader.read_fields(node, SERIES, "the series")
    series = Series(**values, has_day_first=reader.has_day_first)
    return _drop_unfit_pattern(series, reader), _merge_problems(tree, reader)


def _find_date_sample(root: Node | None) -> str | None:
    """Return the sample under `dates`: it decides how other dates in the file are read."""
    fields = root.fields if root is not None and isinstance(root, MappingNode) else ()
    values = (value for key, value in fields if key.text == "dates")
    return next((value.text for value in values if isinstance(value, ScalarNode)), None)


def _drop_unfit_pattern(series: Series, reader: RecordReader) -> Series:
    """Drop a pattern that does not fit the month in which the board's year begins."""
    has_fault = any(problem.rule == "bad-schedule" for problem in reader.problems)
    fault = None if series.refs is None else year_fault(series.refs, series.year_starts)
    if series.refs is None or fault is None or (has_fault and series.year_starts is None):
        return series
    message = f"“{series.refs}” is not a pattern for this board. {fault.message}"
    reader.problems.append(Problem("bad-pattern", message, series.refs.place, fault.hint))
    return series._replace(refs=None)
