"""The names of months and weekdays in every language in which dates are read and shown."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple


class Language(NamedTuple):
    """The words of one language, each list in the order of the year or of the week.

    The first name of an entry is the one that is shown; the others are read, too. `short` are
    the abbreviations, without a dot. `linking` are the words between a day, its month and its
    year. `before_day` has a weekday as it is before a date.
    """

    name: str
    months: tuple[tuple[str, ...], ...]
    short: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    linking: frozenset[str] = frozenset()
    before_day: str = "{}"


class Month(NamedTuple):
    """What a word means as a month: 1 to 12, in English or not, in full or abbreviated."""

    number: int
    is_english: bool
    is_short: bool


def _split_entries(line: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(entry.split("|")) for entry in line.split())


def _make_language(
    name: str, months: str, short: str, weekdays: str, linking: str = ""
) -> Language:
    words = _split_entries(months), _split_entries(short), _split_entries(weekdays)
    return Language(name, *words, frozenset(linking.split()))


ENGLISH = _make_language(
    "English",
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr May Jun Jul Aug Sep|Sept Oct Nov Dec",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
MONTH_NAMES = tuple(names[0] for names in ENGLISH.months)
ENGLISH_DAYS = _split_entries("Mon Tue|Tues Wed|Weds Thu|Thur|Thurs Fri Sat Sun")
LANGUAGES = (
    ENGLISH,
    _make_language(
        "Dutch",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb|febr mrt apr mei jun jul aug sep|sept okt nov dec",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    ),
    _make_language(
        "French",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv|jan févr|fév|fevr mars avr mai juin juil|juill août|aou sept oct nov déc",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
    ),
    _make_language(
        "German",
        "Januar|Jänner|Jaenner Februar|Feber März|Maerz April Mai Juni "
        "Juli August September Oktober November Dezember",
        "Jan|Jän Feb Mär|Mrz Apr Mai Jun Jul Aug Sep|Sept Okt Nov Dez",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
        "den",
    )._replace(before_day="{},"),
    _make_language(
        "Italian",
        "gennaio febbraio marzo aprile maggio giugno "
        "luglio agosto settembre ottobre novembre dicembre",
        "gen feb|febb mar apr mag giu lug ago set|sett ott nov dic",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "del",
    ),
    _make_language(
        "Portuguese",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "segunda-feira|segunda terça-feira|terça quarta-feira|quarta quinta-feira|quinta "
        "sexta-feira|sexta sábado domingo",
        "de do",
    )._replace(before_day="{},"),
    _make_language(
        "Spanish",
        "enero febrero marzo abril mayo junio "
        "julio agosto septiembre|setiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sep|sept|set oct nov dic",
        "lunes martes miércoles jueves viernes sábado domingo",
        "de del",
    )._replace(before_day="{},"),
    _make_language(
        "Welsh",
        "Ionawr Chwefror Mawrth|Fawrth Ebrill Mai|Fai Mehefin|Fehefin "
        "Gorffennaf|Orffennaf Awst Medi|Fedi Hydref Tachwedd|Dachwedd Rhagfyr|Ragfyr",
        "Ion Chwe|Chwef Maw Ebr Mai Meh Gorff|Gor Awst Medi Hyd Tach Rhag",
        "Llun Mawrth Mercher Iau Gwener Sadwrn Sul",
        "o",
    )._replace(before_day="dydd {}"),
)


@cache
def plain_word(word: str) -> str:
    """Return a word as it is compared: without case and accents."""
    if word.isascii():
        return word.casefold()
    parts = unicodedata.normalize("NFD", word)
    return "".join(part for part in parts if not unicodedata.combining(part)).casefold()


def _index_months() -> dict[str, Month]:
    found: dict[str, Month] = {}
    for language in LANGUAGES:
        english = language is ENGLISH
        for entries, short in ((language.months, False), (language.short, True)):
            for number, names in enumerate(entries, 1):
                for name in names:
                    found.setdefault(plain_word(name), Month(number, english, short))
    return found


def _index_weekdays() -> dict[str, int]:
    tables = [*(language.weekdays for language in LANGUAGES), ENGLISH_DAYS]
    entries = ((names, day) for table in tables for day, names in enumerate(table))
    return {plain_word(name): day for names, day in entries for name in names}


MONTHS = _index_months()  # the meaning of each plain word that is a month
WEEKDAYS = _index_weekdays()  # 0 for Monday, by plain word
SHORT = frozenset(  # the words after which a dot may be written
    plain_word(name) for language in LANGUAGES for names in language.short for name in names
)
# Abbreviations that mean something else, in English or (`hyd`: until) in their own language:
# on their own they are no month.
AMBIGUOUS = frozenset(
    ("ago", "gen", "hyd", "ion", "lug", "mag", "maw", "meh", "out", "rhag", "set", "sett", "tach")
)
LINKING = frozenset(word for language in LANGUAGES for word in language.linking)


def month_number(word: str) -> int | None:
    """Return the number, 1 to 12, of a month's name in any of the languages, or None."""
    found = MONTHS.get(plain_word(word.strip().removesuffix(".")))
    return None if found is None else found.number


def full_names() -> tuple[str, ...]:
    """Return the full names of all months as they are written, English first, each once."""
    names = (entry[0] for language in LANGUAGES for entry in language.months)
    return tuple(dict.fromkeys(names))
