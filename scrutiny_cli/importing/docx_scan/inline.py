"""The text within a paragraph of a Word file, in the markup that is given to the reader."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from scrutiny_cli.importing.clean_text import clean_characters
from scrutiny_cli.importing.docx_scan.node_text import choose_alternative, list_node_text
from scrutiny_cli.importing.docx_scan.package import Relationship
from scrutiny_cli.importing.docx_scan.scan_state import ScanState
from scrutiny_cli.importing.docx_scan.styles import WordStyle, read_switch
from scrutiny_cli.importing.docx_scan.symbols import find_symbol, translate_symbols
from scrutiny_cli.importing.docx_scan.xml_tree import XmlNode

_PICTURES = ("blip", "imagedata", "chart", "relIds")
_RUN_END = "</w:r>"
_OBJECTS = ("OLEObject", "control")
_PROPERTIES = frozenset(["pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "ffData"])


class InlineScan:
    """The text of one paragraph, or of several that deleted line ends join."""

    def __init__(self, state: ScanState) -> None:
        """Begin without any text."""
        self.pieces: list[str] = []
        self.comments: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[XmlNode] = []  # the contents of text boxes
        self.has_text = False
        self.has_picture = False
        self.is_tracked = False
        self._state = state
        self._style = WordStyle()
        self._relationships: dict[str, Relationship] = {}
        self._methods: dict[str, Callable[[XmlNode], None]] = {
            "r": self._read_run,
            "t": self._read_text,
            "del": self._read_deletion,
            "moveFrom": self._read_move,
            "ins": self._read_insertion,
            "moveTo": self._read_insertion,
            "hyperlink": self._read_link,
            "AlternateContent": self._read_alternative,
            "sdt": self._read_control,
            "rt": self._read_reading,
            "tab": self._read_tab,
            "ptab": self._read_tab,
            "br": self._read_break,
            "cr": self._read_break,
            "sym": self._read_symbol,
            "noBreakHyphen": self._read_hyphen,
            "footnoteReference": self._read_note,
            "endnoteReference": self._read_note,
            "commentReference": self._read_comment,
            "fldChar": self._read_field,
            "instrText": self._read_instruction,
            "drawing": self._read_drawing,
            "pict": self._read_drawing,
            "object": self._read_drawing,
            "delText": self._read_deleted_text,
        }
        self._run = ""  # how the last run begins
        self._bold: bool | None = None
        self._struck: bool | None = None

    def read_paragraph(
        self, node: XmlNode, style: WordStyle, relationships: dict[str, Relationship]
    ) -> None:
        """Add the text of a paragraph whose style is given."""
        self._style = style
        self._relationships = relationships
        self._read_children(node)

    def _read_children(self, node: XmlNode) -> None:
        for child in node.children:
            if child.tag in _PROPERTIES:
                continue
            # What is not known may have text within it.
            self._methods.get(child.tag, self._read_children)(child)

    def _read_run(self, node: XmlNode) -> None:
        self._bold, self._struck = self._style.is_bold, self._style.is_struck
        properties = node.find_child("rPr")
        if properties is not None:
            self._read_run_style(properties)
        self._read_children(node)

    def _read_run_style(self, properties: XmlNode) -> None:
        named = self._state.styles.find_style(properties.read_value("rStyle") or "")
        bold, struck = read_switch(properties, "b"), read_switch(properties, "strike", "dstrike")
        self._bold = _choose_first(bold, named.is_bold, self._bold)
        self._struck = _choose_first(struck, named.is_struck, self._struck)

    def _read_text(self, node: XmlNode) -> None:
        clean = clean_characters(translate_symbols(node.text))
        self._state.removed += clean.removed
        self._add_text(clean.text)

    def _add_text(self, text: str) -> None:
        if not text:
            return
        self.has_text = self.has_text or bool(text.strip())
        self._add_run(f'<w:t xml:space="preserve">{escape(text)}</w:t>')

    def _add_run(self, content: str) -> None:
        bold = "<w:b/>" if self._bold else ""
        struck = "<w:strike/>" if self._struck else ""
        begin = f"<w:r><w:rPr>{bold}{struck}</w:rPr>" if bold or struck else "<w:r>"
        if self.pieces and self.pieces[-1] == _RUN_END and self._run == begin:
            # Word divides text into many runs that look alike.
            self.pieces[-1:] = [content, _RUN_END]
        else:
            self.pieces += [begin, content, _RUN_END]
        self._run = begin

    def _read_deletion(self, node: XmlNode) -> None:
        self._ignore_change(node, "deleted (tracked change)")

    def _read_move(self, node: XmlNode) -> None:
        self._ignore_change(node, "moved to another place (tracked change)")

    def _read_deleted_text(self, node: XmlNode) -> None:
        self._state.ignore_words("deleted (tracked change)", node.text)

    def _ignore_change(self, node: XmlNode, reason: str) -> None:
        self.is_tracked = True
        self._state.ignore_words(reason, list_node_text(node))

    def _read_insertion(self, node: XmlNode) -> None:
        self.is_tracked = True
        self._read_children(node)

    def _read_link(self, node: XmlNode) -> None:
        relationship = self._relationships.get(node.attributes.get("id", ""))
        if relationship is None or not relationship.is_external:
            self._read_children(node)
            return
        anchor = node.attributes.get("anchor", "")
        address = f"{relationship.target}#{anchor}" if anchor else relationship.target
        identifier = self._state.add_address(clean_characters(address).text)
        self.pieces.append(f'<w:hyperlink r:id="{identifier}">')
        self._read_children(node)
        self.pieces.append("</w:hyperlink>")

    def _read_alternative(self, node: XmlNode) -> None:
        self._read_children(choose_alternative(node))

    def _read_control(self, node: XmlNode) -> None:
        box = node.find_child("sdtPr", "checkbox")
        content = node.find_child("sdtContent")
        if box is None:
            if content is not None:
                self._read_children(content)
            return
        checked = box.find_child("checked")
        self._add_text("☑" if checked is not None and checked.is_on else "☐")
        if content is not None:
            self._state.ignore_words("sign in a check box", list_node_text(content))

    def _read_reading(self, node: XmlNode) -> None:
        """Read the reading aid of a word."""
        self._add_text(" (")
        self._read_children(node)
        self._add_text(") ")

    def _read_tab(self, _: XmlNode) -> None:
        self._add_run("<w:tab/>")

    def _read_break(self, _: XmlNode) -> None:
        self._add_run("<w:br/>")

    def _read_symbol(self, node: XmlNode) -> None:
        self._add_text(find_symbol(node.attributes.get("char", "")))

    def _read_hyphen(self, _: XmlNode) -> None:
        self._add_text("-")

    def _read_note(self, node: XmlNode) -> None:
        key = node.tag.removesuffix("Reference"), node.attributes.get("id", "")
        if key not in self._state.notes:
            self._add_text(" ")
            return
        is_new = key not in self._state.shown_notes
        self._add_text(f"[{self._state.number_note(*key)}]")
        if is_new:
            self.notes.append(key)

    def _read_comment(self, node: XmlNode) -> None:
        identifier = node.attributes.get("id", "")
        comment = self._state.comments.get(identifier)
        if comment and identifier not in self._state.shown_comments:
            self._state.shown_comments.add(identifier)
            self.comments.append(comment)

    def _read_field(self, node: XmlNode) -> None:
        box = node.find_child("ffData", "checkBox")
        if box is not None:
            checked = box.find_child("checked") or box.find_child("default")
            self._add_text(" ☑ " if checked is not None and checked.is_on else " ☐ ")
        kind = quoteattr(node.attributes.get("fldCharType", ""))
        self._add_field(f"<w:fldChar w:fldCharType={kind}/>")

    def _read_instruction(self, node: XmlNode) -> None:
        # Only those of links matter.
        if "HYPERLINK" in node.text or "://" in node.text:
            text = escape(clean_characters(node.text).text)
            self._add_field(f'<w:instrText xml:space="preserve">{text}</w:instrText>')

    def _add_field(self, content: str) -> None:
        """Add a part of a field, in a run of its own, as mammoth needs it."""
        self.pieces.append(f"<w:r>{content}</w:r>")

    def _read_drawing(self, node: XmlNode) -> None:
        self._state.objects += any(True for _ in node.find_all(*_OBJECTS))
        self._find_drawn(node)

    def _find_drawn(self, node: XmlNode) -> None:
        """Find the text boxes and pictures of a drawing."""
        for child in node.children:
            if child.tag == "txbxContent":
                self.boxes.append(child)
            elif child.tag == "AlternateContent":
                self._find_drawn(choose_alternative(child))
            elif child.tag == "t":
                self._read_text(child)
            else:
                self.has_picture = self.has_picture or child.tag in _PICTURES
                self._find_drawn(child)


def _choose_first(*switches: bool | None) -> bool | None:
    return next((switch for switch in switches if switch is not None), None)
