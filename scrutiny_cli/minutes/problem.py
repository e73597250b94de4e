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
        """Whether it breaks a rule that is an error; otherwise it is a warning."""
        return RULES[self.rule].is_error


class Severity(Enum):
    """How much a broken rule matters: only errors make `check` fail."""

    ERROR = "error"
    WARNING = "warning"


class Rule(NamedTuple):
    """A rule of `check`: its name, its severity, what it requires, and what to do.

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


# The rules that are checked while a file is read and while the log is made: the name, what is true
# if the rule is kept, and what to do if it is broken. All others are with their functions in `rules`.
_READING_RULES = """
yaml-syntax | The file can be read as YAML. | Write the line as the message shows. Put text with a colon in quotes or under `|`.
duplicate-key | A field is given only once in its place. | Keep one of the two, or put both values in one. If two entries have run together, write `- ref:` or the first field above the second.
split-by-comma | No text inside { } or [ ] is cut by a comma. | Put the text in quotes, or write each field on its own line.
text-after-hash | No text is lost after a `#`. | Put the text in quotes or under `|`. Put a comment on its own line above.
curly-quotes | A date, number, status or label has straight quotes or none. | Type straight quotes, or delete the quotes. Other text may keep curly quotes.
list-without-bar | A text that has a list in it is written under `|`. | Write `minutes: |` and the text below it, indented.
list-without-dash | Each person in a list is on a separate line that begins with `- `. | Begin each line with `- `, or end every line except the last with a comma.
alias-or-tag | Text that begins with `&`, `*` or `!` is in quotes, and no field is called `<<`. | Put the text in quotes, or write the words out in full.
second-document | A file holds only one meeting. | Delete the `---` in the middle, or move the second meeting to its own file.
too-deep | Lists and fields have at most 32 levels. | Check for a wrong indent, or for brackets that are not closed.
too-large | A file has at most 2 MB, and at most 100,000 values and lists. | Split the file. Keep papers in their own files, not in the minutes.
not-utf8 | The file is saved as UTF-8. | Save it again and choose the encoding UTF-8.
control-character | There are no invisible characters that end a line, control a device or reverse text. | Delete the character. It often comes with text pasted from a PDF.
unreadable-file | The file can be opened. | Check that you may read it, and that it is a file.
empty-file | The file is not empty. | Write at least `date:`, or delete the file.
unknown-field | Every field has a name that the program knows. | Use the name that the message offers. A field of your own begins with `x-`.
missing-field | No required field is missing. | Add the field that the message names.
missing-value | No required value is missing. | Write the value after the colon, or delete the field.
wrong-shape | Each field has the kind of value that it needs: text, a list or fields. | Write it as the message shows.
bad-date | A date exists and has its year, and there is no date inside the words of a due date. | Write a date such as 2015-06-25 or 25 June 2015. Put other words in `action` or `note`.
bad-ref | A `ref` is one number. A new action has the board's own number, not a key such as 2015-05-28#2. | Write one number of the board's own, or delete `ref`.
bad-status | Each status is a known word. | Use one of the known words. Put other words in `note`. You can add words under `statuses` in series.yaml.
bad-schedule | Dates can be worked out from the schedule. | Write it in words such as `last Thursday of the month`, or as a rule such as FREQ=MONTHLY;BYDAY=-1TH.
bad-timezone | The time zone has an official (IANA) name. | Write a name such as Europe/London.
bad-pattern | A pattern has {n} once, and nothing else in braces but {yy}, {yyyy}, {yy+1} or {meeting}. | Write it in quotes, for example "{n}/{yy}".
file-name-date | A file's name is the date of its meeting, with only letters, digits, `-`, `_` and `.` after it. | Rename the file to its date, for example 2015-05-28.yaml or 2015-05-28-extraordinary.yaml, or correct `date`.
ambiguous-meeting | It is clear which meeting a date means. | If two meetings were held on the same day, write the file's name without .yaml.
duplicate-ref | Each number is given to only one action. | Give the later action the next free number, which the message names.
unknown-ref | Each `ref` is the number or key of an action in the log at that time. | Correct the number. If the action is from before this log, add it to `brought_forward`.
wrong-action | The words of `about` are those of the action in `ref`. | Write the number that the message offers, or correct the words.
already-known | An action that is brought forward is not yet in the log. | Write an update under `updates` instead.
happened-after-meeting | What a meeting reports happened on or before its day. | Correct `on`, or move the entry to a later meeting.
happened-before-raised | What is reported of an action happened after it was raised. | Correct `on` or `ref`.
circular | No action follows from itself. | Correct `follows` or `becomes`.
approves-later | A meeting agrees only the minutes of earlier meetings. | Correct the date under `approves`.
"""


def _parse_rule(row: str) -> Rule:
    name, summary, remedy = row.split(" | ")
    return Rule(name, Severity.ERROR, summary, remedy)


# Every rule by its name, in the order in which rules are listed. The package `rules` adds its own
# when it is imported, as it must be before any of its problems can exist.
RULES = {rule.name: rule for rule in map(_parse_rule, _READING_RULES.strip().splitlines())}
