"""Remedies: the lines to copy that a hint holds remove the error, and make no other.

`apply` does what a clerk does who copies them: they take the place of the field (or the entry)
in which the problem is, or of the lines that the hint names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest
from support import CASES

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.decode import decode_bytes
from scrutiny_cli.minutes.lines import find_line, parse_line, read_lines_above, read_lines_below
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml.bullets import BULLET

BAD_CASES = CASES / "bad"
BAD = sorted(one.name for one in BAD_CASES.iterdir())

_WRITE = re.compile(
    r"^(?:.*[.:] )?Write(?:, in place of lines? (\d+)(?: (?:to|and) (\d+))?"
    r"|, two spaces further left)?:(?: (.+))?$"
)
_ADD = re.compile(r"^Add: (.+)$")


def lines_to_copy(problem: Problem) -> tuple[int, int, list[str]] | None:
    """Give the first and last line (from 1) that a hint replaces, and by what; None: none."""
    text = problem.place.source.text
    hint = problem.hint.split("\n")
    for at, line in enumerate(hint):
        if found := _ADD.match(line):
            first = problem.place.line
            return first, first - 1, [found[1]]
        if found := _WRITE.match(line):
            lines = [found[3]] if found[3] else hint[at + 1 :]
            if found[1]:
                return int(found[1]), int(found[2] or found[1]), lines
            return *_field_lines(text, problem, lines[0]), lines
    return None


def _field_lines(text: str, problem: Problem, written: str) -> tuple[int, int]:
    line = find_line(text, problem.place.start)
    name = parse_line(written).name
    is_bare = not (line.name or line.has_dash or re.match(BULLET, line.text))
    if is_bare and name and f"{name}:" not in line.text:  # a value below its name
        line = next((one for one in read_lines_above(text, line) if one.name == name), line)
    mark = re.match(BULLET, line.text)
    column = max(mark.end(), line.edge + 2) if mark and not line.name else line.column
    first = text.count("\n", 0, line.start) + 1
    span = text[line.start : problem.place.end].rstrip()
    last = first + span.count("\n")
    for count, below in enumerate(read_lines_below(text, line), 1):
        if below.is_empty:
            continue
        if below.edge <= column:
            break
        last = max(last, first + count)
    return first, last


def apply(problem: Problem) -> str | None:
    """Give the file's text with the lines to copy in their place."""
    found = lines_to_copy(problem)
    if found is None:
        return None
    first, last, written = found
    lines = problem.place.source.text.split("\n")
    old = parse_line(lines[first - 1].removesuffix("\r"))
    starts_entry = written[0].startswith(("- ", "-\t")) or written[0] == "-"
    indent = old.edge if starts_entry else old.column
    if "further left" in problem.hint:
        indent -= 2
    new = [(" " * indent + line) if line else "" for line in written]
    if old.has_dash and not starts_entry and last >= first:  # the dash before the field stays
        new[0] = old.indent + written[0]
    return "\n".join([*lines[: first - 1], *new, *lines[max(last, first - 1) :]])


def errors_of(sources: Iterable[Source]) -> tuple[list[Problem], Counter[tuple[str, str]]]:
    """Give all problems, and how often each error is told."""
    book = build_book(list(sources))
    return list(book.problems), Counter(map(_key, filter(lambda p: p.is_error, book.problems)))


def _key(problem: Problem) -> tuple[str, str]:
    """Give what a problem is known by before and after lines were added above it."""
    return problem.rule, re.sub(r"line \d+", "line", f"{problem.place.path}: {problem.message}")


# What may be wrong only because a file is read at last that could not be.
_OF_OTHER_FILES = {"unknown-ref", "not-mentioned"}


def check_remedies(sources: list[Source]) -> int:
    """Apply each remedy alone; give how many there are."""
    problems, before = errors_of(sources)
    count = 0
    for problem in problems:
        text = apply(problem)
        if text is None:
            continue
        count += 1
        changed = [
            Source(one.path, text) if one.path == problem.place.path else one for one in sources
        ]
        _, after = errors_of(changed)
        told = f"{problem.place}: {problem.message}\n{problem.hint}\n---\n{text}\n---\n{after}"
        key = _key(problem)
        assert not problem.is_error or after[key] < before[key], told
        assert not {rule for rule, _ in after - before} - _OF_OTHER_FILES, told
    return count


@pytest.mark.parametrize("name", BAD)
def test_every_case_is_right_once_its_remedies_are_applied(name: str) -> None:
    files = sorted((BAD_CASES / name).glob("*.yaml"))
    check_remedies([decode_bytes(one.name, one.read_bytes())[0] for one in files if one.is_file()])


