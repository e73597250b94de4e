"""Labels of actions: at the start of a line (`ACTION: …`), and above a list (`Next steps`)."""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import NamedTuple

from scrutiny_cli.importing.recognise.joined_text import has_letters
from scrutiny_cli.importing.recognise.order_words import begins_with_order
from scrutiny_cli.importing.recognise.owner_words import (
    find_front_owner,
    find_labelled_owner,
    has_common_word,
    is_somebody,
    judge_labelled,
    judge_owner,
)
from scrutiny_cli.importing.recognise.reading import Reading
from scrutiny_cli.importing.recognise.refs import split_ref
from scrutiny_cli.importing.recognise.statuses import find_front_status
from scrutiny_cli.minutes.dates.date_reader import find_date
from scrutiny_cli.minutes.dates.day_search import find_days
from scrutiny_cli.minutes.dates.month_names import MONTH_NAMES
from scrutiny_cli.minutes.source import normalize_label

_KINDS = (
    r"(?:(?:new|agreed|further|follow[- ]?up|key|main|immediate|proposed|suggested)\s+)?"
    r"actions?(?:\s+(?:items?|points?|steps?))?"
    r"(?:\s+(?:required|agreed|needed|requested|arising|to be taken|to take|to follow))?"
)
_LABEL = re.compile(
    rf"(?P<speaker><[\w.-]+>\s*|[\w.-]{{1,20}}:\s+(?=ACTION\b))?"
    rf"(?:\[(?P<status>[A-Za-z ]{{2,20}})\]\s*)?"
    rf"(?P<front>(?:[0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{0,3}}[.)]?|\(?[a-z0-9]{{1,3}}[.)])\s+)?"
    rf"[\s\[(<{{*_“\"•>–—⇒→➔➜➤►▶»❖▪■●◦‣·✓-]*"
    rf"(?P<label>{_KINDS}|A\.?P|A\.?I|to[- ]?do(?:'?s)?)(?P<plural>\(s\))?"
    r"(?:\s*(?:no\.?|number|nr\.?)?\s*(?P<number>[0-9]{1,3})(?![0-9]|[/.:-][0-9]))?"
    r"(?P<close>\s*[\])>}*_”\"]+)?(?![\w/&'’])(?!-\w)"
    r"(?P<sign>\s*[:;]+[\])*_]*"
    r"(?:\s*[–—-]+)?|\s+[–—-]+(?=\s|$|[A-Z@])|[–—]+|-(?=\s))?\s*",
    re.IGNORECASE,
)
_REF_PREFIX = re.compile(
    r"(?:action|act|ai|ap)(?=(?:[#./_-][A-Z]{1,8})*[#./_-]*[0-9])", re.IGNORECASE
)
_SHORT_LABELS = frozenset(("ap", "ai", "a.p", "a.i"))
_TO_DO = frozenset(("todo", "to do", "to-do", "todos", "to dos", "to-dos", "todo's", "to do's"))
_JOINING = re.compile(r"(?:by|for|on|owner|assigned to)\s*:?\s+", re.IGNORECASE)
# What makes `Action …` a name of something else.
_NOT_A_LABEL = re.compile(
    r"(?:plans?|logs?|lists?|trackers?|registers?|groups?|teams?|day|against|taken|tables?|"
    r"learning|research|aid|fraud|summary|notes?|records?|sheets?|tracking|areas?|was|were|is|has|"
    r"had|have|from (?:the )?(?:last|previous)|on previous|completed?|carried|closed|ongoing|"
    r"discharged)(?!\w)",
    re.IGNORECASE,
)
_NO_ACTION = re.compile(
    r"(?:(?:there (?:was|were|is|are) )?no (?:further |new |specific |other )?(?:actions?|items?)"
    r"(?: (?:items?|points?))?(?: (?:was|were|is|are))?(?: (?:required|needed|arising|necessary|"
    r"identified|recorded|noted|taken|to report|agreed|raised|at this time))*|none|nil|n/?a|"
    r"not applicable|none (?:required|needed|arising|identified|noted|at this time)|noted|"
    r"nothing(?: (?:now|yet|more|further|new|required|needed|arising|to (?:do|report|note|add)|"
    r"(?:at|for) (?:this|the) (?:time|moment|stage|meeting|present)))*(?:\s*[,;.(–-].*)?|"
    r"(?:\S*\d\S*\s*[–—:-]?\s*)?(?:please )?(?:see|refer to|as)(?: also)? "
    r"(?:above|below|overleaf|attached|"
    r"(?:items?|minutes?|actions?|paragraphs?|section) \S+(?: (?:above|below))?)|"
    r"to (?:be )?note[d]?|for (?:information|noting|note)(?: only)?|information|tbc|tbd)\W*",
    re.IGNORECASE,
)
# The headings of the other columns of a table of actions.
_COLUMN_WORDS = frozenset(
    ("owner", "owners", "lead", "leads", "by", "who", "whom", "responsible", "person", "date",
     "due", "deadline", "status", "when", "progress", "update", "target", "completed", "and",
     "no", "ref")
)  # fmt: skip
# How a council of a city says what became of a motion: `Action: Approved 5-0`.
_OUTCOME = re.compile(
    r"(?:motion\b(?!\s+to\b).*|moved\b.*|it was moved.*|(?:(?:approved|adopted|accepted|carried|"
    r"passed|denied|tabled|continued|received|ratified|no vote|none taken|vote|voted|"
    r"discussion only)\b(?!.*\bto\b).*))",
    re.IGNORECASE,
)
_MOST_OUTCOME_WORDS = 12
_SPEAKER = re.compile(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)?\s*:\s")


