"""The words of an action: the ref, owner, due, status and links that are among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scrutiny_cli.importing.blocks import Doubt, UseKind
from scrutiny_cli.importing.recognise.dues import (
    DueRead,
    find_due_in_words,
    find_phrase,
    is_fixed_due,
    read_due_cell,
)
from scrutiny_cli.importing.recognise.joined_text import Cut, capitalise_first, has_letters
from scrutiny_cli.importing.recognise.owner_words import (
    OwnerInWords,
    find_end_owner,
    find_front_owner,
    find_labelled_owner,
    judge_owner,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref
from scrutiny_cli.importing.recognise.statuses import FRONT_STATUS, find_trailing_status

_ADDRESS = re.compile(r"\s?\(((?:https?|ftp)://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?<![(\w])(?:https?|ftp)://[^\s<>]*[^\s<>.,;:!?)\]]", re.IGNORECASE)
_SUFFIX = re.compile(
    r"[\s.;,|/(\[–—-]*(?<!\w)(?P<label>owners?|lead|responsible|assigned to|assignee|"
    r"actions?(?: by| for)?|"
    r"by whom|who|due(?: date| by)?|deadline|by when|target(?: date)?|when|date due|status|"
    r"timescale|timeframe)\s*[:–]\s*(?P<value>[^:|;]{1,80}?)\s*[\])]?[.;,|]?\s*$",
    re.IGNORECASE,
)
_DUE_LABELS = frozenset(("due", "due date", "due by", "deadline", "by when", "target", "when",
                         "target date", "date due", "timescale", "timeframe"))  # fmt: skip
_GROUP = re.compile(r"\s*[\[(]\s*([^\[\]()]{1,80}?)\s*[\])]\s*[.;,]?\s*$")
_IN_GROUP = re.compile(
    r"\s*[,;/–—-]\s*|\s+(?=(?:by|before|due|date|deadline|target|when)\b)|\s*:\s*", re.IGNORECASE
)
_LONGEST = 2000  # characters of an action in which fields are looked for
_LONGEST_GROUP = 120  # characters of owners and a due that are a text
_TAIL = 160  # characters of an action in which what is at its end is looked for
_AT_ONCE = re.compile(r"\W*(?:asap|a\.s\.a\.p\.?|immediate(?:ly)?|urgent(?:ly)?)\W*", re.IGNORECASE)
_END_DUE = re.compile(r"\s+[–—-]\s+([^–—]{1,40}?)\s*\.?\s*$")
_AFTER_FRONT = re.compile(r"\s*[–—:,-]+\s*(?=\w)")
_LAST_SENTENCE = re.compile(r"[\s.;,!)\]]*$")


class WordsRead(NamedTuple):
    """What is among the words of an action; `cuts` are the parts that do not stay in them."""

    ref: str | None = None
    owner: str | None = None
    due: str | None = None
    status: str | None = None
    links: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    is_cut_in_front: bool = False


class OwnerAndDue(NamedTuple):
    """Owners and a due that are a text, and the places of both in it."""

    owner: tuple[int, int]
    due: tuple[int, int]


class Wanted(NamedTuple):
    """Which fields are looked for among the words; those of columns are known already.

    `is_labelled`: the words follow a label of an action, where unknown names are owners as well.
    """

    ref: bool = True
    owner: bool = True
    due: bool = True
    status: bool = True
    is_labelled: bool = False


ALL_FIELDS = Wanted()


def read_action_words(
    text: str, reading: Reading, wanted: Wanted = ALL_FIELDS, addresses: Iterable[str] = ()
) -> WordsRead:
    """Find the fields among an action's words, from the ends inwards.

    `addresses` are those of its links, which are in brackets after their texts.
    """
    if len(text) > _LONGEST:
        return WordsRead()
    return _WordsReader(text, reading, wanted).read_all(addresses)


class _WordsReader:
    """Takes one part after another from both ends of a text."""

    def __init__(self, text: str, reading: Reading, wanted: Wanted) -> None:
        self.text, self.reading, self.wanted = text, reading, wanted
        self.first, self.last = 0, len(text)
        self.found = WordsRead()

    def read_all(self, addresses: Iterable[str]) -> WordsRead:
        """Read links, the ref, what is at the end, the owner in front, and the due."""
        self._read_links(addresses)
        if self.wanted.ref:
            self._read_ref()
        self._read_front_status()
        while self._read_end():
            pass
        if self.wanted.owner and self.found.owner is None:
            find = find_labelled_owner if self.wanted.is_labelled else find_front_owner
            self._read_owner(find(self._window, self.reading.people))
        if self.wanted.due and self.found.due is None:
            self._read_due()
        while self._read_end():
            pass
        return self.found

    @property
    def _window(self) -> str:
        return self.text[self.first : self.last]

    def _add_cuts(self, *cuts: Cut) -> None:
        moved = tuple(
            cut._replace(start=cut.start + self.first, end=cut.end + self.first) for cut in cuts
        )
        kept = tuple(cut for cut in moved if cut.start < cut.end)
        self.found = self.found._replace(cuts=(*self.found.cuts, *kept))

    def _set(self, **fields: str | None) -> None:
        self.found = self.found._replace(**fields)  # type: ignore[arg-type]  # texts alone

    def _add_doubts(self, doubts: Iterable[Doubt]) -> None:
        self.found = self.found._replace(doubts=(*self.found.doubts, *doubts))

    # Links

    def _read_links(self, addresses: Iterable[str]) -> None:
        """Take the addresses in brackets out of the words; a bare one stays there as well."""
        known = "|".join(re.escape(address) for address in addresses if address)
        form = re.compile(rf"\s?\(({known})\)") if known else _ADDRESS
        inside = list(form.finditer(self.text)) or list(_ADDRESS.finditer(self.text))
        bare = [match[0] for match in _BARE_ADDRESS.finditer(self.text)]
        links = dict.fromkeys([*(match[1] for match in inside), *bare])
        self.found = self.found._replace(links=tuple(links))
        self._add_cuts(*(Cut(*match.span(), UseKind.VALUE, "link", match[1]) for match in inside))
        for match in reversed(inside):
            if not has_letters(self.text[match.end() : self.last]):
                self.last = match.start()

    # In front

    def _read_ref(self) -> None:
        ref = split_ref(self._window, self.reading)
        if ref is not None:
            self._set(ref=ref.ref)
            self._add_cuts(Cut(ref.start, ref.end, UseKind.VALUE, "ref", ref.ref))
            self._add_cuts(Cut(0, ref.start, UseKind.LABEL), Cut(ref.end, ref.rest, UseKind.LABEL))
            self.first += ref.rest

    def _read_front_status(self) -> None:
        """Read `[DONE]` in front."""
        found = FRONT_STATUS.match(self._window)
        if found is None or self.reading.statuses.find_status(found["status"]) is None:
            return
        if self.wanted.status and self.found.status is None:
            end, (first, last) = found.end(), found.span("status")
            self._set(status=found["status"])
            self._add_cuts(
                Cut(0, first, UseKind.LABEL),
                Cut(first, last, UseKind.VALUE, "status", found["status"]),
                Cut(last, end, UseKind.LABEL),
            )
            self.first += end

    def _read_owner(self, owner: OwnerInWords | None) -> None:
        if owner is None:
            return
        self._set(owner=owner.owner)
        self._add_doubts(owner.doubts)
        self._add_cuts(
            Cut(owner.first, owner.start, UseKind.LABEL),
            Cut(owner.start, owner.end, UseKind.VALUE, "owner", owner.owner),
            Cut(owner.end, owner.last, UseKind.LABEL),
        )
        if owner.first == 0:
            self.found = self.found._replace(is_cut_in_front=True)
            self.first += owner.last
        elif not has_letters(self._window[owner.last :]):
            self.last = self.first + owner.first

    # At the end

    def _read_end(self) -> bool:
        """Take one part from the end; False where there is none."""
        return (
            self._read_suffix()
            or self._read_status()
            or self._read_group()
            or self._read_end_due()
            or self._read_end_owner()
        )

    def _search_end(self, form: re.Pattern[str]) -> re.Match[str] | None:
        return form.search(self._window, max(0, len(self._window) - _TAIL))

    def _cut_end(self, start: int) -> None:
        self.last = self.first + start

    def _read_suffix(self) -> bool:
        """Read `Owner: …`, `Due: …` or `Status: …` at the end."""
        found = self._search_end(_SUFFIX)
        if found is None or not has_letters(self._window[: found.start()]):
            return False
        label = " ".join(found["label"].casefold().split())
        if label == "status":
            return self._take_status(found["value"], found.span("value"), found.span())
        if label in _DUE_LABELS:
            due = read_due_cell(found["value"], self.reading)
            return self._take_due(due, found.start("value"), found.span())
        return self._take_owner(found["value"], found.span("value"), found.span())

    def _read_status(self) -> bool:
        found = find_trailing_status(self._window, self.reading)
        if found is None or not has_letters(self._window[: found.start]):
            return False
        start = self._window.index(found.text, found.start)
        span = start, start + len(found.text)
        return self._take_status(found.text, span, (found.start, found.end))

    def _take_status(self, text: str, span: tuple[int, int], whole: tuple[int, int]) -> bool:
        if not self.wanted.status or self.found.status is not None:
            return False
        self._set(status=text)
        self._add_cuts(
            Cut(whole[0], span[0], UseKind.LABEL),
            Cut(*span, UseKind.VALUE, "status", text),
            Cut(span[1], whole[1], UseKind.LABEL),
        )
        self._cut_end(whole[0])
        return True

    def _take_due(self, due: DueRead | None, at: int, whole: tuple[int, int]) -> bool:
        """Take a due at the end, if nothing else is beside it."""
        if due is None or due.due is None or not self.wanted.due or self.found.due is not None:
            return False
        self._set(due=due.due)
        self._add_doubts(due.doubts)
        start, end = due.start + at, due.end + at
        self._add_cuts(
            Cut(whole[0], start, UseKind.LABEL),
            Cut(start, end, UseKind.VALUE, "due", due.due),
            Cut(end, whole[1], UseKind.LABEL),
        )
        self._cut_end(whole[0])
        return True

    def _take_owner(self, text: str, span: tuple[int, int], whole: tuple[int, int]) -> bool:
        judged = judge_owner(text, self.reading.people)
        if not self.wanted.owner or self.found.owner is not None or judged is None:
            return False
        owner, doubts = judged
        self._set(owner=owner)
        self._add_doubts(doubts)
        self._add_cuts(
            Cut(whole[0], span[0], UseKind.LABEL),
            Cut(*span, UseKind.VALUE, "owner", owner),
            Cut(span[1], whole[1], UseKind.LABEL),
        )
        self._cut_end(whole[0])
        return True

    def _read_group(self) -> bool:
        """Read `(RO, 30 April)` or `(by 30 April)` at the end."""
        found = self._search_end(_GROUP)
        if found is None or not has_letters(self._window[: found.start()]):
            return False
        inner, at = found[1], found.start(1)
        is_wanted = self.wanted.due and self.wanted.owner
        both = split_owner_and_due(inner, self.reading) if is_wanted else None
        if both is not None and self.found.due is None and self.found.owner is None:
            due = read_due_cell(inner[slice(*both.due)], self.reading)
            span = at + both.owner[0], at + both.owner[1]
            self._take_due(due, at + both.due[0], (span[1], found.end()))
            return self._take_owner(inner[slice(*both.owner)], span, (found.start(), span[1]))
        return self._take_due(read_certain_due(inner, self.reading), at, found.span())

    def _read_end_due(self) -> bool:
        """Read `– 30 April 2024` at the end."""
        found = self._search_end(_END_DUE)
        due = read_certain_due(found[1], self.reading) if found is not None else None
        if found is None or due is None or not has_letters(self._window[: found.start()]):
            return False
        return self._take_due(due, found.start(1), found.span())

    def _read_end_owner(self) -> bool:
        if not self.wanted.owner or self.found.owner is not None:
            return False
        if find_front_owner(self._window, self.reading.people) is not None:
            return False
        found = find_end_owner(self._window, self.reading.people)
        if found is None:
            return False
        self._read_owner(found)
        return True

    # In the middle

    def _read_due(self) -> None:
        """Read `by …`; it is taken out of the words only at the end of them."""
        found = find_due_in_words(self._window, self.reading)
        if found is None:
            return
        self._add_doubts(found.read.doubts)
        due = found.read.due
        if due is None:
            return
        self._set(due=due)
        is_last = _LAST_SENTENCE.fullmatch(self._window, found.end) is not None
        front = _AFTER_FRONT.match(self._window, found.end) if found.start == 0 else None
        if front is not None:
            found = found._replace(end=front.end())
        elif not is_last:
            return
        self._add_cuts(
            Cut(found.start, found.read.start, UseKind.LABEL),
            Cut(found.read.start, found.read.end, UseKind.VALUE, "due", due),
            Cut(found.read.end, found.end, UseKind.LABEL),
        )
        if front is not None:
            self.first += found.end
        else:
            self._cut_end(found.start)


def finish_words(
    text: str, read: WordsRead, extra: Iterable[str] = (), *, is_labelled: bool = False
) -> str:
    """Return an action's words with a capital in front, and other words in brackets at the end."""
    words = capitalise_first(text) if read.is_cut_in_front or is_labelled else text
    return " ".join([*filter(None, (words,)), *map(_add_brackets, extra)])


