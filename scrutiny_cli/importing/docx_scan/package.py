"""The parts of a Word file, and how they refer to each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode, build_tree

_EMPTY = XmlNode("", {})


class Relationship(NamedTuple):
    """What a part refers to: its type, such as `header`, and an address or the name of a part."""

    type: str
    target: str
    is_external: bool


class WordPackage:
    """The parts of a Word file."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        """Find the main part of a file.

        Raises:
            CannotImport: There is none.

        """
        self.parts = parts
        self.main = self._find_main()
        self.relationships = self.read_relationships(self.main)

    def _find_main(self) -> str:
        found = [
            relationship.target
            for relationship in self.read_relationships("").values()
            if relationship.type == "officeDocument"
        ]
        for name in (*found, "word/document.xml"):
            if name in self.parts:
                return name
        raise CannotImport(
            "The file is damaged: it has no text. Open it in Word, save it again, "
            "and import that file."
        )

    def read_relationships(self, part: str) -> dict[str, Relationship]:
        """Return what a part refers to, by the identifiers of the references."""
        data = self.parts.get(join(dirname(part), "_rels", f"{basename(part)}.rels"))
        if data is None:
            return {}
        return {
            node.attributes.get("Id", ""): _read_relationship(node, part)
            for node in build_tree(data).find_all("Relationship")
        }

    def find_parts(self, type_: str) -> list[str]:
        """Return the names of the parts of a type that the main part refers to, each once."""
        names = [one.target for one in self.relationships.values() if one.type == type_]
        return [name for name in dict.fromkeys(names) if name in self.parts]

    def read_part(self, type_: str) -> tuple[str, XmlNode]:
        """Return the name and the tree of the first part of a type; an empty one if none."""
        for name in self.find_parts(type_):
            return name, build_tree(self.parts[name])
        return "", _EMPTY

    def read_created(self) -> date | None:
        """Return the day on which the file was created."""
        data = self.parts.get("docProps/core.xml")
        if data is None:
            return None
        for node in build_tree(data).find_all("created"):
            try:
                return date.fromisoformat(node.text.strip()[:10])
            except ValueError:
                return None
        return None


def _read_relationship(node: XmlNode, part: str) -> Relationship:
    type_ = node.attributes.get("Type", "").rpartition("/")[2]
    target = node.attributes.get("Target", "")
    if node.attributes.get("TargetMode") == "External":
        return Relationship(type_, target, is_external=True)
    inside = target.lstrip("/") if target.startswith("/") else join(dirname(part), target)
    return Relationship(type_, normpath(inside), is_external=False)
