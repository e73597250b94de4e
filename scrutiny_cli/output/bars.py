"""Bars of blocks beside numbers, for a terminal."""

from __future__ import annotations

from scrutiny_cli.output.values import HELD_SPACE

_FULL, _PARTS = "█", ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")


def draw_bar(value: int, most: int, width: int) -> str:
    """Return a bar for a value; that for the most is so many columns wide.

    It is exact to an eighth of a column. Only a value of 0 has no bar.
    """
    if value <= 0 or width <= 0:
        return ""
    eighths = len(_PARTS)
    size = max(1, round(min(value, most) * width * eighths / most))
    return _FULL * (size // eighths) + _PARTS[size % eighths]


def add_bars(numbers: list[str], values: list[int], most: int, width: int) -> list[str]:
    """Return numbers, one below the other, each with the bar of its value beside it.

    Their spaces are held: a terminal's table ends no line there.
    """
    widest = max(map(len, numbers), default=0)
    held = [HELD_SPACE * (widest - len(text)) + text.replace(" ", HELD_SPACE) for text in numbers]
    bars = [draw_bar(value, most, width) for value in values]
    return [
        f"{number}{HELD_SPACE}{bar}" if bar else number
        for number, bar in zip(held, bars, strict=True)
    ]
