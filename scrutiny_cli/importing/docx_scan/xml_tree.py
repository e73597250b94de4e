"""The elements of a part of a Word file as a tree, without what does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.importing.blocks import CannotImport
from scrutiny_cli.importing.limits import MAX_BLOCKS
from scrutiny_cli.importing.office_archive import XmlHandlers, scan_xml

_MAX_ELEMENTS = 3_000_000
_TEXTS = frozenset(["t", "delText", "instrText", "created"])
_OFF = frozenset(["0", "false", "off", "none"])
# What many elements have within them, and nothing here needs.
_NEEDLESS = frozenset(
    "proofErr bookmarkStart bookmarkEnd lastRenderedPageBreak lang rFonts sz szCs color bCs iCs"
    " i u kern spacing noProof jc rsid tblBorders tcBorders tcW tblW tblLook tblGrid gridCol"
    " sectPr commentRangeStart commentRangeEnd cnfStyle keepNext keepLines widowControl tabs tab_"
    " pPrChange rPrChange tblPrChange tcPrChange trPrChange tblPrExChange sectPrChange".split()
)


class XmlNode:
    """An element: its name and attributes without prefixes, its text, and what is within it."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        """Make an element without anything in it."""
        self.tag = tag
        self.attributes = attributes
        self.children: list[XmlNode] = []
        self.text = ""

    @property
    def value(self) -> str:
        """Its attribute `val`."""
        return self.attributes.get("val", "")

    @property
    def is_on(self) -> bool:
        """Whether it switches something on."""
        return self.value.lower() not in _OFF

    def find_child(self, *path: str) -> XmlNode | None:
        """Return the first child of each name of a path, one within the other."""
        node: XmlNode | None = self
        for tag in path:
            if node is None:
                return None
            node = next((child for child in node.children if child.tag == tag), None)
        return node

    def find_all(self, *tags: str) -> Iterator[XmlNode]:
        """Find all elements of these names within it, in their order."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            if node.tag in tags:
                yield node
            stack += reversed(node.children)

    def read_value(self, *path: str) -> str | None:
        """Return the attribute `val` of an element within it; None if there is none."""
        node = self.find_child(*path)
        return None if node is None else node.value


class _TreeBuilder:
    """Makes the tree of the elements as they begin and end."""

    def __init__(self) -> None:
        """Begin with a root that is no element of the part."""
        self.root = XmlNode("", {})
        self._open = [self.root]
        self._texts: list[str] = []
        self._elements = 0
        self._paragraphs = 0
        self._skipped = 0  # how many elements are open within one that is needless

    def begin_element(self, tag: str, attributes: dict[str, str], _: int) -> None:
        """Add an element."""
        if self._skipped or tag in _NEEDLESS:
            self._skipped += 1
            return
        self._count_element(tag)
        node = XmlNode(tag, attributes)
        self._open[-1].children.append(node)
        self._open.append(node)
        self._texts = []

    def _count_element(self, tag: str) -> None:
        self._elements += 1
        self._paragraphs += tag == "p"
        if self._elements > _MAX_ELEMENTS or self._paragraphs > MAX_BLOCKS:
            raise CannotImport(
                f"The file has more than {MAX_BLOCKS:,} paragraphs. "
                "Divide it into several files, and import those."
            )

    def end_element(self, tag: str, _: int) -> None:
        """End an element."""
        if self._skipped:
            self._skipped -= 1
            return
        node = self._open.pop()
        if tag in _TEXTS:
            node.text = "".join(self._texts)

    def add_text(self, text: str) -> None:
        """Add a part of the text of the present element."""
        if not self._skipped and self._open[-1].tag in _TEXTS:
            self._texts.append(text)


def build_tree(part: bytes) -> XmlNode:
    """Return a node that has the outermost element of a part as its child.

    Raises:
        CannotImport: The part is damaged, or exceeds a limit.

    """
    builder = _TreeBuilder()
    scan_xml(part, XmlHandlers(builder.begin_element, builder.end_element, builder.add_text))
    return builder.root
