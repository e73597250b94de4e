"""Writing files so that nothing is lost.

Nothing that is there is overwritten but the very bytes that were read, and no half-written
file is left: a file is written beside its place, and then put there. Nothing is written
through a link that leads out of the repository.
"""

from __future__ import annotations

import os
import signal
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from scrutiny_cli.storage.attributes import copy_attributes
from scrutiny_cli.storage.errors import WriteRefused, describe_error
from scrutiny_cli.storage.file_reader import read_bounded
from scrutiny_cli.storage.links import Boundary, find_escaping_link
from scrutiny_cli.storage.paths import format_path, is_folder, is_link, resolve_path
from scrutiny_cli.storage.temporary import (
    NEW_FILE,
    TemporaryFile,
    exchange_names,
    make_hidden_path,
    rename_to_free_name,
    write_beside,
)

_PRIVATE = 0o600  # until it has the mode of the file that it replaces


def refuse_place(path: Path) -> None:
    """Refuse a new file whose folder is a file, or a link out of the repository."""
    for folder in path.parents:
        if os.path.lexists(folder) and not is_folder(folder):
            reason = f"{format_path(folder)} is a file, not a folder. Nothing was written"
            raise _make_refusal(path, reason)
    link = find_escaping_link(path.parent)
    if link is not None:
        reason = f"{format_path(link)} is a link to a place outside its repository"
        raise _make_refusal(path, f"{reason}. Nothing was written")


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they do not exist."""
    with _translate_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


def create_file(path: Path, content: str | bytes) -> None:
    """Write a new file, a text in UTF-8 with its own line ends; what is there stays."""
    with (
        _translate_errors(path),
        write_beside(path, _encode_content(path, content), NEW_FILE) as written,
    ):
        try:
            written.put_new(path)
        except FileExistsError as error:
            raise WriteRefused(
                f"{format_path(path)} already exists and was not changed."
            ) from error
        sync_folder(path.parent)


def replace_file(path: Path, old: bytes, new: str | bytes) -> None:
    """Replace the bytes of a file, if they are still those that were read; its mode stays."""
    with _stage_file(path, old, _encode_content(path, new)) as staged:
        staged.put_in_place()


def write_all_files(files: Mapping[Path, str | bytes], *, replace: bool) -> None:
    """Write several files, all or none; one that exists is written over only to `replace` it.

    All are written beside their places before the first is put in place; where a later one then
    fails, those before it are as they were. A Ctrl-C is delayed until that is done.
    """
    with ExitStack() as stack:
        staged = [
            stack.enter_context(_stage_any(path, _encode_content(path, content), replace=replace))
            for path, content in files.items()
        ]
        stack.enter_context(_delay_interrupts())
        for index, file in enumerate(staged):
            try:
                file.put_in_place()
            except BaseException:
                for done in reversed(staged[:index]):
                    done.take_back()
                raise


@contextmanager
def _stage_any(path: Path, content: bytes, *, replace: bool) -> Iterator[_NewFile | _StagedFile]:
    """Write a file beside its place, whether there is one of its name or not."""
    with _translate_errors(path):
        old = read_bounded(path) if replace and os.path.lexists(path) else None
    if old is not None:
        with _stage_file(path, old, content) as staged:
            yield staged
        return
    with _translate_errors(path), write_beside(path, content, NEW_FILE) as written:
        yield _NewFile(path, written)


class _NewFile(NamedTuple):
    """A complete file beside the place where there is none yet."""

    path: Path
    written: TemporaryFile

    def put_in_place(self) -> None:
        """Put the file into its place; what is there by now stays."""
        with _translate_errors(self.path):
            try:
                self.written.put_new(self.path)
            except FileExistsError as error:
                message = f"{format_path(self.path)} already exists. Nothing was written."
                raise WriteRefused(message) from error
            sync_folder(self.path.parent)

    def take_back(self) -> None:
        """Delete the file that was put in place."""
        with suppress(OSError):
            self.path.unlink()


def rewrite_files(
    files: Iterable[tuple[Path, str, str]], rename: tuple[Path, Path] | None = None
) -> None:
    """Replace the texts of several files: path, text that was read, new text of each.

    A byte order mark stays. All are written beside their places and compared before the first
    is put in place; a Ctrl-C after that is delayed until the last is. Raise WriteRefused, which
    names those that are already written where a later one then fails.

    `rename` is the path of one of the files, and the path that it gets before the first is put
    in place. Where there is a file already, nothing is written.
    """
    with ExitStack() as stack:
        staged = [
            stack.enter_context(_stage_file(*_with_byte_order_mark(*change))) for change in files
        ]
        for file in staged:
            file.compare_content()
        stack.enter_context(_delay_interrupts())
        if rename is not None:
            staged = _rename_first(staged, *rename)
        for index, file in enumerate(staged):
            try:
                file.put_in_place()
            except WriteRefused as reason:
                if rename is not None and not index and _try_rename_back(*rename):
                    raise
                progress = _describe_progress(staged, index, rename)
                raise WriteRefused(f"{reason}{progress}") from reason


def _rename_first(files: list[_StagedFile], old: Path, new: Path) -> list[_StagedFile]:
    """Rename a file; return all as they are then put in place, that one last.

    Until then its name is not the date in it: `check` reports that, wherever the write ends.
    """
    with _translate_errors(new):
        try:
            rename_to_free_name(old, new)
        except FileExistsError as error:
            reason = f"{format_path(new)} already exists. Nothing was written."
            raise WriteRefused(reason) from error
        sync_folder(new.parent)
        others = [file for file in files if file.path != old]
        renamed = [
            file._replace(path=new, target=resolve_path(new)) for file in files if file.path == old
        ]
    return [*others, *renamed]


def _try_rename_back(old: Path, new: Path) -> bool:
    """Give a file its old name again; return False where that fails."""
    try:
        rename_to_free_name(new, old)
    except OSError:
        return False
    return True


@contextmanager
def _delay_interrupts() -> Iterator[None]:
    """Delay a Ctrl-C to the end of the block."""
    received: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: received.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if received:
            signal.raise_signal(signal.SIGINT)


def _with_byte_order_mark(path: Path, old: str, new: str) -> tuple[Path, bytes, bytes]:
    with _translate_errors(path):
        mark = BOM_UTF8 if read_bounded(resolve_path(path)).startswith(BOM_UTF8) else b""
    return path, mark + _encode_content(path, old), mark + _encode_content(path, new)


def _describe_progress(
    files: list[_StagedFile], written: int, rename: tuple[Path, Path] | None
) -> str:
    """Return which files are written when one of them fails; "" where none is."""
    if not written and rename is None:
        return ""
    done, left = (
        ", ".join(format_path(file.path) for file in part)
        for part in (files[:written], files[written:])
    )
    lines = (
        [] if rename is None else ["Already renamed: {} to {}".format(*map(format_path, rename))]
    )
    lines += [f"Already written: {done}"] if done else []
    last = "Undo what was written, for example with `git restore`. Then run the command again."
    if rename is not None:
        last = "Run the command again to write the rest."
    return "".join(f"\n{line}" for line in (*lines, f"Not written: {left}", last))


@contextmanager
def _stage_file(path: Path, old: bytes, new: bytes) -> Iterator[_StagedFile]:
    """Write a file beside its place; it is deleted at the end, unless it was put in place."""
    target = resolve_path(path)
    with _translate_errors(path):
        _refuse_link_outside(path)
        state = target.stat()
        _refuse_read_only(path, target, state)
        with write_beside(target, new, _PRIVATE) as written:
            copy_attributes(target, state, written.handle)
            yield _StagedFile(path, target, written, old, new)


class _StagedFile(NamedTuple):
    """A complete new file beside the one that it replaces."""

    path: Path
    target: Path
    written: TemporaryFile
    old: bytes
    new: bytes

    def compare_content(self) -> None:
        """Refuse to write where the file is no longer as it was read."""
        with _translate_errors(self.path):
            self._compare_with(self.target)

    def put_in_place(self) -> None:
        """Put the file into its place, over what was read.

        What was in the place is compared once more after it has been taken out of it: a change
        that came after the first comparison is put back.
        """
        with _translate_errors(self.path):
            hidden = self.written.ensure_name()
            self._compare_with(self.target)
            if exchange_names(hidden, self.target):
                self._keep_or_take_back(hidden)
            else:
                self._put_over_link(hidden)
        sync_folder(self.target.parent)

    def take_back(self) -> None:
        """Put back what was there before the file was put in place."""
        with suppress(OSError, WriteRefused):
            replace_file(self.path, self.new, self.old)

    def _compare_with(self, path: Path) -> None:
        if read_bounded(path) != self.old:
            raise WriteRefused(
                f"{format_path(self.path)} has changed since it was read. Run the command again."
            )

    def _keep_or_take_back(self, hidden: Path) -> None:
        """Look at what was in the place, which has the hidden name now."""
        try:
            self._compare_with(hidden)
        except BaseException:
            exchange_names(hidden, self.target)
            if read_bounded(hidden) != self.new:  # saved once more meanwhile: the latest stays
                exchange_names(hidden, self.target)
            raise

    def _put_over_link(self, hidden: Path) -> None:
        """Put the file in place where two names cannot be exchanged.

        A second name keeps what was there until it is compared. Only a file that is put there
        by renaming, between the two steps, is lost.
        """
        kept = make_hidden_path(self.target.parent)
        has_link = _try_link(self.target, kept)
        try:
            if has_link:
                self._compare_with(kept)
            hidden.replace(self.target)
            if has_link and read_bounded(kept) != self.old:
                kept.replace(self.target)
                self._compare_with(self.target)
        finally:
            with suppress(OSError):
                kept.unlink()


def _try_link(path: Path, name: Path) -> bool:
    """Link a second name to a file; return False where the disk has no hard links."""
    try:
        os.link(path, name)
    except (OSError, AttributeError):  # some systems have no such call
        return False
    return True


def _refuse_link_outside(path: Path) -> None:
    if not is_link(path):
        return
    escape = Boundary(path.parent).describe_escape(path)
    if escape is not None:
        raise _make_refusal(path, escape)


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Turn what the system refuses into a WriteRefused that names the file."""
    try:
        yield
    except OSError as error:
        raise _make_refusal(path, describe_error(error)) from error


def _make_refusal(path: Path, reason: str) -> WriteRefused:
    return WriteRefused(f"{format_path(path)} cannot be written: {reason}.")


def _encode_content(path: Path, content: str | bytes) -> bytes:
    if isinstance(content, bytes):
        return content
    try:
        return content.encode("utf-8")
    except UnicodeEncodeError as error:
        character = ascii(content[error.start])
        raise _make_refusal(path, f"{character} is not a character of UTF-8") from error


def _refuse_read_only(path: Path, target: Path, state: os.stat_result) -> None:
    # Root may write all, but who took the write bits away meant it.
    if not state.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise WriteRefused(f"{format_path(path)} is read-only.")


def sync_folder(folder: Path) -> None:
    """Wait until the entries of a folder are on the disk, where that can be done."""
    # The file is in its place by now, even on a disk that cannot do this.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
