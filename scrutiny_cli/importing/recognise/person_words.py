"""The words by which a text is known to be a person's name, a role or a body."""

from __future__ import annotations

import re

_LETTERS = r"[^\W\d_]"
_CAPITAL_WORD = re.compile(
    rf"(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.?)(?:{_LETTERS}|['’.‐‑-](?={_LETTERS}))*\.?", re.UNICODE
)
_PARTICLES = frozenset(
    """
    van von de der den da di du del della la le les ten ter te al el bin ibn ben y e af av zu zum
    zur dos das do 't 's in op
    """.split()
)
_HONORIFIC = (
    r"(?:the\s+)?(?:(?:county|district|borough|city|town|parish|ward)\s+(?=cllr|councillor|clr))?"
    r"(?:rt\.?\s+hon\.?|right\s+hon\.?|mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|lord"
    r"|lady|rev|revd|reverend|fr|canon|cllr|cllrs|councillor|councillors|clr|cr|ald|alderman|mme"
    r"|mlle|m|monsieur|madame|herr|frau|hr|sr|sra|srta|don|do[nñ]a|sig|dhr|mevr|mevrouw|mw|judge"
    r"|councilmember|council member|councilman|councilwoman|commissioner|supervisor|mayor|senator"
    r"|vice mayor|trustee|director|cdr|capt|captain|major|maj|col|colonel|lt|hon|messrs|drs)\b\.?"
)
HONORIFIC = re.compile(_HONORIFIC, re.IGNORECASE)
_PLURAL = re.compile(
    r"(?:cllrs|councillors|messrs|drs|clrs|council members|councilmembers|commissioners|trustees"
    r"|directors|supervisors|governors|members|mesdames|professors|profs|officers|alderm[ae]n)\b\.?:?\s+",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:(?:T/|A/|[Aa]cting\s+|[Tt]emp\.?\s+|Det\.?\s+|Ch\.?\s+|Chief\s+|Asst\.?\s+|Dep\.?\s+)*"
    r"(?:DCI|DI|DS|DC|DSU|DSupt|PC|PS|PCSO|CI|ACC|DCC|CC|CS|Insp|Inspector|Supt|Superintendent"
    r"|Sgt|Sergeant|Constable|Det)\.?\s+)(?=[A-Z])"
)
_ROLE_NOUN = re.compile(
    r"\b(?:officers?|managers?|directors?|chair\w*|clerks?|secretar(?:y|ies)|treasurers?"
    r"|commissioners?|constables?|heads?|leads?|leaders?|councill?ors?|councilmembers?|members?"
    r"|governors?|nurses?|doctors?|consultants?|presidents?|principals?|deans?|provosts?"
    r"|professors?|lecturers?|minut\w*|note[- ]?takers?|notes|scribes?|scribing|editors?"
    r"|administrators?|admin|advis[eo]rs?|co-?ordinators?|assistants?|deput(?:y|ies)|vice"
    r"|executives?|chief|analysts?|engineers?|inspectors?|superintendents?|sergeants?"
    r"|solicitors?|attorneys?|mayors?|planners?|observers?|representatives?|reps?|trustees?"
    r"|students?|teachers?|headteachers?|parents?|staff|wardens?|rangers?|accountants?|auditors?"
    r"|developers?|facilitators?|conven[eo]rs?|registrars?|librarians?|partners?|specialists?"
    r"|associates?|fellows?|guests?|ombudsman|counsel|presenters?|presiding|aldermen|alderman"
    r"|reporters?|recorders?|organi[sz]ers?|hosts?|guardians?|physicians?|surgeons?|midwi(?:fe|ves)"
    r"|pharmacists?|ceo|cfo|coo|cio|cto|md|vp|svp|evp|pa|dpo|senco|hr|gp|teamleader|pm"
    r"|sponsors?|vicars?|curates?|churchwardens?|rectors?|priests?|co-opted|ex[- ]officio"
    r"|vorsitz\w*|protokoll\w*|voorzitter|notulist|secretaris"
    r"|presidente|secretari[oa])\b",
    re.IGNORECASE,
)
_BODY_START = re.compile(
    r"(?:the\s+)?(?:office|department|dept|ministry|university|institute|school|college|bureau"
    r"|faculty|division|directorate|city|county|town|borough|friends|society|church)\s+(?:of|for)\b",
    re.IGNORECASE,
)
_BODY_NOUN = re.compile(
    r"\b(?:police|constabulary|council|councils|trust|ltd|limited|plc|inc|llc|llp|gmbh|university"
    r"|college|school|academy|association|society|church|services?|department|dept|agency"
    r"|authority|nhs|ccg|icb|board|committee|foundation|institute|corporation|company|group|team"
    r"|partnership|federation|union|charity|network|hospital|surgery|practice|consulting|bank"
    r"|office|ward|parish|centre|center|club|commission|lab|labs|laboratory|consortium)$",
    re.IGNORECASE,
)
# Words of titles and sentences, which no name has.
_NO_NAMES = frozenset(
    """
    matters arising minutes welcome welcomes introduction introductions apologies apology agenda
    report reports action actions review update updates business declaration declarations interest
    interests meeting meetings date time finance finances financial budget correspondence planning
    any other item items next previous present attendance attendees absent members public session
    policy policies strategy discussion decision decisions resolution resolutions approval
    confirmation summary notes note project plan plans risk register performance quality safety
    governance committee board council panel group opening closing closure adjournment call order
    roll pledge allegiance consent hearing hearings old new unfinished presentation presentations
    comments communications announcements election appointment appointments accounts payments
    highways footpaths open spaces training recruitment training workshop community annual monthly
    quarterly chairman's chair's clerk's head's ceo's issues topics status progress none nil all
    quorum location venue zoom teams subject purpose background overview draft final version page
    see everyone nobody noted agreed resolved approved received recorded not and or the
    from with for was were are been has have had this that these those there
    """.split()
)
# Words with which a role begins, and no name does.
_ROLE_STARTS = frozenset(
    """
    parish town city executive non-executive vice deputy assistant senior chief county district
    borough managing associate company board committee clinical medical finance financial
    operations independent lay lead general interim acting head student staff parent community
    external internal honorary hon. public non council school corporate technical programme program
    """.split()
)
_ROLE_AND_NAME = re.compile(
    rf"(?P<role>(?:[A-Z][\w'’-]+ ){{0,4}}(?i:{_ROLE_NOUN.pattern}))\s+(?=[A-Z])"
)
_ACRONYM = re.compile(r"[A-Z][A-Z&/]{1,6}")
_CHAIR = re.compile(
    r"\b(?:chair|chairman|chairwoman|chairperson|chairing|presiding|vorsitz\w*)\b|\bin the chair\b",
    re.IGNORECASE,
)
_NOT_CHAIR = re.compile(
    r"\b(?:vice|deputy|co|assistant|former|past|elect|committee|immediate|previous)\b|-elect|\bof\b"
    r"|\bto the\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\b(?:minut(?:es|ing|ed)(?: secretary| taker| clerk)?|minute[- ]taker|note[- ]?taker|scribe"
    r"|scribing|minutes|notes|recorder|recording secretary|taking minutes)\b",
    re.IGNORECASE,
)
_MOST_SIMILAR = 3  # letters of initials that do not fit a name exactly
MOST_WORDS, _MOST_ROLE_WORDS, _MOST_LABEL_WORDS = 7, 9, 4


