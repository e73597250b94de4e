"""Numbers as a spreadsheet shows them: `0.5` with the format `0%` is `50%`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<general>General)|(?P<exponent>E[+-]0+)|(?P<digit>[0#?])|(?P<point>\.)"
    r"|(?P<comma>,)|(?P<percent>%)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*', re.DOTALL)
_DAY = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|(?P<day>d)', re.IGNORECASE)
_HOUR = re.compile(r'"[^"]*"|\\.|\[[^\]hms]{0,80}\]|(?P<hour>[hs])', re.IGNORECASE)
_DIGITS = 10  # significant ones that a cell without a format shows
_LONGEST_WHOLE = 15  # digits of a whole number
_PER_CENT, _THOUSAND = 100, 1000


class _Piece(NamedTuple):
    """A literal text, or a place for a digit of the number before or after its point."""

    kind: str
    text: str


class _Layout(NamedTuple):
    """The pieces of a section, and what the number is multiplied with before it is shown."""

    pieces: tuple[_Piece, ...]
    scale: Decimal
    has_thousands: bool
    is_general: bool


def show_number(value: float, code: str) -> str:
    """Return a number as a cell with a format shows it."""
    number = Decimal(repr(value))
    sections = _split_sections(code)
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif value == 0 and len(sections) > 2:
        section = sections[2]
    layout = _read_section(section)
    if layout.is_general:
        return "".join(
            _show_plain(number) if piece.kind == "general" else piece.text
            for piece in layout.pieces
        )
    return _fill_layout(layout, number)


def shows_day(code: str) -> bool:
    """Whether the format of a date shows the day of the month."""
    return any(found["day"] for found in _DAY.finditer(code))


def shows_time(code: str) -> bool:
    """Whether the format of a date shows a time."""
    return any(found["hour"] for found in _HOUR.finditer(code))


@lru_cache(maxsize=256)
def _split_sections(code: str) -> tuple[str, ...]:
    found = [match[0] for match in _SECTION.finditer(code)]
    sections = [section for section in found if section]
    return tuple(sections) or ("General",)


@lru_cache(maxsize=256)
def _read_section(section: str) -> _Layout:
    pieces = tuple(filter(None, (_read_piece(found) for found in _TOKEN.finditer(section))))
    kinds = [piece.kind for piece in pieces]
    last = max((at for at, kind in enumerate(kinds) if kind == "digit"), default=-1)
    first = min((at for at, kind in enumerate(kinds) if kind == "digit"), default=-1)
    scale = Decimal(1)
    for at, kind in enumerate(kinds):
        if kind == "percent":
            scale *= _PER_CENT
        elif kind == "comma" and at > last:
            scale /= _THOUSAND
    has_thousands = any(kind == "comma" and first < at < last for at, kind in enumerate(kinds))
    # A fraction or a power of ten is shown as a plain number.
    is_plain = last < 0 or not {"exponent", "fraction"}.isdisjoint(kinds)
    if is_plain and (last >= 0 or not pieces):
        pieces = (_Piece("general", ""),)
    return _Layout(pieces, scale, has_thousands, is_plain)


def _read_piece(found: re.Match[str]) -> _Piece | None:
    if found["quoted"] is not None or found["escaped"] is not None or found["currency"] is not None:
        text = found["quoted"] or found["escaped"] or found["currency"] or ""
        return _Piece("literal", text)
    if found["general"] is not None or found["text"] is not None:
        return _Piece("general", "")
    for kind in ("exponent", "digit", "point", "comma", "percent"):
        if found[kind] is not None:
            return _Piece(kind, "%" if kind == "percent" else found[kind])
    if found["other"] is None:
        return None
    return _Piece("fraction" if found["other"] == "/" else "literal", found["other"])


def _show_plain(number: Decimal) -> str:
    if number == number.to_integral_value() and number.adjusted() < _LONGEST_WHOLE:
        return str(int(number))
    return f"{float(number):.{_DIGITS}g}"


def _fill_layout(layout: _Layout, number: Decimal) -> str:
    """Return the text of a section, in whose places the digits of a number are written."""
    point = next((at for at, piece in enumerate(layout.pieces) if piece.kind == "point"), None)
    whole = layout.pieces[:point]
    rest = () if point is None else layout.pieces[point + 1 :]
    places = sum(piece.kind == "digit" for piece in rest)
    scaled = abs(number * layout.scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits, _, decimals = f"{scaled:f}".partition(".")
    sign = "-" if number < 0 and scaled else ""
    after = _fill_decimals(rest, decimals)
    has_point = after[:1].isdigit()
    shown = _fill_whole(whole, digits, has_thousands=layout.has_thousands)
    return f"{sign}{shown}{'.' if has_point else ''}{after}".strip()


def _fill_whole(pieces: tuple[_Piece, ...], digits: str, *, has_thousands: bool) -> str:
    """Return the part before the point; its first place takes all digits that are left."""
    shown: list[str] = []
    left = "" if digits == "0" else digits
    first = next((at for at, piece in enumerate(pieces) if piece.kind == "digit"), -1)
    count = 0
    for at, piece in reversed(list(enumerate(pieces))):
        if piece.kind in {"literal", "percent"}:
            shown.append(piece.text)
        if piece.kind != "digit":
            continue
        taken = left if at == first else left[-1:]
        left = left[: len(left) - len(taken)]
        for digit in reversed(taken or ("0" if piece.text == "0" else "")):
            shown.append(f"{digit}," if has_thousands and count and count % 3 == 0 else digit)
            count += 1
    return "".join(reversed(shown))


def _fill_decimals(pieces: tuple[_Piece, ...], decimals: str) -> str:
    least = sum(piece.kind == "digit" and piece.text == "0" for piece in pieces)
    shown = decimals[:least] + decimals[least:].rstrip("0")
    literals = "".join(piece.text for piece in pieces if piece.kind in {"literal", "percent"})
    return shown + literals