class LineLabel(NamedTuple):
    """A label of an action at the start of a line: where the action's words begin.

    `numbers` are the places of mere numbers, before it and of it (`4.2 Action 4:`), and of who
    speaks. `is_list`:
    nothing follows. `ref` and `status` are the places of a ref and of a status in brackets in
    front of the label. `end` is where the words
    begin that follow the label; a ref in front of them is one of them.
    """

    end: int
    numbers: tuple[tuple[int, int], ...] = ()
    ref: tuple[int, int] | None = None
    status: tuple[int, int] | None = None
    is_list: bool = False
    is_new: bool = False


def is_no_action(text: str) -> bool:
    """Whether words say that there is no action: `None`, `No action required`, `Noted`."""
    words = " ".join(text.split())
    is_outcome = _OUTCOME.match(words) and len(words.split()) <= _MOST_OUTCOME_WORDS
    named = re.findall(r"[^\W\d_]+", words.casefold())
    is_heading = bool(named) and all(word in _COLUMN_WORDS for word in named)
    is_nothing = _NO_ACTION.fullmatch(words) is not None
    return not has_letters(text) or is_heading or is_nothing or bool(is_outcome)


def find_line_label(text: str, reading: Reading) -> LineLabel | None:
    """Find a label of an action at the start of a block; None if it has none."""
    ref = split_ref(text, reading)
    is_action = ref is not None and _REF_PREFIX.match(ref.ref) is not None
    is_ref = ref is not None and (is_action or "/" in ref.ref)
    found = _LABEL.match(text, ref.rest) if ref is not None and is_ref else None
    if ref is not None and is_action and found is None and ref.rest < len(text):
        return LineLabel(0)
    span = (ref.start, ref.end) if ref is not None and found is not None else None
    found = found or _LABEL.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    numbers = tuple(found.span(name) for name in ("speaker", "front", "number") if found[name])
    status = found.span("status") if found["status"] else None
    if status is not None and reading.statuses.find_status(found["status"]) is None:
        return None
    is_new = found["label"].casefold().startswith("new")
    if not has_letters(rest):
        return LineLabel(len(text), numbers, is_list=True, is_new=is_new)
    end = found.end()
    joining = _JOINING.match(rest)
    if joining is not None and _has_owner(rest[joining.end() :], reading):
        end += joining.end()
    elif not _is_labelled(found, rest, reading):
        return None
    return LineLabel(end, numbers, span, status, is_new=is_new)


