"""The styles of a Word file: our own ones, and those that a template lacks."""

from __future__ import annotations

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor, Twips

Style = Any  # python-docx types none of its styles whole


MARK_STYLE = "Scrutiny Mark"  # by which the marks of an earlier page of ours are found again
RED, LINK_COLOUR, _HEADING_COLOUR = "8C1420", "0B4F9E", RGBColor(0x1F, 0x2A, 0x44)
FRAME_COLOUR, FRAME_SHADE = "2B3A4F", "F3F0EA"  # of a decision, as on a page for the web
_FONT = "Arial"
_SIZES = {"Title": 17, "Heading 1": 14, "Heading 2": 11, "Heading 3": 10, "Heading 4": 10}


def apply_default_styles(word: WordFile) -> None:
    """Set A4, and one plain font for all styles."""
    section = word.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)  # A4, as Word has it
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    styles = word.styles
    for style in list(filter(_is_unused, styles)):
        style.delete()
    for style in styles:
        if style.type in {WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER}:
            _set_font(style)
    for name, size in _SIZES.items():
        style = find_style(word, name)
        style.font.size, style.font.color.rgb, style.font.bold = Pt(size), _HEADING_COLOUR, True
        style.font.italic = False
        for spacing in style.element.rPr.findall(qn("w:spacing")):
            style.element.rPr.remove(spacing)
        _set_spacing(style, 0 if name == "Title" else max(size // 2, 4), 3)
    styles["Normal"].font.size = Pt(10)
    _set_spacing(styles["Normal"], 0, 4)
    _set_spacing(find_style(word, "List Bullet"), 0, 2)
    _set_spacing(find_style(word, "List Number"), 0, 2)


def _is_unused(style: Style) -> bool:
    return style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}


def _set_spacing(style: Style, before: int, after: int) -> None:
    """Set the distances to other paragraphs (points), and take a border away."""
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
    for border in style.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)


def _set_font(style: Style) -> None:
    """Set our font in a style, and no font of a theme."""
    for fonts in style.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        style.font.name = _FONT
        style.element.rPr.rFonts.set(qn("w:cs"), _FONT)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def find_style(word: WordFile, name: str) -> Style:
    """Return a style of paragraphs by its name; one that the template lacks is made."""
    if name in word.styles and word.styles[name].type == WD_STYLE_TYPE.PARAGRAPH:
        return word.styles[name]
    made: Style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    if name in word.styles and "Normal" in word.styles:
        made.base_style = word.styles["Normal"]
    if name in _SIZES:
        made.font.bold, made.font.size = True, Pt(_SIZES[name])
        made.paragraph_format.keep_with_next = True
    if name.startswith("Heading "):
        _set_outline_level(made, int(name[-1]))
    return made


def find_mark_style(word: WordFile) -> Style:
    """Return the style of the marks on every page; the next line is the board's own again."""
    if MARK_STYLE in word.styles:
        return word.styles[MARK_STYLE]
    made: Style = word.styles.add_style(MARK_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = made.next_paragraph_style = find_style(word, "Header")
    return made


def _set_outline_level(style: Style, level: int) -> None:
    """Make a style that of a heading, by which a screen reader finds its way."""
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    style.element.get_or_add_pPr().append(outline)
