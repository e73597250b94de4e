"""What a shell completes: refs, labels, meetings and statuses of the log that is meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import typer

from scrutiny_cli.actionlog.rows import CompletionWords, Part
from scrutiny_cli.cli.board import Board
from scrutiny_cli.cli.board_reader import read_board
from scrutiny_cli.cli.board_search import list_board_labels
from scrutiny_cli.cli.meetings_folder import find_folder, find_folders
from scrutiny_cli.minutes.model import Status
from scrutiny_cli.minutes.source import normalize_label


def complete_from(words: Iterable[str]) -> Callable[[str], list[str]]:
    """Return a function that completes one of some words."""
    return lambda incomplete: _filter_words(words, incomplete)


def complete_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a ref or key."""
    return _complete_from_board(ctx, incomplete, lambda words: words.refs)


def complete_shown_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a ref or key; of several boards also a board's name, and a ref after it."""
    before = " ".join(ctx.params.get("what") or ())

    def list_refs(boards: Sequence[Board]) -> list[str]:
        named = _select_named(boards, before) if before else []
        refs = _merge_words(named or boards, lambda words: words.refs)
        return [*refs, *_list_named_refs(boards)] if incomplete and not named else refs

    return _complete_from_boards(ctx, incomplete, list_refs)


def complete_open_ref(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the ref or key of an open action."""
    return _complete_from_board(ctx, incomplete, lambda words: words.open_refs)


def complete_owner(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete an owner's label."""
    return _complete_from_board(ctx, incomplete, lambda words: words.owners)


def complete_open_owner(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete the label of an owner of open actions, who may have left."""
    return _complete_from_board(ctx, incomplete, lambda words: words.open_owners)


def complete_meeting(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a meeting's name."""
    return _complete_from_board(ctx, incomplete, lambda words: words.meetings)


def complete_status(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a status: its name, or a word of the board's own that means it."""
    names = _filter_words((status.value for status in Status), incomplete)
    return names + _complete_from_board(ctx, incomplete, lambda words: words.statuses)


def _complete_from_board(
    ctx: typer.Context,
    incomplete: str,
    list_words: Callable[[CompletionWords], tuple[str, ...]],
) -> list[str]:
    return _complete_from_boards(ctx, incomplete, lambda boards: _merge_words(boards, list_words))


def _complete_from_boards(
    ctx: typer.Context, incomplete: str, list_words: Callable[[Sequence[Board]], list[str]]
) -> list[str]:
    try:
        boards = [read_board(folder, {Part.COMPLETION}) for folder in _find_folders(ctx)]
        return _filter_words(list_words(boards), incomplete)
    except Exception:  # noqa: BLE001  a shell that completes must never show a fault
        return []


def _merge_words(
    boards: Iterable[Board], list_words: Callable[[CompletionWords], tuple[str, ...]]
) -> list[str]:
    return sorted({word for board in boards for word in list_words(board.rows.completion)})


def _select_named(boards: Sequence[Board], typed: str) -> list[Board]:
    """Return those of several boards that have a name, with or without what is in brackets."""
    name = normalize_label(typed)
    return [
        board
        for label, board in zip(list_board_labels(boards), boards, strict=False)
        if name in {normalize_label(label), normalize_label(board.name.name)}
    ]


def _list_named_refs(boards: Sequence[Board]) -> list[str]:
    """Return each ref after the name of its board; nothing where there is one board."""
    named = zip(list_board_labels(boards), boards, strict=False)
    return [f"{label} {ref}" for label, board in named for ref in board.rows.completion.refs]


def _find_folders(ctx: typer.Context) -> Sequence[Path]:
    """Return the folders of the boards that the command is about."""
    names = ctx.params.get("meetings") or None
    if "boards" in {option.name for option in ctx.command.params}:
        return find_folders(names, ctx.params.get("boards") or None).folders
    return [find_folder(names)]


def _filter_words(words: Iterable[str], incomplete: str) -> list[str]:
    return [word for word in words if word.casefold().startswith(incomplete.casefold())]
