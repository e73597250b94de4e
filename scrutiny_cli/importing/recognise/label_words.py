"""The words of which labels consist: no other word is left out of a file as a label.

A label is what a rule reads to find a value, such as `Action`, `to` or the heading of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, Use, UseKind
from scrutiny_cli.importing.clean_text import find_word_spans
from scrutiny_cli.importing.recognise.headings import is_known_heading

_WORDS_OF_LABELS = """
    a absence absent action actioned actions adopted agency agenda agreed ai all and aob ap
    apologies approved arising as assigned at attend attendance attended attendee attendees
    attending be before board body brought by carried chair chaired chairman chairperson clerk
    cllr cllrs commencing committee completed confirmed council councillor councillors date
    deadline decided decision decisions directors draft due excused for forward from governors
    guests he held in invited invitees is it item items last lead left location matters meeting
    meetings member members minute minuted minutes must next no note notes of on open opened
    others outstanding owner participant participants people person persons place point points
    present previous professor professors progress public received regrets report reported
    resolved responsible scribe secretary she should started status summary taken taker tasks that
    the they those time title to todo trustees unapproved unconfirmed until update updates venue
    via was were who whom will with yes
"""
_WORDS = frozenset(_WORDS_OF_LABELS.split())


def check_labels(blocks: Sequence[Block], uses: Iterable[Use]) -> tuple[Use, ...]:
    """Return uses of which every label has only the words that labels have.

    Any other heading of a table is ignored, and listed as such. What is in any other label is not
    accounted for, so that its block is kept as text.
    """
    listed = tuple(uses)
    others: dict[tuple[int, int | None], list[Use]] = {}
    for use in listed:
        if use.kind is not UseKind.LABEL:
            others.setdefault((use.block, use.cell), []).append(use)
    checked = (
        _check_label(blocks[use.block], use, others.get((use.block, use.cell), ()))
        for use in listed
    )
    return tuple(use for use in checked if use is not None)


def _check_label(block: Block, use: Use, others: Iterable[Use]) -> Use | None:
    if use.kind is not UseKind.LABEL or is_known_label(block, use, others):
        return use
    if use.cell is None:
        return None
    return use._replace(kind=UseKind.IGNORED, detail="heading of a table")


def is_known_label(block: Block, label: Use, others: Iterable[Use] = ()) -> bool:
    """Whether the words of a label that no other use accounts for are those of labels."""
    text = block.text if label.cell is None else block.cells[label.cell].text
    if is_known_heading(text[label.start : label.end]):
        return True
    spans = [(use.start, use.end) for use in others]
    words = list(_list_own_words(text, label, spans))
    numbers = [word for word in words if word.isdecimal()]
    return len(numbers) <= 1 and all(word in _WORDS for word in words if word not in numbers)


def _list_own_words(text: str, label: Use, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    for start, end in find_word_spans(text, label.start, label.end):
        if not any(first <= start and end <= last for first, last in spans):
            yield text[start:end].casefold()
