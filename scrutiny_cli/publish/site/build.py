"""The files of a whole site: one board, or several with a page of all boards before them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import Document
from scrutiny_cli.publish.agenda import build_agenda_document
from scrutiny_cli.publish.build import build_minutes_document
from scrutiny_cli.publish.calendar_board import CalendarBoard, CalendarOptions
from scrutiny_cli.publish.context import PageOptions
from scrutiny_cli.publish.earlier_calendar import NO_CALENDAR, DamagedCalendar, read_calendar
from scrutiny_cli.publish.html import render_html
from scrutiny_cli.publish.ical import render_calendar
from scrutiny_cli.publish.navigation import Navigation, NavigationLink
from scrutiny_cli.publish.site.action_pages import list_action_pages
from scrutiny_cli.publish.site.addresses import (
    ACTIONS,
    CALENDAR,
    DECISIONS,
    FEED,
    INDEX,
    PEOPLE,
    SEARCH,
    SEARCH_INDEX,
    SEARCH_SCRIPT,
    SITEMAP,
    STATISTICS,
    STYLE,
    find_href,
    name_agenda,
    name_minutes,
)
from scrutiny_cli.publish.site.board_source import BoardSource
from scrutiny_cli.publish.site.decision_page import make_decision_page
from scrutiny_cli.publish.site.feed import make_feed
from scrutiny_cli.publish.site.front_page import choose_words, make_front_page
from scrutiny_cli.publish.site.html import (
    read_search_script,
    render_feed,
    render_site_page,
    render_sitemap,
    render_style,
)
from scrutiny_cli.publish.site.log_pages import list_log_pages
from scrutiny_cli.publish.site.meeting_index import FORMS, make_meeting_index
from scrutiny_cli.publish.site.page import SitePage
from scrutiny_cli.publish.site.people_pages import list_people_pages
from scrutiny_cli.publish.site.search_index import make_search_page, render_search_index
from scrutiny_cli.publish.site.statistics_page import make_statistics_page

Renderer = Callable[[Document], bytes]
_PARTS = (
    ("Meetings", INDEX),
    ("Actions", ACTIONS),
    ("Decisions", DECISIONS),
    ("People", PEOPLE),
    ("Statistics", STATISTICS),
    ("Search", SEARCH),
)
_ALL_BOARDS = "All boards"


class SiteFile(NamedTuple):
    """A file of a site: its path below the folder of the site, and what makes its bytes.

    `render` gets the bytes that are replaced (None: there is no such file yet). `digest` is of
    all that a file which takes long to make is made from; "" for any other.
    """

    path: str
    render: Callable[[bytes | None], bytes]
    digest: str = ""


class SiteOptions(NamedTuple):
    """How a site is made.

    `address` is where it will be, ending in `/`; "" where that is not known. `renderers` make
    downloads, by the ending of each; `version` is of the program.
    """

    address: str
    renderers: Mapping[str, Renderer]
    version: str


def list_site_files(boards: Sequence[BoardSource], options: SiteOptions) -> Iterator[SiteFile]:
    """Iterate over all files of a site; several boards have a page before them."""
    paths: list[str] = []
    for file in _list_files(boards, options):
        paths.append(file.path)
        yield file
    if options.address:
        pages = (path for path in paths if path.endswith(".html"))
        addresses = [options.address + quote(path) for path in pages]
        yield _make_file(SITEMAP, render_sitemap(addresses))


def _list_files(boards: Sequence[BoardSource], options: SiteOptions) -> Iterator[SiteFile]:
    words = choose_words(boards)
    yield _make_file(STYLE, render_style(words))
    has_front = bool(boards[1:])
    if has_front:
        page = make_front_page(boards)
        home = NavigationLink(words(_ALL_BOARDS), INDEX, is_current=True, is_page=True)
        yield _make_file(INDEX, render_site_page(page, Navigation(home, ()), STYLE, words))
    for board in boards:
        yield from _BoardFiles(board, options, has_front).list_files()


def _make_file(path: str, text: str) -> SiteFile:
    return SiteFile(path, lambda _: text.encode())


def _render_download(render: Renderer, document: Document, _: bytes | None) -> bytes:
    return render(document)


class _BoardFiles(NamedTuple):
    """The files of one board; `has_front`: there is a page of all boards."""

    source: BoardSource
    options: SiteOptions
    has_front: bool

    def list_files(self) -> Iterator[SiteFile]:
        """Iterate over the files, with their paths below the folder of the site."""
        for file in self._list_own_files():
            yield file._replace(path=self.source.folder + file.path)

    def _list_own_files(self) -> Iterator[SiteFile]:
        for page in self._list_pages():
            yield SiteFile(page.path, partial(self._render_page, page))
        for meeting in self.source.held:
            yield from self._list_minutes(meeting)
        for name in self.source.matters:
            yield from self._list_agenda(self.source.whole.index.by_name[name])
        address = self.options.address + quote(self.source.folder) if self.options.address else ""
        yield _make_file(FEED, render_feed(make_feed(self.source, address), self.source.name))
        yield _make_file(SEARCH_INDEX, render_search_index(self.source))
        yield _make_file(SEARCH_SCRIPT, read_search_script())
        yield SiteFile(CALENDAR, partial(self._render_calendar, address))

    def _list_pages(self) -> Iterator[SitePage]:
        yield make_meeting_index(self.source)
        yield from list_log_pages(self.source)
        yield from list_action_pages(self.source)
        yield make_decision_page(self.source)
        yield from list_people_pages(self.source)
        yield make_statistics_page(self.source)
        yield make_search_page(self.source)

    def _render_page(self, page: SitePage, _: bytes | None) -> bytes:
        style = find_href(self.source.folder + page.path, STYLE)
        navigation = self._make_navigation(page.path, page.part)
        return render_site_page(page, navigation, style, self.source.words).encode()

    def _render_calendar(self, address: str, old: bytes | None) -> bytes:
        """Return the calendar; its entries say how often each has changed since the old one."""
        earlier = NO_CALENDAR
        with suppress(DamagedCalendar):
            earlier = NO_CALENDAR if old is None else read_calendar(old)
        pages = {meeting.name: name_minutes(meeting.name) for meeting in self.source.held}
        pages |= {name: name_agenda(name) for name in self.source.matters}
        pages |= self.source.action_pages
        addresses = {name: address + quote(path) for name, path in pages.items()}
        board = CalendarBoard(
            self.source.book,
            parts=self.source.calendar_parts,
            addresses=addresses if address else {},
        )
        return render_calendar([board], CalendarOptions(self.source.today, earlier=earlier))

    # Minutes and agendas

    def _list_minutes(self, meeting: Meeting) -> Iterator[SiteFile]:
        path = name_minutes(meeting.name)
        own = tuple(self._list_neighbours(meeting, path))
        build = partial(build_minutes_document, self.source.whole, meeting)
        yield from self._list_forms(build, path, own)

    def _list_agenda(self, meeting: Meeting) -> Iterator[SiteFile]:
        matters = self.source.matters[meeting.name]
        build = partial(build_agenda_document, self.source.whole, meeting, matters)
        yield from self._list_forms(build, name_agenda(meeting.name), ())

    def _list_forms(
        self,
        build: Callable[[PageOptions], Document],
        path: str,
        own: tuple[NavigationLink, ...],
    ) -> Iterator[SiteFile]:
        """Iterate over a page and what can be downloaded of it."""
        stem = path.removesuffix("html")
        document = build(self.source.options._replace(addresses=self.source.addresses))
        downloads = tuple(
            NavigationLink(FORMS[ending], find_href(path, stem + ending))
            for ending in self.options.renderers
        )
        navigation = self._make_navigation(path, INDEX)._replace(own=(*own, *downloads))
        yield SiteFile(path, lambda _: render_html(document, navigation).encode())
        if self.options.renderers:
            yield from self._list_downloads(build(self.source.options), stem)

    def _list_downloads(self, document: Document, stem: str) -> Iterator[SiteFile]:
        """Iterate over the files to download: they are read elsewhere, and have no links here."""
        digest = blake2b(f"{self.options.version}\n{document!r}".encode()).hexdigest()
        for ending, render in self.options.renderers.items():
            yield SiteFile(stem + ending, partial(_render_download, render, document), digest)

    def _list_neighbours(self, meeting: Meeting, path: str) -> Iterator[NavigationLink]:
        held = self.source.held
        at = held.index(meeting)
        for other, relation in ((at - 1, "prev"), (at + 1, "next")):
            if 0 <= other < len(held):
                day = self.source.format_day(held[other].date)
                text = f"← {day}" if relation == "prev" else f"{day} →"
                href = find_href(path, name_minutes(held[other].name))
                yield NavigationLink(text, href, relation=relation)

    def _make_navigation(self, path: str, part: str) -> Navigation:
        words = self.source.words
        parts = (
            NavigationLink(words(name), find_href(path, target), target == part, target == path)
            for name, target in _PARTS
        )
        top = f"{'../' * (path.count('/') + 1)}{INDEX}"
        return Navigation(
            NavigationLink(self.source.name, find_href(path, INDEX)),
            tuple(parts),
            top=NavigationLink(words(_ALL_BOARDS), top) if self.has_front else None,
            feed=find_href(path, FEED),
        )
