"""The fixed words of pages in each language, and the fields of series.yaml that shape a page."""

from __future__ import annotations

import io
from datetime import date
from string import Formatter

import docx as library
import pytest
from docx.oxml.ns import qn
from support import make_book, make_faultless_book

from scrutiny_cli.actionlog.redact import redact_book
from scrutiny_cli.minutes.languages import LANGUAGES, find_language_tag
from scrutiny_cli.output.document import Document
from scrutiny_cli.output.page_words import PAGE_WORDS, PageWords
from scrutiny_cli.publish.agenda import build_agenda_document
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.context import NO_ADDRESSES, PageAddresses, make_page_options
from scrutiny_cli.publish.docx import render_docx
from scrutiny_cli.publish.html import render_html
from scrutiny_cli.publish.mail_text import render_mail_text
from scrutiny_cli.publish.markdown import render_markdown
from scrutiny_cli.publish.paper import build_actions_document
from scrutiny_cli.publish.reminders import Addressee, ReminderOptions, make_reminders

FEBRUARY = """
date: 2024-02-08
actions:
  - {ref: 1/24, action: Survey of the mole, owner: AB, due: 14.3.24}
  - {action: Publish the figures, owner: CD}
"""
MARCH = """
date: 2024-03-14
chair: AB
present: [{initials: AB, name: Ada Bell}]
items:
  - title: Matters
    approves: 2024-02-08
    updates:
      - {ref: 2024-02-08#2, about: Publish, status: done}
  - title: Mole
    minutes: See https://example.org/a_b.
    actions:
      - {ref: 2/24, action: Paint it., owner: AB, due: 11.4.24}
      - {action: Ask., due: asap, follows: 1/24}
    items:
      - minutes: It is old.
next_meeting: 2024-04-11
"""
TODAY = date(2024, 4, 12)


def test_one_is_singular() -> None:
    words = PageWords("es")
    assert words("{count} lost", count=1) == "1 rechazado"
    assert words("{count} lost", count=11) == "11 rechazados"
    assert words("{count} overdue on {day}", count=1, day="8.6.26") == "1 vencida a 8.6.26"
    assert PageWords()("{count} open", count=1) == "1 open"


def publish(
    series: str, at: int = 1, addresses: PageAddresses = NO_ADDRESSES, *, appended: bool = False
) -> Document:
    book = make_faultless_book({"series": series, "2024-02-08": FEBRUARY, "2024-03-14": MARCH})
    options = make_page_options(book.series, TODAY, addresses=addresses)
    left = book.log.actions if appended else None
    return build_minutes_document(book, book.meetings[at], options, left)


# Languages


@pytest.mark.parametrize("english", PAGE_WORDS)
def test_each_phrase_has_the_same_parts_in_every_language(english: str) -> None:
    parts = {name for _, name, _, _ in Formatter().parse(english) if name}
    assert PAGE_WORDS[english].keys() == {"cy", "fr", "de", "nl", "es"}
    for words in PAGE_WORDS[english].values():
        assert words
        assert {name for _, name, _, _ in Formatter().parse(words) if name} == parts


def test_a_tag_with_a_region_has_the_words_of_its_language() -> None:
    assert PageWords("fr-CA")("Agreed on {day}", day="1er mai") == "Approuvé le 1er mai"
    assert PageWords("en-IE")("Agreed on {day}", day="1 May") == "Agreed on 1 May"
    assert PageWords("de")("Something else") == "Something else"


@pytest.mark.parametrize(
    ("text", "tag"),
    [(name, tag) for name, tag in LANGUAGES.items()]
    + [("cymraeg", "cy"), ("fr-CA", "fr-CA"), ("en-IE", "en-IE"), ("Klingon", None), ("it", None)],
)
def test_a_language_is_known_by_its_name_or_its_tag(text: str, tag: str | None) -> None:
    assert find_language_tag(text) == tag


@pytest.mark.parametrize("line", ["language: Klingon\n", "layout: rows\n", "signature: perhaps\n"])
def test_what_a_page_cannot_be_is_an_error(line: str) -> None:
    (problem,) = make_book({"series": line, "2024-02-08": FEBRUARY}).problems
    assert problem.rule == "wrong-shape"


