"""What the scan of a Word file has found so far."""

from __future__ import annotations

from typing import NamedTuple

from scrutiny_cli.importing.docx_scan.numbering import ListNumbering
from scrutiny_cli.importing.docx_scan.package import Relationship
from scrutiny_cli.importing.docx_scan.styles import StyleSheet
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode
from scrutiny_cli.importing.paragraph_facts import ParagraphFacts


class ScannedNote(NamedTuple):
    """A footnote or endnote, and what its part refers to."""

    node: XmlNode
    relationships: dict[str, Relationship]


class IgnoredWords(NamedTuple):
    """Words that are not imported, after which paragraph they are, and why."""

    paragraph: str
    reason: str
    text: str


class ScanState:
    """The settings of a scan, and what it has found."""

    def __init__(
        self,
        styles: StyleSheet,
        numbering: ListNumbering,
        notes: dict[tuple[str, str], ScannedNote],
        comments: dict[str, str],
    ) -> None:
        """Begin with what other parts of the file have."""
        self.styles = styles
        self.numbering = numbering
        self.notes = notes
        self.comments = comments
        self.shown_notes: dict[tuple[str, str], str] = {}  # the number of each, as it is shown
        self.shown_comments: set[str] = set()
        self.pieces: list[str] = []  # of the markup that is given to the reader
        self.addresses: list[str] = []
        self.facts: dict[str, ParagraphFacts] = {}
        self.ignored: list[IgnoredWords] = []
        self._comments: tuple[str, ...] = ()  # of paragraphs without text, for the next one
        self._doubts: tuple[str, ...] = ()
        self._with_text = ""  # the identifier of the last paragraph with text
        self.has_pictures = False
        self.objects = 0
        self.removed = 0  # invisible characters

    @property
    def next_paragraph(self) -> str:
        """The identifier of the next paragraph."""
        return f"p{len(self.facts) + 1}"

    def add_facts(
        self,
        facts: ParagraphFacts,
        doubts: tuple[str, ...],
        comments: tuple[str, ...],
        *,
        has_text: bool,
    ) -> None:
        """Add what is known of the next paragraph.

        A paragraph without text makes no block: its comments and doubts go to the next one.
        """
        identifier = self.next_paragraph
        self._doubts += doubts
        self.has_pictures = self.has_pictures or "picture" in doubts
        self._comments += comments
        self.facts[identifier] = facts
        if has_text:
            self._with_text = identifier
            self.end_paragraphs()

    def end_paragraphs(self) -> None:
        """Give the comments and doubts that are left to the last paragraph with text."""
        if self._with_text:
            facts = self.facts[self._with_text]
            self.facts[self._with_text] = facts._replace(
                doubts=tuple(dict.fromkeys((*facts.doubts, *self._doubts))),
                comments=facts.comments + self._comments,
            )
        else:
            self.ignore_words("comment", " ".join(self._comments))
        self._doubts, self._comments = (), ()

    def number_note(self, kind: str, identifier: str) -> str:
        """Return the number that Word shows for a note."""
        key = kind, identifier
        if key not in self.shown_notes:
            number = sum(shown[0] == kind for shown in self.shown_notes) + 1
            self.shown_notes[key] = str(number)
        return self.shown_notes[key]

    def add_address(self, address: str) -> str:
        """Return the identifier under which the address of a link is given to the reader."""
        self.addresses.append(address)
        return f"link{len(self.addresses)}"

    def ignore_words(self, reason: str, text: str) -> None:
        """List words that are not imported."""
        if text.strip():
            self.ignored.append(IgnoredWords(self.next_paragraph, reason, " ".join(text.split())))
