"""The colours with which cells are filled: plain ones, those of a theme, and numbered ones."""

from __future__ import annotations

import colorsys
import re
from typing import NamedTuple

from scrutiny_cli.importing.office_archive import XmlHandlers, scan_xml

_COLOUR = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
_WHITE = "FFFFFF"
# The order in which cells number the colours of a theme, and the one in which a theme has them.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)))
_OFFICE_THEME = {
    "lt1": "FFFFFF", "dk1": "000000", "lt2": "EEECE1", "dk2": "1F497D", "accent1": "4F81BD",
    "accent2": "C0504D", "accent3": "9BBB59", "accent4": "8064A2", "accent5": "4BACC6",
    "accent6": "F79646",
}  # fmt: skip
_INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF "
    "FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 "
    "FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 "
    "0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 "
    "FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()


class Palette(NamedTuple):
    """The colours of a workbook's theme; white is no colour of a cell."""

    theme: dict[str, str]

    def find_plain_colour(self, text: str) -> str | None:
        """Return a colour that a cell has as digits."""
        found = _COLOUR.fullmatch(text)
        return None if found is None or found[1].upper() == _WHITE else found[1].upper()

    def find_indexed_colour(self, number: int) -> str | None:
        """Return a colour that a cell has as a number of the old palette."""
        return self.find_plain_colour(_INDEXED[number]) if 0 <= number < len(_INDEXED) else None

    def find_theme_colour(self, number: int, tint: float) -> str | None:
        """Return a colour of the theme, which a tint makes darker (below 0) or lighter."""
        if not 0 <= number < len(_THEME_ORDER):
            return None
        return self.find_plain_colour(_apply_tint(self.theme[_THEME_ORDER[number]], tint))


def read_palette(theme: bytes | None) -> Palette:
    """Return the colours of a theme's part; without one, those that Excel has."""
    colours = dict(_OFFICE_THEME)
    names: list[str] = []

    def begin(name: str, attributes: dict[str, str], _at: int) -> None:
        if name in {"srgbClr", "sysClr"} and names and names[-1] in colours:
            text = attributes.get("lastClr" if name == "sysClr" else "val", "")
            found = _COLOUR.fullmatch(text)
            colours[names[-1]] = found[1] if found else colours[names[-1]]
        names.append(name)

    def end(_name: str, _at: int) -> None:
        names.clear()

    if theme:
        scan_xml(theme, XmlHandlers(begin, end))
    return Palette(colours)


def _apply_tint(colour: str, tint: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    changed = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    return "".join(f"{round(part * 255):02X}" for part in changed)
