"""Sentences that read as an action of somebody known (`Tom will look at the pump`).

They stay text; the report and a comment mention them, because about one in three is no action.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from scrutiny_cli.importing.blocks import Block, BlockKind
from scrutiny_cli.importing.imported_meeting import PossibleAction
from scrutiny_cli.importing.recognise.action_labels import find_line_label, is_owner_alone
from scrutiny_cli.importing.recognise.known_people import KnownPeople
from scrutiny_cli.importing.recognise.owners import read_owner
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.minutes.labels import split_all_pieces, split_note

_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z@“\"'(\[])")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Cllr|Rev|St|No|Det|Supt)|\b[A-Z])\.$")
_LONGEST_ABBREVIATION = 8  # characters
_BEGIN = re.compile(r"^|\bthat\s+|[;:–—]\s+|,\s+(?:and|so)\s+", re.IGNORECASE)
_TASK = re.compile(
    r"(?P<owner>(?:the\s+)?[\w@][^,;:.!?]{0,60}?)\s+"
    r"(?P<joint>(?:is|are|was|were)\s+(?:asked|requested)\s+to|(?:has\s+|have\s+)?(?:agreed|"
    r"offered|undertook|undertaken|volunteered)\s+to|(?:is|are)\s+to|to|will|would)\s+"
    r"(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\b(?:agreed|resolved|decided|confirmed|requested|suggested)\b", re.IGNORECASE
)
# After `will` these are no task.
_NO_TASKS = frozenset(
    [
        "be",
        "have",
        "not",
        "never",
        "also",
        "the",
        "a",
        "an",
        "remain",
        "become",
        "like",
        "see",
        "know",
        "feel",
    ]
)
_PERSONS = frozenset(("clerk", "chair", "chairman", "secretary", "treasurer", "headteacher"))


def find_possible(
    blocks: Sequence[Block], reading: Reading, taken: Container[int] = ()
) -> tuple[tuple[int, PossibleAction], ...]:
    """Find the sentences of somebody known in the blocks that stay text, each with its block."""
    return tuple(
        (at, PossibleAction(sentence, block.place.text))
        for at, block in enumerate(blocks)
        if at not in taken and block.kind in {BlockKind.PARAGRAPH, BlockKind.ENTRY}
        for sentence in _list_possible(blocks, at, reading)
    )


def _list_possible(blocks: Sequence[Block], at: int, reading: Reading) -> Iterator[str]:
    """List the sentences of a block that may be actions, and a label that has no words."""
    text = blocks[at].text
    label = find_line_label(text, reading)
    if label is not None and is_owner_alone(text[label.end :], reading):
        yield text
        return
    people = reading.people
    yield from (each for each in split_sentences(text) if _is_possible(each, people))


def split_sentences(text: str) -> list[str]:
    """Split a text into its sentences; the dot of an abbreviation ends none."""
    found: list[str] = []
    at = 0
    for match in _SENTENCE_END.finditer(text):
        end = match.start()
        if _ABBREVIATION.search(text, max(at, end - _LONGEST_ABBREVIATION), end) is None:
            found.append(text[at:end])
            at = match.end()
    return [*found, text[at:]]


def _is_possible(sentence: str, people: KnownPeople) -> bool:
    begins = (match.end() for match in _BEGIN.finditer(sentence))
    tasks = (_TASK.match(sentence, at) for at in begins)
    return any(task is not None and _is_task(task, sentence, people) for task in tasks)


def _is_task(match: re.Match[str], sentence: str, people: KnownPeople) -> bool:
    """Whether somebody known is to do something; `would` is a task only where it was agreed."""
    joint, verb = match["joint"].casefold(), match["verb"].casefold()
    if verb in _NO_TASKS or (joint == "would" and not _AGREED.search(sentence)):
        return False
    return is_anybody_known(match["owner"], people)


def is_anybody_known(text: str, people: KnownPeople) -> bool:
    """Whether a text is people or roles that are known, and nothing else."""
    read = read_owner(text, people)
    if read.owner is None or read.doubts:
        return False
    pieces = [split_note(piece)[0] for piece in split_all_pieces(read.owner)]
    return all(
        people.find_label(piece) is not None or piece.casefold() in _PERSONS for piece in pieces
    )
