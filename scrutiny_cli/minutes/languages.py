"""The languages in which a board's pages can be published."""

from __future__ import annotations

import re

from scrutiny_cli.minutes.source import normalize_label

LANGUAGES = {
    "English": "en-GB",
    "Welsh": "cy",
    "French": "fr",
    "German": "de",
    "Dutch": "nl",
    "Spanish": "es",
}
ENGLISH = LANGUAGES["English"]
_OWN_NAMES = {
    "cymraeg": "cy",
    "français": "fr",
    "deutsch": "de",
    "nederlands": "nl",
    "español": "es",
}
_NAMES = {name.casefold(): tag for name, tag in LANGUAGES.items()} | _OWN_NAMES
_TAG = re.compile(r"([a-z]{2})(?:-[a-z0-9]{2,8}){0,4}", re.IGNORECASE)


def find_language_tag(text: str) -> str | None:
    """Return the tag (BCP 47) of a language that is named or is a tag already, None if unknown."""
    known = _NAMES.get(normalize_label(text))
    tag = _TAG.fullmatch(text.strip())
    if known is not None or tag is None:
        return known
    is_known = any(language_code(each) == tag[1].lower() for each in LANGUAGES.values())
    return text.strip() if is_known else None


def language_code(tag: str) -> str:
    """Return the two letters of a tag that name the language."""
    return tag[:2].lower()
