"""Problems in people's files, and the rules that they break."""

from enum import Enum
from typing import NamedTuple

from scrutiny_cli.minutes.source import Span


class RelatedSpan(NamedTuple):
    """Another place that a problem refers to."""

    place: Span
    message: str


class Problem(NamedTuple):
    """One fault: the name of the rule, what is wrong, where, and what to write instead."""

    rule: str
    message: str
    place: Span
    hint: str = ""
    related: tuple[RelatedSpan, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the rule is an error; otherwise it is a warning."""
        return RULES[self.rule].is_error


class Severity(Enum):
    """How much a broken rule matters: only errors make `check` fail."""

    ERROR = "error"
    WARNING = "warning"


class Rule(NamedTuple):
    """A rule of `check`: its name, its severity, what it holds, and what to do.

    `needs_base`: it compares with an earlier state of the log.
    """

    name: str
    severity: Severity
    summary: str
    remedy: str
    needs_base: bool = False

    @property
    def is_error(self) -> bool:
        """Whether it is an error; otherwise it is a warning."""
        return self.severity is Severity.ERROR

    @property
    def kind(self) -> str:
        """What the rule is, in words."""
        return f"{self.severity.value}, with --base" if self.needs_base else self.severity.value


# The rules that are checked while a file is read and while the log is made: the name, what the
# rule holds, and what to do where it is broken. All others are beside their functions in `rules`.
_READING_RULES = """
yaml-syntax | The file can be read as YAML. | Write the line as the message shows: text with a colon goes into quotes or under `|`.
duplicate-key | A field is given once in its place. | Keep one of the two, or put both values into it; where two entries have run together, put `- ref:` or the first field above the second.
split-by-comma | A text within { } or [ ] holds no bare comma. | Put the text into quotes, or write one field a line.
text-after-hash | No text is swallowed by a `#`. | Put the text into quotes, or under `|`; a comment goes on a line of its own above.
curly-quotes | A date, a ref, a status or a label is in straight quotes or in none. | Type straight quotes in their place, or take them away; text may keep its curly ones.
list-without-bar | A text with a list in it is written under `|`. | Write `minutes: |` and the text below it, indented.
list-without-dash | Each person of a list has a line of its own with a dash. | Begin each line with `- `, or end each but the last with a comma.
alias-or-tag | There are no YAML anchors, aliases, merge keys or tags. | Write the words out, or put the text into quotes.
second-document | A file holds one meeting. | Take away the `---` in the middle, or give the second meeting a file of its own.
too-deep | Lists and fields nest 32 levels deep at most. | Look for a lost or doubled indent, or for brackets that never close.
too-large | A file holds 2 MB, and 100,000 values and lists, at most. | Split the file; papers belong beside the minutes, not into them.
not-utf8 | A file is text in UTF-8. | Save it again with the encoding UTF-8.
control-character | There are no control characters, hidden line ends or changes of direction. | Delete the character; it often comes with text pasted from a PDF.
unreadable-file | A file can be opened. | See who may read it, or whether it is a file at all.
empty-file | A file says something. | Write at least `date:`, or delete the file.
unknown-field | Every field has a name that is known here. | Use the name that is offered; a field of your own begins with `x-`.
missing-field | What must be there is there. | Add the field that the message names.
missing-value | A field that must have a value has one. | Write the value after the colon, or delete the field.
wrong-shape | A field holds what it should: a text, a list or fields. | Write it as the message shows.
bad-date | A date is a day that exists, with its year; the words of a due contain no day. | Write it as 2015-06-25 or 25 June 2015; other words go into `action` or `note`.
bad-ref | A ref is a number or name of the board's own, not a place such as 2015-05-28#2. | Give the action a number, or leave `ref` out.
bad-status | A status is one of the words that are understood. | Use one of them; more words go into `note`. series.yaml may add words under `statuses`.
bad-schedule | A schedule is a rule, in words or of RFC 5545, by which dates can be found. | Write it as `last Thursday of the month`, or as FREQ=MONTHLY;BYDAY=-1TH.
bad-timezone | A time zone has the name that the IANA gives it. | Write it as Europe/London.
bad-pattern | A pattern for refs has {n} once, and only {yy}, {yyyy}, {yy+1} or {meeting} besides. | Write it in quotes, as "{n}/{yy}".
file-name-date | A file is named by its meeting's date, and after it has letters, figures, `-`, `_` and `.` only. | Rename the file to the date, as 2015-05-28.yaml or 2015-05-28-extraordinary.yaml, or correct `date`.
ambiguous-meeting | A date names one meeting. | Where two were held on one day, write the file's name without .yaml.
duplicate-ref | A number is given to one action. | Give the later one the next free number, which the message names.
unknown-ref | A ref names an action that the log has by then. | Correct the ref; an action from before this log is added to `brought_forward`.
wrong-action | The words of `about` are those of the action that is named. | Name the action that the message offers, or correct the words.
already-known | What is brought forward is not in the log already. | Report on it under `updates` instead.
happened-after-meeting | What a meeting reports has happened by its day. | Correct `on`, or report it at a later meeting.
happened-before-raised | What is reported of an action happened after it was raised. | Correct `on`, or the ref.
circular | No action follows from itself. | Correct `follows` or `becomes`.
approves-later | A meeting agrees the minutes of earlier meetings. | Correct the date under `approves`.
"""


def _parse_rule(row: str) -> Rule:
    name, summary, remedy = row.split(" | ")
    return Rule(name, Severity.ERROR, summary, remedy)


# Every rule by its name, in the order in which rules are listed. The package `rules` adds its own
# when it is imported, as it must be before any of its problems can exist.
RULES = {rule.name: rule for rule in map(_parse_rule, _READING_RULES.strip().splitlines())}
