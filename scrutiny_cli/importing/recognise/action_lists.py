"""The blocks of a list of actions below its label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.recognise.action_labels import find_line_label, find_list_kind
from scrutiny_cli.importing.recognise.line_texts import (
    find_bullet_end,
    is_next_line,
    is_step,
)
from scrutiny_cli.importing.recognise.owner_words import find_front_owner
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref

_ENDS_LIST = re.compile(
    r"(?:(?:date|time|venue)(?: and (?:time|venue|place))? of (?:the )?)?next meetings?\b"
    r"(?!.*\bto\b)|"
    r"(?:adjourn\w*|close of (?:the )?meeting|meeting (?:closed|ended|adjourned)|"
    r"any other business|aob)\s*(?:[:.–-]|$)",
    re.IGNORECASE,
)
_MOST_BETWEEN = 2  # paragraphs between a heading and its list


def list_entries_below(blocks: Sequence[Block], at: int, reading: Reading) -> Iterator[int]:
    """List the blocks of the list below a label, until the list, section or level ends.

    Below a heading a few lines may be before the list; below any label, paragraphs that begin
    with an owner are a list, too.
    """
    block = blocks[at]
    own = block.level if block.kind is BlockKind.ENTRY else 0
    base = 0 if _has_lines_below(blocks, at) else own
    between = _MOST_BETWEEN if block.kind is BlockKind.HEADING else 0
    is_list = False
    for index in range(at + 1, len(blocks)):
        entry = blocks[index]
        if entry.kind in {BlockKind.HEADING, BlockKind.ROW} or _ENDS_LIST.match(entry.text):
            return
        is_entry = entry.kind is BlockKind.ENTRY and entry.level > own
        if is_entry or (base == 0 and _is_plain_entry(entry, reading)):
            is_list = True
            yield index
        elif entry.kind is BlockKind.PARAGRAPH and not is_list and between > 0:
            between -= 1
        elif entry.kind is BlockKind.ENTRY or not is_list or entry.level <= base:
            return


def _has_lines_below(blocks: Sequence[Block], at: int) -> bool:
    """Whether a label is the numbered heading of an item, with lines below it."""
    following = blocks[at + 1] if at + 1 < len(blocks) else blocks[at]
    return following.kind is BlockKind.PARAGRAPH and following.level == 0


def _is_plain_entry(block: Block, reading: Reading) -> bool:
    """Whether a paragraph below a label of actions is one: it has a label or an owner."""
    if block.kind is not BlockKind.PARAGRAPH or block.level:
        return False
    label = find_line_label(block.text, reading)
    if label is not None:
        return not label.is_list
    if find_list_kind(block.text, reading.day) is not None:
        return False
    words = block.text[find_bullet_end(block.text) :]
    ref = split_ref(words, reading)
    words = words[ref.rest :] if ref is not None else words
    return find_front_owner(words, reading.people) is not None


def list_further_lines(
    blocks: Sequence[Block], at: int, reading: Reading, is_free: Callable[[int], bool]
) -> Iterator[int]:
    """List a block below a label, and the further lines of its paragraph that are actions."""
    yield at
    for index in range(at + 1, len(blocks)):
        text = blocks[index].text
        is_other = find_line_label(text, reading) or find_list_kind(text, reading.day)
        if not is_next_line(blocks[index - 1], blocks[index]) or is_other:
            return
        if not is_free(index) or not is_step(text, reading.people):
            return
        yield index
