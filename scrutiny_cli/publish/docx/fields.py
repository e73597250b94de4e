"""What is unsafe in a template's headers and footers: fields, objects and linked pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # of lxml, which has no types

Part = Any  # of python-docx, whose parts differ


# What these show is in the file or on the reader's clock. Others fetch a file, start a program
# or ask for something: DDEAUTO, INCLUDEPICTURE, INCLUDETEXT, LINK, DATABASE, FILLIN, …
_SAFE_FIELDS = (
    "= author comments createdate date docproperty edittime filename filesize hyperlink if "
    "keywords lastsavedby numchars numpages numwords page pageref printdate ref revnum savedate "
    "section sectionpages seq styleref subject symbol time title"
)
# Kinds of relationships by which something is run or taken in when the file is opened.
_UNSAFE_PARTS = (
    "aFChunk activeXControlBinary attachedToolbars attachedTemplate control frame "
    "keyMapCustomizations mailMergeSource oleObject package subDocument vbaProject"
)
_FETCHING_ATTRIBUTES = frozenset(
    ("src", "althref")
)  # of a picture in VML, which needs no relationship


def find_unsafe_content(part: Part) -> str:
    """Return the first thing in a part that would load or run something; "" without one."""
    kinds = {relationship.reltype.rsplit("/", 1)[-1] for relationship in part.rels.values()}
    for kind in sorted(kinds.intersection(_UNSAFE_PARTS.split())):
        return f"an embedded object ({kind})"
    element = getattr(part, "element", None)
    if element is None:
        return ""
    for code in _list_codes(element):
        name = _field_name(code)
        if name not in _SAFE_FIELDS.split():
            return f"the field {name.upper()}" if name else "a field without a name"
    return "a linked picture" if any(map(_fetches_picture, element.iter())) else ""


def has_page_number(element: Element) -> bool:
    """Whether a header or footer shows the number of its page."""
    return any(_field_name(code) == "page" for code in _list_codes(element))


def _field_name(code: str) -> str:
    """Return the name of a field from its code; a formula's is `=`."""
    name = re.match(r"\s*(=|[A-Za-z]+)", code)
    return name[1].casefold() if name is not None else ""


def _list_codes(root: Element) -> Iterator[str]:
    """Iterate over the code of each field, which may be in pieces, and of fields within fields."""
    open_codes: list[list[str]] = []
    for element in root.iter():
        name = _local_name(element.tag)
        if name == "fldSimple":
            yield _find_attribute(element, "instr")
        elif name == "fldChar":
            kind = _find_attribute(element, "fldCharType")
            if kind == "begin":
                open_codes.append([])
            elif kind == "end" and open_codes:
                yield "".join(open_codes.pop())
        elif name in {"instrText", "delInstrText"}:
            if not open_codes:
                yield element.text or ""
            else:
                open_codes[-1].append(element.text or "")
    yield from ("".join(code) for code in open_codes)


def _fetches_picture(element: Element) -> bool:
    return any(
        _local_name(name) in _FETCHING_ATTRIBUTES
        and "microsoft-com" in str(element.tag) + str(name)
        for name in element.attrib
    )


def _find_attribute(element: Element, wanted: str) -> str:
    return next(
        (value for name, value in element.attrib.items() if _local_name(name) == wanted), ""
    )


def _local_name(name: object) -> str:
    return str(name).rsplit("}", 1)[-1] if isinstance(name, str) else ""