def _is_labelled(found: re.Match[str], rest: str, reading: Reading) -> bool:
    """Whether words after a label are an action, by the sign between them, or by an owner."""
    label = " ".join(found["label"].casefold().split())
    has_colon = ":" in (found["sign"] or "") or bool(found["close"])
    has_sign = has_colon or bool(found["sign"])
    if label in _SHORT_LABELS:
        return _is_short_label(found, rest, reading, has_colon=has_colon)
    if _NOT_A_LABEL.match(rest) and not has_colon:
        return False
    if has_sign or find_front_status(rest, reading):
        return True
    is_upper = found["label"].isupper()
    if label in _TO_DO:
        return is_upper
    ref = split_ref(rest, reading)
    if ref is not None and re.search("[:–—-]", rest[ref.end : ref.rest]):
        return True
    is_item = label.endswith(("item", "items", "point", "points")) and bool(found["number"])
    return is_upper or is_item or _has_owner(rest, reading)


def _is_short_label(found: re.Match[str], rest: str, reading: Reading, *, has_colon: bool) -> bool:
    """Whether `AP` or `AI` is a label: in capitals, and not the initials of somebody."""
    label = found["label"].replace(".", "")
    if not label.isupper() or normalize_label(label) in reading.people.labels:
        return False
    is_owned = _has_owner(rest, reading)
    if has_colon:
        is_named = find_labelled_owner(rest, reading.people) is not None
        return is_owned or is_named or begins_with_order(rest) or " to be " in rest
    if is_owned and _SPEAKER.match(rest) is not None:
        return True
    is_labelled = bool(found["number"] or found["sign"]) or rest[:1] in {"(", "[", "@"}
    return is_labelled and is_owned


def _has_owner(text: str, reading: Reading) -> bool:
    """Whether words begin with an owner, or are one."""
    if find_front_owner(text, reading.people) is not None:
        return True
    return is_owner_alone(text, reading)


def is_owner_alone(text: str, reading: Reading, *, is_asked: bool = False) -> bool:
    """Whether words are owners and nothing else: `RO/TB`, `Clerk`, `Rosa Okafor`.

    Unknown names are owners only where something is asked for (`is_asked`).
    """
    judged = judge_owner(text.strip(" .[]()"), reading.people)
    if judged is None:
        return False
    people = reading.people
    parts = judged[0].split(", ")
    return is_asked or all(
        is_somebody(part, people) or part.casefold() in people.mentioned for part in parts
    )


def is_name_alone(text: str, reading: Reading) -> bool:
    """Whether words are one or two capitalised words each: `Revolution`, `Ann/Bo`."""
    words = text.strip(" .[]()")
    if begins_with_order(words) or has_common_word(words):
        return False
    return judge_labelled(words, reading.people) is not None


# Above a list


class ListKind(Enum):
    """What the entries below a label are.

    Actions, steps among other text, earlier actions, or matters arising of any kind.
    """

    ACTIONS = "actions"
    STEPS = "steps"
    EARLIER = "earlier"
    MATTERS = "matters"


