"""Boards made up: folders of meetings, parts of which are confidential, and every text unique.

`boards()` is a strategy of hypothesis. It writes down of every word, as it puts it into a
file, whether it stands in a part that is confidential: what may be published is known from
how a board was made, and not from the program that is tested.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from scrutiny_cli.minutes.dates.date_styles import format_date
from scrutiny_cli.minutes.source import Source, normalize_ref

_T = TypeVar("_T")
_Fields = dict[str, Any]

FIRST = date(2024, 1, 11)
_APART = timedelta(days=28)
# The first years of dues.
_PAST, _FUTURE = 2010, 2040
_PERIOD = date(_FUTURE, 1, 1) - date(_PAST, 1, 1)
# What closes and what does not, in as many letters.
_TURNED = {
    "implemented": "outstanding",
    "transferred": "outstanding",
    "superseded": "continuing",
    "carriedforward": "actioncomplete",
    "workinprogress": "actioncomplete",
    "notgoingahead": "partcompleted",
}
_SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvw" for vowel in "aeiou"]
# Words for a status, long enough that each may be written in a way of its own: `iMPlemented`.
_STATUSES = (
    "carriedforward", "workinprogress", "proposedforclosure", "implemented", "superseded",
    "transferred", "notgoingahead",
)  # fmt: skip
_BUSINESS = ("actions", "updates", "items")
_OWN = (
    "title", "number", "presenter", "minutes", "papers", "decisions", "approves", "corrections",
)  # fmt: skip
_MEETING = (
    "time", "venue", "chair", "minutes_by", "present", "apologies", "in_attendance", "absent",
    "expected", "public", "due", "next_meeting", "extraordinary",
)  # fmt: skip
_PERSON = ("name", "role", "organisation", "aliases", "note", "left")
_DECISION = ("ref", "proposed", "seconded", "votes")


class Board(NamedTuple):
    """A folder's files by name, and the words in them: those withheld, and all others.

    A word that stands both in a public and in a confidential part is public, and so is what it
    is compared as (capitals made small). `…_days` are the days that dues, `on` and the like
    give; each is given once. The meetings' own days are in neither. `actions` has the key of an
    action, and whether it is withheld, by each of its names; `reports` the key that an update
    names, by the number in its `x-number`. `secret_statuses` are those that updates give in
    confidence to actions which are not withheld.
    """

    files: dict[str, str]
    secret_words: frozenset[str]
    public_words: frozenset[str]
    secret_days: frozenset[date]
    public_days: frozenset[date]
    actions: dict[str, tuple[str, bool]]
    reports: dict[str, str]
    secret_statuses: frozenset[str]

    def sources(self) -> list[Source]:
        """Give the files as texts that were read."""
        return [Source(f"meetings/{name}", text) for name, text in self.files.items()]

    def write(self, folder: Path) -> None:
        """Write the files into a folder."""
        for name, text in self.files.items():
            (folder / name).write_text(text, encoding="utf-8")

    def find_leaks(self, text: str) -> set[str]:
        """Find what is withheld and is in a text; what differs in capitals may be public."""
        days = self.secret_days - self.public_days
        written = {form for day in days for form in (str(day), format_date(day))}
        return {word for word in (*self.secret_words, *written) if word in text}

    def with_other_secrets(self, *, turned: bool = False) -> list[Source]:
        """Give the files with another word, or another day, for each that is withheld.

        With `turned` what was closed in confidence is open, and the other way round.
        """
        others = {word: _other(word) for word in self.secret_words}
        others |= {str(day): str(_other_day(day)) for day in self.secret_days}
        if turned:
            words = ((one, _TURNED.get(one.casefold())) for one in self.secret_statuses)
            others |= {one: other for one, other in words if other is not None}
        longest = sorted(others, key=len, reverse=True)
        pattern = re.compile("|".join(map(re.escape, longest)) or "(?!)")
        return [
            Source(one.path, pattern.sub(lambda match: others[match[0]], one.text))
            for one in self.sources()
        ]

    def without_secrets(self) -> list[Source]:
        """Give the files with nothing in what is confidential but what everybody may know.

        That is how many actions there are, whether each is done, and that there is a report.
        """
        stubs = _Stubs(self)
        return [
            one if one.path.endswith("series.yaml") else Source(one.path, stubs.file(one.text))
            for one in self.sources()
        ]


def _other(word: str) -> str:
    if word.startswith("J"):  # initials
        return f"Q{word[1:]}"
    return {"zq": "zx", "ZQ": "ZX"}.get(word[:2], word[:2].swapcase()) + word[2:]


def _other_day(day: date) -> date:
    """Give another day for a secret one, for which its file has no error either.

    A due that is to come becomes one that is past, and the other way round. The days before a
    meeting keep their order.
    """
    if day.year < _PAST:
        return day + timedelta(days=1461)
    if not FIRST - _APART < day < FIRST + 4 * _APART:
        return day + (_PERIOD if day.year < _FUTURE else -_PERIOD)
    return day - timedelta(days=(FIRST - day).days % _APART.days)


class _Stubs(NamedTuple):
    """Takes out of a board's files what is confidential."""

    board: Board

    def file(self, text: str) -> str:
        """Give a file's text; it is JSON below a comment."""
        return json.dumps(self._item(json.loads(text.partition("\n")[2])), indent=1)

    def _item(self, item: _Fields) -> _Fields:
        """Give a meeting or an item."""
        if "confidential" in item:
            return self._stub(item)
        makers: dict[str, Callable[[_Fields], _Fields]] = {
            "items": self._item,
            "actions": self._action,
            "brought_forward": self._action,
            "updates": self._update,
        }
        return {
            name: list(map(makers[name], value)) if name in makers else value
            for name, value in item.items()
        }

    def _stub(self, item: _Fields) -> _Fields:
        fields = {name: item[name] for name in ("date", "confidential", "extraordinary", "held")
                  if name in item}  # fmt: skip
        forward = [{"action": "x"} for _ in item.get("brought_forward", ())]
        held = [one for one in _within(item, "updates") if self._key(one)[1]]
        return fields | {
            "brought_forward" if "date" in item else "x-none": forward,
            "actions": [{"action": "x"} for _ in _within(item, "actions")],
            "updates": [self._update(one) for one in held],
        }

    def _action(self, action: _Fields) -> _Fields:
        if "confidential" in action:
            return {"action": "x", "confidential": action["confidential"]}
        return self._linked(action, "follows")

    def _update(self, update: _Fields) -> _Fields:
        key, withheld = self._key(update)
        update = self._linked({k: v for k, v in update.items() if k != "about"}, "becomes")
        if not withheld and "confidential" not in update:
            return update
        kept = {name: update[name] for name in ("confidential",) if name in update}
        if not withheld:
            return {"ref": update["ref"]} | kept
        said = {name: update[name] for name in ("status", "becomes", "on") if name in update}
        return {"ref": key} | said | kept

    def _linked(self, entry: _Fields, name: str) -> _Fields:
        if name not in entry:
            return entry
        known = ((ref, *self.board.actions[normalize_ref(ref)]) for ref in entry[name])
        return entry | {name: [key if withheld else ref for ref, key, withheld in known]}

    def _key(self, update: _Fields) -> tuple[str, bool]:
        return self.board.actions[self.board.reports[update["x-number"]]]


