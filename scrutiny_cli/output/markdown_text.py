"""Any text as GitHub's Markdown that shows it unchanged, and neither mentions nor refers.

GitHub looks for mentions, issue numbers and commits in the page that Markdown has become, where
a backslash or a character reference is the character itself again. An empty comment keeps the
two parts of such a word apart in the page, and is neither shown nor copied.
"""

from __future__ import annotations

import re

from scrutiny_cli.output.addresses import ADDRESS_PATTERNS, has_host, split_ending
from scrutiny_cli.output.text import normalize_lines

_COMMENT = "<!-- -->"
_MAX_PART = 6  # digits; GitHub takes seven for a commit
_PATTERNS = {
    **ADDRESS_PATTERNS,
    "mention": r"@(?=\w)",
    "issue": r"#(?=\d)",
    "ticket": r"(?<![A-Za-z0-9])[Gg][Hh]-(?=\d)",
    "commit": r"(?<!\w)(?=[0-9]{0,39}[a-f])(?=[a-f]{0,39}[0-9])[0-9a-f]{7,40}(?!\w)",
    "emoji": r":(?=[\w+-]{1,40}:)",
    "markup": r"[\\`*_\[\]<>#|~&$!]",
}
_SPECIAL = re.compile("|".join(f"(?P<{name}>{text})" for name, text in _PATTERNS.items()))
_MARKUP = re.compile(_PATTERNS["markup"])
_BLOCK = re.compile(r"^(\d*)([-+=.)])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# A cell would end there, a code span begin, or a character be taken for escaped.
_UNFIT = str.maketrans({"|": "%7C", "`": "%60", "\\": "%5C"})


def escape_markdown(text: str) -> str:
    """Return a text as Markdown in which it shows as it is; a web address in it is a link."""
    return _SPECIAL.sub(_replace_special, normalize_lines(text).strip()).replace("\n", "<br>")


def _escape_in_link(text: str) -> str:
    """Return a text for the words of a link, in which no other link may be."""
    return _SPECIAL.sub(_replace_in_link, normalize_lines(text).strip()).replace("\n", "<br>")


def escape_line_start(text: str) -> str:
    """Return a text as Markdown that shows as it is at the start of a line, too."""
    return _BLOCK.sub(r"\1\\\2", escape_markdown(text))


def render_link(text: str, address: str) -> str:
    """Return a link; the address is one that may be followed, with no unfit character in it."""
    # A character reference is decoded in an address, too: `&copy;` would be another address.
    return f"[{_escape_in_link(text)}](<{_ENTITY.sub('&amp;', address)}>)"


def _replace_special(found: re.Match[str]) -> str:
    text, kind = found[0], found.lastgroup
    if kind == "mail":
        return f"<{text}>"
    if kind not in {"address", "www"}:
        return _separate_parts(text, kind)
    address, rest = split_ending(text)
    return _render_address(address, kind) + _SPECIAL.sub(_replace_special, rest)


def _replace_in_link(found: re.Match[str]) -> str:
    text, kind = found[0], found.lastgroup
    if kind in {"address", "www", "mail"}:
        return _MARKUP.sub(r"\\\g<0>", text)
    return _separate_parts(text, kind)


def _separate_parts(text: str, kind: str | None) -> str:
    """Return a word that GitHub would act upon, with a comment inside."""
    if kind == "markup":
        return f"\\{text}"
    if kind == "commit":
        return _COMMENT.join(text[at : at + _MAX_PART] for at in range(0, len(text), _MAX_PART))
    return ("\\" if kind == "issue" else "") + text + _COMMENT


def _render_address(address: str, kind: str) -> str:
    """Return an address as a link: between angle brackets backslashes and markup are text."""
    if not has_host(address, kind):
        return _MARKUP.sub(r"\\\g<0>", address)
    if kind == "www":
        return render_link(address, f"http://{address.translate(_UNFIT)}")
    return f"<{_ENTITY.sub('%26', address.translate(_UNFIT))}>"
