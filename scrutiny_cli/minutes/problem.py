"""What is wrong in a person's file: a value, told where it stands, with its remedy."""

from typing import NamedTuple

from scrutiny_cli.minutes.source import Span


class RelatedSpan(NamedTuple):
    """Another place that a problem speaks of."""

    place: Span
    message: str


class Problem(NamedTuple):
    """One fault: the rule's name, what is wrong, where, and what to write instead."""

    rule: str
    message: str
    place: Span
    hint: str = ""
    related: tuple[RelatedSpan, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the rule is an error; else it is a warning."""
        return RULES[self.rule].is_error


class Rule(NamedTuple):
    """A rule of `check`: its name, whether it is an error, what it holds, and what to do.

    `needs_base`: an earlier state of the log is needed to tell whether it is broken.
    """

    name: str
    is_error: bool
    holds: str
    remedy: str
    needs_base: bool = False

    @property
    def kind(self) -> str:
        """What the rule is, in words."""
        kind = "error" if self.is_error else "warning"
        return f"{kind}, with --base" if self.needs_base else kind


def _rules(rows: str, *, is_error: bool, needs_base: bool = False) -> dict[str, Rule]:
    cells = ([cell.strip() for cell in row.split(" | ")] for row in rows.strip().splitlines())
    return {name: Rule(name, is_error, holds, remedy, needs_base) for name, holds, remedy in cells}


# One row a rule: its name, what it holds, what to do where it is broken. README, `--list`
# and `--explain` are made from these rows.
_ERRORS = """
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

_PAST = """
agreed-changed | Agreed minutes stay as they were agreed. | Take the change back, or record it under `corrections` in a meeting that agrees them.
action-edited | An action stays as it was raised once its minutes are agreed. | Take the change back, and report the new due, owner or wording in a later meeting.
action-removed | No action drops out of the log. | Put it back; what is not to be done is withdrawn, by a report in a later meeting.
number-reused | A number stays with its action. | Give the new action the next free number, which the message names.
number-taken | A number that is given here is not given to another action in the base. | Give the action here the next free number, which the message names.
key-moved | What names an action by its place goes on to name it. | Write the place that the message names, or put the actions back in their places.
"""

_WARNINGS = """
not-mentioned | The latest held regular meeting mentions every action that was open before it. | Add it under `updates`; `scrutiny carry-forward` does it for you.
not-answered | The latest held regular meeting says what has become of every action that was open before it. | Fill in `status` or `note`.
no-about | A report that names an action by its place says what it is about. | Add `about:` with the action's first words.
unknown-owner | An owner whom nobody introduced does not look like a known person. | Write the label of the person who is meant; introduce somebody else under `present`.
owner-joined | Owners are separated so that each is a label of its own. | Separate them with commas, or write each as an entry of a list.
owner-left | Whoever has left owns no open action. | Agree who takes over, and give the new `owner` under `updates`.
attendance-open | Whoever was expected at a held meeting is in one of its other lists. | Move each from `expected` to `present`, `apologies` or `absent`.
label-case | A label is written in one way. | Write it as it was introduced, otherwise as it was first written.
person-renamed | Initials belong to one person. | Use other initials, or keep the name.
closed-again | A closed action is not closed once more. | Delete the report, or correct its ref.
ref-gap | Numbers follow without a gap, those brought forward included. | See whether an action was forgotten or misnumbered.
ref-out-of-order | Numbers rise from meeting to meeting. | See whether two numbers were exchanged.
ref-off-pattern | A number is of the form that series.yaml gives, and names the year of its meeting. | Correct the number, or `refs` in series.yaml.
mention-unknown | An action that prose names by its number is in the log. | Correct the number, or bring the action forward.
confidential-mention | Public text does not name a confidential action. | Leave the number out, or mark what holds the text `confidential`, too.
carried-often | An action is answered within three held meetings. | Ask its owner, or agree to withdraw it.
update-out-of-order | No update with an earlier `on` overrides what a meeting after that day answered. | See which of the two is right, and record it in a later entry if it is the earlier one.
next-meeting-passed | The meeting that a file announces has its file once its day is past. | Write it with `scrutiny new-meeting`, or correct `next_meeting`.
due-without-day | The due of an open action is not words that mean a day. | Write the day that the warning offers; without one the action is never overdue.
month-first | A due in figures is not before its meeting only because the day is read first. | Write `dates: 06/25/2015` into series.yaml where the month comes first, otherwise `dates: 25/06/2015`.
due-far-off | An open action is due within a year of its meeting. | See whether the year is right.
minutes-not-approved | Where a board agrees its minutes, it does so within two held meetings. | Write `approves:` in the meeting that agreed them.
"""

RULES: dict[str, Rule] = (
    _rules(_ERRORS, is_error=True)
    | _rules(_PAST, is_error=True, needs_base=True)
    | _rules(_WARNINGS, is_error=False)
)