def _within(item: _Fields, name: str) -> list[_Fields]:
    """Give all entries of a list within an item, in the order of the file."""
    found: list[_Fields] = []
    for field_name, value in item.items():
        if field_name == name:
            found += value
        elif field_name == "items":
            for below in value:
                found += _within(below, name)
    return found


@st.composite
def boards(draw: DrawFn, *, marked: bool = True) -> Board:
    """Make a board of one to three meetings; without `marked` nothing in it is confidential.

    No file has an error.
    """
    scribe = _Scribe(draw, marked=marked)
    files = {"series.yaml": scribe.file(scribe.series())}
    made = [scribe.meeting(at) for at in range(scribe.pick([2, 1, 3]))]
    scribe.report_all()
    files |= {f"{one['date']}.yaml": scribe.file(one) for one in made}
    known = {normalize_ref(word) for word in scribe.public}
    return Board(
        files,
        frozenset(word for word in scribe.secret if normalize_ref(word) not in known),
        frozenset(scribe.public),
        frozenset(scribe.secret_days),
        frozenset(scribe.public_days),
        scribe.names(),
        scribe.named,
        frozenset(scribe.secret_statuses),
    )


@dataclass(eq=False)
class _Action:
    """An action that a file has: the day of its meeting, and the names it answers to."""

    at: int
    order: int
    key: str
    ref: str | None
    withheld: bool
    wordings: list[str]
    later: list[tuple[int, str]] = field(default_factory=list)

    def wordings_before(self, at: int) -> list[str]:
        """Give the words that it had before a meeting; its updates may be in any order."""
        return self.wordings + [words for day, words in self.later if day < at]


