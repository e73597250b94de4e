"""The report of an import as text: what each FILE became, what is unsure, what was ignored."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from scrutiny_cli.actionlog.cuts import cut_book
from scrutiny_cli.importing.blocks import IgnoredText
from scrutiny_cli.importing.clean_text import list_words
from scrutiny_cli.importing.import_records import Batch, ImportedFile, RefusedFile
from scrutiny_cli.importing.imported_meeting import PeopleList
from scrutiny_cli.importing.report_facts import FileFacts, collect_facts
from scrutiny_cli.minutes.dates.date_styles import date_formatter
from scrutiny_cli.output.phrases import format_count

_LABEL = 11  # columns of the labels of lines, with the spaces before what is after them
_VALUE = 44  # columns of a value that has a place after it
_NARROWEST = 30
_ONE_LINE = 100  # columns of what was ignored, on one line
# The lists of people, with the words for one and several of them.
_PEOPLE = {
    "present": ("present", "present"),
    "in_attendance": ("in attendance", "in attendance"),
    "apologies": ("apology", "apologies"),
    "absent": ("absent", "absent"),
}


def describe_batch(
    batch: Batch, today: date, width: int | None = None, *, may_write: bool = True
) -> str:
    """Return the report; `width` is that of a terminal, at which long lines are wrapped.

    Where nothing may be written, because a FILE is refused, nothing is summed up.
    """
    format_day = date_formatter(batch.book.series.dates)
    facts = [collect_facts(file) for file in batch.files]
    lines = [
        line
        for file, found in zip(batch.files, facts, strict=True)
        for line in _describe_file(file, found, format_day)
    ]
    for failed in batch.refused:
        lines += [f"{failed.source.path}: refused", *_indent_lines(failed.reason)]
    lines += [_describe_skipped(done) for done in batch.skipped]
    lines += _sum_up(batch, facts, today, format_day) if may_write else []
    return "".join(f"{part}\n" for line in lines for part in _wrap_line(line, width))


def _indent_lines(text: str) -> list[str]:
    return [f"  {line}" for line in text.split("\n")]


def _wrap_line(line: str, width: int | None) -> list[str]:
    """Return a line as it is on a terminal: what does not fit is below its last column."""
    if width is None or len(line) <= width:
        return [line]
    indent = len(line) - len(line.lstrip()) + 2
    deeper = line.rfind("   ") + 3 if "   " in line.strip() else indent
    indent = deeper if deeper <= width - _NARROWEST else indent
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    )


# One file


def _describe_file(
    file: ImportedFile, facts: FileFacts, format_day: Callable[[date], str]
) -> Iterator[str]:
    head = file.meeting.head
    yield f"{file.source.path} → {file.path}"
    yield _label_line("date", format_day(head.day), head.date_place)
    people = _describe_people(file.meeting.people)
    if people:
        places = (group.place for group in file.meeting.people)
        yield _label_line("people", people, join_places(places))
    yield _label_line("actions", _describe_actions(facts))
    if file.unlisted:
        yield _label_line("not listed", _describe_unlisted(file))
    if facts.doubts:
        yield _label_line("unsure", str(len(facts.doubts)))
        yield from _align_rows(
            (found.doubt.place, f"line {found.line}", found.doubt.name, found.doubt.message)
            for found in facts.doubts
        )
    if facts.possible:
        yield _label_line("possible", str(len(facts.possible)))
        yield from _align_rows(
            (found.action.place, f"line {found.line}", f'"{found.action.text}"')
            for found in facts.possible
        )
    if facts.ignored:
        yield from describe_ignored(facts.ignored)


def _label_line(label: str, value: str, place: str = "") -> str:
    line = f"  {label.ljust(_LABEL)}{value}"
    return f"{line.ljust(_LABEL + 2 + _VALUE)}  {place}" if place else line


def _describe_people(lists: Iterable[PeopleList]) -> str:
    parts = (
        format_count(len(group.people), *_PEOPLE[group.field]) for group in lists if group.people
    )
    return ", ".join(parts)


def _describe_actions(facts: FileFacts) -> str:
    """Return how many actions and updates a file has, with their keys."""
    groups = (
        ("raised", [found.action.key for found in facts.raised]),
        ("brought forward", [found.action.key for found in facts.brought_forward]),
    )
    parts = [f"{len(keys)} {word}: {', '.join(keys)}" for word, keys in groups if keys]
    refs = [found.update.ref for found in facts.updates]
    if refs:
        parts.append(f"{format_count(len(refs), 'update')}: {', '.join(refs)}")
    return "; ".join(parts) or "none"


def _describe_unlisted(file: ImportedFile) -> str:
    """Return how many open actions of the minutes a tracker does not have."""
    count, verb = len(file.unlisted or ()), "is" if len(file.unlisted or ()) == 1 else "are"
    keys = ", ".join(file.unlisted or ())
    return f"{count} {verb} open in the minutes and not in the tracker: {keys}"


def _align_rows(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield rows whose columns, but for the last, are as wide as the widest of each."""
    listed = list(rows)
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    for row in listed:
        cells = [text.ljust(width) for text, width in zip(row[:-1], widths, strict=False)]
        yield "    " + "   ".join([*cells, row[-1]])