def is_person_name(text: str) -> bool:
    """Whether a text is a name of at least two words, titles and initials included."""
    return _is_name(text, fewest=2)


def is_short_name(text: str) -> bool:
    """Whether a text is one word that may be a name or a nickname."""
    if _ROLE_NOUN.fullmatch(text):
        return False
    return " " not in text and (_is_name(text, fewest=1) or is_nickname(text))


def is_nickname(text: str) -> bool:
    """Whether a text may be the name by which a programmer is known: `@rosa`, `kevin_w`."""
    plain = text.strip("@").casefold()
    return bool(re.fullmatch(r"@?[A-Za-z][\w.`^|-]{1,24}", text)) and plain not in _NO_NAMES


def _is_name(text: str, fewest: int) -> bool:
    words = text.split()
    if not fewest <= len(words) <= MOST_WORDS:
        return False
    honorifics = HONORIFIC.match(text)
    rest = text[honorifics.end() :] if honorifics else text
    plain = [word.strip(".,'’").casefold() for word in rest.split()]
    if any(word in _NO_NAMES for word in plain) or plain[-1:] in ([each] for each in _PARTICLES):
        return False
    if not rest.strip() or (not honorifics and _is_role_name(words)):
        return False
    return all(
        _CAPITAL_WORD.fullmatch(word) or word.casefold() in _PARTICLES for word in rest.split()
    ) and any(len(word.strip(".")) > 1 for word in rest.split())


def _is_role_name(words: list[str]) -> bool:
    """Whether words are a role and no name: `Parish Clerk`, `Executive Directors`."""
    last = words[-1].casefold()
    is_last_role = _ROLE_NOUN.fullmatch(last) is not None
    return is_last_role and (words[0].casefold() in _ROLE_STARTS or last.endswith("s"))