# A clean file; each line of it is written wrong in each of many ways.
BASE = """\
date: 2024-06-13
title: Harbour Board
time: 9:00am
chair: AB
present:
  - initials: AB
    name: Ada Bell
  - Ivo Jansen (IJ), Clerk
apologies: [GH]
brought_forward:
  - ref: 7/24
    action: Survey of the east mole
    owner: GH
items:
  - title: Matters arising
    updates:
      - ref: 7/24
        status: progressing
        note: The diver came in May
  - title: Dredging
    presenter: GH
    minutes: |
      The following was asked:

      - the inner basin
    decisions:
      - The fairway is dredged first
      - decision: The bar is left
        votes: 3 to 2
    actions:
      - ref: 8/24
        action: Costs for both
        owner: CD, EF
        due: 31 July 2024
      - action: Publish the survey
        owner: EF
    papers:
      - Survey of May
next_meeting:
  date: 11 July 2024
  venue: Old Custom House
"""

_DASHES = ("– ", "— ", "-", "• ", "* ", "+ ", "•\t", "\uf0b7\t", "")
_STARTS = (
    "@", "%", "`", "*", "&", "!", "> ", "? ", "[", "{", '"', "'", ", ", "- ", "| ", "[x] ", "'t",
)  # fmt: skip


def _entry_slips(indent: str, dash: str, body: str, value: str) -> list[str]:
    if not dash:
        return []
    nameless = [f"{indent}{dash}{value}"] if value else []
    return [*(indent + one + body for one in _DASHES), f"{indent}  {body}", *nameless]


def _value_slips(before: str, deeper: str, name: str, value: str) -> list[str]:
    line = f"{before}{name}: {value}"
    return [
        *(f"{before}{name}: {one}{value}" for one in _STARTS),
        f"{before}{name}:{value}",
        f"{before}{name} {value}",
        f"{before}{name}:\xa0{value}",
        f"{before}{name}: Note: {value}",
        f"{before}{name}: {value}:",
        f'{before}{name}: "{value}" he said',
        f"{line} # 4 more",
        f"{line} #4",
        f"{before}{name}: #{value}",
        f"{line}\n{deeper}and: more",
        f"{line}\n{deeper.removesuffix('  ')}and more",
        f"{line}\n{deeper}- more\n{deeper}- and more",
        f"{line}\n{deeper}# more\n{deeper}# and more",
        f"{line}\n{deeper.removesuffix('  ')}{name}: more",
        f"{before}{name}:\n{deeper}Chair: {value}",
        f"{before}{name}:\n{deeper}- {value}\n{deeper}- x: {value}",
        f"{before}{name}:\n{deeper}{value}\n{deeper}and more",
    ]


def _slips(line: str) -> list[str]:
    """Give a line written wrong in many ways."""
    parts = parse_line(line)
    indent, dash = " " * parts.edge, "- " if parts.has_dash else ""
    body = line[parts.column :]
    before, deeper = indent + dash, " " * parts.column + "  "
    found = [f" {line}", f"  {line}", line[1:], line[2:], "\t" + line.lstrip()]
    found += _entry_slips(indent, dash, body, parts.value if parts.name else "")
    if parts.name and parts.value:
        found += _value_slips(before, deeper, parts.name, parts.value)
    elif parts.name:
        found.append(before + parts.name)
    elif body:
        found += [f"{before}{one}{body}" for one in _STARTS]
        found += [f"{before}Agreed: {body}", f"{line} # 4 and", f"{line}\n{deeper}- more"]
    return found


LINES = BASE.splitlines()
# Such a number may be an action's or not; nobody knows but the board.
_UNSURE = re.compile(r"ref: (?:#|'t)")


@pytest.mark.untraced
@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_remedy_removes_a_slip_and_makes_no_other(number: int) -> None:
    for slip in _slips(LINES[number]):
        text = "\n".join([*LINES[:number], slip, *LINES[number + 1 :]]) + "\n"
        if not _UNSURE.search(slip) and "|\n    minutes: more" not in slip:
            check_remedies([Source("2024-06-13.yaml", text)])


@pytest.mark.untraced
def test_most_slips_have_lines_to_copy() -> None:
    with_lines = without = 0
    for number, line in enumerate(LINES):
        for slip in _slips(line):
            text = "\n".join([*LINES[:number], slip, *LINES[number + 1 :]]) + "\n"
            for problem in errors_of([Source("2024-06-13.yaml", text)])[0]:
                with_lines += apply(problem) is not None
                without += apply(problem) is None
    assert with_lines > 2 * without


def test_what_becomes_of_an_action_is_shown_as_the_lines_of_an_update() -> None:
    text = "date: 2024-06-13\nactions:\n  - action: Survey\n"
    reported = f"{text}    status: done\n    note: 'It is: done'\n"
    (problem,) = build_book([Source("2024-06-13.yaml", reported)]).problems
    where, *lines = problem.hint.split("\n")
    assert where == (
        "Delete `status` and `note` here,"
        " and write this at the end of this file or of a later meeting's file:"
    )
    assert lines == [
        "updates:",
        "  - ref: 2024-06-13#1",
        "    about: Survey",
        "    status: done",
        '    note: "It is: done"',
    ]
    assert build_book([Source("2024-06-13.yaml", text + "\n".join(lines))]).problems == ()


