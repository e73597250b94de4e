"""The words of which labels consist: no other word is left out of a file as a label.

A label is what a rule reads to find a value, such as `Action`, `to` or the heading of a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, Use, UseKind
from scrutiny_cli.importing.clean_text import find_word_spans
from scrutiny_cli.importing.recognise.headings import is_known_heading

_WORDS_OF_LABELS = """
    a absence absent acceptance accepted action actioned actions adopted agency agenda agreed
    ai alderman aldermen all and aob ap apologies apology approved arising as assigned at
    attend attendance attended attendee attendees attending be been before beginning begins
    behalf board body both brought by call carried chair chaired chairing chairman chairmen
    chairperson chairs chairwoman clerk cllr cllrs clrs commencing commissioners committee
    completed confirmed council councillor councillors councilmembers date dated dates day days
    deadline decided decision decisions details did directors draft drs due en et excused
    executive final following for forward from given governors group guest guests had have he
    held in invited invitees is it item items last lead left location matters meeting meetings
    member members mesdames messrs minute minuted minutes mtg must name next no non not note
    notes nr number observer observers of offered officer officers official officials on online
    open opened other others our outstanding owner participant participants people person
    persons place point points prepared present presided presiding previous proceedings
    professor professors profs progress public received record recorded recorder recording
    regrets report reported resolved responsible scheduled scribe scribes secretary section
    sent session she should staff start started starting starts status submitted summary
    supervisors taken taker takers taking tasks telecon tendered that the they this those time
    times title to todo took top trustee trustees unapproved unconfirmed und until update
    updates venue via visitor visitors voting was were which who whom will with without written
    y yes
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
