"""Reads the fields that only `series.yaml` has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutiny_cli.minutes.dates import date_styles, recurrence, schedule_words, time_zones
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES, month_number
from scrutiny_cli.minutes.fields import AGENDA_ITEM
from scrutiny_cli.minutes.languages import LANGUAGES, find_language_tag
from scrutiny_cli.minutes.model import LAYOUTS, AgendaItem, Status
from scrutiny_cli.minutes.patterns import pattern_fault
from scrutiny_cli.minutes.record_reader import RecordReader
from scrutiny_cli.minutes.source import LocatedStr
from scrutiny_cli.minutes.yaml.nodes import MappingNode, Node, ScalarNode


@dataclass(slots=True, eq=False, repr=False)
class SeriesReader(RecordReader):
    """Reads the settings of a board."""

    def read_date_sample(self, key: ScalarNode, node: Node) -> str | None:
        """Read how the board writes its dates: 25 June 2015 in any form and language."""
        word = self.read_text(key, node)
        if word is None:
            return None
        sample = " ".join(word.split())
        if date_styles.date_style(sample) is None:
            message = f"“{word}” does not show how the board writes 25 June 2015."
            hint = "Write the date 25 June 2015 in the way the board writes dates, for example:\n"
            self.report_problem("bad-date", node, message, hint + "\n".join(date_styles.EXAMPLES))
            return None
        return sample

    def read_timezone(self, key: ScalarNode, node: Node) -> str | None:
        """Read the IANA name of the time zone in which the board meets."""
        word = self.read_text(key, node)
        if word is None or time_zones.is_time_zone(word):
            return word
        near = time_zones.nearest_time_zone(word)
        hint = f"Did you mean {near}?" if near else "Write a name such as Europe/London."
        self.report_problem("bad-timezone", node, f"“{word}” is not the name of a time zone.", hint)
        return None

    def read_language(self, key: ScalarNode, node: Node) -> str | None:
        """Read the language of the board's pages, as a tag of BCP 47."""
        word = self.read_text(key, node)
        tag = None if word is None else find_language_tag(word)
        if word is not None and tag is None and isinstance(node, ScalarNode):
            *most, last = LANGUAGES
            hint = f"Write {', '.join(most)} or {last}."
            self.report_wrong_value(key, node, "one of six languages", hint)
        return tag

    def read_layout(self, key: ScalarNode, node: Node) -> str | None:
        """Read how a page shows actions: one of LAYOUTS."""
        word = (self.read_text(key, node) or "").strip().casefold()
        if word and word not in LAYOUTS and isinstance(node, ScalarNode):
            hint = "Write `layout: prose`, or delete the line for columns."
            self.report_wrong_value(key, node, "`columns` or `prose`", hint)
        return word if word in LAYOUTS else None

    def read_pattern(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read the pattern of the board's numbers."""
        if isinstance(node, MappingNode) and node.is_flow:
            written = self.source.text[node.start : node.end]
            example = "{n}/{yy}" if pattern_fault(written) else written
            hint = f'Write: {key.text}: "{example}"'
            self.report_problem("bad-pattern", node, "This pattern needs quotes.", hint)
            return None
        word = self.read_text(key, node)
        fault = pattern_fault(word) if word is not None else None
        if fault is not None:
            self.report_problem(
                "bad-pattern",
                node,
                f"“{word}” is not a pattern for numbers. {fault.message}",
                fault.hint,
            )
            return None
        return word

    def read_month(self, key: ScalarNode, node: Node) -> int | None:
        """Read a month, as its number."""
        word = self.read_text(key, node)
        number = month_number(word) if word is not None else None
        if word is not None and number is None:
            message = f"“{word}” is not the name of a month."
            self.report_problem("bad-schedule", node, message, _suggest_month(key.text, word))
        return number

    def read_schedule(self, key: ScalarNode, node: Node) -> LocatedStr | None:
        """Read when the board meets, in words or as a rule of RFC 5545; return the rule."""
        word = self.read_text(key, node)
        if word is None:
            return None
        try:
            return self.locate_text(schedule_words.read_schedule(word), node)
        except recurrence.BadSchedule as bad:
            self.report_problem("bad-schedule", node, bad.message, bad.hint)
            return None

    def read_months(self, key: ScalarNode, node: Node) -> tuple[int, ...] | str | None:
        """Read months, or a rule."""
        try:
            if isinstance(node, ScalarNode) and "=" in node.text:
                return recurrence.validate_schedule(node.text)
            return recurrence.read_months([str(word) for word in self.read_list(key, node)])
        except recurrence.BadSchedule as bad:
            self.report_problem("bad-schedule", node, bad.message, bad.hint)
            return None

    def read_agenda(self, key: ScalarNode, node: Node) -> tuple[AgendaItem, ...]:
        """Read the standing agenda."""
        return self.read_texts_or_records(key, node, "an agenda item", AGENDA_ITEM, AgendaItem)

    def read_status_words(self, _key: ScalarNode, node: Node) -> tuple[tuple[str, Status], ...]:
        """Read the board's own words for a status."""
        if not isinstance(node, MappingNode):
            message = "`statuses` takes words, each with the status it means."
            hint = "Write each on its own line below `statuses:`, for example `noted: completed`."
            self.report_problem("wrong-shape", node, message, hint)
            return ()
        read = [(key.text, self._read_meaning(key, value)) for key, value in node.fields]
        return tuple((word, status) for word, status in read if status is not None)

    def _read_meaning(self, key: ScalarNode, node: Node) -> Status | None:
        """Read the status that one of the board's own words means."""
        if isinstance(node, ScalarNode) and not node.text.strip():
            message = f"There is no status after `{key.text}`."
            example = f"`{key.text}: completed`"
            hint = f"Write the status it means, for example {example}, or delete the line."
            self.report_problem("missing-value", key, message, hint)
            return None
        return self.read_status(key, node)


def _suggest_month(name: str, word: str) -> str:
    """Return the hint for a text that should be the name of a month, and may be its number."""
    if re.fullmatch("[1-9]|1[0-2]", word.strip()):
        return f"Write: {name}: {MONTH_NAMES[int(word) - 1]}"
    return f"Write the name of a month, for example {name}: April"