def test_a_page_is_in_the_boards_language_with_its_dates() -> None:
    made = publish("title: Bwrdd\nlanguage: Welsh\n", appended=True)
    assert made.language == "cy"
    assert made.title == "Bwrdd, dydd Iau 14 Mawrth 2024"
    text = render_markdown(made)
    for shown in ("## Cofnodion", "| Cam gweithredu |", "11 Ebrill 2024", "dyddiad", "agored"):
        assert shown in text
    for english in ("Minutes", "Action", "Owner", "open", "brought", "Present"):
        assert english not in text
    assert '<html lang="cy">' in render_html(made)


@pytest.mark.parametrize(
    ("series", "shown"),
    [
        ("language: de", "Donnerstag, 14. März 2024"),
        ("language: de\ndates: 25.06.2015", "Donnerstag, 14.03.2024"),
        ("language: fr\ndates: 25/06/2015", "jeudi 14/03/2024"),
        ("language: es", "jueves, 14 de marzo de 2024"),
        ("language: nl", "donderdag 14 maart 2024"),
        ("language: cy\ndates: 2015-06-25", "dydd Iau 2024-03-14"),
        ("dates: 25.06.2015", "Thursday 14.03.2024"),
        ("language: de\ndates: 25 June 2015", "Thursday 14 March 2024"),
    ],
)
def test_the_weekday_is_in_the_language_of_the_page(series: str, shown: str) -> None:
    assert publish(f"title: Board\n{series}\n").title == f"Board, {shown}"


def test_an_agenda_and_a_list_are_in_the_boards_language() -> None:
    book = make_faultless_book(
        {"series": "language: de\n", "2024-02-08": FEBRUARY, "2024-03-14": MARCH}
    )
    options = make_page_options(book.series, TODAY)
    agenda = build_agenda_document(book, book.meetings[1], book.log.actions[:2], options)
    text = render_mail_text(agenda)
    assert text.startswith("Tagesordnung der Sitzung am Donnerstag, 14. März 2024\n")
    assert "Zu genehmigen: das Protokoll vom 8. Februar 2024" in text
    assert "2 Maßnahmen\n" in text
    assert "Letzte Meldung: 8. Februar 2024 – aufgenommen" in text
    listed = render_markdown(build_actions_document(book, book.log.actions, options))
    assert "# Offene Maßnahmen" in listed
    assert "| Nr. | Maßnahme | Zuständig | Vom | Fällig | Status |" in listed
    assert "offen, überfällig" in listed


# Without keys


def test_no_page_shows_the_key_of_an_action() -> None:
    made = publish("title: Board\n", appended=True)
    for text in (render_markdown(made), render_html(made), render_mail_text(made)):
        assert "2024-02-08#" not in text
        assert "2024-03-14#" not in text
    assert "“Publish the figures” (CD) – done" in render_markdown(made)


def test_a_list_without_numbers_has_no_column_for_them() -> None:
    text = "date: 2024-02-08\nactions:\n  - {action: Survey, owner: AB}\n"
    book = make_faultless_book({"2024-02-08": text})
    made = build_actions_document(book, book.log.actions, make_page_options(book.series, TODAY))
    assert made.appendices[0].table.headings == ("Action", "Owner", "Raised", "Due", "Status")


def test_what_is_withheld_is_said_in_the_language_of_the_page() -> None:
    held = (
        "actions:\n  - {action: Sue, confidential: s.40}\n  - {action: Sue, confidential: true}\n"
    )
    held += "  - {ref: 3/24, action: Paint it., owner: AB}\n"
    later = "date: 2024-03-14\nupdates:\n  - {ref: 3/24, status: done, confidential: s.43}\n"
    files = {"series": "language: fr\n", "2024-02-08": f"date: 2024-02-08\n{held}"}
    log = redact_book(
        make_faultless_book(files | {"2024-03-14": later, "2024-04-18": "date: 2024-04-18\n"})
    )
    options = make_page_options(log.series, TODAY)
    page = render_markdown(build_agenda_document(log, log.meetings[-1], log.log.actions, options))
    assert "Non publié, s.40 |" in page
    assert "Non publié : confidentiel |" in page
    assert "; une information n’est pas publiée |" in page
    assert "ithheld" not in page


