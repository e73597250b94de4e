"""The fields in a template's headers and footers: those that Word may fill in, and all others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# What these show is in the file or on the reader's clock. Any other may fetch a file, start a
# program or ask for something: DDEAUTO, INCLUDEPICTURE, INCLUDETEXT, LINK, DATABASE, FILLIN, …
_HARMLESS = (
    "= author comments createdate date docproperty edittime filename filesize hyperlink if "
    "keywords lastsavedby numchars numpages numwords page pageref printdate ref revnum savedate "
    "section sectionpages seq styleref subject symbol time title"
)
# Kinds of relationships by which something is run or taken in when the file is opened.
_LOADED = (
    "aFChunk activeXControlBinary attachedToolbars attachedTemplate control frame "
    "keyMapCustomizations mailMergeSource oleObject package subDocument vbaProject"
)
_FETCHING = frozenset(("src", "althref"))  # of a picture in VML, which needs no relationship


def first_unfit(part: Any) -> str:  # noqa: ANN401  a part of python-docx
    """Name the first thing in a part that would fetch or run something; "" where there is none."""
    kinds = {one.reltype.rsplit("/", 1)[-1] for one in part.rels.values()}
    for kind in sorted(kinds.intersection(_LOADED.split())):
        return f"an embedded object ({kind})"
    element = getattr(part, "element", None)
    if element is None:
        return ""
    for code in _codes(element):
        name = _name(code)
        if name not in _HARMLESS.split():
            return f"the field {name.upper() or 'without a name'}"
    return "a linked picture" if any(map(_fetches, element.iter())) else ""


def _name(code: str) -> str:
    """Give the name of a field by its code; a formula's is `=`."""
    name = re.match(r"\s*(=|[A-Za-z]+)", code)
    return name[1].casefold() if name is not None else ""


def _codes(root: Any) -> Iterator[str]:  # noqa: ANN401  an element of lxml
    """Give the code of each field, which may be in pieces, and of fields within fields."""
    open_codes: list[list[str]] = []
    for element in root.iter():
        name = _local(element.tag)
        if name == "fldSimple":
            yield _attribute(element, "instr")
        elif name == "fldChar":
            kind = _attribute(element, "fldCharType")
            if kind == "begin":
                open_codes.append([])
            elif kind == "end" and open_codes:
                yield "".join(open_codes.pop())
        elif name in {"instrText", "delInstrText"}:
            if not open_codes:
                yield element.text or ""
            else:
                open_codes[-1].append(element.text or "")
    yield from ("".join(one) for one in open_codes)


def _fetches(element: Any) -> bool:  # noqa: ANN401
    return any(
        _local(name) in _FETCHING and "microsoft-com" in str(element.tag) + str(name)
        for name in element.attrib
    )


def _attribute(element: Any, wanted: str) -> str:  # noqa: ANN401
    return next((value for name, value in element.attrib.items() if _local(name) == wanted), "")


def _local(name: object) -> str:
    return str(name).rsplit("}", 1)[-1] if isinstance(name, str) else ""
