"""The two proofs, before anything is written, that no word of a document is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scrutiny_cli.importing.blocks import Block, SourceText, Use, UseKind
from scrutiny_cli.importing.clean_text import count_letters, list_words
from scrutiny_cli.importing.limits import refuse_large_meeting
from scrutiny_cli.importing.recognise.label_words import check_labels
from scrutiny_cli.minutes.source import Source
from scrutiny_cli.minutes.yaml import parser
from scrutiny_cli.minutes.yaml.nodes import Node, ScalarNode, SequenceNode

# What the program writes of its own: no word of the source is kept by being in it.
_OWN_FIELDS = frozenset({"x-imported", "about"})
_LIMITS = frozenset({"too-large", "too-deep"})  # of what a meeting file may have


class WordsLost(Exception):
    """Words of a document are in no block, or not in the file: a fault of the program.

    The message has how many, and no word itself.
    """


def prove_reading(source: SourceText) -> None:
    """Prove that the words of a plain extraction are in the blocks, or ignored.

    Of a PDF, the characters are compared. Raises WordsLost.
    """
    found = Counter(word for text in _list_read_texts(source) for word in list_words(text))
    letters = count_letters(_list_read_texts(source)) if source.letters else Counter[str]()
    lost = count_letters([source.letters]) - letters
    if lost:
        raise WordsLost(f"{sum(lost.values())} letters of the document are in no block.")
    _refuse_lost(Counter(list_words(source.words)) - found, "of the document are in no block")


def _list_read_texts(source: SourceText) -> Iterator[str]:
    for block in source.blocks:
        yield from (block.mark, block.text, *block.comments, *(cell.text for cell in block.cells))
    yield from (ignored.text for ignored in source.ignored)


def prove_writing(
    blocks: Iterable[Block], uses: Iterable[Use], text: str, known: Iterable[str] = ()
) -> None:
    """Prove that all words of the blocks are in a file's texts or accounted for otherwise.

    `known` are texts that series.yaml has already. Raises WordsLost.
    """
    kept = Counter(word for part in list_file_texts(text) for word in list_words(part))
    kept += Counter(word for part in known for word in list_words(part))
    needed = Counter(word for part in list_kept_texts(blocks, uses) for word in list_words(part))
    _refuse_lost(needed - kept, "of the document are not in the file")


def list_kept_texts(blocks: Iterable[Block], uses: Iterable[Use]) -> Iterator[str]:
    """Yield the parts of the blocks whose words must be in a text of the file.

    A block whose words are not all accounted for has to be there as a whole.
    """
    listed = tuple(blocks)
    by_block = _group_uses(check_labels(listed, uses))
    for number, block in enumerate(listed):
        own = by_block.get(number, [])
        if is_used_up(block, own):
            yield from (
                _find_text(block, use)[use.start : use.end]
                for use in own
                if use.kind is UseKind.TEXT
            )
        else:
            yield from (block.text, *(cell.text for cell in block.cells))


def _group_uses(uses: Iterable[Use]) -> dict[int, list[Use]]:
    grouped: dict[int, list[Use]] = {}
    for use in uses:
        grouped.setdefault(use.block, []).append(use)
    return grouped


def is_used_up(block: Block, uses: Iterable[Use]) -> bool:
    """Whether uses account for every word of a block."""
    listed = list(uses)
    if not block.cells:
        return _covers_words(block.text, [use for use in listed if use.cell is None])
    return all(
        _covers_words(cell.text, [use for use in listed if use.cell == number])
        for number, cell in enumerate(block.cells)
    )


def _covers_words(text: str, uses: Iterable[Use]) -> bool:
    left = list(text)
    for use in uses:
        left[use.start : use.end] = " " * (use.end - use.start)
    return not list_words("".join(left))


def _find_text(block: Block, use: Use) -> str:
    return block.text if use.cell is None else block.cells[use.cell].text


# The texts of a file


def list_file_texts(text: str) -> Iterator[str]:
    """Yield the values of a file, but for those that the program writes of its own.

    Raises CannotImport where it is more than a meeting file may have.
    """
    read = parser.parse_yaml(Source("", text))
    if any(problem.rule in _LIMITS for problem in read.problems):
        refuse_large_meeting()
    if read.root is not None:
        yield from _list_values(read.root)


def _list_values(node: Node) -> Iterator[str]:
    if isinstance(node, ScalarNode):
        yield node.text
    elif isinstance(node, SequenceNode):
        for entry in node.entries:
            yield from _list_values(entry)
    else:
        for key, value in node.fields:
            if key.text not in _OWN_FIELDS:
                yield from _list_values(value)


def _refuse_lost(lost: Counter[str], where: str) -> None:
    if lost:
        raise WordsLost(f"{sum(lost.values())} words {where}.")
