"""When a board meets: the answer in words, and what to ask where it names no day."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.minutes.dates.recurrence import BadSchedule
from scrutiny_cli.minutes.dates.schedule_words import read_schedule


class HowOften(NamedTuple):
    """How often a board meets, on a day that is still missing.

    `question` asks for the day, and `example` is an answer. `{}` in `words` is the answer in the
    words of the whole schedule, whose rule begins as the expression `rule`.
    """

    question: str
    example: str
    words: str
    rule: str = "FREQ=MONTHLY;BY(?:MONTH)?DAY="

    def complete(self, day: str) -> str:
        """Return the words of the schedule with a day. Raises BadSchedule where it is not one."""
        answer = " ".join(day.split())
        bare = re.sub(r"^(?:(?:every|each|on|the)\s)+", "", answer, flags=re.IGNORECASE)
        wholes = (self.words.format(bare), answer)
        found = next((whole for whole in wholes if self._is_met_by(whole)), None)
        if found is None:
            raise BadSchedule(f"“{day.strip()}” is not understood.", f"Type it as: {self.example}")
        return found

    @property
    def whole_example(self) -> str:
        """A whole schedule in words."""
        return self.complete(self.example)

    def _is_met_by(self, words: str) -> bool:
        """Whether words are a schedule that is as often."""
        try:
            return re.match(self.rule, read_schedule(words)) is not None
        except BadSchedule:
            return False


_EVERY_MONTH = HowOften("Which day of the month?", "second Thursday", "{} of the month")
_EVERY_OTHER_MONTH = _EVERY_MONTH._replace(
    words="{} of every second month", rule="FREQ=MONTHLY;INTERVAL=2;"
)
_EVERY_QUARTER = HowOften(
    "Which day, and in which months?",
    "second Thursday of January, April, July and October",
    "{} of every third month",
    "FREQ=MONTHLY;(?:INTERVAL=3|BYMONTH=[0-9]+(?:,[0-9]+){3});",
)
_EVERY_YEAR = HowOften(
    "Which day, and in which month?",
    "second Thursday of May",
    "{}",
    "FREQ=MONTHLY;BYMONTH=[0-9]+;",
)
_EVERY_WEEK = HowOften("Which day of the week?", "Thursday", "every {}", "FREQ=WEEKLY;BYDAY")
_EVERY_OTHER_WEEK = _EVERY_WEEK._replace(words="every second {}", rule="FREQ=WEEKLY;INTERVAL=2;")
_HOW_OFTEN = {
    words: how_often
    for how_often, all_words in (
        (_EVERY_MONTH, ("monthly", "every month", "each month", "once a month")),
        (
            _EVERY_OTHER_MONTH,
            ("every second month", "every other month", "every two months", "every 2 months"),
        ),
        (
            _EVERY_QUARTER,
            ("quarterly", "every quarter", "each quarter", "once a quarter", "every three months",
             "every 3 months", "every third month", "four times a year"),
        ),
        (_EVERY_YEAR, ("yearly", "annually", "every year", "each year", "once a year")),
        (_EVERY_WEEK, ("weekly", "every week", "each week", "once a week")),
        (
            _EVERY_OTHER_WEEK,
            ("fortnightly", "every fortnight", "once a fortnight", "every second week",
             "every other week", "every two weeks", "every 2 weeks"),
        ),
    )
    for words in all_words
}  # fmt: skip


def find_how_often(text: str) -> HowOften | None:
    """Return how often a board meets by words that name no day; None for other words."""
    return _HOW_OFTEN.get(" ".join(text.casefold().rstrip(". ").split()))