def is_role(text: str) -> bool:
    """Whether a text is what somebody is: `Chair`, `Head of Corporate Services`."""
    plain = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", text).strip()
    words = plain.split()
    if not 1 <= len(words) <= _MOST_ROLE_WORDS or _BODY_START.match(plain):
        return False
    if any(letter.isdigit() for letter in plain) or words[0].casefold() in {"and", "who", "with"}:
        return False
    has_role = _ROLE_NOUN.search(plain) is not None
    return has_role and not _is_titled_name(plain) and not match_role(plain)


def _is_titled_name(text: str) -> bool:
    """Whether a text is a name after a title that is a role as well: `Mayor John Doe`."""
    found = HONORIFIC.match(text)
    rest = text[found.end() :].strip() if found is not None else ""
    return bool(rest) and not _ROLE_NOUN.search(rest) and _is_name(rest, fewest=1)


def match_role(text: str) -> int:
    """Return where a name begins after a role (`City Clerk Dee Fox`); 0 where there is none."""
    found = _ROLE_AND_NAME.match(text)
    if found is None or _is_titled_name(text):
        return 0
    name = text[found.end() :]
    is_other = _BODY_NOUN.search(name) is not None or _ROLE_NOUN.search(name) is not None
    return 0 if is_other or not _is_name(name, fewest=2) else found.end()


def is_role_label(text: str) -> bool:
    """Whether a text names somebody by a role alone: `The Clerk`, `Deputy Chair`."""
    words = text.split()
    if len(words) > _MOST_LABEL_WORDS or not text[:1].isupper() or not is_role(text):
        return False
    first, last = words[0].casefold(), words[-1]
    is_start = first == "the" or first in _ROLE_STARTS or _ROLE_NOUN.fullmatch(first)
    is_one = _ROLE_NOUN.fullmatch(last) is not None and last[-1] not in "sS"
    return bool(is_start) and is_one


def is_body(text: str) -> bool:
    """Whether a text is a body that somebody belongs to: `Essex Police`, `OPCC`."""
    plain = re.sub(r"\s*\([^()]*\)$", "", text)
    if _BODY_START.match(plain):
        return True
    if is_role(plain):
        return False
    return _ACRONYM.fullmatch(plain) is not None or _BODY_NOUN.search(plain) is not None


def is_acronym(text: str) -> bool:
    """Whether a text is the short name of a body, in capitals: `OPCC`."""
    return _ACRONYM.fullmatch(text) is not None


def is_chair(role: str) -> bool:
    """Whether a role is that of whoever chairs the meeting."""
    parts = role.split(",")
    return any(_CHAIR.search(part) and not _NOT_CHAIR.search(part) for part in parts)


def is_minute_taker(role: str) -> bool:
    """Whether a role is that of whoever takes the minutes."""
    return _MINUTES.search(role) is not None


def match_plural(text: str) -> int:
    """Return where a text goes on after a title of several people (`Cllrs A Smith, B Jones`)."""
    found = _PLURAL.match(text)
    return found.end() if found is not None else 0


def match_rank(text: str) -> int:
    """Return where a name begins after a rank of the police; 0 where there is none."""
    found = _RANK.match(text)
    return found.end() if found is not None else 0


def fits_name(initials: str, name: str) -> bool:
    """Whether initials can be those of a name: `RO` of Rosa Okafor, `JSm` of John Smith."""
    letters = "".join(filter(str.isalpha, initials.casefold()))
    honorific = HONORIFIC.match(name)
    plain = name[honorific.end() :] if honorific else name
    words = [word.casefold() for word in re.findall(rf"{_LETTERS}+", plain)]
    for at, word in enumerate(words):
        later = "".join(other[0] for other in words[at + 1 :])
        is_first = letters[:1] == word[:1] and any(letter in later for letter in letters[1:])
        if is_first and _has_letters_in_order("".join(words[at:]), letters):
            return True
    return False


def is_similar_to_name(initials: str, name: str) -> bool:
    """Whether initials may be those of a name that has another form: `RJ` of Bob Jones.

    Longer ones, and those of which neither end begins a word of the name, are those of a body.
    """
    letters = "".join(filter(str.isalpha, initials.casefold()))
    starts = {word[0].casefold() for word in re.findall(rf"{_LETTERS}+", name)}
    is_short = len(letters) <= _MOST_SIMILAR
    return is_short and (letters[:1] in starts or letters[-1:] in starts)


def _has_letters_in_order(text: str, letters: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def list_initials(name: str) -> frozenset[str]:
    """Return the initials that a name gives, in small letters: with all its words, and with two."""
    honorific = HONORIFIC.match(name)
    plain = name[honorific.end() :] if honorific else name
    starts = [word[0].casefold() for word in re.findall(rf"{_LETTERS}+", plain)]
    if len(starts) < 2:
        return frozenset()
    return frozenset(("".join(starts), starts[0] + starts[-1]))