_WITHIN = "Put each text inside the brackets in quotes, or write each field on its own line."
_WHOLE = "Put the text with its brackets in quotes, or write each field on its own line."
_COLON = "Put the text in quotes, or write each field on its own line."
_CLOSE = "Close it with `}`, or put the text in quotes."
_EMPTY = "Write a space and the value after the colon, or delete the field."
# Fields in brackets, written wrong: by the list and the entry, the hint.
_IN_BRACKETS = {
    ("actions", "- {action: Paint, owner: EF"): "Write: - {action: Paint, owner: EF}",
    ("actions", '- {action: "Best" quay, owner: EF}'): _WITHIN,
    ("actions", "- {action: [urgent] paint, owner: EF}"): _WHOLE,
    ("actions", "- {action: Paint: the quay}"): _COLON,
    ("actions", "- {action: Paint the quay} and more"): _WITHIN,
    ("actions", "- {action: Paint, owner:}"): _EMPTY,
    ("actions", "- {action: Paint,\n      owner: EF"): _CLOSE,
    ("actions", "- {Chair} to paint"): 'Write: - action: "{Chair} to paint"',
    ("actions", "- @home"): 'Write: - action: "@home"',
    ("actions", "- %x\n    owner: AB"): "Begin it with `- action:`, and put the text in quotes.",
    ("items", "- *"): 'Write: - title: "*"',
    ("items", "- {title: Water\n    minutes: none}"): _CLOSE,
    ("items", "- {title: Water, minutes:, number: 4}"): _EMPTY,
    ("updates", "- @home"): "Begin it with `- ref:`.",
    ("updates", "- [7/24] done"): "Write:\n- ref: 7/24\n  status: done",
    ("decisions", "- {Chair} agreed"): 'Write: - "{Chair} agreed"',
    ("decisions", "- {decision: Agreed} more"): _WITHIN,
    ("present", '- {initials: AB, name: "Ada" Bell}'): _WITHIN,
    ("present", "- {initials: AB, name: Bell"): "Write: - {initials: AB, name: Bell}",
}


@pytest.mark.parametrize(("field", "entry"), _IN_BRACKETS)
def test_what_is_in_brackets_is_not_put_into_quotes_as_one_text(field: str, entry: str) -> None:
    lines = ["date: 2024-06-13", "brought_forward: [{ref: 7/24}]", f"{field}:", f"  {entry}", ""]
    source = Source("2024-06-13.yaml", "\n".join(lines))
    (problem,) = errors_of([source])[0]
    assert (problem.rule, problem.hint) == ("yaml-syntax", _IN_BRACKETS[field, entry])
    assert check_remedies([source]) == problem.hint.startswith("Write:")


# A text among the fields of an entry, without the field that it is: the list, the lines.
_NAMELESS = {
    ("actions", "- owner: AB\n    Paint the quay\n    due: 2024-08-01"): "action: Paint the quay",
    ("actions", "- owner: AB\n    Paint\n    the quay # 4"): 'action: "Paint the quay # 4"',
    ("brought_forward", "- ref: 8/24\n    Paint"): "action: Paint",
    ("items", "- number: 4\n    Water"): "title: Water",
    ("updates", "- ref: 7/24\n    Said to be late"): "note: Said to be late",
    ("decisions", "- ref: D1\n    To buy it"): "decision: To buy it",
}


@pytest.mark.parametrize(("field", "entry"), _NAMELESS)
def test_a_text_without_its_fields_name_is_offered_with_it(field: str, entry: str) -> None:
    known = "" if field == "brought_forward" else "brought_forward: [{ref: 7/24}]\n"
    source = Source("2024-06-13.yaml", f"date: 2024-06-13\n{known}{field}:\n  {entry}\n")
    (problem,) = errors_of([source])[0]
    assert problem.hint.split("\n")[1:] == [_NAMELESS[field, entry]]
    assert problem.message == "A field's name is missing before this text."
    assert check_remedies([source]) == 1


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("apologies: -", "Write: apologies: none"),
        ("venue: -", 'Write: venue: "-"'),
        ("due: -", "Write: due: none"),
        ("next_meeting: -", "Write a value after `next_meeting:`, or delete the hyphen."),
        ("public: -", "Write a value after `public:`, or delete the hyphen."),
    ],
)
def test_a_hyphen_alone(line: str, hint: str) -> None:
    source = Source("2024-06-13.yaml", f"date: 2024-06-13\n{line}\n")
    (problem,) = errors_of([source])[0]
    message = "There is only a hyphen here, so YAML reads it as a list."
    assert (problem.message, problem.hint) == (message, hint)
    assert check_remedies([source]) == hint.startswith("Write: ")


