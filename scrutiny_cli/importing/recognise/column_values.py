"""The cells of a table by columns, and what most cells of a column are."""

from __future__ import annotations

from collections.abc import Callable

from scrutiny_cli.importing.recognise.cell_kinds import (
    has_clear_people,
    has_day,
    has_people,
    is_due_text,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.table_rows import TableRow

_MOST = 0.8  # of the cells of a column decide what it contains


class ColumnValues:
    """The filled cells of a part of a table, by columns."""

    def __init__(self, rows: tuple[TableRow, ...], count: int, reading: Reading) -> None:
        """Sort the cells; `count` is how many columns there are."""
        self.reading = reading
        self.columns: list[list[str]] = [[] for _ in range(count)]
        for row in rows:
            for index, text in enumerate(row.list_texts()[:count]):
                if text:
                    self.columns[index].append(text)

    def has_mostly(self, index: int, test: Callable[[str], bool]) -> bool:
        """Whether four filled cells in five of a column are of a kind."""
        texts = self.columns[index]
        return bool(texts) and sum(map(test, texts)) >= _MOST * len(texts)

    def has_all(self, index: int, test: Callable[[str], bool]) -> bool:
        """Whether each filled cell of a column is of a kind."""
        return bool(self.columns[index]) and all(map(test, self.columns[index]))

    def count_words(self, index: int) -> float:
        """Return how many words a filled cell of a column has on average."""
        texts = self.columns[index]
        return sum(len(text.split()) for text in texts) / max(1, len(texts))

    def are_people(self, text: str) -> bool:
        """Whether a cell has people alone."""
        return has_people(text, self.reading.people)

    def are_clear_people(self, text: str) -> bool:
        """Whether a cell has people alone that are no other words."""
        return has_clear_people(text, self.reading.people)

    def are_days(self, text: str) -> bool:
        """Whether a cell contains a day."""
        return has_day(text, month_first=self.reading.month_first)

    def are_dues(self, text: str) -> bool:
        """Whether a cell says when something is due."""
        return is_due_text(text, month_first=self.reading.month_first)

    def are_statuses(self, text: str) -> bool:
        """Whether a cell is a word for a status."""
        return self.reading.statuses.find_status(text) is not None
