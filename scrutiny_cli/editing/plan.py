"""Edits of meetings' files: planned, and verified by reading the new texts.

An intent says what is to be written, by the edits that it makes in an editor. Before any text is
returned it is read again: it has the values that were wanted, and no new problem.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from scrutiny_cli.actionlog.load import assemble_book, read_texts
from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.editing.text_edits import TextEdit, WrittenLine, find_written_lines
from scrutiny_cli.editing.yaml_edit import YamlEditor, open_editor
from scrutiny_cli.editing.yaml_layout import CannotEdit
from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.minutes.problem import Problem
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.rules import find_problems

# Warnings that show an edit to be a mistake. The others (a number out of its order, a due far
# off) follow from what was asked for: they are reported, and the edit is made.
_BLOCKING_WARNINGS = frozenset(
    {
        "closed-again", "no-about", "label-case", "owner-joined", "person-renamed",
        "unknown-owner",
    }
)  # fmt: skip
_PLACE_KEY = r"#b?\d+"
_SAME_NAMES: Mapping[str, str] = {}


class EditContext(NamedTuple):
    """What an intent looks at: all files, the meeting it writes to, and that file's editor."""

    book: MinuteBook
    meeting: Meeting
    editor: YamlEditor


class Intent(Protocol):
    """Something to be written into a meeting's file."""

    def describe_manual_edit(self, book: MinuteBook) -> str:
        """Return what a person may write by hand where this cannot be done, as a sentence."""

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Make the edits; return the old text that is lost, one field each.

        Raises CannotEdit.
        """


class JoinedIntents(NamedTuple):
    """Several intents for one file, which are written at once."""

    intents: tuple[Intent, ...]

    def describe_manual_edit(self, book: MinuteBook) -> str:
        """Return what a person may write by hand for each."""
        return "\n".join(intent.describe_manual_edit(book) for intent in self.intents)

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Make the edits of all; of those at one place the first intent's come first."""
        return tuple(lost for intent in self.intents for lost in intent.make_edits(context))


class AllowedFixes(NamedTuple):
    """Rules whose errors an edit may fix, so that they do not bar it, and keys that it changes.

    `new_names` are, by the names of meetings, those that their files get.
    """

    rules: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    new_names: Mapping[str, str] = _SAME_NAMES

    def identify(self, problem: Problem) -> tuple[str, str, str]:
        """Return what a problem has in common before and after the edit."""
        # The place of an action may have moved where nobody names it by its place.
        names = re.compile("|".join([*map(re.escape, self.keys), _PLACE_KEY]))
        return problem.rule, names.sub("#", problem.place.path), names.sub("#", problem.message)


_NO_FIXES = AllowedFixes()


class VerifiedEdit(NamedTuple):
    """A meeting before and after an edit, and all files as they then read.

    `new_warnings` are those that the edit causes, `lost_fields` is the old text that is lost, and
    `lines` are those that were written, by the `edits` of the old text.
    """

    before: Meeting
    after: Meeting
    book: MinuteBook
    new_warnings: tuple[Problem, ...] = ()
    lost_fields: tuple[str, ...] = ()
    lines: tuple[WrittenLine, ...] = ()
    edits: tuple[TextEdit, ...] = ()

    @property
    def old_source(self) -> Source:
        """The file as it was read."""
        return self.before.place.source

    @property
    def path(self) -> str:
        """The path of the file after the edit."""
        return self.after.place.path

    @property
    def new_text(self) -> str:
        """The file's new text; the old one where there is nothing to do."""
        return self.after.place.source.text


class VerifiedText(NamedTuple):
    """The new text of series.yaml, and all files as they then read."""

    source: Source
    new_text: str
    book: MinuteBook
    new_warnings: tuple[Problem, ...] = ()
    lines: tuple[WrittenLine, ...] = ()


# Planning and verifying


def prepare_edit(book: MinuteBook, name: str, intent: Intent, today: date) -> VerifiedEdit:
    """Plan an intent for the file of the meeting of a name. Raises CannotEdit."""
    return prepare_edits(book, (name,), intent, today)[0]


def prepare_edits(
    book: MinuteBook,
    names: Iterable[str],
    intent: Intent,
    today: date,
    fixes: AllowedFixes = _NO_FIXES,
) -> list[VerifiedEdit]:
    """Plan an intent for the files of several meetings, all or none. Raises CannotEdit."""
    contexts = [_open_context(book, name, intent, fixes) for name in names]
    lost = [intent.make_edits(context) for context in contexts]
    if not any(context.editor.edits for context in contexts):
        return [VerifiedEdit(one.meeting, one.meeting, book) for one in contexts]
    now = _read_again(book, contexts, fixes.new_names)
    paths = [_find_new_path(context, fixes.new_names) for context in contexts]
    warnings = _refuse_new_errors(_find_new_problems(book, now, today, fixes), paths)
    _refuse_misread(contexts)
    return [
        VerifiedEdit(
            before=context.meeting,
            after=_find_edited(now, context, fixes.new_names),
            book=now,
            new_warnings=warnings,
            lost_fields=gone,
            lines=find_written_lines(context.editor.source.text, context.editor.edits),
            edits=tuple(context.editor.edits),
        )
        for context, gone in zip(contexts, lost, strict=True)
    ]


