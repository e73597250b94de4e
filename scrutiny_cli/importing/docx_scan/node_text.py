"""The text within an element of a Word file, as one line without any form."""

from __future__ import annotations

from scrutiny_cli.importing.clean_text import clean_characters
from scrutiny_cli.importing.docx_scan.symbols import translate_symbols
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode

_REMOVED = frozenset(["del", "moveFrom"])
_NOTES = frozenset(["footnoteReference", "endnoteReference"])
_SPACES = _NOTES | frozenset(
    ["tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "rt", "checkBox", "checkbox"]
)


def choose_alternative(node: XmlNode) -> XmlNode:
    """Return what is used of alternatives: the first if it has text, otherwise the other."""
    choice = node.find_child("Choice")
    fallback = node.find_child("Fallback")
    if choice is not None and (fallback is None or any(t.text for t in choice.find_all("t"))):
        return choice
    return fallback or XmlNode("", {})


class _TextCollector:
    """Collects the texts of an element: kept, removed, and of text boxes."""

    def __init__(self) -> None:
        """Begin."""
        self.kept: list[str] = []
        self.removed: list[str] = []

    def add_children(self, node: XmlNode, target: list[str]) -> None:
        """Add the texts within an element to one of the lists, or to both."""
        for child in node.children:
            self._add_node(child, target)

    def _add_node(self, node: XmlNode, target: list[str]) -> None:
        if node.tag == "txbxContent":
            box: list[str] = []
            self.add_children(node, box)
            self.removed += [" ", *box, " "]
        elif node.tag in _REMOVED or node.tag == "delText":
            self.removed += [" ", translate_symbols(node.text)]
            self.add_children(node, self.removed)
        elif node.tag == "t":
            target.append(translate_symbols(node.text))
        elif node.tag == "AlternateContent":
            self.add_children(choose_alternative(node), target)
        else:
            self._add_other(node, target)

    def _add_other(self, node: XmlNode, target: list[str]) -> None:
        if node.tag in _SPACES or node.tag in {"tc", "tbl"}:
            target.append(" ")
        self.add_children(node, target)
        if _has_space_after(node):
            target.append(" ")


def _has_space_after(node: XmlNode) -> bool:
    """Whether an element separates the words before and after its end."""
    if node.tag == "p":
        return not _is_joined(node)
    if node.tag == "sdt":
        return node.find_child("sdtPr", "checkbox") is not None
    return node.tag in {"tc", "rt"}


def _is_joined(paragraph: XmlNode) -> bool:
    """Whether the end of a paragraph is deleted."""
    mark = paragraph.find_child("pPr", "rPr")
    return mark is not None and any(child.tag in _REMOVED for child in mark.children)


def list_node_text(node: XmlNode) -> str:
    """Return the text within an element with spaces between paragraphs; deleted text is last."""
    collector = _TextCollector()
    collector.add_children(node, collector.kept)
    text = "".join((*collector.kept, " ", *collector.removed))
    return clean_characters(text).text.replace("\n", " ")
