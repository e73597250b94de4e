"""What people read is in plain words: a text has no word that clerks do not use in that sense."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from messages import PROGRAM, Message, collect_messages, render_template
from support import CASES, ROOT

from scrutiny_cli.rules import RULES

pytestmark = pytest.mark.untraced

# Words, each with what to write for it; only those that are wrong wherever they are.
AVOIDED = {
    r"blanks?\b": "space, or empty line",
    r"behind\b": "after",
    r"parted\b": "separated",
    r"mend(s|ed|ing)?\b": "fix, or correct",
    r"put right\b": "correct",
    r"stands?\b": "is",
    r"anew\b": "again",
    r"meanwhile\b": "since, or nothing",
    r"by then\b": "before this meeting",
    r"of old(?! \w)": "nothing",
    r"as ever\b": "nothing",
    r"in spite of\b": "although",
    r"on file\b": "in the meetings' files",
    r"and there is none\b": "name what is missing",
    r"(held|kept|holds?|keeps?) back\b": "withheld",
    r"takes? (away|back)\b": "delete, or undo",
    r"hides? a day\b": "there is a date inside",
    r"only lists?\b": "lists … but does not say what became of it",
    r"speaks? of\b": "mentions",
    r"names? no\b": "there is no … called",
    r"this is no\b": "this is not a",
    r"see whether\b": "check whether",
    r"see to (it|those|that)\b": "say what to do",
    r"(whoever|whom|whomever)\b": "who, or people who",
    r"nobody introduced\b": "is on no attendance or people list",
    r"(lies|lie) in\b": "is in",
    r"leads? out of\b": "points outside",
    r"do not pass on\b": "do not pass it on",
    r"(tells|told)\b": "report, show or name",
    r"0 (errors|warnings|actions|problems)\b": "leave a part that is zero out",
    r"1 (errors|warnings|actions|problems)\b": "let the number agree",
    r"\w+\(s\)": "let the number agree",
    r"(e\.g|i\.e)\.": "for example, that is",
    r"line ends\b(?! (in|with)\b)": "line endings",
    r"by hand\b": "Edit the file: …",
    r"run this again\b": "run the command again",
    r"none for nobody\b": "none for no owner",
    r"(somebody and nobody|exclude each other)\b": "cannot be used together",
    r"all the same\b": "nothing",
    r"in silence\b": "silently",
    r"such a sign\b|(only|other) signs\b": "character, or punctuation",
    r"(already|a field that) (has|have) a text\b": "already has text",
    r"has no words\b": "needs words",
    r"upcoming\b": "still to come",
    r"e-mails?\b": "email",
    r"(allow|permit|enable)s? to\b": "lets … do",
    r"(whilst|hereby|thereby|herewith|aforementioned)\b": "while, or nothing",
    r"(behaviors?|favorites?|canceled|labeled)\b": "British spelling",
    r"(organi|recogni|summari|authori|capitali|generali|normali|initiali)z(e|es|ed|ing|ation)\b": (
        "British spelling"
    ),
}
_AVOIDED = {re.compile(rf"(?<![\w-]){words}", re.IGNORECASE): say for words, say in AVOIDED.items()}
_DOUBLE_SPACE = re.compile(r"[a-z,.;] {2,}[A-Za-z]")
# The last sentence of a text that is complete: from its capital letter to a word without a stop.
# What is to be typed may end it, so that it can be copied.
_NO_STOP = re.compile(r"(?:^|[.?!] |\n)[A-Z“`](?!.* --\w)[^.?!:\n]*[\w)”`]$")
_TEMPLATE_CODE = re.compile(r"\{[{%#].*?[}%#]\}|\.normalize\(", re.DOTALL)
# A text that is no reason after a colon, and begins with a word in small letters.
_SMALL_BEGINNING = re.compile(r"(?!its? |a part of it )[a-z]+ ")
# What shows its first argument to people as a message.
_SHOWN = ("Finding", "Problem", "print_note")


def find_faults(text: str) -> list[str]:
    """Return the words of a text to avoid, each with what to write for it."""
    return [
        f"“{match[0]}”: {say}" for words, say in _AVOIDED.items() for match in words.finditer(text)
    ]


def list_faults(texts: Iterable[tuple[str, str]]) -> list[str]:
    """Return the faults of texts, each with its place."""
    return [f"{place}: {fault}" for place, text in texts for fault in find_faults(text)]


@cache
def list_messages() -> list[Message]:
    """Return the texts of the program."""
    return collect_messages([])


@cache
def list_shown_messages() -> list[Message]:
    """Return what the program raises or notes."""
    return [
        Message(path, line, text)
        for path in sorted(PROGRAM.rglob("*.py"))
        for line, text in find_shown_texts(ast.parse(path.read_text(encoding="utf-8")))
    ]


def read_prose(path: Path) -> str:
    """Return a page without its code and its addresses."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^```(yaml|sh|json|markdown).*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\]\([^)]*\)|`[^`\n]*`", "", text)


