"""By which number Word knows the lists with bullets of a file."""

from __future__ import annotations

from typing import Any, cast

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

from scrutiny_cli.publish.docx.styles import find_style

Element = Any  # of lxml, with attributes that python-docx adds


_BULLETS = (
    "<w:abstractNum {} w:abstractNumId='{}'><w:multiLevelType w:val='singleLevel'/>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/>"
    "<w:lvlJc w:val='left'/><w:pPr><w:ind w:left='360' w:hanging='360'/></w:pPr></w:lvl>"
    "</w:abstractNum>"
)


def bullet_list_number(word: WordFile) -> int:
    """Return the number of the style's own lists; a template that has none gets one."""
    numbering = _find_numbering(word)
    own = next(find_style(word, "List Bullet").element.iter(qn("w:numId")), None)
    if own is not None and own.val in {number.numId for number in numbering.num_lst}:
        return int(own.val)
    return int(numbering.add_num(_add_bullets(numbering)).numId)


def _add_bullets(numbering: Element) -> int:
    """Add a kind of list with bullets; return its number."""
    kinds = numbering.findall(qn("w:abstractNum"))
    key = 1 + max((int(kind.get(qn("w:abstractNumId"))) for kind in kinds), default=0)
    numbering.insert(len(kinds), parse_xml(_BULLETS.format(nsdecls("w"), key)))
    return key


def _find_numbering(word: WordFile) -> Element:
    """Return the part of the file that numbers its lists; python-docx cannot make an empty one."""
    try:
        part = word.part.part_related_by(RT.NUMBERING)
    except KeyError:
        empty = f"<w:numbering {nsdecls('w')}/>".encode()
        package = cast("Any", word.part.package)
        part = NumberingPart.load(PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, package)
        word.part.relate_to(part, RT.NUMBERING)
    return cast("Element", part).element
