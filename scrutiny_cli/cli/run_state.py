"""What the program remembers until it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrutiny_cli.actionlog.model import MinuteBook


@dataclass(slots=True)
class RunState:
    """The state of this run of the program.

    After a file is written no later failure is an error. A book is kept since freeing a large
    one takes longer than printing it, and the process ends anyway.
    """

    has_written: bool = False
    books: list[MinuteBook] = field(default_factory=list)

    def keep_book(self, book: MinuteBook) -> MinuteBook:
        """Keep a book until the program ends; return it."""
        self.books.append(book)
        return book

    def reset_state(self) -> None:
        """Forget everything, before the same process runs another command."""
        self.has_written = False
        self.books.clear()


RUN = RunState()
