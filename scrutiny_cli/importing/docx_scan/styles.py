"""The styles of a Word file: which are headings, bold, struck through or numbered."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode

_MAX_CHAIN = 20  # of styles that are based on one another
_BODY_LEVEL = 9  # the outline level of what is no heading
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|otsikko|encabezado|"
    r"nagłówek|nadpis|заголовок)\s*([1-9])",
    re.IGNORECASE,
)
_TITLES = {"title": 1, "titel": 1, "titre": 1, "título": 1, "subtitle": 2, "untertitel": 2}


class WordStyle(NamedTuple):
    """What a style says of a paragraph or of a run of text; None: nothing."""

    name: str = ""
    based_on: str = ""
    is_bold: bool | None = None
    is_struck: bool | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    indent: int | None = None

    @property
    def heading_level(self) -> int | None:
        """The level of a heading by the style's name."""
        found = _HEADING.fullmatch(self.name.strip())
        return int(found[1]) if found else _TITLES.get(self.name.strip().lower())


_NO_STYLE = WordStyle()


def parse_number(text: str | None) -> int | None:
    """Return a whole number; None if a text is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def read_properties(node: XmlNode) -> WordStyle:
    """Return what the properties within an element say of paragraphs and text."""
    paragraph = node.find_child("pPr") or XmlNode("pPr", {})
    run = node.find_child("rPr") or XmlNode("rPr", {})
    indent = paragraph.find_child("ind")
    attributes = indent.attributes if indent else {}
    return WordStyle(
        is_bold=read_switch(run, "b"),
        is_struck=read_switch(run, "strike", "dstrike"),
        outline=parse_number(paragraph.read_value("outlineLvl")),
        list_id=paragraph.read_value("numPr", "numId"),
        list_level=parse_number(paragraph.read_value("numPr", "ilvl")),
        indent=parse_number(attributes.get("left", attributes.get("start"))),
    )


def read_switch(run: XmlNode, *tags: str) -> bool | None:
    """Return whether properties switch one of some on; None if they say nothing."""
    found = [child.is_on for child in run.children if child.tag in tags]
    return any(found) if found else None


class StyleSheet:
    """The styles of a file by their identifiers."""

    def __init__(self, part: XmlNode) -> None:
        """Read the styles of a part."""
        self._styles: dict[str, WordStyle] = {}
        self._resolved: dict[str, WordStyle] = {}
        self.default = ""
        for node in part.find_all("style"):
            identifier = node.attributes.get("styleId", "")
            self._styles[identifier] = read_properties(node)._replace(
                name=node.read_value("name") or "", based_on=node.read_value("basedOn") or ""
            )
            is_default = node.attributes.get("default") in {"1", "true"}
            if is_default and node.attributes.get("type") == "paragraph":
                self.default = identifier

    def find_style(self, identifier: str) -> WordStyle:
        """Return a style with what it inherits of those that it is based on."""
        if identifier not in self._resolved:
            self._resolved[identifier] = self._resolve_style(identifier)
        return self._resolved[identifier]

    def _resolve_style(self, identifier: str) -> WordStyle:
        style = self._styles.get(identifier, _NO_STYLE)
        base = style.based_on
        for _ in range(_MAX_CHAIN):
            if base not in self._styles:
                break
            inherited = self._styles[base]
            style = inherit_properties(style, inherited)
            base = inherited.based_on
        return style

    def find_heading(self, identifier: str) -> int | None:
        """Return the level of the heading that a style makes, by its own name or a base's."""
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(identifier, _NO_STYLE)
            if style.heading_level is not None:
                return style.heading_level
            identifier = style.based_on
        return None


def inherit_properties(style: WordStyle, base: WordStyle) -> WordStyle:
    """Return a style with the properties of its base where it has none."""
    return style._replace(
        **{
            name: value
            for name, value in base._asdict().items()
            if name not in {"name", "based_on"} and getattr(style, name) is None
        }
    )


def find_heading_level(style: WordStyle, named: int | None) -> int | None:
    """Return the level of a heading; None if a paragraph is none.

    `named` is the level by the name of its style. An outline level counts first.
    """
    if style.outline is None:
        return named
    return style.outline + 1 if 0 <= style.outline < _BODY_LEVEL else None
