"""What is copied from one file into another stays confidential: written, then published."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from boards import FIRST, Board, boards
from hypothesis import HealthCheck, given, settings
from support import join_texts, raise_in
from typer.testing import CliRunner

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.cli.app import app
from scrutiny_cli.editing.carry_forward import CarryForward, list_unlisted_actions
from scrutiny_cli.editing.new_meeting import draft_next_meeting
from scrutiny_cli.editing.plan import Intent, prepare_edit
from scrutiny_cli.editing.update_action import UpdateActions
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Item
from scrutiny_cli.minutes.source import Source

TODAY = date(2024, 6, 1)


class Writer:
    """Writes into a board one edit after the other, each over what the last one left."""

    def __init__(self, board: Board) -> None:
        """Begin with the board's own files."""
        self.book: MinuteBook = build_book(board.sources())
        self.written: list[str] = []

    def draft(self, day: date) -> str:
        """Add the meeting of a day, and give its name."""
        draft = draft_next_meeting(self.book, day, today=TODAY)
        path = f"meetings/{draft.name}.yaml"
        self.book = build_book([*self.book.sources, Source(path, draft.text)])
        assert not [one.message for one in self.book.problems if one.is_error]
        return draft.name

    def write(self, name: str, intent: Intent) -> bool:
        """Write what can be written into a meeting's file, and say whether it was."""
        with suppress(CannotEdit):
            self.book = prepare_edit(self.book, name, intent, TODAY).book
            return True
        return False

    def work(self, name: str, secret: set[str]) -> set[str]:
        """Carry forward, raise, update and close; give the words that must not be published.

        `secret` are the titles of items that are confidential.
        """
        self.write(name, CarryForward(list_unlisted_actions(self.book, name)))
        kept = set()
        for at, item in enumerate(self._items(name)):
            word = f"zz{name.replace('-', '')}n{at:02}"
            hidden = item.title is not None and str(item.title) in secret
            if self.write(name, raise_in((at,), word)) and hidden:
                kept.add(word)
        for key, action in self.book.log.by_key.items():
            word = f"zz{name.replace('-', '')}u{action.position:02}"
            if (
                self.write(name, UpdateActions((key,), note=word))
                and action.confidential is not None
            ):
                kept.add(word)
            self.write(name, UpdateActions((key,), "done", add=True))
        return kept

    def _items(self, name: str) -> list[Item]:
        meeting = next(one for one in self.book.meetings if one.name == name)
        return list(meeting.root_item.items)

    def published(self) -> str:
        """Give the minutes of every meeting in Markdown, and the action log."""
        shown = []
        with tempfile.TemporaryDirectory() as folder:
            for one in self.book.sources:
                Path(folder, one.path.rpartition("/")[2]).write_text(one.text, encoding="utf-8")
            for words in (*((one.name,) for one in self.book.meetings), ("--actions",)):
                done = CliRunner(env={"SCRUTINY_TODAY": str(TODAY)}).invoke(
                    app,
                    ["publish", *words, "--to", "md", "-o", "-", "-m", folder],
                    catch_exceptions=False,
                )
                assert done.exit_code == 0, done.stderr
                shown.append(done.stdout + done.stderr.replace(folder, ""))
        return "\n".join(shown)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(boards())
def test_nothing_that_is_copied_into_another_file_is_published(board: Board) -> None:
    writer = Writer(board)
    secret = set(board.secret_words)
    last = writer.book.meetings[-1].name
    writer.write(last, CarryForward(list_unlisted_actions(writer.book, last)))
    kept = set()
    for weeks in (20, 24):
        kept |= writer.work(writer.draft(FIRST + timedelta(weeks=weeks)), secret)
    for text in (writer.published(), join_texts(redact_book(writer.book))):
        assert not board.find_leaks(text)
        assert not {word for word in kept if word in text}
