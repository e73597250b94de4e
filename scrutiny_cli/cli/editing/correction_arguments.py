"""The options of `amend` and of `delete`, as they were typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AmendArguments:
    """What is corrected of an action, or of an update of it in a meeting (`at`)."""

    action: str | None = None
    owner: list[str] | None = None
    due: str | None = None
    ref: str | None = None
    links: list[str] | None = None
    status: str | None = None
    note: str | None = None
    on: str | None = None
    at: str | None = None
    nth: int | None = None
    dry_run: bool = False
    diff: bool = False

    def list_values(self) -> dict[str, str | list[str]]:
        """Return the fields that were typed, by their names."""
        fields: dict[str, str | list[str] | None] = {
            "ref": self.ref,
            "action": self.action,
            "owner": self.owner or None,
            "due": self.due,
            "status": self.status,
            "note": self.note,
            "on": self.on,
            "links": self.links or None,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class DeleteArguments:
    """Which update of an action is deleted; without `at` it is the action."""

    at: str | None = None
    nth: int | None = None
    dry_run: bool = False
    diff: bool = False
