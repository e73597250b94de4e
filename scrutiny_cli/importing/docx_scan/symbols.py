"""The signs of Word's symbol fonts, which are characters for private use."""

from __future__ import annotations

from types import MappingProxyType

_FIRST = 0xF000  # where Word has the characters of a symbol font
_BOXES = dict.fromkeys((0x6F, 0x70, 0x71, 0x72, 0xA8), "☐")
_TICKS = {0x52: "☑", 0x54: "☒", 0xFC: "✔", 0xFE: "☑", 0x78: "☒", 0xFD: "☒", 0xFB: "✗"}
_BULLETS = dict.fromkeys((0x6C, 0x6E, 0x75, 0x76, 0x77, 0x9F, 0xA7, 0xB7, 0xD8, 0xE8, 0xF0), "•")
_DASHES = {0x2D: "-", 0xE0: "→", 0x3E: ">", 0xB0: "°"}
_SIGNS = MappingProxyType(
    {_FIRST + code: sign for code, sign in (_BOXES | _TICKS | _BULLETS | _DASHES).items()}
)


def translate_symbols(text: str) -> str:
    """Return a text with ordinary characters for the boxes, ticks and bullets of symbol fonts."""
    return text if text.isascii() else text.translate(_SIGNS)


def find_symbol(code: str) -> str:
    """Return the sign of a symbol's hexadecimal code; a space if it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return " "
    return _SIGNS.get(number if number >= _FIRST else number + _FIRST, " ")
