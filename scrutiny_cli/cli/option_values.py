"""What each kind of value of an option or argument is, in words and by an example."""

from __future__ import annotations

from typing import NamedTuple


class OptionValue(NamedTuple):
    """What is to be typed, by the word that the help has for it, and an example."""

    noun: str
    example: str | None = None


VALUES = {
    "ADDRESS": OptionValue("an address or reference", "https://example.org/report.pdf"),
    "AGE": OptionValue("an age in days, months or years", "3m"),
    "BASE[..HEAD]": OptionValue("a branch or commit of git", "main"),
    "COLUMN=FIELD": OptionValue("a column and what it contains", '"Agreed action=action"'),
    "DATE": OptionValue("a date", "25.06.15"),
    "DAYS": OptionValue("a number of days", "14"),
    "DECISION": OptionValue("the decision in words", '"The estimate was accepted."'),
    "DIR": OptionValue("the name of a folder", "meetings"),
    "DUE": OptionValue("a date or words", '"next meeting"'),
    "FILE": OptionValue("a file name"),
    "FILE...": OptionValue("a file of past minutes", "minutes-2015-04-30.docx"),
    "FORM": OptionValue("a format", "html"),
    "FORMAT": OptionValue("a format", "json"),
    "FROM": OptionValue("the label of an owner", "WK"),
    "GROUP": OptionValue("what to group by", "owner"),
    "KIND": OptionValue("event or todo", "todo"),
    "LABEL": OptionValue("the label of an owner", "WK"),
    "MEETING": OptionValue("the date or name of a meeting", "2015-06-25"),
    "MEETING...": OptionValue("the date or name of a meeting", "2015-05-28"),
    "N": OptionValue("a number from 1 up", "2"),
    "N|TITLE": OptionValue("the number or title of an item", "3"),
    "NAME": OptionValue("the name of a meeting", "2015-04-30-egm"),
    "NUMBER": OptionValue("the number of an action", "42/15"),
    "ORDER": OptionValue("what to sort by", "due"),
    "OUTCOME": OptionValue("an outcome", "lost"),
    "PATTERN": OptionValue("a pattern", "{n}/{yy}"),
    "PERSON...": OptionValue("a person", '"Jo Marsh (JM), Clerk"'),
    "REF": OptionValue("the number or key of an action", "37/15"),
    "REF...": OptionValue("the number or key of an action", "37/15"),
    "REV": OptionValue("a branch or commit of git", "main"),
    "ROW": OptionValue("the number of a row", "3"),
    "RULE": OptionValue("the name of a rule", "ref-gap"),
    "TEXT": OptionValue("words", '"Price a new trough"'),
    "TIME": OptionValue("a length of time", "1d"),
    "TITLE": OptionValue("a title", '"Three quotes"'),
    "TITLE|N": OptionValue("the title or number of an item", "3"),
    "TO": OptionValue("the label of an owner", "RO"),
    "TOPIC|COMMAND": OptionValue("a topic or a command", "start"),
    "URL": OptionValue("an address", "https://board.example.org/"),
    "WHERE": OptionValue("an address or NAME==VERSION"),
    "WORDS": OptionValue("a status", '"in progress"'),
    "WORDS=STATUS": OptionValue("words and the status that they mean", "Blue=completed"),
    "[N]": OptionValue("a number from 1 up", "2"),
    "[BOARD] REF|MEETING": OptionValue("an action or a meeting", "37/15"),
    "meeting|series": OptionValue("meeting or series", "series"),
}
# Options and arguments whose value is more than the word that the help has for it.
_PERSON = OptionValue("initials or a name", "WK")
_BY_FLAG = {
    **dict.fromkeys(("--present", "--apologies", "--absent", "--in-attendance"), _PERSON),
    **dict.fromkeys(("--presenter", "--proposed", "--seconded"), _PERSON),
    "--boards": OptionValue("the name of a folder", "boards"),
    "--correction": OptionValue("the correction in words", '"Page 2: CF sent apologies."'),
    "--email": OptionValue("an email address", "jo@example.org"),
    "--link": OptionValue("an address or reference", "https://example.org/report.pdf"),
    "--note": OptionValue("the note in words", '"Reported to the meeting."'),
    "--reason": OptionValue("the reason in words", '"s.40 FOIA"'),
    "--schedule": OptionValue("words", '"last Thursday of the month"'),
    "--search": OptionValue("the words to look for", "training"),
    "TEXT": OptionValue("the action in words"),
    "--text": OptionValue("a text", '"The report was noted."'),
    "--title": OptionValue("the name of the board", '"Harbour Board"'),
    "--votes": OptionValue("the votes", '"5 to 2"'),
}
_SHORT = {"-t": "--note"}
_OUTPUT_FOLDER = OptionValue("the name of a folder", "published")  # never that of the minutes


def get_option_value(flag: str, metavar: str | None) -> OptionValue:
    """Return what the value of an option is, by the option and the help's word for its value."""
    if (flag, metavar) in {("-o", "DIR"), ("--output", "DIR")}:
        return _OUTPUT_FOLDER
    by_flag = _BY_FLAG.get(_SHORT.get(flag, flag))
    return by_flag or VALUES.get(metavar or "", OptionValue("a value"))


def describe_missing_value(flag: str, metavar: str | None) -> str:
    """Return the message for an option without a value, or with an empty one."""
    value = get_option_value(flag, metavar)
    example = "" if value.example is None else f" For example: {flag} {value.example}"
    return f"{flag} needs {value.noun}.{example}"
