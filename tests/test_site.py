"""The web site of all meetings: complete, incremental, and nothing confidential in it."""

from __future__ import annotations

import json
import os
import re
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from itertools import starmap
from pathlib import Path
from urllib.parse import unquote

import docx as library
import pypdf
import pytest
from boards import Board, boards
from hypothesis import HealthCheck, Phase, given, settings
from support import MEETINGS, scrutiny

from scrutiny_cli.output.page_words import PAGE_WORDS
from scrutiny_cli.publish.site.addresses import find_href, make_slug, make_unique
from scrutiny_cli.publish.site.build import SiteFile
from scrutiny_cli.storage.site_folder import MANIFEST, write_site

SERIES = """\
title: Harbour Board
people:
  - {initials: RO, name: Rosa Okafor, role: Chair}
  - {initials: JB, name: Jean-Baptiste Ångström}
"""
MARCH = """\
date: 2024-03-14
chair: RO
present: [RO, JB]
items:
  - title: Staff
    confidential: s.40
    actions:
      - {ref: 7/24, action: Write to Smith, owner: RO}
  - title: Dredging
    minutes: The report was received.
    decisions:
      - {ref: D1, decision: To dredge the inner basin, proposed: RO, seconded: JB, votes: 5 to 1}
      - {decision: To sell the crane, outcome: lost}
    actions:
      - {ref: 8/24, action: Survey the basin, owner: "RO, tbc", due: 2024-04-01}
      - action: Look at the lights
next_meeting: 2024-04-11
"""
APRIL = """\
date: 2024-04-11
present: [RO, JB]
items:
  - title: Minutes of the previous meeting
    approves: 2024-03-14
  - title: Matters arising
    updates:
      - {ref: 8/24, status: progressing, note: The boat is booked., due: 2024-04-25}
      - {ref: 2024-03-14#3, note: Bribed, status: done, confidential: s.43}
  - title: Quay
    actions:
      - {ref: 9/24, action: Paint the rail, owner: JB, follows: 8/24}
"""
JUNE = """\
date: 2024-06-13
time: 7:30pm
venue: Old Custom House
items:
  - title: Matters arising
"""
TODAY = "2024-05-10"


