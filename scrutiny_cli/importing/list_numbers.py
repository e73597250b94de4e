"""The numbers and letters of entries, as Word and web pages show them."""

from __future__ import annotations

_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 780  # Word repeats the letter: aa, bb, … and no list is that long


def format_number(number: int, style: str) -> str:
    """Return a number as an entry shows it; `style` is one of WordprocessingML.

    A number that a style cannot show, and one of a style that is not known, is in digits.
    """
    if style in {"lowerLetter", "upperLetter"} and 0 < number <= _MOST_LETTERS:
        repeated, letter = divmod(number - 1, _LETTERS)
        letters = chr(ord("a") + letter) * (repeated + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in {"lowerRoman", "upperRoman"} and 0 < number <= _MOST_ROMAN:
        roman = _format_roman(number)
        return roman if style == "lowerRoman" else roman.upper()
    if style == "decimalZero":
        return f"{number:02}"
    if style == "ordinal":
        return f"{number}{_find_ordinal_ending(number)}"
    return str(number)


def _format_roman(number: int) -> str:
    letters = []
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters.append(sign * count)
    return "".join(letters)


def _find_ordinal_ending(number: int) -> str:
    if number // 10 % 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