def prepare_text(book: MinuteBook, name: str, text: str, today: date) -> VerifiedEdit:
    """Plan a whole text for the file of the meeting of a name, as it was before some edits.

    Raises CannotEdit where it brings an error.
    """
    before = expect_meeting(book, name)
    path = before.place.path
    now = _assemble_changed(book, {path: Source(path, text)})
    warnings = _refuse_new_errors(_find_new_problems(book, now, today, _NO_FIXES), [path])
    return VerifiedEdit(before, expect_meeting(now, name), now, warnings)


def prepare_series(
    book: MinuteBook, make_edits: Callable[[YamlEditor], None], manual_fallback: str, today: date
) -> VerifiedText:
    """Plan edits of series.yaml. Raises CannotEdit."""
    source = book.files.series_source
    if source is None:
        raise CannotEdit("There is no series.yaml. Nothing was written. Make it: scrutiny init")
    if any(one.is_error for one in book.files.series_problems):
        raise CannotEdit(f"{source.path} has errors. Nothing was written. Fix them first.")
    editor = open_editor(source, manual_fallback)
    make_edits(editor)
    if not editor.edits:
        return VerifiedText(source, source.text, book)
    now = _assemble_changed(book, {source.path: Source(source.path, editor.new_text)})
    warnings = _refuse_new_errors(_find_new_problems(book, now, today, _NO_FIXES), [source.path])
    if not editor.is_as_intended():
        raise CannotEdit(
            f"{source.path}: This cannot be written safely. Nothing was written. {manual_fallback}"
        )
    lines = find_written_lines(source.text, editor.edits)
    return VerifiedText(source, editor.new_text, now, warnings, lines)


def expect_meeting(book: MinuteBook, name: str) -> Meeting:
    """Return the meeting of a name. Raises CannotEdit."""
    found = book.find_meeting(name)
    if found is None:
        raise CannotEdit(
            f"There is no meeting called “{name}”. `scrutiny meetings` lists the meetings."
        )
    return found


def _open_context(book: MinuteBook, name: str, intent: Intent, fixes: AllowedFixes) -> EditContext:
    meeting = expect_meeting(book, name)
    path = meeting.place.path
    found = (problem for problem in book.problems if problem.place.path == path)
    if any(_is_blocking(problem) and problem.rule not in fixes.rules for problem in found):
        raise CannotEdit(f"{path} has errors. Nothing was written. Fix them first.")
    editor = open_editor(meeting.place.source, intent.describe_manual_edit(book))
    return EditContext(book, meeting, editor)


def _is_blocking(problem: Problem) -> bool:
    """Whether a problem makes a file unsafe to edit; a wrong file name does not."""
    is_file_name = problem.rule == "file-name-date" and problem.place.end == 0
    return problem.is_error and not is_file_name


def _read_again(
    book: MinuteBook, contexts: Iterable[EditContext], new_names: Mapping[str, str]
) -> MinuteBook:
    """Read the files that have new texts, and put all together again."""
    changed = {
        context.editor.source.path: Source(
            _find_new_path(context, new_names), context.editor.new_text
        )
        for context in contexts
    }
    return _assemble_changed(book, changed)


def _assemble_changed(book: MinuteBook, changed: Mapping[str, Source]) -> MinuteBook:
    """Return the book with other sources in the place of some, by their paths."""
    sources = (changed.get(source.path, source) for source in book.sources)
    return assemble_book(read_texts(sources, earlier=book.files))


def _find_edited(now: MinuteBook, context: EditContext, new_names: Mapping[str, str]) -> Meeting:
    name = context.meeting.name
    return expect_meeting(now, new_names.get(name, name))


def _find_new_path(context: EditContext, new_names: Mapping[str, str]) -> str:
    folder, slash, _ = context.meeting.place.path.rpartition("/")
    new = new_names.get(context.meeting.name)
    return context.meeting.place.path if new is None else f"{folder}{slash}{new}.yaml"


def _find_new_problems(
    before: MinuteBook, now: MinuteBook, today: date, fixes: AllowedFixes
) -> list[Problem]:
    """Return the problems that were not there before, whatever their places."""
    found = find_problems(now, today)
    rules = {problem.rule for problem in found}  # only these need to be checked before the edit
    known = Counter(map(fixes.identify, find_problems(before, today, rules)))
    new: list[Problem] = []
    for problem in found:
        known[fixes.identify(problem)] -= 1
        if known[fixes.identify(problem)] < 0:
            new.append(problem)
    return new


def _refuse_new_errors(problems: Sequence[Problem], paths: list[str]) -> tuple[Problem, ...]:
    """Return the new problems if they are only warnings that need not bar an edit."""
    for problem in problems:
        if problem.is_error or problem.rule in _BLOCKING_WARNINGS:
            path = problem.place.path if problem.place.path in paths else paths[0]
            why = f"{path}: {problem.message} {problem.hint}".rstrip()
            raise CannotEdit(f"{why}\nNothing was written.")
    return tuple(problems)


def _refuse_misread(contexts: Iterable[EditContext]) -> None:
    for context in contexts:
        if not context.editor.is_as_intended():
            path, by_hand = context.meeting.place.path, context.editor.layout.manual_fallback
            raise CannotEdit(
                f"{path}: This cannot be written safely. Nothing was written. {by_hand}"
            )