def list_templates() -> Iterator[Path]:
    """Find the texts that the program writes into files of people."""
    for path in sorted(PROGRAM.rglob("templates/*")):
        if path.suffix not in {".css", ".pyc"} and path.is_file():
            yield path


# Its tables and patterns have the words of other people's documents.
RECOGNISED = PROGRAM / "importing" / "recognise"


def find_shown_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of what is raised or noted."""
    for node in ast.walk(tree):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call) or not call.args:
            continue
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if (isinstance(node, ast.Raise) and name[:1].isupper()) or name in _SHOWN:
            for part in call.args[:2]:
                if isinstance(part, ast.JoinedStr):
                    yield call.lineno, render_template(part)
                elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield call.lineno, part.value


def test_words_to_avoid_are_found_within_a_text() -> None:
    assert len(find_faults("Behind `owner:` a blank is missing in 2 file(s).")) == 3
    assert find_faults("After `owner:` a space is missing. I understand the amendment.") == []


def take_english(message: Message) -> str:
    """Return a text without the other languages of the table of a page's fixed words."""
    if message.path.stem != "page_words":
        return message.text
    return "\n".join(row.partition("|")[0] for row in message.text.split("\n"))


def test_messages_are_in_plain_words() -> None:
    shown = (one for one in list_messages() if RECOGNISED not in one.path.parents)
    assert list_faults((str(one), take_english(one)) for one in shown) == []


def test_doubts_and_refusals_are_in_plain_words() -> None:
    shown = [one for one in list_shown_messages() if RECOGNISED in one.path.parents]
    assert shown
    assert list_faults((str(one), one.text) for one in shown) == []


def test_templates_are_in_plain_words() -> None:
    texts = [
        (path.name, _TEMPLATE_CODE.sub("", path.read_text(encoding="utf-8")))
        for path in list_templates()
    ]
    assert len(texts) > 5
    assert list_faults(texts) == []


PAGES = [ROOT / "README.md", *sorted((PROGRAM / "manual").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_in_plain_words(path: Path) -> None:
    assert list_faults([(path.name, read_prose(path))]) == []


def is_table(text: str) -> bool:
    """Whether the lines of a text have a second column, at the same place in each."""
    found = (re.search(r"\S {2,}(?=\S)", line) for line in text.splitlines())
    begins = [match.end() for match in found if match is not None]
    return len(begins) > 1 and len(set(begins)) == 1


def test_no_message_has_two_spaces() -> None:
    found = [one for one in list_messages() if _DOUBLE_SPACE.search(one.text)]
    assert [str(one) for one in found if not is_table(one.text)] == []


def test_a_sentence_ends_with_its_stop() -> None:
    found = [
        str(one) for one in list_shown_messages() if " " in one.text and _NO_STOP.search(one.text)
    ]
    assert found == []


def test_a_message_begins_with_a_capital_letter_or_a_name() -> None:
    found = [str(one) for one in list_shown_messages() if _SMALL_BEGINNING.match(one.text)]
    assert found == []


def test_what_check_reports_ends_with_its_stop() -> None:
    said = "".join(path.read_text("utf-8") for path in (CASES / "bad").rglob("expected.txt"))
    messages = re.findall(r"^\S+:\d+:\d+: (?:error|warning) \[[\w-]+\] (.*)$", said, re.MULTILINE)
    assert len(messages) > 100
    assert [one for one in messages if not one.endswith((".", "?", ":"))] == []


def test_rules_are_in_sentences() -> None:
    texts = [text for rule in RULES.values() for text in (rule.summary, rule.remedy)]
    assert [one for one in texts if not re.fullmatch(r"[A-Z`].*\.", one)] == []
