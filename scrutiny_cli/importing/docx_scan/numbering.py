"""The numbers, letters and bullets that Word shows in front of paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

from scrutiny_cli.importing.docx_scan.styles import parse_number
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode
from scrutiny_cli.importing.list_numbers import format_number

_PLACEHOLDER = re.compile(r"%([1-9])")
_SHOWN_BULLETS = frozenset("-–—*•☐☑")
_MOST_LEVELS = 9


class ListLevel(NamedTuple):
    """A level of a list: its first number, how numbers are shown, the text, and its indent."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    indent: int | None = None
    is_legal: bool = False  # numbers of higher levels are shown in digits

    @property
    def is_bullet(self) -> bool:
        """Whether its entries have a bullet."""
        return self.style == "bullet"


class _WordList(NamedTuple):
    """A list: the definition whose numbers it continues, and its own levels and first numbers."""

    definition: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int]


class ListNumbering:
    """The lists of a file, and the numbers that they have reached."""

    def __init__(self, part: XmlNode) -> None:
        """Read the lists of a part."""
        self._definitions: dict[str, dict[int, ListLevel]] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        linked: dict[str, str] = {}
        for node in part.find_all("abstractNum"):
            identifier = node.attributes.get("abstractNumId", "")
            self._definitions[identifier] = _read_levels(node)
            linked[identifier] = node.read_value("numStyleLink") or ""
        styles = {
            node.read_value("styleLink"): node.attributes.get("abstractNumId", "")
            for node in part.find_all("abstractNum")
        }
        for identifier, style in linked.items():
            if style and style in styles:
                self._definitions[identifier] = self._definitions[styles[style]]
        self._lists = {
            node.attributes.get("numId", ""): _read_list(node) for node in part.find_all("num")
        }
        self._reached: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def find_level(self, list_id: str, level: int) -> ListLevel | None:
        """Return a level of a list; None if there is none."""
        word_list = self._lists.get(list_id)
        if word_list is None:
            return None
        levels = self._definitions.get(word_list.definition, {})
        return word_list.levels.get(level) or levels.get(level)

    def count_entry(self, list_id: str, level: int) -> str:
        """Return the mark of the next entry of a list at a level, from 0."""
        shown = self.find_level(list_id, level)
        if shown is None:
            return ""
        self._advance(self._lists[list_id], list_id, level, shown)
        if shown.is_bullet:
            return _show_bullet(shown.text)
        return _PLACEHOLDER.sub(lambda found: self._show_number(list_id, found, shown), shown.text)

    def _advance(self, word_list: _WordList, list_id: str, level: int, shown: ListLevel) -> None:
        """Count an entry; lists of one definition continue each other unless they restart."""
        reached = self._reached.setdefault(word_list.definition, {})
        is_restarted = level in word_list.restarts and (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        if is_restarted:
            reached[level] = word_list.restarts[level]
        elif level in reached:
            reached[level] += 1
        else:
            reached[level] = shown.start
        for deeper in range(level + 1, _MOST_LEVELS):
            reached.pop(deeper, None)

    def _show_number(self, list_id: str, found: re.Match[str], shown: ListLevel) -> str:
        level = int(found[1]) - 1
        own = self.find_level(list_id, level) or ListLevel()
        reached = self._reached[self._lists[list_id].definition]
        number = reached.setdefault(level, own.start)
        return format_number(number, "decimal" if shown.is_legal else own.style)


def _read_levels(node: XmlNode) -> dict[int, ListLevel]:
    return {
        level: _read_level(child)
        for child in node.children
        if child.tag == "lvl" and (level := parse_number(child.attributes.get("ilvl"))) is not None
    }


def _read_level(node: XmlNode) -> ListLevel:
    indent = node.find_child("pPr", "ind")
    attributes = indent.attributes if indent else {}
    start = parse_number(node.read_value("start"))
    legal = node.find_child("isLgl")
    return ListLevel(
        1 if start is None else start,
        node.read_value("numFmt") or "decimal",
        node.read_value("lvlText") or "",
        parse_number(attributes.get("left", attributes.get("start"))),
        is_legal=legal is not None and legal.is_on,
    )


def _read_list(node: XmlNode) -> _WordList:
    levels: dict[int, ListLevel] = {}
    restarts: dict[int, int] = {}
    for override in node.children:
        level = parse_number(override.attributes.get("ilvl"))
        if override.tag != "lvlOverride" or level is None:
            continue
        start = parse_number(override.read_value("startOverride"))
        if start is not None:
            restarts[level] = start
        own = override.find_child("lvl")
        if own is not None:
            levels[level] = _read_level(own)
    return _WordList(node.read_value("abstractNumId") or "", levels, restarts)


def _show_bullet(text: str) -> str:
    """Return the bullet of a level: that of a symbol font, or the letter `o`, as a dot."""
    bullet = text.strip()
    if not bullet:
        return ""
    return bullet if bullet in _SHOWN_BULLETS else "•"