@pytest.mark.parametrize("text", ["present: [AB, CD] and EF", "members: [AB]; CD"])
def test_labels_in_brackets_are_not_put_into_quotes_as_one_label(text: str) -> None:
    name = "series.yaml" if text.startswith("members") else "2024-06-13.yaml"
    (problem,) = errors_of([Source(name, f"{text}\n")])[0]
    assert problem.hint == (
        "Write all of them inside the brackets,"
        " or delete the brackets and separate them with commas."
    )


@pytest.mark.parametrize("status", ["[x].", "[done]!", "[ ] –"])
def test_a_sign_after_square_brackets_is_no_note(status: str) -> None:
    lines = ["date: 2024-06-13", "brought_forward: [{ref: 7/24}]", "updates:", "  - ref: 7/24"]
    text = "\n".join([*lines, f"    status: {status}", ""])
    (problem,) = errors_of([Source("2024-06-13.yaml", text)])[0]
    assert check_remedies([problem.place.source]) == 1
    assert problem.hint == f'Write: status: "{status.partition("]")[0]}]"'


# A clean file with its entries in brackets; a sign is put in, and taken away, at each place.
FLOW = """\
date: 2024-06-13
chair: AB
present: [AB, Ivo Jansen (IJ), {initials: CD, name: Cem D}]
brought_forward: [{ref: 7/24, action: Survey, owner: GH}]
items:
  - {title: Matters arising, updates: [{ref: 7/24, status: progressing, note: The diver came}]}
  - title: Dredging
    decisions: [The fairway first, {decision: The bar is left, votes: 3 to 2}]
    actions:
      - {ref: 8/24, action: Costs for both, owner: [CD, EF], due: 31 July 2024}
    papers: [Survey of May, {title: Tides, link: tides.pdf}]
    approves: [2024-05-13, previous meeting]
next_meeting: {date: 11 July 2024, venue: Old Custom House}
""".splitlines()
_SIGNS = ("@", "%", "`", "*", "&", "!", "> ", "? ", '"', "'", "- ", "| ", "[x] ", "#", "{", "[", "")


def _flow_slips(line: str) -> Iterator[str]:
    for found in re.finditer(r"(?:: |\[|, |\{)(?=\S)", line):
        yield from (line[: found.end()] + sign + line[found.end() :] for sign in _SIGNS)
        yield line[: found.start()] + line[found.end() :]
    for found in re.finditer(r"[\]},:]", line):
        before, after = line[: found.start()], line[found.end() :]
        yield from (before + sign + after for sign in ("", found[0] * 2, f"{found[0]} more"))
        yield from (f"{before}, {found[0]}{after}", f"{before} # x{found[0]}{after}")


@pytest.mark.parametrize("number", range(len(FLOW)))
def test_a_remedy_within_brackets_makes_no_other_error(number: int) -> None:
    for slip in _flow_slips(FLOW[number]):
        check_remedies(
            [Source("2024-06-13.yaml", "\n".join([*FLOW[:number], slip, *FLOW[number + 1 :], ""]))]
        )


SERIES = """\
title: Harbour Board
venue: Old Custom House
timezone: Europe/London
dates: 25 June 2015
schedule: last Thursday of the month
year_starts: April
members: [AB, CD, EF]
agenda:
  - Matters arising
  - title: Staff
    confidential: personal matters
people:
  - Ada Bell (AB), Chair
  - initials: CD
    name: Cem D
    left: 2024-01-01
statuses:
  noted: completed
  parked: on hold
""".splitlines()


def _is_unsure(line: str, slip: str) -> bool:
    """Whether a `#` or lines below a board's own word may be part of it."""
    return line.startswith("  noted:") and ("#" in slip or "\n" in slip)


@pytest.mark.parametrize("number", range(len(SERIES) - 1))
def test_a_remedy_in_series_yaml_makes_no_other_error(number: int) -> None:
    for slip in (*_slips(SERIES[number]), *_flow_slips(SERIES[number])):
        text = "\n".join([*SERIES[:number], slip, *SERIES[number + 1 :], ""])
        if not _is_unsure(SERIES[number], slip):
            check_remedies([Source("series.yaml", text)])


@pytest.mark.parametrize("number", range(len(LINES)))
def test_one_slip_is_one_syntax_error(number: int) -> None:
    for slip in _slips(LINES[number]):
        text = "\n".join([*LINES[:number], slip, *LINES[number + 1 :]]) + "\n"
        problems, _ = errors_of([Source("2024-06-13.yaml", text)])
        lines = [one.place.line for one in problems if one.rule == "yaml-syntax"]
        assert len(lines) <= 1, f"{lines}\n{text}"
