"""The two states of the files that are compared, as texts and as logs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from scrutiny_cli.actionlog.load import assemble_book, is_series, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.minutes.file_names import meeting_name
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source

Progress = Callable[[int, int], None]  # takes the number of files read, and of all


class FileState(NamedTuple):
    """The texts of one state and the problems of what is no text; `name` is what it is called."""

    name: str
    sources: list[Source]
    faults: list[Problem]


class BookPair(NamedTuple):
    """The logs of the earlier and the later state."""

    before: MinuteBook
    after: MinuteBook

    @property
    def unreadable(self) -> set[str]:
        """The files that cannot be read in one state or the other."""
        return {*self.before.unreadable, *self.after.unreadable}

    def list_errors(self) -> tuple[list[Problem], list[Problem]]:
        """Return what cannot be read in the earlier state, and all errors of the later one."""
        old = self.before
        unread = [one for one in old.problems if one.place.path in old.unreadable]
        unread += [one for one in old.problems if is_series(one.place.path)]
        return _select_errors(unread), _select_errors(self.after.problems)


def build_books(
    before: FileState, after: FileState, start_progress: Callable[[], Progress | None]
) -> BookPair:
    """Build the logs of both states; a text that is in both is read once."""
    new = read_texts(after.sources, progress=start_progress())
    old = read_texts(before.sources, progress=start_progress(), earlier=new)
    return BookPair(assemble_book(old, before.faults), assemble_book(new, after.faults))


def drop_meetings(state: FileState, paths: set[str]) -> FileState:
    """Return a state without the meetings of some files, whichever file has them."""
    names = set(map(meeting_name, paths))
    sources = [source for source in state.sources if meeting_name(source.path) not in names]
    return state._replace(sources=sources)


def _select_errors(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.is_error]
