"""A page as a tree of tags and texts, and what is known of its paragraphs besides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class PageNode(NamedTuple):
    """A tag with its attributes, and the tags and texts within it."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[PageNode | str, ...]

    @property
    def has_text(self) -> bool:
        """Whether there is more than space within it."""
        return any(
            child.has_text if isinstance(child, PageNode) else bool(child.strip())
            for child in self.children
        )

    @property
    def is_inline(self) -> bool:
        """Whether there are only texts and spans within it."""
        return all(
            child.tag == "span" and child.is_inline
            for child in self.children
            if isinstance(child, PageNode)
        )

    def list_text(self) -> str:
        """Return all text within it."""
        return "".join(
            child.list_text() if isinstance(child, PageNode) else child for child in self.children
        )

    def read_number(self, name: str, default: int, most: int) -> int:
        """Return an attribute as a number from 1 to `most`; the default if it is none."""
        text = self.attributes.get(name, "").strip()
        if not text.isdecimal():
            return default
        return min(max(int(text[:9]), 1), most)