def _add_brackets(text: str) -> str:
    """Return words in round brackets, once."""
    is_bracketed = re.fullmatch(r"\([^()]*\)", text) is not None
    return text if is_bracketed else f"({text})"


def read_certain_due(text: str, reading: Reading) -> DueRead | None:
    """Read a text that is a due and nothing else, and has a day, a month or a meeting."""
    due = find_phrase(text) or read_due_cell(text, reading)
    others = text[due.labels : due.start] + text[due.end :]
    if due.due is None or has_letters(others):
        return None
    is_due = due.labels > 0 or is_fixed_due(due.due) or _AT_ONCE.fullmatch(due.due) is not None
    return due if is_due else None


def split_owner_and_due(text: str, reading: Reading) -> OwnerAndDue | None:
    """Split a text that is owners and a due: `RO, 30 April`, `RO/TB by next meeting`."""
    if len(text) > _LONGEST_GROUP:
        return None
    lead = re.match(r"(?:on|by)\s+(?=[A-Z@])", text)
    start = lead.end() if lead is not None else 0
    for joint in _IN_GROUP.finditer(text):
        due = read_certain_due(text[joint.end() :], reading)
        if due is not None and judge_owner(text[start : joint.start()], reading.people) is not None:
            return OwnerAndDue((start, joint.start()), (joint.end(), len(text)))
    return None
