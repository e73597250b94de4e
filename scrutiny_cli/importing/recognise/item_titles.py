"""Which blocks are titles of items: headings, numbered lines, lines in bold or in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.recognise.head_labels import (
    CHAIR_LABELS,
    DATE_LABELS,
    MINUTES_LABELS,
    TIME_LABELS,
    VENUE_LABELS,
)
from scrutiny_cli.importing.recognise.people_labels import PEOPLE_LABELS
from scrutiny_cli.importing.recognise.person_words import HONORIFIC
from scrutiny_cli.importing.recognise.run_on_titles import has_no_verb

_NUMBER = re.compile(
    r"(?:(?:agenda\s+|minute\s+)?(?:item|minute|section|no\.?|top)(?:\s+|(?=\d))"
    r"(?:no\.?\s*)?(?=\d|[A-Z]\b))?(?P<number>[A-Z](?=\s*[.):–—-]+\s)"
    r"|[A-Z]{0,6}[ ]?(?:\d{1,4}(?:[./-]\d{1,4})+|\d{1,3})(?=[\s.):–—-]|$)(?!(?:st|nd|rd|th)\b)"
    r"|[A-Z](?=[.)]\s)|[IVX]{1,5}(?=[.)]\s))"
    r"[.):]*(?:\s*[-–—:](?=\s))?\s*",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}[.:]\d{2}\s*(?:[ap]\.?m|hrs|[-–])"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
_MARK_NUMBER = re.compile(r"\(?(?P<number>\d{1,4}(?:[./-]\d{1,4})*|[A-Z]|[IVX]{1,5})[.):]*")
_REST = re.compile(r"(?P<title>[^.:;!?–—]{3,70}?)\s*(?::|\s[–—-])\s+(?P<rest>\S.*)")
_SHORT_REST = re.compile(
    r"(?P<title>[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,4})\.\s+(?P<rest>\S.*)"
)
_NO_TITLES = re.compile(
    r"(?:resolved|agreed|noted|decision|decided|actions?|action points?|ap|ai|vote[ds]?|proposed"
    r"|seconded|carried|motion|outcome|approved|to ?do|next steps|yes|no|unanimous\w*|recommend\w*"
    r"|note|signed|chairman|end|ends|page \d+)\b\s*(?:[:;.–—-]|$|\d|that\b|to\b|by\b)",
    re.IGNORECASE,
)
_INTENTION = re.compile(
    r"to\s+(?:receive|approve|consider|note|agree|discuss|confirm|review|adopt|resolve|elect"
    r"|appoint|sign|report|hear|decide|authorise|accept|ratify|welcome|set)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\bMay\b")  # the month is no verb
_MOST_WORDS, _MOST_OF_INTENTION, _MOST_PLAIN = 14, 40, 10
_LONGEST = 160
_BELOW_HEADINGS = 10  # the level of the first numbered line; headings have 1 to 9
_UNNUMBERED = 30
_MOST_MISSING = 2  # how much a number may be more than the one before
_FEWEST = 2  # lines of one kind that are titles
_LABELS = (
    DATE_LABELS, TIME_LABELS, VENUE_LABELS, CHAIR_LABELS, MINUTES_LABELS, PEOPLE_LABELS,
)  # fmt: skip


class ItemTitle(NamedTuple):
    """The title of an item: its level, its number, and where the title is in the block.

    From `rest` on the block is text of the item. `number_end`: the number is in the text up to
    there; 0 where it is the block's mark.
    """

    level: int
    number: str | None
    start: int
    end: int
    rest: int
    number_end: int = 0


class _Numbered(NamedTuple):
    """A block with a number: its parts, where the text after it begins, and how it is written."""

    block: int
    number: str
    parts: tuple[int, ...]
    style: str
    start: int

    @property
    def last(self) -> int:
        return self.parts[-1]


def find_titles(
    blocks: Sequence[Block], used: AbstractSet[int], labels: Collection[int] = ()
) -> dict[int, ItemTitle]:
    """Return the titles of items by their blocks; `used` are blocks that became fields.

    `labels` are those of them that introduce people: they are titles, too, where they have a
    number or are among other titles.
    """
    titles = _find_titles(blocks, used - set(labels))
    first = min((at for at in titles if at not in labels), default=len(blocks))
    return {
        at: title
        for at, title in titles.items()
        if at not in labels or title.number is not None or at > first
    }


def _find_titles(blocks: Sequence[Block], taken: AbstractSet[int]) -> dict[int, ItemTitle]:
    found = {
        at: _make_heading(block)
        for at, block in enumerate(blocks)
        if block.kind is BlockKind.HEADING and at not in taken
    }
    numbered = _list_numbered(blocks, taken | found.keys())
    free = {at for at in range(len(blocks)) if at not in taken and at not in found}
    for series in _list_series(blocks, numbered, taken, found):
        found |= _make_series(blocks, series, found)
    found |= _find_plain_titles(blocks, free - set(found), found)
    return found


# Headings


def _make_heading(block: Block) -> ItemTitle:
    number, start = split_number(block.text)
    text, end = block.text, len(block.text)
    if number is not None:
        return ItemTitle(block.level, number, start, end, end, start)
    mark = _MARK_NUMBER.fullmatch(block.mark.strip()) if block.mark else None
    if mark is not None:
        return ItemTitle(block.level, mark["number"], 0, end, end)
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*\.?", text):
        return ItemTitle(block.level, text.rstrip("."), end, end, end, end)
    return ItemTitle(block.level, None, 0, end, end)


def split_number(text: str) -> tuple[str | None, int]:
    """Return the number in front of a title, and where the title begins."""
    found = _NUMBER.match(text)
    if found is None or _DATE_LIKE.match(text) or not text[found.end() :].strip():
        return None, 0
    if found["number"].isalpha() and not found["number"].isupper():
        return None, 0
    plain = text[: found.end()].rstrip()
    digits = re.sub(r"\D", "", found["number"])
    is_joined = plain[-1:] not in ".):–—-" and not re.match(r"[A-Z0-9“\"'‘(]", text[found.end() :])
    if is_joined or (digits and len(digits) == len("2024") and found["number"].isdigit()):
        return None, 0
    return found["number"], found.end()


# Numbered lines


def _list_numbered(blocks: Sequence[Block], taken: AbstractSet[int]) -> list[_Numbered]:
    free = [at for at in range(len(blocks)) if at not in taken]
    found = [one for at in free if (one := _read_number(at, blocks[at])) is not None]
    if not any(re.fullmatch("[IVX]{2,5}", one.number) for one in found):
        return found
    return [one for at in free if (one := _read_number(at, blocks[at], is_roman=True)) is not None]


def has_number(block: Block) -> bool:
    """Whether a block has a number in front, as titles of items have."""
    return _read_number(0, block) is not None


def _read_number(at: int, block: Block, *, is_roman: bool = False) -> _Numbered | None:
    """Read the number in front of a block; `is_roman`: `I` and `V` are numbers, and no letters."""
    if block.kind is BlockKind.ROW or not block.text:
        return None
    mark = _MARK_NUMBER.fullmatch(block.mark.strip()) if block.mark else None
    if block.mark and mark is None:
        return None
    number, start = (mark["number"], 0) if mark is not None else split_number(block.text)
    if number is None:
        return None
    if number.isalpha() and not number.isupper():
        return None
    parts = _list_parts(number, is_roman=is_roman)
    where = "mark" if mark is not None else re.sub(r"[\w\s]+", "", block.text[:start])
    signs = "letter" if number.isalpha() else re.sub(r"\d+", "0", number.casefold())
    is_whole = len(parts) > 1 and parts[-1] == 0  # `3.0` is no part of 3
    style = f"{where} {len(parts)} {is_whole} {signs} {block.level} {block.kind.value}"
    return _Numbered(at, number, parts, style, start) if parts else None


def _list_parts(number: str, *, is_roman: bool = False) -> tuple[int, ...]:
    digits = tuple(int(part) for part in re.findall(r"\d+", number))
    if digits:
        return digits
    letter = number.rsplit(maxsplit=1)[-1].upper()
    if len(letter) == 1 and letter.isalpha() and not (is_roman and letter in "IVX"):
        return (ord(letter) - ord("A") + 1,)
    return (_read_roman(letter),)


def _read_roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}.get(letter, 0) for letter in text]
    following = [*values[1:], 0]
    return sum(
        -value if value < after else value for value, after in zip(values, following, strict=True)
    )


def _list_series(
    blocks: Sequence[Block],
    numbered: Sequence[_Numbered],
    taken: Collection[int],
    headings: Collection[int],
) -> Iterator[list[_Numbered]]:
    """Yield the numbered lines that are titles, of each way of writing numbers."""
    for style in dict.fromkeys(one.style for one in numbered):
        members = [one for one in numbered if one.style == style]
        kept = [
            one
            for run in _divide_in_runs(members)
            if not _is_list(blocks, run, taken)
            for one in run
        ]
        for run in _divide_in_runs(kept):
            if _is_series(blocks, run, headings):
                yield run


def _divide_in_runs(members: Sequence[_Numbered]) -> list[list[_Numbered]]:
    """Divide numbered lines into those that go on; a list may be within an item of another."""
    runs, opened = list[list[_Numbered]](), list[list[_Numbered]]()
    for one in members:
        place = _find_run(opened, one)
        if place is None:
            run = [one]
            runs.append(run)
            opened.append(run)
        else:
            opened[place].append(one)
            del opened[place + 1 :]
    return runs


def _find_run(opened: Sequence[list[_Numbered]], one: _Numbered) -> int | None:
    """Return which run a numbered line continues: the outermost, or the list directly above it."""
    last = [run[-1] for run in opened]
    if last and last[-1].block + 1 == one.block and _follows(last[-1].parts, one.parts):
        return len(last) - 1
    for most in (1, _MOST_MISSING):
        for place, before in enumerate(last):
            if _follows(before.parts, one.parts, most):
                return place
    return None


def _follows(before: tuple[int, ...], parts: tuple[int, ...], most: int = _MOST_MISSING) -> bool:
    """Whether a number comes soon after another: 2 after 1, 3.1 after 2.4, 12/24 after 11/24."""
    if len(before) != len(parts):
        return False
    for at, (first, second) in enumerate(zip(before, parts, strict=True)):
        if first != second:
            rest_begins = parts[at + 1 :] == before[at + 1 :] or set(parts[at + 1 :]) <= {0, 1}
            return 0 < second - first <= most and rest_begins
    return False


def _is_list(blocks: Sequence[Block], run: Sequence[_Numbered], taken: Collection[int]) -> bool:
    """Whether numbered lines are directly below each other, so that they are a list."""
    if len(run) < _FEWEST or all(_is_marked(blocks[one.block]) for one in run):
        return False
    followed = sum(
        one.block + 1 < len(blocks) and (following.block != one.block + 1)
        for one, following in pairwise(run)
    )
    is_last_followed = run[-1].block + 1 < len(blocks)
    divided = sum(_split_rest(blocks[one.block], one.start) is not None for one in run)
    used = sum(one.block in taken for one in run)
    return 2 * (followed + divided + used) < len(run) - 1 or (
        followed + divided == 0 and is_last_followed
    )


def _is_marked(block: Block) -> bool:
    return block.is_bold or block.text.isupper()


def _is_series(
    blocks: Sequence[Block], run: Sequence[_Numbered], headings: Collection[int]
) -> bool:
    """Whether most of some numbered lines read as titles."""
    titles = sum(_find_title_end(blocks[one.block], one) is not None for one in run)
    marked = sum(_is_marked(blocks[one.block]) for one in run)
    if len(run) < _FEWEST:
        return bool(marked) and (bool(headings) or titles > 0)
    return 5 * titles >= 3 * len(run)


def _find_title_end(block: Block, one: _Numbered) -> tuple[int, int] | None:
    """Return where the title of a numbered line ends, and where its text begins."""
    text = block.text[one.start :]
    if _is_title_text(text, is_marked=_is_marked(block)):
        end = one.start + len(text.rstrip(" .:"))
        return end, len(block.text)
    return _split_rest(block, one.start)


def _split_rest(block: Block, start: int) -> tuple[int, int] | None:
    """Divide `Planning: the council considered …` into the title and the text."""
    found = _REST.fullmatch(block.text, start) or _SHORT_REST.fullmatch(block.text, start)
    if found is None or not _is_title_text(found["title"], is_marked=False):
        return None
    return found.end("title"), found.start("rest")


def _is_title_text(text: str, *, is_marked: bool) -> bool:
    """Whether words after a number read as a title and not as a sentence."""
    words = text.split()
    if not words or _NO_TITLES.match(text) or not _begins_as_title(text):
        return False
    if _INTENTION.match(text):
        return len(words) <= _MOST_OF_INTENTION
    if len(words) > _MOST_WORDS or len(text) > _LONGEST or text.endswith((";", ",")):
        return False
    if is_marked:
        return True
    return not text.endswith(".") and has_no_verb(_MAY.sub("", text))


def _begins_as_title(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text[0] in "“\"'‘("


def _make_series(
    blocks: Sequence[Block], run: Sequence[_Numbered], found: dict[int, ItemTitle]
) -> dict[int, ItemTitle]:
    level = _find_level(run, found)
    titles = dict[int, ItemTitle]()
    for one in run:
        ends = _find_title_end(blocks[one.block], one)
        end, rest = (one.start, one.start) if ends is None else ends
        titles[one.block] = ItemTitle(level, one.number, one.start, end, rest, one.start)
    return titles


def _find_level(run: Sequence[_Numbered], found: dict[int, ItemTitle]) -> int:
    """Return the level of numbered lines: that of numbered headings which they continue."""
    depth = _count_depth(run[0].number, run[0].parts)
    for title in found.values():
        if title.number is None or title.level >= _BELOW_HEADINGS:
            continue
        parts = _list_parts(title.number)
        same_depth = _count_depth(title.number, parts) == depth
        if same_depth and any(_is_near(parts, one.parts) for one in run):
            return title.level
    is_letter = not any(letter.isdigit() for letter in run[0].number)
    return _BELOW_HEADINGS + depth - (1 if is_letter else 0)


def _count_depth(number: str, parts: tuple[int, ...]) -> int:
    """Return how deep a number is: 1 for `3`, `3.0` and `23/91`, 2 for `3.1`."""
    is_deep = "." in number and parts[-1] != 0
    return len(parts) if is_deep else 1


def _is_near(parts: tuple[int, ...], others: tuple[int, ...]) -> bool:
    return _follows(parts, others) or _follows(others, parts)


# Lines without numbers


def _find_plain_titles(
    blocks: Sequence[Block], free: AbstractSet[int], found: dict[int, ItemTitle]
) -> dict[int, ItemTitle]:
    """Find titles that are only in bold, or only in capitals, where there are several of them."""
    titles = dict[int, ItemTitle]()
    for is_bold in (True, False):
        lines = [
            at
            for at in sorted(free - titles.keys())
            if _is_plain_title(blocks[at], is_bold=is_bold) and _has_text_below(blocks, at)
        ]
        if len(lines) >= _FEWEST:
            level = _UNNUMBERED if found else _BELOW_HEADINGS + 1
            for at in lines:
                end = len(blocks[at].text.rstrip(" :"))
                number, start = split_number(blocks[at].text)
                titles[at] = ItemTitle(level, number, start, end, len(blocks[at].text), start)
    return titles


def _is_plain_title(block: Block, *, is_bold: bool) -> bool:
    text, words = block.text, block.text.split()
    if block.kind is not BlockKind.PARAGRAPH or block.level or not 0 < len(words) <= _MOST_PLAIN:
        return False
    if not (block.is_bold if is_bold else text.isupper()) or not _begins_as_title(text):
        return False
    is_label = any(label.match(text) for label in _LABELS) or HONORIFIC.match(text) is not None
    longest = max(map(len, re.findall(r"[^\W\d_]+", text)), default=0)
    is_word = longest >= len("Item")
    return (
        is_word
        and not is_label
        and not text.endswith((".", ";", ","))
        and (_NO_TITLES.match(text) is None)
    )


def _has_text_below(blocks: Sequence[Block], at: int) -> bool:
    return at + 1 < len(blocks) and blocks[at + 1].kind is not BlockKind.HEADING
