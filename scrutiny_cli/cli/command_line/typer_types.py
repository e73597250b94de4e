"""Names for types of the copy of click that Typer carries, which are private to it."""

from __future__ import annotations

from typing import Any, TypeAlias

CommandContext: TypeAlias = Any
HelpFormatter: TypeAlias = Any
AnyCommand: TypeAlias = Any
AnyParameter: TypeAlias = Any
TypingError: TypeAlias = Any
