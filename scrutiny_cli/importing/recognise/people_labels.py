"""The labels of the lists of people, and the list that each introduces."""

from __future__ import annotations

import re

from scrutiny_cli.importing.recognise.labelled import compile_labels

_WHO = (
    r"(?:those|(?:board |committee |council |voting |non-voting )?members?|councill?ors?|trustees?"
    r"|governors?|(?:executive |non-executive )?directors?|commissioners?|persons?|people"
    r"|senators?|delegates?|representatives?|parents?|residents?|fellows?|partners?|students?"
    r"|advis[eo]rs?|elders?|wardens?|supervisors?|assembly members?)"
)
_PRESENT = (
    (
        rf"(?:{_WHO} )?"
        r"(?:present(?: from (?P<body>[^:]{2,60}?)(?=\s*:|\s*$))?|in person|online|attending)"
        r"(?: (?:at|in) (?:the|this) meeting)?(?: (?:were|was))?(?: the following)?"
        r"(?: members)?(?:\s*\([^()]{1,30}\))?"
    ),
    rf"{_WHO} in attendance",
    r"attendees?(?: present)?",
    r"participants?(?: present)?",
    r"attendance",
    r"attended(?: by)?",
    r"who (?:(?:was|were) (?:there|here|present|in attendance)|came|attended)",
)
MEMBERS_LABELS = compile_labels(
    r"(?:(?:board|committee|council|panel|group|full|voting) )?members",
    r"trustees", r"directors", r"governors", r"councill?ors", r"commissioners",
)  # fmt: skip
_IN_ATTENDANCE = (
    r"(?:also )?in attendance(?: (?:were|was))?(?: from [^:]{2,40}(?=:))?(?:\s*\([^()]{1,30}\))?",
    (
        r"(?:staff|(?:executive |council |other )?officers?|officials|others|guests|visitors"
        r"|observers|public)(?: members)? (?:present|attending|in attendance)"
    ),
    r"guests?",
    r"observers?",
    r"visitors?",
    r"also (?:attending|present|in attendance)(?: (?:were|was))?(?:\s*\([^()]{1,30}\))?",
)
_APOLOGIES = (
    (
        r"apolog(?:ies|y)(?: (?:for|of) (?:absence|non[- ]attendance))?(?: received)?"
        r"(?: (?:were|was|had been|have been))?"
        r"(?: (?:received|noted|accepted|given|sent|tendered|recorded|offered|submitted))?"
        r"(?: and (?:accepted|noted|approved|received))?(?: (?:from|by|for|on behalf of))?"
        r"(?: the following)?(?:\s*\([^()]{1,30}\))?"
    ),
    r"excused",
    r"regrets",
)
_ABSENT = (
    rf"(?:{_WHO} )?absent(?: without apolog(?:y|ies))?",
    rf"(?:{_WHO} )?not (?:present|in attendance)",
)
PEOPLE_LABELS = compile_labels(*_IN_ATTENDANCE, *_ABSENT, *_APOLOGIES, *_PRESENT)
INNER_LABEL = re.compile(
    rf"(?<=[.;)\s])\s*(?P<label>{'|'.join((*_IN_ATTENDANCE, *_ABSENT, *_APOLOGIES))})\s*:",
    re.IGNORECASE,
)


_ATTENDING = (
    "in attendance", "also", "staff", "officer", "executive officer", "council officer",
    "other", "official", "guest", "visitor", "observer", "public",
)  # fmt: skip
# A list of other people, one of members, and words after which apologies are named.
OTHER_LIST = re.compile(
    r"(?:invited|invitees|distribution|circulation|cop(?:y|ies)|cc)\b[^:]{0,30}:", re.IGNORECASE
)
MEMBERS_LIST = re.compile(r"(?:[\w-]+ )?members\b[^:]{0,30}:", re.IGNORECASE)
RECEIVED_FROM = re.compile(
    r"(?:apolog(?:ies|y)\s+(?:for absence\s+)?)?(?:(?:were|was|had been|have been)\s+)?"
    r"(?:(?:received|accepted|noted|given|sent)\s+(?:and\s+)?)+(?:from|by|for)\b:?\s*",
    re.IGNORECASE,
)


def find_list_field(label: str) -> str:
    """Return the list that a label introduces."""
    plain = label.casefold()
    if plain.startswith(_ATTENDING):
        return "in_attendance"
    if plain.startswith(("apolog", "excused", "regrets")):
        return "apologies"
    return "absent" if "absent" in plain or " not " in f" {plain} " else "present"