def test_moves_and_changes_are_said_in_the_language_of_the_page() -> None:
    files = {
        "series": "language: de\n",
        "2024-02-08": "date: 2024-02-08\nactions:\n  - {ref: 1/24, action: Malen, due: 1.3.24}\n",
        "2024-03-14": "date: 2024-03-14\nupdates:\n  - {ref: 1/24, due: 2024-05-01, owner: AB}\n"
        "  - {ref: 1/24, note: Geld., confidential: s.43}\n",
        "2024-04-18": "date: 2024-04-18\n",
    }
    log = redact_book(make_faultless_book(files))
    options = make_page_options(log.series, TODAY)
    page = render_markdown(build_agenda_document(log, log.meetings[-1], log.log.actions, options))
    assert "| 1. Mai 2024, einmal verschoben |" in page
    assert "– neuer Termin, neue Zuständigkeit; eine Meldung ist nicht veröffentlicht |" in page


# Layout, signature and links


def test_in_prose_actions_are_below_their_text() -> None:
    made = publish("title: Board\nlayout: prose\n")
    page = render_html(made)
    assert "<table" not in page
    assert 'id="action-2-24"' in page
    word = library.Document(io.BytesIO(render_docx(made)))
    shown = [paragraph.text for paragraph in word.paragraphs]
    assert "Action 2/24: Paint it. AB, by 11 April 2024" in shown
    assert "Action: Ask. asap" in shown
    assert "2.1  It is old." in shown
    assert len(word.tables) == 1  # who was there


def test_a_place_to_sign_is_where_the_board_wants_one() -> None:
    wanted, plain = publish("signature: true\n"), publish("title: Board\n")
    assert "Signed as a correct record" in render_html(wanted)
    page = render_html(wanted)
    hidden = page.index("@media screen { .signature { display: none; } }")
    assert page.index(".signature { display: flex") < hidden  # the last rule wins
    assert "Signed as a correct record" not in render_html(plain)
    word = library.Document(io.BytesIO(render_docx(wanted)))
    assert [cell.text for cell in word.tables[-1].rows[0].cells] == [
        "Signature of the chair", "", "Date",
    ]  # fmt: skip


def test_addresses_in_texts_are_links_in_every_form() -> None:
    made = publish("title: Board\n")
    assert 'See <a href="https://example.org/a_b">https://example.org/a_b</a>.' in render_html(made)
    assert "See <https://example.org/a_b>." in render_markdown(made)
    word = library.Document(io.BytesIO(render_docx(made)))
    targets = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert targets == ["https://example.org/a_b"]


def test_pages_published_beside_it_are_linked_and_no_others() -> None:
    beside = PageAddresses({"2024-02-08": "2024-02-08.html"}, "actions.html")
    made = publish("title: Board\n", addresses=beside)
    assert [(link.text, link.href, link.relation) for link in made.links] == [
        ("8 February 2024", "2024-02-08.html", "prev"),
        ("Action log", "actions.html", ""),
    ]
    page = render_html(made)
    assert page.count('href="2024-02-08.html"') == 2  # before these, and agreed here
    later = publish("title: Board\n", 0, PageAddresses({"2024-03-14": "2024-03-14.html"}))
    assert [link.relation for link in later.links] == ["next"]
    assert publish("title: Board\n").links == ()


def test_the_list_of_contents_of_a_word_file_leads_to_its_items() -> None:
    items = "".join(f"  - {{title: Item {n}}}\n" for n in range(6))
    book = make_faultless_book({"2024-02-08": f"date: 2024-02-08\nitems:\n{items}"})
    options = make_page_options(book.series, TODAY)
    made = build_minutes_document(book, book.meetings[0], options)
    body = library.Document(io.BytesIO(render_docx(made))).element.body
    names = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    anchors = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    assert len(anchors) == 6
    assert set(anchors) <= names


def test_a_reminder_has_no_key() -> None:
    book = make_faultless_book({"2024-02-08": FEBRUARY})
    options = ReminderOptions(TODAY, 7)
    made = make_reminders(book, options, lambda label: Addressee(label, ""))
    texts = {each.label: each.text for each in made.reminders}
    assert "1/24  Survey of the mole" in texts["AB"]
    assert "\nPublish the figures\n" in texts["CD"]
    assert "#" not in texts["CD"]