_ABBREVIATION = r"(?:\s*[\[(][^\])]{1,20}[\])])?"
_END = rf"{_ABBREVIATION}\s*[:.–—-]*\s*"
_NUMBER = r"(?:(?:item\s+)?[0-9]{1,3}(?:\.[0-9]{1,3})*[.):]?\s+|[a-z][.)]\s+)?"
_ACTION_LIST = re.compile(
    rf"{_NUMBER}(?:the |our )?(?:(?:summary|list|table|record|register|log) of (?:the )?)?"
    rf"(?:agreed |new |key |main |follow[- ]?up |further |meeting |immediate |all |current |"
    rf"resulting |specific )*"
    rf"(?:actions?(?:\s+(?:items?|points?|steps?|lists?|summary|sheet|required|agreed|"
    rf"arising|needed|table|log|plan|notes?|to be taken|to take|recorded|identified))*"
    rf"|tasks?|a\.?i\.?s|a\.?p\.?s|to[- ]?dos?(?:\s+(?:list|items?))?)"
    rf"(?:\s+(?:and|&|/|or)\s+(?:owners?|next steps?|decisions?|follow[- ]?ups?|deadlines?|"
    rf"responsibilities))?"
    rf"(?:\s+(?:from|of|at|in|for|during) (?:this|the|today['’]?s|tonight['’]?s)"
    rf"(?: \w+)? meeting|\s+from meeting)?"
    rf"(?:\s+(?:were|was|are))?(?:\s+(?:agreed|as follows|recorded))*{_END}",
    re.IGNORECASE,
)
_DATED_LIST = re.compile(
    rf"{_NUMBER}(?:summary of )?(?:agreed )?actions?(?: items?| points?| list)? "
    r"(?:arising )?(?:from|of|at) (?:the )?(?:\w+ )?meeting",
    re.IGNORECASE,
)
_STEP_LIST = re.compile(
    rf"{_NUMBER}(?:the |our )?(?:agreed |proposed |immediate |actions? (?:and|&) )*"
    rf"(?:next steps?|follow[- ]?ups?(?: items?| actions?)?|ways? forward|steps forward|"
    rf"(?:next steps?|follow[- ]?ups?) (?:and|&) actions?){_END}",
    re.IGNORECASE,
)
_MONTHS = "|".join(MONTH_NAMES)
_EARLIER = re.compile(
    r"\b(?:previous|last|past|prior|earlier|outstanding|carried forward|brought forward|"
    r"completed?|closed|ongoing|open|unresolved|old|pending)\b.{0,40}\b(?:actions?|minutes|"
    r"meetings?|items|tasks)\b|"
    r"\b(?:actions?|tasks?|matters)\b.{0,40}\b(?:previous|last|past|prior|earlier|outstanding|"
    r"carried forward|brought forward|completed|closed|ongoing|pending|arising from)\b|"
    r"\b(?:review|updates?|progress|status|follow[- ]?up|report)\s+(?:of|on|to|from|against|"
    r"regarding)\b.{0,30}\bactions?\b|"
    r"\bactions?\b.{0,20}\b(?:review|updates?|progress|follow[- ]?up|status)\b|"
    rf"^{_NUMBER}actions? (?:items? |points? )?from (?:{_MONTHS})\b|"
    r"\bmatters\s+arising\b",
    re.IGNORECASE,
)
_ABOUT_ACTIONS = re.compile(r"\b(?:actions?|tasks?|to[- ]?dos?)\b", re.IGNORECASE)
_MOST_HEADING_WORDS, _MOST_TITLE_WORDS = 16, 10


def find_list_kind(text: str, day: date | None = None) -> ListKind | None:
    """Return what the entries below a block are, if the block is the label of a list.

    Actions from a meeting of another day than this one's are earlier ones.
    """
    words = " ".join(text.strip(" *_").split())
    dated = _DATED_LIST.match(words)
    if dated is not None and (days := find_days(words)):
        written = find_date(words[days[0].start : days[0].end])
        return ListKind.ACTIONS if written in {day, None} else ListKind.EARLIER
    if not words or len(words.split()) > _MOST_HEADING_WORDS:
        return None
    if _STEP_LIST.fullmatch(words) is not None:
        return ListKind.STEPS
    if _ACTION_LIST.fullmatch(words) is not None:
        return ListKind.ACTIONS
    if is_about_earlier(words):
        return ListKind.EARLIER if _ABOUT_ACTIONS.search(words) else ListKind.MATTERS
    return None


def is_about_earlier(text: str) -> bool:
    """Whether a heading is about actions of earlier meetings: `Actions from last meeting`."""
    words = " ".join(text.split())
    count = len(words.split())
    is_heading = count <= _MOST_TITLE_WORDS and not words.endswith((".", "?", ";"))
    is_label = count <= _MOST_HEADING_WORDS and words.endswith(":")
    return (is_heading or is_label) and _EARLIER.search(words) is not None
