"""The actions of lines and lists: labelled lines, lists below a label, and updates below them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Block, BlockKind, Doubt, Use, UseKind
from scrutiny_cli.importing.imported_meeting import ImportedEntry, Sign
from scrutiny_cli.importing.recognise.action_labels import (
    LineLabel,
    ListKind,
    find_line_label,
    find_list_kind,
    is_about_earlier,
    is_name_alone,
    is_no_action,
    is_owner_alone,
)
from scrutiny_cli.importing.recognise.action_lists import (
    list_entries_below,
    list_further_lines,
)
from scrutiny_cli.importing.recognise.action_words import split_owner_and_due
from scrutiny_cli.importing.recognise.entry_maker import make_entry
from scrutiny_cli.importing.recognise.entry_parts import (
    EntryParts,
    FoundEntries,
    MadeEntry,
    Stretch,
    cut_all,
    cut_stretch,
)
from scrutiny_cli.importing.recognise.fields_below import FieldsBelow, find_fields_below
from scrutiny_cli.importing.recognise.line_texts import (
    BOX,
    add_reports,
    find_bullet_end,
    find_label_sign,
    find_last_request,
    find_number_shape,
    give_owner,
    has_box,
    has_progress,
    is_about_people,
    is_one_action,
    is_report_alone,
    is_request,
    is_step,
    is_ticked_box,
    make_owner_parts,
    split_by_owners,
)
from scrutiny_cli.importing.recognise.matters import (
    find_closing_clause,
    find_report_start,
    list_row_matters,
    make_matter,
    split_matters,
)
from scrutiny_cli.importing.recognise.owner_words import find_front_owner, judge_owner
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref
from scrutiny_cli.importing.recognise.statuses import (
    begins_with_status,
    find_front_status,
    has_status_inside,
)

_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]{3,80})[\])]\s*(?:[:–—-]+\s*)?(?=\w)")
_LABEL_ONLY = re.compile(r"[^:]{1,60}:\s*")
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
            if self._is_free(at) and block.kind is BlockKind.ROW:
                for made in list_row_matters(at, self.blocks, self.reading):
                    self._record(made, at)
            elif not self._is_free(at):
                continue
            elif block.kind is BlockKind.HEADING:
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
        elif self.shape and self.shape == find_number_shape(block):
            self._begin_section(block, None)
        if label is not None and _ONE_ACTION.fullmatch(block.text) and self._read_next(at, label):
            return
        if has_box(block) and not is_about_people(self.heading):
            self._read_entry(at, is_boxed=True)
        else:
            self._read_matters(at, block)

    def _begin_section(self, block: Block, kind: ListKind | None) -> None:
        """Note what a section is about; it ends at the next number like that of its label."""
        self.kind = kind
        self.shape = find_number_shape(block) if kind is not None else ""

    # Labelled lines (A3)

    def _read_labelled(self, at: int, block: Block, label: LineLabel, rule: str = "A3") -> None:
        body = Stretch(block.text[label.end :], at, label.end)
        if is_no_action(body.text) or is_report_alone(body.text, self.reading.people):
            return
        if self._is_report(body.text) and self._read_matters(at, block, is_arising=True):
            return
        given = split_ref(body.text, self.reading)
        if given is not None and is_owner_alone(body.text[given.rest :], self.reading):
            label = label._replace(
                end=body.start + given.rest,
                ref=(body.start + given.start, body.start + given.end),
            )
            body = cut_stretch(body, given.rest, len(body.text))
        asked = self._find_sentence_before(at)
        is_asked = asked is not None and is_request(asked.text)
        is_name = self._continues_block(at) and is_name_alone(body.text, self.reading)
        if is_name or is_owner_alone(body.text, self.reading, is_asked=is_asked):
            self._read_owner_line(at, label, (body,))
            return
        both = split_owner_and_due(body.text.strip(" .[]()"), self.reading)
        if both is not None:
            start = len(body.text) - len(body.text.lstrip(" .[]()"))
            owner, due = (cut_stretch(body, start + first, start + last) for first, last in both)
            self._read_owner_line(at, label, (owner,), (due,))
            return
        below = find_fields_below(self.blocks, at, self.reading, self._is_free)
        below, body = self._read_bracket(below, body)
        sign = find_label_sign(block.text, is_new=label.is_new)
        ref = cut_all(Stretch(block.text, at), label.ref)
        parts = split_by_owners(body, self.reading.people)
        for number, stretch in enumerate(parts, 1):
            fields = below if number == len(parts) else FieldsBelow()
            status = cut_all(Stretch(block.text, at), label.status if number == 1 else None)
            self._add(rule, _Words(stretch, ref=ref, status=status, sign=sign), at, fields)
        self._use_label(at, label)

    def _read_bracket(self, below: FieldsBelow, body: Stretch) -> tuple[FieldsBelow, Stretch]:
        """Read owners and a due in brackets after the label: `ACTION (RO, by end June): call`."""
        found = _BRACKET.match(body.text)
        both = split_owner_and_due(found[1], self.reading) if found is not None else None
        if found is None or both is None:
            return below, body
        inner = cut_stretch(body, *found.span(1))
        owner, due = (cut_stretch(inner, *span) for span in both)
        self._use(body.block, body.start, owner.start, UseKind.LABEL)
        self._use(body.block, owner.start + len(owner.text), due.start, UseKind.LABEL)
        end = body.start + found.end()
        self._use(body.block, due.start + len(due.text), end, UseKind.LABEL)
        fields = below._replace(owner=(owner,), due=(due,))
        return fields, cut_stretch(body, found.end(), len(body.text))

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
            self._add_owner(at, label, owner)
            return
        ref = cut_all(Stretch(self.blocks[at].text, at), label.ref)
        parts = make_owner_parts(EntryParts((sentence,), ref, owner, due), self.reading.people)
        made = make_entry("A3", parts, self.blocks, self.reading, at)
        self._use_label(at, label)
        self.entries.append(made.entry)
        self.uses += [use for use in made.uses if use.block == at]
        self.done.add(at)

    def _add_owner(self, at: int, label: LineLabel, owner: tuple[Stretch, ...]) -> None:
        """Give the action just above in the same block or row the owner that it lacks."""
        last = self.entries[-1] if self.entries else None
        if last is None or last.block != at - 1 or not self._continues_block(at) or last.owner:
            return
        made = give_owner(last, owner, self.blocks, self.reading)
        self.entries[-1] = made.entry
        self.uses += made.uses
        self._use_label(at, label)
        self.done.add(at)

    def _continues_block(self, at: int) -> bool:
        """Whether a label is at the end of a block, after its sentences."""
        return at > 0 and self.blocks[at - 1].place == self.blocks[at].place

    def _find_sentence_before(self, at: int) -> Stretch | None:
        """Return the last sentence of the block before, if it is certainly what is asked for.

        It is, whatever it says, where the label is in the same block after it.
        """
        before = at - 1
        if before < 0 or not self._is_free(before):
            return None
        block = self.blocks[before]
        if block.kind is BlockKind.HEADING or find_list_kind(block.text, self.reading.day):
            return None
        start = find_last_request(block.text, is_certain=self._continues_block(at))
        return None if start is None else Stretch(block.text[start:], before, start)

    def _read_next(self, at: int, label: LineLabel) -> bool:
        """Read `Action:` alone, where the paragraph below has the words."""
        if at + 1 >= len(self.blocks) or not self._is_free(at + 1):
            return False
        block = self.blocks[at + 1]
        is_line = (
            block.kind is BlockKind.PARAGRAPH
            and find_list_kind(block.text, self.reading.day) is None
        )
        if (
            not is_line
            or not is_one_action(block.text)
            or find_line_label(block.text, self.reading)
        ):
            return False
        for index in list_further_lines(self.blocks, at + 1, self.reading, self._is_free):
            below = find_fields_below(self.blocks, index, self.reading, self._is_free)
            place = at if index == at + 1 else index
            self._add("A3", _Words(Stretch(self.blocks[index].text, index)), place, below)
        self._use_label(at, label)
        return True

    # Lists below a label (A4)

    def _read_list(self, at: int, block: Block, kind: ListKind) -> bool:
        """Read the entries below a label; False where there are none."""
        listed = list(list_entries_below(self.blocks, at, self.reading))
        found = [self._read_listed(entry, kind) for entry in listed]
        if any(found) and block.kind is not BlockKind.HEADING:
            self.done.add(at)
            if all(found):
                self._use(at, 0, len(block.text), UseKind.LABEL)
        return any(found)

    def _read_listed(self, at: int, kind: ListKind) -> bool:
        """Read an entry of a list; False where it stays text."""
        if not self._is_free(at):
            return at in self.done
        block = self.blocks[at]
        label = find_line_label(block.text, self.reading)
        if label is not None and not label.is_list:
            is_ref = label.end == 0 and kind in _EARLIER_KINDS
            if not (is_ref and self._read_plain(at, block, kind)):
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
        if kind is ListKind.STEPS and not is_step(block.text, self.reading.people):
            return False
        self._read_entry(at, is_boxed=has_box(block))
        return True

    def _read_group(self, at: int, block: Block) -> bool:
        """Read an entry that is only an owner; the entries below it are the actions."""
        text = block.text.rstrip(" :")
        below = [
            index
            for index in list_entries_below(self.blocks, at, self.reading)
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
        box = BOX.match(block.text) if is_boxed and block.checked is None else None
        start = box.end() if box is not None else find_bullet_end(block.text)
        words = Stretch(block.text[start:], at, start)
        is_update = not is_boxed and has_status_inside(words.text, self.reading)
        doubts = (
            (Doubt("reads-as-update", f'is it an update? "{words.text}"'),) if is_update else ()
        )
        below = find_fields_below(self.blocks, at, self.reading, self._is_free)
        is_ticked = block.checked is True or (box is not None and is_ticked_box(box))
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
        status_end = find_front_status(block.text, self.reading)
        text = block.text[status_end:]
        found = find_front_owner(text, self.reading.people)
        has_owner = found is not None and (kind is ListKind.EARLIER or not found.doubts)
        has_status = clause is not None or bool(below.reports) or status_end > 0
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
            sign=Sign.EARLIER if has_progress(below.reports) else words.sign,
            doubts=words.doubts,
        )
        made = make_entry(rule, parts, self.blocks, self.reading, at)
        entry = add_reports(made.entry, below.reports, is_ticked=words.is_ticked)
        self._record(MadeEntry(entry, (*made.uses, *below.uses)), at)

    def _record(self, made: MadeEntry, at: int) -> None:
        self.entries.append(made.entry)
        self.uses += made.uses
        self.done |= {at, *(use.block for use in made.uses)}
