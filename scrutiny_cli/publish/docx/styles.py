"""The styles of a Word file: the house's look, and those that a template lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor, Twips

if TYPE_CHECKING:
    from docx.document import Document as LocatedStr

MARKING = "Scrutiny Mark"  # by which what we said on every page is known again
_FONT, _INK = "Arial", RGBColor(0x1F, 0x2A, 0x44)
_SIZES = {"Title": 17, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10, "Heading 4": 10}


def dressed(word: LocatedStr) -> None:
    """Set A4, and one plain face of letters for all styles."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)  # A4, as Word has it
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    styles = word.styles
    for style in [one for one in styles if _is_unused(one)]:
        style.delete()
    for style in styles:
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}:
            _plain(style)
    for name, size in _SIZES.items():
        style = style_of(word, name)
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), _INK, True
        style.font.italic = False
        for wide in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(wide)
        before = 0 if name == "Title" else max(size // 2, 4)
        _spaced(style, before, 3)
    styles["Normal"].font.size = Pt(10)
    _spaced(styles["Normal"], 0, 4)
    _spaced(style_of(word, "List Bullet"), 0, 2)
    _spaced(style_of(word, "List Number"), 0, 2)


def _is_unused(style: Any) -> bool:  # noqa: ANN401  any kind of style
    return style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}


def _spaced(style: Any, before: int, after: int) -> None:  # noqa: ANN401
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
    for edge in style.element.iter(qn("w:pBdr")):
        edge.getparent().remove(edge)


def _plain(style: Any) -> None:  # noqa: ANN401
    """Give a style the one face of letters, and no theme's in its place."""
    for fonts in style.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.font.name = _FONT
        style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def style_of(word: LocatedStr, name: str, kind: WD_STYLE_TYPE = WD_STYLE_TYPE.PARAGRAPH) -> Any:  # noqa: ANN401
    """Give a style by its name; one that the template lacks is made."""
    if name in word.styles and word.styles[name].type == kind:
        return word.styles[name]
    made = word.styles.add_style(name, kind, builtin=True)
    if name in word.styles and "Normal" in word.styles:
        made.base_style = word.styles["Normal"]
    if name in _SIZES:
        made.font.bold, made.font.size = True, Pt(_SIZES[name])
        made.paragraph_format.keep_with_next = True
        _outlined(made, name)
    return made


def marking(word: LocatedStr) -> Any:  # noqa: ANN401
    """Give the style of what is said on every page; a line typed below it is the board's own."""
    if MARKING in word.styles:
        return word.styles[MARKING]
    made: Any = word.styles.add_style(MARKING, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = made.next_paragraph_style = style_of(word, "Header")
    return made


def _outlined(style: Any, name: str) -> None:  # noqa: ANN401
    """Make a style a heading's, by which a reader finds the way."""
    if name == "Title":
        return
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(int(name[-1]) - 1))
    style.element.get_or_add_pPr().append(level)
