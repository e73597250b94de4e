"""Empty updates for closed actions, which a draft has when it gets old: they are deleted."""

from __future__ import annotations

from dataclasses import dataclass

from scrutiny_cli.actionlog.model import MinuteBook
from scrutiny_cli.actionlog.stale_updates import StaleUpdate
from scrutiny_cli.editing.existing_updates import find_updates
from scrutiny_cli.editing.list_entries import remove_entries
from scrutiny_cli.editing.plan import EditContext
from scrutiny_cli.minutes.yaml.nodes import MappingNode


@dataclass(frozen=True, slots=True)
class DeleteStaleEntries:
    """Empty updates that are deleted from a meeting's file."""

    stale: tuple[StaleUpdate, ...]

    def describe_manual_edit(self, _book: MinuteBook) -> str:
        """Return the keys of the actions."""
        keys = ", ".join(one.action.key for one in self.stale)
        return f"Edit the file: delete the empty updates of {keys}."

    def make_edits(self, context: EditContext) -> tuple[str, ...]:
        """Delete the updates, with the comments that belong to them."""
        starts = {one.update.place.start for one in self.stale}
        places: dict[MappingNode, set[int]] = {}
        for updates in find_updates(context).values():
            for one in updates:
                if one.update.place.start in starts:
                    places.setdefault(one.item, set()).add(one.place_in_list)
        for node, found in places.items():
            remove_entries(context.editor, node, "updates", found)
        return ()
