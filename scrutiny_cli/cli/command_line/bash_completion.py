"""How bash completes a command line: with labels that have spaces, and refs that have colons.

Typer's own script for bash hands over the words that readline makes of the line, which it
also splits at each colon, and inserts what it gets without quoting it.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from io import StringIO

# Typer has no public way to choose the script of a shell.
from typer._completion_shared import _completion_scripts

VARIABLE = "_SCRUTINY_COMPLETE"
INSTRUCTION = "complete_bash_line"
_CURSOR = "\0"
_FILES = "files"
_WORDS = "words"
_TAKES_A_PATH = frozenset({"-m", "--meetings", "--boards", "-o", "--output", "--template"})
_HELP = ("--help", "-h")
BASH_SCRIPT = """
%(complete_func)s() {
    local replies
    mapfile -t replies < <(
        COMPLETION_LINE=${COMP_LINE:0:COMP_POINT} %(autocomplete_var)s=complete_bash_line "$1"
    )
    [[ ${replies[0]} == files ]] && compopt -o default
    COMPREPLY=( "${replies[@]:1}" )
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


def use_bash_script() -> None:
    """Let `--show-completion` and `--install-completion` use the script above for bash."""
    _completion_scripts["bash"] = BASH_SCRIPT


def print_replies(run: Callable[[], object], write: Callable[[str], object]) -> None:
    """Print the replies for the word at the cursor, one a line, after the line `files` or `words`.

    `run` is the program, which answers typer's own instruction on stdout.
    """
    line = os.environ.get("COMPLETION_LINE", "")
    words = split_line(line)
    os.environ |= {
        VARIABLE: "complete_bash",
        "COMP_WORDS": "\n".join(map(shlex.quote, words)),
        "COMP_CWORD": str(len(words) - 1),
    }
    answer = StringIO()
    with redirect_stdout(answer), suppress(SystemExit):
        run()
    found = [text for text in answer.getvalue().splitlines() if text]
    replies = [quote_reply(text, line) for text in sorted(found, key=_find_help_position)]
    write("\n".join([_FILES if takes_file(words) else _WORDS, *replies]) + "\n")


def _find_help_position(text: str) -> int:
    """Return the position of an option of the help, which click has in any order, at the end."""
    return _HELP.index(text) if text in _HELP else -1


def split_line(line: str) -> list[str]:
    """Split a command line up to the cursor as a shell does; the last word may be empty."""
    reader = shlex.shlex(line + _CURSOR, posix=True)
    reader.whitespace_split, reader.commenters = True, ""
    words: list[str] = []
    try:
        words.extend(reader)
    except ValueError:  # a quote is still open, or a backslash is the last character
        words.append(reader.token)
    return [word.rstrip(_CURSOR) for word in words]


def takes_file(words: list[str]) -> bool:
    """Whether the word at the cursor is the path of a file or folder."""
    return words[-2:-1] != [] and (words[-2] in _TAKES_A_PATH or words[1:2] == ["init"])


def quote_reply(text: str, line: str) -> str:
    """Return a reply as bash takes it in place of what it has of the word at the cursor.

    In open quotes that is all since the quote. Otherwise it is what follows the last colon.
    """
    quote = open_quote(line)
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'(["\\$`])', r"\\\1", text)
    quoted = re.sub(r"([^\w@%+=:,./-])", r"\\\1", text)
    typed = split_line(line)[-1].rpartition("=")[2]
    return quoted.split(":", typed.count(":"))[-1]


def open_quote(line: str) -> str:
    """Return the quote that is open at the end of a line; "" where there is none."""
    quote, escaped = "", False
    for character in line:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
    return quote