def make_board(folder: Path, series: str = SERIES) -> Path:
    folder.mkdir(parents=True)
    (folder / "series.yaml").write_text(series, encoding="utf-8")
    for text in (MARCH, APRIL, JUNE):
        (folder / f"{text[6:16]}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def board(tmp_path: Path) -> Path:
    return make_board(tmp_path / "meetings")


def write(
    board: Path, *words: str, code: int = 0, today: str = TODAY, downloads: bool = False
) -> str:
    """Write a board's site beside it, with Word and PDF files or not; return what is noted."""
    typed = ["site", "-m", str(board), "-o", "site", *words]
    typed += [] if downloads else ["--no-downloads"]
    return scrutiny(*typed, cwd=board.parent, code=code, SCRUTINY_TODAY=today).stderr


@pytest.fixture(scope="module")
def whole_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the board with its Word and PDF files, made once: only to be read."""
    board = make_board(tmp_path_factory.mktemp("whole") / "meetings")
    write(board, downloads=True)
    return (board.parent / "site").resolve()


def read_all(folder: Path) -> dict[str, bytes]:
    """Return all files of a site but the manifest, by their paths."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def is_readable(name: str) -> bool:
    """Whether a file is text."""
    return not name.endswith((".docx", ".pdf"))


def read_text(folder: Path, name: str) -> str:
    """Return what a reader sees of a page."""
    text = (folder / name).read_text(encoding="utf-8")
    body = re.sub(r"<(style|head|title).*?</\1>", "", text, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


# The pages


class _Links(HTMLParser):
    """Collects the addresses in a page, its ids, and the texts that people read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.texts: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert name not in {"style", "onclick"}
            if name == "id":
                self.ids.append(str(value))
            if name in {"href", "src"}:
                self.hrefs.append(str(value))
            if name in {"aria-label", "data-label", "data-one", "data-many", "data-most"}:
                self.texts.add(str(value))

    def handle_data(self, data: str) -> None:
        self.texts.add(" ".join(data.split()))


def read_links(path: Path) -> _Links:
    links = _Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def crawl(folder: Path, own: frozenset[str] = frozenset()) -> set[str]:
    """Follow every link from the first page; return the files found, and fail at a dead link.

    `own` are words of the board, which may be the addresses of its papers.
    """
    waiting, found = ["index.html"], {"index.html"}
    while waiting:
        path = folder / waiting.pop()
        if path.suffix != ".html":
            continue
        page = read_links(path)
        assert len(page.ids) == len(set(page.ids))
        for href in (one for one in page.hrefs if one not in own):
            address, _, anchor = unquote(href).partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), f"{path}: {href}"
            if anchor:
                assert anchor in read_links(target).ids, f"{path}: {href}"
            name = target.relative_to(folder.resolve()).as_posix()
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def test_no_link_is_dead_and_every_file_is_reached(whole_site: Path) -> None:
    assert crawl(whole_site) == set(read_all(whole_site))


def test_the_site_of_the_real_meeting(tmp_path: Path) -> None:
    for typed in (["-m", str(MEETINGS)], ["-m", str(MEETINGS), "--no-downloads"]):
        scrutiny("site", "-o", "site", *typed, cwd=tmp_path)
        assert crawl(tmp_path.resolve() / "site") == set(read_all(tmp_path / "site"))
    assert not [*tmp_path.rglob("*.docx"), *tmp_path.rglob("*.pdf")]


def test_the_first_page_lists_the_meetings_by_year(whole_site: Path) -> None:
    shown = read_text(whole_site, "index.html")
    assert "Next meeting Thursday 13 June 2024, 7:30pm, Old Custom House" in shown
    assert "Agenda for 13 June 2024" in shown
    assert "4 open 1 overdue 2 with no date" in shown
    assert "13 June 2024 Still to come 11 April 2024 Draft Word , PDF" in shown
    assert "14 March 2024 Agreed on 11 April 2024 Word , PDF" in shown
    assert shown.endswith("As at 10 May 2024")


def test_the_page_of_an_action_has_its_life(board: Path) -> None:
    write(board)
    pages = {
        read_text(board.parent / "site", f"a/{path.name}")
        for path in (board.parent / "site" / "a").iterdir()
    }
    (survey,) = (page for page in pages if "Action 8/24" in page)
    assert "Owner RO , tbc Due 25 April 2024 Status in progress (“progressing”), overdue" in survey
    assert "Becomes 9/24" in survey
    assert "14 March 2024 Minutes of 14 March 2024 Raised, owner RO, tbc, due 1 April" in survey
    assert "The boat is booked." in survey
    folder = board.parent / "site"
    links = read_links(folder / "a" / find_page(folder, "Action 8/24")).hrefs
    assert "../meetings/2024-03-14.html#action-8-24" in links
    assert "../meetings/2024-04-11.html#item-2" in links
    (lights,) = (page for page in pages if "Look at the lights" in page)
    assert "An update: withheld, s.43" in lights
    assert len(pages) == 3


def test_no_key_is_shown(whole_site: Path) -> None:
    for name, data in read_all(whole_site).items():
        if is_readable(name):
            assert "2024-03-14#" not in data.decode(), name


def test_minutes_lead_to_the_pages_of_their_actions(board: Path) -> None:
    write(board)
    folder = board.parent / "site"
    survey = find_page(folder, "Action 8/24")
    (lights,) = (path.name for path in (folder / "a").iterdir() if "lights" in path.read_text())
    march = (folder / "meetings" / "2024-03-14.html").read_text(encoding="utf-8")
    assert f'<a href="../a/{survey}"><strong>8/24</strong></a> – Survey the basin' in march
    assert f'<a href="../a/{lights}">Look at the lights</a>' in march
    april = (folder / "meetings" / "2024-04-11.html").read_text(encoding="utf-8")
    assert f'<a href="../a/{survey}"><strong>8/24</strong></a> Survey the basin' in april
    assert f'<a href="../a/{lights}">“Look at the lights”</a> – withheld, s.43' in april


def test_the_agenda_leads_to_the_pages_of_matters_arising(board: Path) -> None:
    write(board)
    folder = board.parent / "site"
    agenda = (folder / "meetings" / "2024-06-13-agenda.html").read_text(encoding="utf-8")
    assert f'<a href="../a/{find_page(folder, "Action 8/24")}">8/24</a></td>' in agenda
    (lights,) = (path.name for path in (folder / "a").iterdir() if "lights" in path.read_text())
    assert f'<a href="../a/{lights}">Look at the lights</a></td>' in agenda
    assert agenda.count('href="../a/') == 3  # what is withheld has no page


def find_page(folder: Path, words: str) -> str:
    """Return the name of the page of an action, by its heading."""
    heading = f"<h1>{words}</h1>"
    (found,) = (path.name for path in (folder / "a").iterdir() if heading in path.read_text())
    return found


def test_a_board_that_has_not_met_has_a_site(bare: Path) -> None:
    (bare / "meetings" / "2024-06-13.yaml").write_text(JUNE, encoding="utf-8")
    write(bare / "meetings")
    folder = (bare / "site").resolve()
    assert crawl(folder) == set(read_all(folder))
    assert "13 June 2024 Still to come" in read_text(folder, "index.html")
    for name in ("people/index.html", "decisions.html", "actions/index.html"):
        assert "There are none." in read_text(folder, name)
    assert not [path for path in folder.rglob("*.html") if "<tbody>\n</tbody>" in path.read_text()]


def test_parts_of_the_log_have_pages(board: Path) -> None:
    write(board)
    folder = board.parent / "site"
    assert "8/24 Survey the basin" in read_text(folder, "actions/overdue.html")
    assert "8/24" in read_text(folder, "actions/status-in-progress.html")
    assert "9/24" not in read_text(folder, "actions/status-in-progress.html")
    assert "Withheld, s.40" in read_text(folder, "actions/all.html")
    assert "There are none." in read_text(folder, "actions/closed.html")
    assert "Survey the basin" in read_text(folder, "people/ro.html")
    assert "Role Chair Initials RO" in read_text(folder, "people/ro.html")


def test_the_register_of_decisions(board: Path) -> None:
    write(board)
    shown = read_text(board.parent / "site", "decisions.html")
    facts = (
        "2. Dredging; proposed by Rosa Okafor; seconded by Jean-Baptiste Ångström; votes: 5 to 1"
    )
    assert f"14 March 2024 D1 To dredge the inner basin {facts} carried" in shown
    assert "To sell the crane 2. Dredging lost" in shown


def test_the_statistics_are_drawn(board: Path) -> None:
    write(board)
    page = (board.parent / "site" / "statistics.html").read_text(encoding="utf-8")
    assert page.count("<polyline") == 4  # and two in the legend
    assert page.count("<rect") == 5
    assert "3 open on 10 May 2024, 1 of them overdue." in page


def test_the_search_is_small_and_finds_what_is_public(board: Path) -> None:
    write(board)
    folder = board.parent / "site"
    assert (folder / "search.js").stat().st_size <= 5000
    text = (folder / "search-index.js").read_text(encoding="utf-8")
    entries = json.loads(text.removeprefix("const searchIndex = ").rstrip().removesuffix(";"))
    assert {kind for kind, *_ in entries} == {"Minutes", "Action", "Decision", "Person"}
    assert ["Person", "Rosa Okafor", "RO, Chair", "people/ro.html"] in entries
    for *_, href in entries:
        path, _, anchor = href.partition("#")
        assert not anchor or anchor in read_links(folder / path).ids
        assert (folder / path).is_file()
    policies = [
        re.findall(r'Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8"))
        for path in folder.rglob("*.html")
    ]
    assert all(policy[0].startswith("default-src 'none';") for policy in policies)
    assert sum("script-src" in policy[0] for policy in policies) == 1


ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_feed_has_minutes_published_and_agreed(board: Path) -> None:
    write(board, "--url", "https://board.example.org/minutes")
    feed = ET.parse(board.parent / "site" / "feed.xml").getroot()  # noqa: S314  our own file
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles == [
        "Minutes of 11 April 2024",
        "Minutes of 14 March 2024 agreed",
        "Minutes of 14 March 2024",
    ]
    assert feed.findtext(f"{ATOM}updated") == "2024-04-11T00:00:00Z"
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 4
    hrefs = [one.get("href") for one in feed.iter(f"{ATOM}link")]
    assert hrefs[0] == "https://board.example.org/minutes/feed.xml"
    assert hrefs[-1] == "https://board.example.org/minutes/meetings/2024-03-14.html"
    sitemap = (board.parent / "site" / "sitemap.xml").read_text(encoding="utf-8")
    pages = [path for path in read_all(board.parent / "site") if path.endswith(".html")]
    assert sitemap.count("<loc>https://board.example.org/minutes/") == len(pages)


def test_the_site_as_at_an_earlier_day(board: Path) -> None:
    write(board, "--as-at", "1 April 2024")
    folder = board.parent / "site"
    shown = read_text(folder, "index.html")
    assert "Next meeting Thursday 11 April 2024 Agenda for 11 April 2024" in shown
    assert "14 March 2024 Draft" in shown
    assert shown.endswith("As at 1 April 2024")
    assert not (folder / "meetings" / "2024-04-11.html").exists()
    assert "The boat is booked." not in read_text(folder, f"a/{find_page(folder, 'Action 8/24')}")
    at_the_time = read_all(folder)
    write(board, today="2024-04-01")
    assert read_all(folder) == at_the_time


# Another language


def list_texts(site: Path) -> set[str]:
    """Return the texts of all pages of a site."""
    pages = site.rglob("*.html")
    return {text for path in pages for text in read_links(path).texts}


def list_words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold())}


@pytest.mark.parametrize("language", ["cy", "fr", "de", "nl", "es"])
def test_every_word_of_a_site_is_in_the_boards_language(
    whole_site: Path, tmp_path: Path, language: str
) -> None:
    write(make_board(tmp_path / "meetings", f"{SERIES}language: {language}\n"), downloads=True)
    site = tmp_path / "site"
    same = list_texts(whole_site) & list_texts(site)
    of_both = [words for words, others in PAGE_WORDS.items() if others[language] == words]
    fixed = list_words(*same) - list_words(SERIES, MARCH, APRIL, JUNE, *of_both)
    assert fixed == {"word", "pdf", "atom", "icalendar"}
    assert f'<html lang="{language}">' in (site / "index.html").read_text("utf-8")
    assert f'xml:lang="{language}"' in (site / "feed.xml").read_text("utf-8")


# Several boards


def test_several_boards_have_one_front_page(tmp_path: Path) -> None:
    make_board(tmp_path / "north" / "meetings")
    make_board(tmp_path / "south" / "meetings", SERIES.replace("Harbour", "Quay"))
    scrutiny("site", "--boards", ".", "-o", "site", cwd=tmp_path, SCRUTINY_TODAY=TODAY)
    folder = (tmp_path / "site").resolve()
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {
        "harbour-board",
        "quay-board",
    }
    assert crawl(folder) == set(read_all(folder))
    shown = read_text(folder, "index.html")
    assert "Harbour Board 11 April 2024 13 June 2024 4 1 Quay Board" in shown


def test_no_board_is_left_out_for_an_error(tmp_path: Path) -> None:
    make_board(tmp_path / "north" / "meetings")
    south = make_board(tmp_path / "south" / "meetings")
    (south / "2024-04-11.yaml").write_text("date: 2024-04-12\n", encoding="utf-8")
    typed = ("site", "--boards", ".", "-o", "site")
    done = scrutiny(*typed, cwd=tmp_path, code=3, SCRUTINY_TODAY=TODAY)
    assert "Nothing was published." in done.stderr
    assert not (tmp_path / "site").exists()


# Writing again


def test_what_did_not_change_keeps_its_bytes_and_its_time(board: Path) -> None:
    assert "new)." in write(board, downloads=True)
    folder = board.parent / "site"
    before, times = read_all(folder), {}
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
        times[path] = path.stat().st_mtime
    assert "Nothing has changed in site" in write(board, downloads=True)
    assert read_all(folder) == before
    assert {path: path.stat().st_mtime for path in times if path.is_file()} == {
        path: time for path, time in times.items() if path.is_file()
    }
    # The next day only the pages change that are counted by the day.
    write(board, today="2024-05-11", downloads=True)
    changed = {name for name, data in read_all(folder).items() if data != before[name]}
    assert changed == {
        *(f"actions/{path.name}" for path in (folder / "actions").iterdir()),
        "index.html",
        "meetings/2024-06-13-agenda.docx",
        "meetings/2024-06-13-agenda.html",
        "meetings/2024-06-13-agenda.pdf",
        "people/index.html",
        "statistics.html",
    }


def test_what_takes_long_is_only_made_where_something_changed(tmp_path: Path) -> None:
    made = []

    def render(old: bytes | None) -> bytes:
        made.append(old)
        return b"PDF"

    for digest in ("1", "1", "2"):
        write_site(tmp_path, [SiteFile("2024-03-14.pdf", render, digest)], print)
    assert made == [None, b"PDF"]


def test_it_is_shown_how_many_files_are_made(tmp_path: Path) -> None:
    shown: list[tuple[int, int]] = []
    files = [SiteFile(f"{name}.html", lambda _: b"Text") for name in "abc"]
    write_site(tmp_path, files, print, lambda done, total: shown.append((done, total)))
    assert shown == [(1, 3), (2, 3), (3, 3)]


def test_the_same_files_make_the_same_site(whole_site: Path, tmp_path: Path) -> None:
    other = make_board(tmp_path / "elsewhere" / "meetings")
    write(other, downloads=True)
    assert read_all(other.parent / "site") == read_all(whole_site)


def test_pages_that_are_gone_are_deleted_unless_they_were_changed(board: Path) -> None:
    write(board)
    folder = board.parent / "site"
    gone = [
        path for path in (folder / "a").iterdir() if "Paint the rail" in path.read_text("utf-8")
    ]
    april = board / "2024-04-11.yaml"
    april.write_text(APRIL[: APRIL.index("  - title: Quay")], encoding="utf-8")
    (folder / "people" / "own.html").write_text("Mine", encoding="utf-8")
    assert "1 deleted" in write(board)
    assert not gone[0].exists()
    assert (folder / "people" / "own.html").read_text("utf-8") == "Mine"
    april.unlink()
    page = folder / "meetings" / "2024-04-11.html"
    page.write_text("Mine", encoding="utf-8")
    assert "Changed since and not deleted: meetings/2024-04-11.html." in write(board)
    assert page.read_text("utf-8") == "Mine"
    write(board)
    assert page.read_text("utf-8") == "Mine"


@pytest.mark.parametrize("name", ["index.html", "meetings/2024-03-14.docx"])
def test_a_foreign_file_is_never_written_over(board: Path, name: str) -> None:
    path = board.parent / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text("Mine", encoding="utf-8")
    noted = write(board, code=3, downloads=True)
    assert f"site/{name} is not as scrutiny wrote it" in noted
    assert [one for one in (board.parent / "site").rglob("*") if one.is_file()] == [path]
    assert path.read_text("utf-8") == "Mine"


def test_a_page_that_somebody_changed_is_not_written_over(board: Path) -> None:
    write(board)
    page = board.parent / "site" / "decisions.html"
    page.write_text("Mine", encoding="utf-8")
    assert "site/decisions.html is not as scrutiny wrote it" in write(board, code=3)
    assert page.read_text("utf-8") == "Mine"


@pytest.mark.parametrize("name", ["a", "people"])
def test_nothing_is_written_through_a_link(board: Path, name: str, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (board.parent / "site").mkdir()
    (board.parent / "site" / name).symlink_to(tmp_path / "outside")
    assert "is not a folder that scrutiny made" in write(board, code=3)
    assert not list((tmp_path / "outside").iterdir())


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"version": 2, "files": {}}', '{"version": 1, "files": {"../x": 1}}']
)
def test_a_damaged_manifest_is_refused(board: Path, text: str) -> None:
    write(board)
    (board.parent / "site" / MANIFEST).write_text(text, encoding="utf-8")
    assert f"site/{MANIFEST} is damaged" in write(board, code=3)


def test_a_manifest_names_no_file_outside(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    entry = {"hashes": ["0"], "digest": ""}
    made = {"version": 1, "files": {"../mine": entry}}
    (tmp_path / "site" / MANIFEST).write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(Exception, match="is damaged"):
        write_site(tmp_path / "site", [], print)


# What is typed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "-o is missing: type the folder for the site. For example: -o site"),
        (("-o", " "), "-o needs the name of a folder. For example: -o published\n"),
        (("-o",), "-o needs the name of a folder. For example: -o published\n"),
        (("-o", "site", "--url", 'https://x.org/"<'), "is not the address of a site."),
        (("-o", "site", "--url", "https://ann:pw@x.org"), "is not the address of a site."),
        (("-o", "meetings"), "meetings has the minutes. Type another folder"),
        (("-o", "."), ". has the minutes. Type another folder"),
        (("-o", "meetings/2024-03-14.yaml"), "is a file. Type a folder, for example -o site."),
        (("-o", "site", "--url", "board"), "--url: “board” is not the address of a site."),
    ],
)
def test_what_cannot_be_done_is_refused(board: Path, words: tuple[str, ...], message: str) -> None:
    done = scrutiny("site", *words, cwd=board.parent, code=2, SCRUTINY_TODAY=TODAY)
    assert message in done.stderr


def test_nothing_is_published_while_a_file_has_an_error(board: Path) -> None:
    write(board)
    before = read_all(board.parent / "site")
    (board / "2024-03-14.yaml").write_text(MARCH.replace("confidential", "confidentail"), "utf-8")
    assert "Nothing was published." in write(board, code=3)
    assert read_all(board.parent / "site") == before


# What is confidential


def build_site(
    files: Iterator[tuple[str, str]], top: Path, own: frozenset[str]
) -> dict[str, bytes]:
    meetings = top / "meetings"
    meetings.mkdir(parents=True)
    for name, text in files:
        (meetings / name).write_text(text, encoding="utf-8")
    scrutiny("site", "-o", "site", cwd=top, SCRUTINY_TODAY="2024-12-31")
    assert crawl((top / "site").resolve(), own) == set(read_all(top / "site"))
    return read_all(top / "site")


def read_content(name: str, data: bytes) -> str:
    """Return the text of a file, with what a PDF file says of itself."""
    if name.endswith(".docx"):
        return "\n".join(each.text for each in library.Document(BytesIO(data)).paragraphs)
    if name.endswith(".pdf"):
        reader = pypdf.PdfReader(BytesIO(data))
        return "\n".join((*(page.extract_text() for page in reader.pages), str(reader.metadata)))
    return data.decode()


# Each example is two whole sites: what fails is not made smaller.
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(boards())
def test_nothing_confidential_is_in_any_file_of_the_site(board: Board) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = build_site(iter(board.files.items()), Path(folder) / "one", board.public_words)
        text = "\n".join((*made, *starmap(read_content, made.items())))
        assert board.find_leaks(text) == set()
        others = ((one.path.rpartition("/")[2], one.text) for one in board.with_other_secrets())
        assert build_site(others, Path(folder) / "other", board.public_words) == made


# Addresses


@pytest.mark.parametrize(
    ("source", "target", "href"),
    [
        ("index.html", "a/1.html", "a/1.html"),
        ("a/1.html", "index.html", "../index.html"),
        ("a/1.html", "a/2.html", "2.html"),
        ("x/a/1.html", "style.css", "../../style.css"),
        ("index.html", "meetings/é.html#y1", "meetings/%C3%A9.html#y1"),
    ],
)
def test_links_are_relative(source: str, target: str, href: str) -> None:
    assert find_href(source, target) == href


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Jean-Baptiste Ångström", "jean-baptiste-angstrom"),
        ("WK", "wk"),
        ("王", "85270a9208"),
        ("Con", "con-"),
    ],
)
def test_a_name_in_an_address(text: str, slug: str) -> None:
    assert make_slug(text) == slug


def test_no_two_addresses_are_the_same() -> None:
    assert make_unique(["a", "b", "a", "a", "a-2"]) == ["a", "b", "a-2", "a-3", "a-2-2"]
