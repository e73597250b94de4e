"""The options that `update` and `close` take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpdateArguments:
    """The options of `update` and `close`, as they were typed."""

    status: str | None = None
    note: str | None = None
    due: str | None = None
    owner: list[str] | None = None
    becomes: list[str] | None = None
    on: str | None = None
    replace: bool = False
    add: bool = False
    nth: int | None = None
    at: str | None = None
    dry_run: bool = False
    diff: bool = False
    confidential: bool = False
    reason: str | None = None