def describe_ignored(ignored: Sequence[IgnoredText]) -> Iterator[str]:
    """Yield how many words were ignored, and which: each reason and each text once.

    They are on one line where that is short, otherwise on a line for each reason and each text.
    """
    count = format_count(sum(len(list_words(one.text)) for one in ignored), "word")
    texts: dict[str, dict[str, list[str]]] = {}
    for one in ignored:
        text = " ".join(one.text.split())
        texts.setdefault(one.reason, {}).setdefault(text, []).append(one.place)
    parts = (f"{reason} {_describe_texts(places)}" for reason, places in texts.items())
    line = f"{count}: {'; '.join(parts)}"
    if len(line) <= _ONE_LINE:
        yield _label_line("ignored", line)
        return
    yield _label_line("ignored", count)
    for reason, places in texts.items():
        yield f"    {reason}"
        for row in _align_rows(
            (join_places(where), _quote(text)) for text, where in places.items()
        ):
            yield f"  {row}".rstrip()


def _quote(text: str) -> str:
    return f'"{text}"' if text else ""


def _describe_texts(places: Mapping[str, Sequence[str]]) -> str:
    """Return texts with the places where they were ignored."""
    return ", ".join(
        " ".join(filter(None, (_quote(text), f"({join_places(where)})")))
        for text, where in places.items()
    )


def join_places(places: Iterable[str]) -> str:
    """Return places, each once; those of one kind that follow each other are a range."""
    groups: list[tuple[str, list[int]]] = []
    for place in dict.fromkeys(filter(None, places)):
        before, _, number = place.rpartition(" ")
        if not number.isdecimal() or not before:
            groups.append((place, []))
        elif groups and groups[-1][0] == before and groups[-1][1]:
            groups[-1][1].append(int(number))
        else:
            groups.append((before, [int(number)]))
    return ", ".join(_name_places(*group) for group in groups)


def _name_places(before: str, numbers: Sequence[int]) -> str:
    """Return `paragraph 3`, `paragraphs 3–5 and 9`, or a place without numbers."""
    if not numbers:
        return before
    ranges: list[list[int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1].append(number)
        else:
            ranges.append([number])
    named = [f"{one[0]}–{one[-1]}" if one[1:] else str(one[0]) for one in ranges]
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{before}{'s' if numbers[1:] else ''} {listed}"


# All files


def _describe_skipped(done: RefusedFile) -> str:
    return f"{done.source.path}: imported already as {', '.join(done.existing)}."


def _sum_up(
    batch: Batch, facts: Sequence[FileFacts], today: date, format_day: Callable[[date], str]
) -> Iterator[str]:
    if not batch.files:
        return
    raised, brought, updates = (
        sum(len(getattr(found, name)) for found in facts)
        for name in ("raised", "brought_forward", "updates")
    )
    parts = [f"{format_count(raised, 'action')} raised"]
    parts += [f"{brought} brought forward"] if brought else []
    parts.append(format_count(updates, "update"))
    meetings = format_count(len(batch.files), "meeting")
    yield f"Imported {meetings}: {', '.join(parts)}; {_count_open(batch, today, format_day)}."
    doubtful = [len(found.doubts) for found in facts if found.doubts]
    if doubtful:
        files = format_count(len(doubtful), "file")
        yield f"{sum(doubtful)} unsure in {files}: scrutiny check --only unsure"
    has_tracker = any(file.unlisted is not None for file in batch.files)
    if not has_tracker and any(one.is_open for one in cut_book(batch.book, today).log.actions):
        yield (
            "An action stays open until minutes say what became of it. If the board has an action "
            "tracker, import it, too."
        )


def _count_open(batch: Batch, today: date, format_day: Callable[[date], str]) -> str:
    actions = [one for one in cut_book(batch.book, today).log.actions if one.is_open]
    days = [one.raised or one.counts_from for one in actions]
    return f"{len(actions)} open" + (f", since {format_day(min(days))}" if days else "")
