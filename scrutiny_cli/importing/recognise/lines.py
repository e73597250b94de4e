"""The actions of lines and lists: labelled lines, lists below a label, and updates below them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, ReportedStatus, Sign
from scrutiny_cli.importing.recognise.action_labels import (
    LineLabel,
    ListKind,
    find_line_label,
    find_list_kind,
    is_about_earlier,
    is_no_action,
    is_owner_alone,
)
from scrutiny_cli.importing.recognise.action_words import split_owner_and_due
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import (
    EntryParts,
    FoundEntries,
    MadeEntry,
    Stretch,
    cut_stretch,
)
from scrutiny_cli.importing.recognise.fields_below import FieldsBelow, find_fields_below
from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.recognise.matters import (
    find_closing_clause,
    find_report_start,
    make_matter,
    make_ref_shape,
    split_matters,
)
from scrutiny_cli.importing.recognise.order_words import begins_with_order
from scrutiny_cli.importing.recognise.owner_words import find_front_owner, judge_owner
from scrutiny_cli.importing.recognise.owners import is_full_name
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    has_status_inside,
)

_BOX = re.compile(r"\[(?P<mark>[ xX✓✔]?)\]\s+(?=\S)|(?P<sign>[☐☑☒✔✅])\s*")
_LABEL_ONLY = re.compile(r"[^:]{1,60}:\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z@“\"'(\[])")
_SEPARATOR = re.compile(
    r";\s*(?:and\s+)?|(?<=[.!?])\s+(?=[^\W\d])|(?:(?<=\s)|^)\(?[0-9]{1,2}[.)]\s+(?=[A-Z@])"
)
_PROSE = re.compile(
    r"(?:the|it|we|there|this|that|these|they|he|she|a|an|in|as|if|when|while|since|for|no|some|"
    r"many|most|our|his|her|its|their)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|noted|discussed|reported|explained|felt|thought|thanked|presented|"
    r"advised|said|gave|updated|welcomed|introduced|outlined|asked|received|agreed)\b"
)
_ASKS = re.compile(
    r"\b(?:to|will|would|should|must|shall|agreed|asked|requested|suggested|needs?|required)\b",
    re.IGNORECASE,
)
_FEWEST_WORDS, _MOST_WORDS = 3, 45  # of a sentence that is an action
_MOST_BETWEEN = 2  # paragraphs between a heading and its list
_PEOPLE_LISTS = re.compile(
    r"\b(?:present|attend\w*|apolog\w*|absent|participants?|members|agenda|regrets|invited|quorum|"
    r"roll[- ]call)\b",
    re.IGNORECASE,
)
_ONE_ACTION = re.compile(r"\W*(?:actions?|to[- ]do)\W*:\W*", re.IGNORECASE)


_EARLIER_KINDS = frozenset((ListKind.EARLIER, ListKind.MATTERS))


def find_line_entries(
    blocks: Sequence[Block], reading: Reading, taken: Container[int] = ()
) -> FoundEntries:
    """Find the actions of all lines and lists, apart from the blocks that are taken already."""
    return _LineFinder(blocks, reading, taken).find_all()


class _Words(NamedTuple):
    """The words of an action, and what is known of it besides."""

    words: Stretch
    owner: tuple[Stretch, ...] = ()
    due: tuple[Stretch, ...] = ()
    ref: tuple[Stretch, ...] = ()
    status: tuple[Stretch, ...] = ()
    sign: Sign = Sign.UNKNOWN
    is_ticked: bool = False
    doubts: tuple[Doubt, ...] = ()


class _LineFinder:
    """Reads blocks in their order; each belongs to one entry at most."""

    def __init__(self, blocks: Sequence[Block], reading: Reading, taken: Container[int]) -> None:
        self.blocks, self.reading, self.taken = blocks, reading, taken
        self.entries: list[ImportedEntry] = []
        self.uses: list[Use] = []
        self.done: set[int] = set()
        self.heading = ""  # of the section
        self.kind: ListKind | None = None  # of the section, by its label
        self.shape = ""  # of the number in front of that label

    def find_all(self) -> FoundEntries:
        """Read all blocks."""
        for at, block in enumerate(self.blocks):
            if not self._is_free(at) or block.kind is BlockKind.ROW:
                continue
            if block.kind is BlockKind.HEADING:
                self._read_heading(at, block)
            else:
                self._read_block(at, block)
        return FoundEntries(tuple(self.entries), tuple(self.uses))

    def _is_free(self, at: int) -> bool:
        return at not in self.taken and at not in self.done

    def _read_heading(self, at: int, block: Block) -> None:
        label = find_line_label(block.text, self.reading)
        if label is not None and not label.is_list:
            self._read_labelled(at, block, label)
            return
        kind = find_list_kind(block.text, self.reading.day)
        self.heading = block.text
        self._begin_section(block, kind)
        if kind is not None:
            self._read_list(at, block, kind)

    def _read_block(self, at: int, block: Block) -> None:
        """Read a block that is not in a list of actions."""
        label = find_line_label(block.text, self.reading)
        if label is not None and not label.is_list:
            self._read_labelled(at, block, label)
            return
        kind = find_list_kind(block.text, self.reading.day)
        if kind is not None:
            self._begin_section(block, kind)
            if self._read_list(at, block, kind):
                return
        elif self.shape and self.shape == _find_shape(block):
            self._begin_section(block, None)
        if label is not None and _ONE_ACTION.fullmatch(block.text) and self._read_next(at, label):
            return
        if self._has_box(block) and _PEOPLE_LISTS.search(self.heading) is None:
            self._read_entry(at, is_boxed=True)
        else:
            self._read_matters(at, block)

    def _begin_section(self, block: Block, kind: ListKind | None) -> None:
        """Note what a section is about; it ends at the next number like that of its label."""
        self.kind = kind
        self.shape = _find_shape(block) if kind is not None else ""

    @staticmethod
    def _has_box(block: Block) -> bool:
        if block.checked is not None:
            return not is_full_name(block.text)
        found = _BOX.match(block.text)
        return found is not None and has_letters(block.text[found.end() :])

    # Labelled lines (A3)

    def _read_labelled(self, at: int, block: Block, label: LineLabel, rule: str = "A3") -> None:
        body = Stretch(block.text[label.end :], at, label.end)
        if is_no_action(body.text):
            return
        if self._is_report(body.text) and self._read_matters(at, block, is_arising=True):
            return
        asked = self._find_sentence_before(at)
        is_asked = asked is not None and _ASKS.search(asked.text) is not None
        if is_owner_alone(body.text, self.reading, is_asked=is_asked):
            self._read_owner_line(at, label, (body,))
            return
        both = split_owner_and_due(body.text.strip(" .[]()"), self.reading)
        if both is not None:
            start = len(body.text) - len(body.text.lstrip(" .[]()"))
            owner, due = (cut_stretch(body, start + first, start + last) for first, last in both)
            self._read_owner_line(at, label, (owner,), (due,))
            return
        below = find_fields_below(self.blocks, at, self.reading, self._is_free)
        sign = Sign.NEW if label.is_new else Sign.UNKNOWN
        ref = _cut_all(Stretch(block.text, at), label.ref)
        parts = self._split_body(body)
        for number, stretch in enumerate(parts, 1):
            fields = below if number == len(parts) else FieldsBelow()
            status = _cut_all(Stretch(block.text, at), label.status if number == 1 else None)
            self._add(rule, _Words(stretch, ref=ref, status=status, sign=sign), at, fields)
        self._use_label(at, label)

    def _is_report(self, text: str) -> bool:
        """Whether words after a label are what became of an action: `ACTION-12: completed`."""
        ref = split_ref(text, self.reading)
        return begins_with_status(text[ref.rest :] if ref is not None else text, self.reading)

    def _use_label(self, at: int, label: LineLabel) -> None:
        """Account for a label, with the mere numbers in it."""
        last = 0
        for first, end in sorted([*label.numbers, *filter(None, (label.ref, label.status))]):
            self._use(at, last, first, UseKind.LABEL)
            if (first, end) in label.numbers:
                self._use(at, first, end, UseKind.IGNORED, "row number or name of who speaks")
            last = end
        self._use(at, last, label.end, UseKind.LABEL)

    def _use(self, at: int, start: int, end: int, kind: UseKind, detail: str = "") -> None:
        if self.blocks[at].text[start:end].strip():
            self.uses.append(Use(at, start, end, kind, detail))

    def _split_body(self, stretch: Stretch) -> list[Stretch]:
        """Split words where each part begins with its own owner: `RO to ask; TB to buy`."""
        pieces, at = [], 0
        for match in _SEPARATOR.finditer(stretch.text):
            pieces.append((at, match.start()))
            at = match.end()
        pieces.append((at, len(stretch.text)))
        found = [cut_stretch(stretch, first, last) for first, last in pieces if first < last]
        people = self.reading.people
        is_list = len(found) > 1 and all(find_front_owner(each.text, people) for each in found)
        return found if is_list else [stretch]

    def _read_owner_line(
        self,
        at: int,
        label: LineLabel,
        owner: tuple[Stretch, ...],
        due: tuple[Stretch, ...] = (),
    ) -> None:
        """Read `Action: RO` alone: the sentence before it is the action, where that is certain."""
        sentence = self._find_sentence_before(at)
        if sentence is None:
            return
        parts = EntryParts((sentence,), owner=tuple(map(_strip_stretch, owner)), due=due)
        made = make_entry("A3", parts, self.blocks, self.reading, at)
        self._use_label(at, label)
        self.entries.append(made.entry)
        self.uses += [use for use in made.uses if use.block == at]
        self.done.add(at)

    def _find_sentence_before(self, at: int) -> Stretch | None:
        """Return the last sentence of the block before, if it is certainly what is asked for."""
        before = at - 1
        if before < 0 or not self._is_free(before):
            return None
        block = self.blocks[before]
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ENTRY} or find_list_kind(
            block.text, self.reading.day
        ):
            return None
        starts = [0, *(match.end() for match in _SENTENCE_END.finditer(block.text))]
        sentence = block.text[starts[-1] :]
        is_short = _FEWEST_WORDS <= len(sentence.split()) <= _MOST_WORDS
        is_asked = _ASKS.search(sentence) is not None
        is_certain = is_asked or (len(starts) == 1 and _PAST.search(sentence) is None)
        return Stretch(sentence, before, starts[-1]) if is_short and is_certain else None

    def _read_next(self, at: int, label: LineLabel) -> bool:
        """Read `Action:` alone, where the paragraph below has the words."""
        if at + 1 >= len(self.blocks) or not self._is_free(at + 1):
            return False
        block = self.blocks[at + 1]
        is_line = (
            block.kind is BlockKind.PARAGRAPH
            and find_list_kind(block.text, self.reading.day) is None
        )
        is_short = _FEWEST_WORDS <= len(block.text.split()) <= _MOST_WORDS
        if not is_line or not is_short or find_line_label(block.text, self.reading):
            return False
        below = find_fields_below(self.blocks, at + 1, self.reading, self._is_free)
        self._add("A3", _Words(Stretch(block.text, at + 1)), at, below)
        self._use_label(at, label)
        return True

    # Lists below a label (A4)

    def _read_list(self, at: int, block: Block, kind: ListKind) -> bool:
        """Read the entries below a label; False where there are none."""
        listed = list(self._list_below(at, block))
        found = [self._read_listed(entry, kind) for entry in listed]
        if any(found) and block.kind is not BlockKind.HEADING:
            self.done.add(at)
            if all(found):
                self._use(at, 0, len(block.text), UseKind.LABEL)
        return any(found)

    def _list_below(self, at: int, block: Block) -> Iterator[int]:
        """List the blocks of the list below a label, until the list, section or level ends.

        Below a heading a few lines may be before the list; below any label, paragraphs that
        begin with an owner are a list, too.
        """
        base = block.level if block.kind is BlockKind.ENTRY else 0
        between = _MOST_BETWEEN if block.kind is BlockKind.HEADING else 0
        is_list = False
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else block
        if following.kind is BlockKind.PARAGRAPH and following.level == 0:
            base = 0  # the label is the numbered heading of an item
        for index in range(at + 1, len(self.blocks)):
            entry = self.blocks[index]
            if entry.kind in {BlockKind.HEADING, BlockKind.ROW}:
                return
            is_entry = entry.kind is BlockKind.ENTRY and entry.level > base
            if is_entry or (base == 0 and self._is_plain_entry(entry)):
                is_list = True
                yield index
            elif entry.kind is BlockKind.PARAGRAPH and not is_list and between > 0:
                between -= 1
            elif entry.kind is BlockKind.ENTRY or not is_list or entry.level <= base:
                return

    def _is_plain_entry(self, block: Block) -> bool:
        """Whether a paragraph below a label of actions is one: it has a label or an owner."""
        if block.kind is not BlockKind.PARAGRAPH or block.level:
            return False
        label = find_line_label(block.text, self.reading)
        if label is not None:
            return not label.is_list
        is_label = find_list_kind(block.text, self.reading.day) is not None
        return not is_label and find_front_owner(block.text, self.reading.people) is not None

    def _read_listed(self, at: int, kind: ListKind) -> bool:
        """Read an entry of a list; False where it stays text."""
        if not self._is_free(at):
            return at in self.done
        block = self.blocks[at]
        label = find_line_label(block.text, self.reading)
        if label is not None and not label.is_list:
            self._read_labelled(at, block, label, "A4" if kind is ListKind.ACTIONS else "A3")
            return at in self.done
        if _LABEL_ONLY.fullmatch(block.text):
            return self._read_group(at, block)
        if is_no_action(block.text) or is_owner_alone(block.text, self.reading):
            return False
        return self._read_plain(at, block, kind)

    def _read_plain(self, at: int, block: Block, kind: ListKind) -> bool:
        """Read an entry of a list that has words; False where it is not an action."""
        if kind in _EARLIER_KINDS:
            is_read = self._read_matters(at, block, is_arising=True)
            return is_read or self._read_earlier(at, block, kind)
        if kind is ListKind.STEPS and not self._is_step(block.text):
            return False
        self._read_entry(at, is_boxed=self._has_box(block))
        return True

    def _read_group(self, at: int, block: Block) -> bool:
        """Read an entry that is only an owner; the entries below it are the actions."""
        text = block.text.rstrip(" :")
        below = [
            index
            for index in self._list_below(at, block)
            if self.blocks[index].level == block.level + 1 and self._is_free(index)
        ]
        if is_about_earlier(block.text):
            found = [self._read_listed(index, ListKind.EARLIER) for index in below]
            return bool(found) and all(found)
        if judge_owner(text, self.reading.people) is None:
            return False
        for index in below:
            self._read_entry(index, owner=(Stretch(text, at),))
        return bool(below)

    def _is_step(self, text: str) -> bool:
        """Whether an entry of next steps is an action and not prose."""
        if begins_with_order(text) or find_front_owner(text, self.reading.people) is not None:
            return True
        return _PROSE.match(text) is None and _PAST.search(text) is None

    def _read_entry(
        self,
        at: int,
        *,
        is_boxed: bool = False,
        owner: tuple[Stretch, ...] = (),
        sign: Sign = Sign.UNKNOWN,
    ) -> None:
        """Read an entry of a list as an action; a ticked box is a report."""
        block = self.blocks[at]
        box = _BOX.match(block.text) if is_boxed and block.checked is None else None
        start = box.end() if box is not None else 0
        words = Stretch(block.text[start:], at, start)
        is_update = not is_boxed and has_status_inside(words.text, self.reading)
        doubts = (Doubt("reads-as-update", f'"{words.text}"'),) if is_update else ()
        below = find_fields_below(self.blocks, at, self.reading, self._is_free)
        is_ticked = block.checked is True or (box is not None and _is_ticked(box))
        self._use(at, 0, start, UseKind.LABEL)
        known = _Words(words, owner, sign=sign, is_ticked=is_ticked, doubts=doubts)
        self._add("A4", known, at, below)

    # Earlier actions

    def _read_earlier(self, at: int, block: Block, kind: ListKind) -> bool:
        """Read an entry about an earlier action: it has an owner, or its last words are a status.

        Among matters arising, which need not be actions, it has both.
        """
        if block.checked is not None:
            self._read_entry(at, is_boxed=True, sign=Sign.EARLIER)
            return True
        below = find_fields_below(self.blocks, at, self.reading, self._is_free)
        whole = Stretch(block.text, at)
        clause = find_closing_clause(block.text, self.reading)
        has_owner = find_front_owner(block.text, self.reading.people) is not None
        has_status = clause is not None or bool(below.reports)
        is_action = has_owner or has_status
        if not is_action or (kind is ListKind.MATTERS and not (has_owner and has_status)):
            return False
        words, owner, status = whole, None, None
        if clause is not None:
            first = clause + find_report_start(block.text[clause:], self.reading)
            words, status = (
                cut_stretch(whole, 0, clause),
                cut_stretch(whole, first, len(block.text)),
            )
            owner = cut_stretch(whole, clause, first) if first > clause else None
        known = _Words(
            words,
            owner=() if owner is None else (owner,),
            status=() if status is None else (status,),
            sign=Sign.EARLIER,
        )
        self._add("A4", known, at, below)
        return True

    def _read_matters(self, at: int, block: Block, *, is_arising: bool = False) -> bool:
        is_arising = is_arising or self.kind in _EARLIER_KINDS
        parts = split_matters(block.text, self.reading, is_arising=is_arising)
        for part in parts:
            made = make_matter(part, Stretch(block.text, at), self.blocks, self.reading)
            self._record(made, at)
        return bool(parts)

    # Entries

    def _add(self, rule: str, words: _Words, at: int, below: FieldsBelow) -> None:
        """Add an action with the fields and reports that are below it."""
        parts = EntryParts(
            (words.words,),
            ref=(*words.ref, *below.ref),
            owner=(*words.owner, *below.owner),
            due=(*words.due, *below.due),
            status=words.status,
            sign=Sign.EARLIER if below.reports else words.sign,
            doubts=words.doubts,
        )
        made = make_entry(rule, parts, self.blocks, self.reading, at)
        entry = _add_reports(made.entry, below.reports, is_ticked=words.is_ticked)
        self._record(MadeEntry(entry, (*made.uses, *below.uses)), at)

    def _record(self, made: MadeEntry, at: int) -> None:
        self.entries.append(made.entry)
        self.uses += made.uses
        self.done |= {at, *(use.block for use in made.uses)}


def _find_shape(block: Block) -> str:
    """Return the form of the number in front of a block, in its text or as its mark."""
    number = re.match(r"[^\s:–—-]*[0-9][^\s:–—-]*", block.text)
    return make_ref_shape(block.mark or (number[0] if number is not None else ""))


def _cut_all(stretch: Stretch, span: tuple[int, int] | None) -> tuple[Stretch, ...]:
    return () if span is None else (cut_stretch(stretch, *span),)


def _strip_stretch(stretch: Stretch) -> Stretch:
    """Return a stretch without brackets and full stops around it."""
    text = stretch.text
    start = len(text) - len(text.lstrip(" .[]()"))
    end = (
        len(text.rstrip(" .[]()")) if text.count("(") < text.count(")") else len(text.rstrip(" ."))
    )
    return cut_stretch(stretch, start, end)


def _is_ticked(box: re.Match[str]) -> bool:
    return ((box["mark"] or "").strip() + (box["sign"] or "")) not in {"", "☐"}


def _add_reports(
    entry: ImportedEntry, reports: tuple[ReportedStatus, ...], *, is_ticked: bool
) -> ImportedEntry:
    """Add the reports below an action; a ticked box without a status is completed."""
    found = (*entry.reports, *reports)
    if is_ticked and not any(report.status for report in found):
        found = (*found, ReportedStatus("", status="completed", place=entry.places[0]))
    doubts = entry.doubts
    if any(report.status for report in found):
        doubts = tuple(each for each in doubts if each.name != "reads-as-update")
    places = dict.fromkeys([*entry.places, *(report.place for report in reports)])
    return entry._replace(reports=found, doubts=doubts, places=tuple(places))