@dataclass(eq=False)
class _Reports:
    """A list of reports that is still to be filled, in the meeting at a place."""

    at: int
    within: bool
    entries: list[_Fields]


@dataclass(eq=False)
class _Scribe:
    """Writes a board's files, and keeps what it wrote where."""

    draw: DrawFn
    marked: bool
    count: int = 0
    secret: set[str] = field(default_factory=set)
    public: set[str] = field(default_factory=set)
    secret_days: set[date] = field(default_factory=set)
    public_days: set[date] = field(default_factory=set)
    labels: list[str] = field(default_factory=list)
    actions: list[_Action] = field(default_factory=list)
    reports: list[_Reports] = field(default_factory=list)
    raised: int = 0
    before: dict[int, int] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    secret_statuses: set[str] = field(default_factory=set)

    # Words

    def note(self, text: str, secret: bool) -> str:
        """Write down that a text stands in a file, and where."""
        (self.secret if secret else self.public).add(text)
        return text

    def number(self) -> int:
        """Give a number that was not given before."""
        self.count += 1
        return self.count

    def word(self, secret: bool) -> str:
        """Give a word that was not given before; no such word is within another."""
        first, second = divmod(self.number(), len(_SYLLABLES))
        return self.note(f"zq{_SYLLABLES[first]}{_SYLLABLES[second]}", secret)

    def day(self, secret: bool, first: date | None = None) -> str:
        """Give a day that was not given before, on or after the first; a due is past or to come."""
        first = date(self.pick([_FUTURE, _PAST]), 1, 1) if first is None else first
        return self._day(first + timedelta(days=self.number()), secret)

    def day_before(self, at: int, secret: bool) -> str | None:
        """Give a day between a meeting and the one before, while there is one left."""
        self.before[at] = self.before.get(at, 0) + 1
        if self.before[at] >= _APART.days // 2:
            return None
        return self._day(_date(at) - timedelta(days=self.before[at]), secret)

    def _day(self, day: date, secret: bool) -> str:
        (self.secret_days if secret else self.public_days).add(day)
        return day.isoformat()

    def status(self, secret: bool) -> str:
        """Give a status, written as none was before."""
        words, number = self.pick(_STATUSES), self.number()
        cased = (
            letter.upper() if number >> at & 1 else letter for at, letter in enumerate(words[2:])
        )
        return self.note(words[0] + words[1].upper() + "".join(cased), secret)

    def reported_status(self, secret: bool, action: _Action) -> str:
        """Give a status that is reported of an action."""
        status = self.status(secret)
        if secret and not action.withheld:
            self.secret_statuses.add(status)
        return status

    # Chance

    def pick(self, among: Sequence[_T]) -> _T:
        """Pick one, the first where nothing speaks for another."""
        return self.draw(st.sampled_from(among))

    def maybe(self) -> bool:
        """Say yes or no."""
        return self.draw(st.booleans())

    def some(self, names: Sequence[str], most: int, least: int = 0) -> list[str]:
        """Pick some names, in any order."""
        listed = st.lists(st.sampled_from(names), unique=True, min_size=least, max_size=most)
        return self.draw(listed)

    def times(self, make: Callable[[], _T], most: int = 2) -> list[_T]:
        """Make one or more."""
        return [make() for _ in range(self.draw(st.integers(1, most)))]

    def mark(self, fields: _Fields, within: bool) -> bool:
        """Mark a thing confidential, or not; whether it is, by what is around it too."""
        how = self.pick(["", "", "", "true", "reason"]) if self.marked else ""
        if how:
            fields["confidential"] = how if how == "true" else self.word(within)
        return within or bool(how)

    # Files

    def file(self, fields: _Fields) -> str:
        """Give a file's text: JSON is YAML, and quotes every text; no comment is published."""
        comment, own = self.word(secret=True), {"x-own": self.word(secret=True)}
        return f"# {comment}\n{json.dumps(fields | own, indent=1)}\n"

    def series(self) -> _Fields:
        """Make a series, all of which is public."""
        fields: _Fields = {name: self.word(secret=False) for name in ("title", "time", "venue")}
        if self.maybe():
            fields["matters_arising"] = self.word(secret=False)
        if self.maybe():
            fields["members"] = self.times(lambda: self.label(secret=False))
        if self.maybe():
            fields["dates"] = self.pick(["25.06.15", "Thursday 25 June 2015"])
        people = self.times(lambda: self.person(secret=False))
        agenda: list[Any] = [self.word(secret=False)]
        if self.marked:
            agenda.append({"title": self.word(secret=True), "confidential": "true"})
        return fields | {"people": people, "agenda": agenda}

    def meeting(self, at: int) -> _Fields:
        """Make a meeting; its reports come when the actions of all meetings are known."""
        self.raised = 0
        fields: _Fields = {"date": _date(at).isoformat()}
        secret = self.maybe() and self.mark(fields, within=False)
        if self.maybe():
            fields["brought_forward"] = self.times(lambda: self.brought(at, secret))
        for name in self.some(_MEETING, 6):
            fields[name] = self._of_meeting(name, secret)
        for name in self.some(_OWN, 6):
            fields[name] = self._of_item(name, at, secret, depth=0)
        for name in self.some(_BUSINESS, 3, least=2):
            fields[name] = self._of_item(name, at, secret, depth=0)
        return fields

    def _of_meeting(self, name: str, secret: bool) -> Any:
        if name in {"time", "venue"}:
            return self.word(secret)
        if name == "due":
            return self.due(secret)
        if name == "public":
            return self.note(str(987650000 + self.number()), secret)
        if name == "next_meeting":
            fields = {"date": self.due(secret), "time": self.word(secret)}
            return fields | {"venue": self.word(secret)}
        if name == "extraordinary":
            return "true"
        return self.times(lambda: self.person(secret))

    def item(self, at: int, within: bool, depth: int) -> _Fields:
        """Make an item, and what is below it."""
        fields: _Fields = {}
        secret = self.mark(fields, within)
        for name in self.some(_OWN + _BUSINESS, 6, least=2):
            fields[name] = self._of_item(name, at, secret, depth)
        return fields

    def _of_item(self, name: str, at: int, secret: bool, depth: int) -> Any:
        if name == "items":
            if depth > 1:
                return []
            return self.times(lambda: self.item(at, secret, depth + 1))
        if name == "updates":
            self.reports.append(_Reports(at, secret, []))
            return self.reports[-1].entries
        makers: dict[str, Callable[[], Any]] = {
            "presenter": lambda: self.person(secret),
            "actions": lambda: self.action(at, secret),
            "papers": lambda: {"title": self.word(secret), "link": self.word(secret)},
            "decisions": lambda: self.decision(secret),
            "approves": lambda: self.approved(at, secret),
            "corrections": lambda: self.word(secret),
        }
        return self.times(makers[name]) if name in makers else self.word(secret)

    def approved(self, at: int, secret: bool) -> str:
        """Name a meeting whose minutes were agreed: one without a file, or one before."""
        how = self.pick(["day", "previous meeting", "name"])
        if how == "day" or (how == "name" and not at):
            return self.day(secret, date(1960, 1, 1))
        return how if how == "previous meeting" else str(_date(self.pick(range(at))))

    def decision(self, secret: bool) -> _Fields:
        """Make a decision."""
        names = ("decision", *self.some(_DECISION, 4))
        return {name: self.word(secret) for name in names}

    def due(self, secret: bool) -> str:
        """Give a due: words, a day, or the next meeting."""
        how = self.pick(["words", "day", "next meeting"])
        if how == "next meeting":
            return how
        return self.word(secret) if how == "words" else self.day(secret)

    # People

    def label(self, secret: bool) -> str:
        """Give a label: a new one, or one that was written before, perhaps in capitals."""
        if not self.labels or self.maybe():
            self.labels.append(self.word(secret))
            return self.labels[-1]
        known = self.pick(self.labels)
        return self.note(known.upper() if self.maybe() else known, secret)

    def owner(self, secret: bool) -> str:
        """Give an owner's label, perhaps with a note or another label, or no owner yet."""
        how = self.pick(["label", "note", "tbc", " and ", "/", " with "])
        if how == "label":
            return self.label(secret)
        if how in {"note", "tbc"}:
            label = "tbc" if how == "tbc" else self.label(secret)
            return f"{label} ({self.word(secret)})"
        return f"{self.label(secret)}{how}{self.label(secret)}"

    def owners(self, secret: bool) -> str | list[str]:
        """Give owners in one text or in a list."""
        found = self.times(lambda: self.owner(secret))
        return found if self.maybe() else "; ".join(found)

    def initials(self, secret: bool) -> str:
        """Give initials that were not given before."""
        first, second = divmod(self.number(), 20)
        letters = "BCDFGHJKLMNPQRSTVWXZ"
        label = self.note(f"J{letters[first % 20]}{letters[second]}{letters[first // 20]}", secret)
        self.labels.append(label)
        return label

    def line_of_person(self, secret: bool) -> str:
        """Give a person on one line: `Name (XX)`, `Name (XX), role`, or a label with a note."""
        how = self.pick(["note", "name", "role", "label"])
        if how == "note":
            return f"{self.label(secret)} ({self.word(secret)})"
        name = f"{self.word(secret)} ({self.initials(secret)})"
        if how == "name":
            return name
        return f"{name}, {self.word(secret) if how == 'role' else self.label(secret)}"

    def person(self, secret: bool) -> str | _Fields:
        """Give somebody by a label, or with all that there is to say of him."""
        names = self.some(_PERSON, 5)
        if not names:
            return self.line_of_person(secret) if self.maybe() else self.label(secret)
        fields: _Fields = {"initials": self.label(secret)}
        for name in names:
            fields[name] = self.word(secret) if name != "left" else self.day(secret)
        self.labels += [fields[name] for name in ("name", "aliases") if name in fields]
        # An address is withheld wherever it is.
        return fields | ({"email": self.word(secret=True)} if self.marked else {})

    # Actions

    def action(self, at: int, within: bool) -> _Fields:
        """Raise an action."""
        fields: _Fields = {}
        secret = self.mark(fields, within)
        self.raised += 1
        key, words = f"{_date(at)}#{self.raised}", [self.wording(secret)]
        self._action(fields, _Action(at, len(self.actions), key, self._ref(secret), secret, words))
        day = self.day_before(at, secret) if self.maybe() else None
        return fields | ({"on": day} if day else {})

    def brought(self, at: int, within: bool) -> _Fields:
        """Bring an action forward."""
        fields: _Fields = {}
        secret = self.mark(fields, within)
        key = f"{_date(at)}#b{1 + sum(one.at == at for one in self.actions)}"
        words = [self.wording(secret)] if self.maybe() else []
        self._action(fields, _Action(at, len(self.actions), key, self._ref(secret), secret, words))
        fields["from"] = self.word(secret)
        return fields | {"raised": self.day(secret, date(1990, 1, 1))}

    def _action(self, fields: _Fields, action: _Action) -> None:
        secret = action.withheld
        if action.wordings:
            fields["action"] = action.wordings[0]
        if action.ref is not None:
            fields["ref"] = action.ref
        if self.maybe():
            fields["owner"] = self.owners(secret)
        if self.maybe():
            fields["due"] = self.due(secret)
        if self.maybe():
            fields["links"] = self.times(lambda: self.word(secret))
        if self.actions and self.maybe():
            fields["follows"] = [self.name(self.pick(self.actions), secret)]
        self.actions.append(action)

    def _ref(self, secret: bool) -> str | None:
        return self.word(secret) if self.maybe() else None

    def wording(self, secret: bool) -> str:
        """Give an action's words, of which `about` may give the first alone."""
        return f"{self.word(secret)} {self.word(secret)}"

    def name(self, action: _Action, within: bool) -> str:
        """Name an action by its number, with other blanks and capitals perhaps, or by its place."""
        if action.ref is None or self.pick([False, False, True]):
            return action.key
        ref = self.pick([action.ref, action.ref.upper(), f"{action.ref[:2]} {action.ref[2:]}"])
        return self.note(ref, within or action.withheld)

    def names(self) -> dict[str, tuple[str, bool]]:
        """Give each action's key, and whether it is withheld, by its names."""
        return {
            normalize_ref(name): (one.key, one.withheld)
            for one in self.actions
            for name in (one.key, one.ref or one.key)
        }

    # Reports

    def report_all(self) -> None:
        """Fill all lists of reports; the meetings come in order."""
        for place in self.reports:
            known = [one for one in self.actions if one.at <= place.at]
            for _ in range(self.draw(st.integers(1, 3)) if known else 0):
                place.entries.append(self.report(place, self.pick(known)))

    def report(self, place: _Reports, action: _Action) -> _Fields:
        """Report on an action."""
        fields: _Fields = {}
        secret = self.mark(fields, place.within) or action.withheld
        fields["ref"] = self.name(action, place.within)
        fields["x-number"] = str(self.number())
        self.named[fields["x-number"]] = action.key
        about = self.about(action, place.at)
        for name in self.some(("status", "note", "due", "owner", "action", "becomes", "on"), 4):
            value = self._reported(name, place, action, secret)
            if value is not None:
                fields[name] = value
        return fields | ({"about": about} if about else {})

    def _reported(self, name: str, place: _Reports, action: _Action, secret: bool) -> Any:
        if name == "becomes":
            later = [one for one in self.actions if one.at >= place.at]
            later = [one for one in later if one.order > action.order]
            return [self.name(self.pick(later), secret)] if later else None
        if name == "on":
            return self.day_before(place.at, secret) if action.at < place.at else None
        if name == "action":
            action.later.append((place.at, self.wording(secret)))
            return action.later[-1][1]
        makers: dict[str, Callable[[], Any]] = {
            "status": lambda: self.reported_status(secret, action),
            "due": lambda: self.due(secret),
            "owner": lambda: self.owners(secret),
            "note": lambda: self.word(secret),
        }
        return makers[name]()

    def about(self, action: _Action, at: int) -> str | None:
        """Say what a report is about; it brings no word of its own."""
        words = self.pick([None, *action.wordings_before(at)])
        if words is None:
            return None
        return words if self.maybe() else f"{words.split()[0]} …"


def _date(at: int) -> date:
    return FIRST + at * _APART
