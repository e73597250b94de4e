"""What a page of minutes is made from, and what of it is confidential."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from scrutiny_cli.actionlog.meetings import MeetingIndex
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.people import Directory
from scrutiny_cli.actionlog.traverse import list_updates
from scrutiny_cli.minutes.dates.date_styles import date_formatter, weekday_date_formatter
from scrutiny_cli.minutes.languages import ENGLISH
from scrutiny_cli.minutes.model import ActionEntry, Meeting, Series, Update
from scrutiny_cli.output.document import Block, Paragraph
from scrutiny_cli.output.page_words import DATE_SAMPLE, PageWords
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.output.values import FormatDay


class PageAddresses(NamedTuple):
    """Where other pages are published, as seen from a page: "" or missing where they are not.

    `minutes` has the address of each meeting's minutes by the meeting's name, `actions` that of
    each action's page by the action's place key.
    """

    minutes: Mapping[str, str] = {}
    action_log: str = ""
    actions: Mapping[str, str] = {}


NO_ADDRESSES = PageAddresses()


class PageOptions(NamedTuple):
    """How a page is made: as of which day, whether confidential parts are shown, how days are.

    `language` is a tag of BCP 47. `format_weekday` writes a day with its weekday; without it a
    day is written as `format_day` does. What `is_data` is made for a spreadsheet, not for reading.
    """

    today: date
    format_day: FormatDay
    internal: bool = False
    language: str = ENGLISH
    format_weekday: FormatDay | None = None
    addresses: PageAddresses = NO_ADDRESSES
    is_data: bool = False

    @property
    def words(self) -> PageWords:
        """The fixed words, in the page's language."""
        return PageWords(self.language)

    def write_weekday(self, day: date) -> str:
        """Return a day with its weekday, where it is known how."""
        return (self.format_weekday or self.format_day)(day)


def make_page_options(
    series: Series,
    today: date,
    *,
    internal: bool = False,
    addresses: PageAddresses = NO_ADDRESSES,
) -> PageOptions:
    """Return how a board's pages are made: in its language, with days as it writes them."""
    language = series.language or ENGLISH
    words = PageWords(language)(DATE_SAMPLE)
    sample = series.dates or words
    return PageOptions(
        today,
        date_formatter(sample),
        internal,
        language,
        weekday_date_formatter(sample, words),
        addresses,
    )


class PageContext(NamedTuple):
    """What a page is made from; `actions` are the log's, by each of their names.

    `raised` are those of this meeting, by where they begin in its file.
    `reports` are the actions that the meeting's updates are about, and `reported_forward` those
    that it brought forward and reported on, both by where the (first) update begins.
    `first_reports` is where the first update of each action raised elsewhere begins.
    """

    book: MinuteBook
    meeting: Meeting
    meeting_index: MeetingIndex
    directory_at_meeting: Directory
    options: PageOptions
    actions: dict[str, Action]
    raised: dict[int, Action]
    reports: dict[int, Action]
    reported_forward: dict[int, ActionEntry]
    first_reports: frozenset[int]

    @property
    def words(self) -> PageWords:
        """The fixed words, in the page's language."""
        return self.options.words

    def format_day(self, day: date) -> str:
        """Return a day as the page writes it."""
        return self.options.format_day(day)

    def is_hidden(self, confidential: str | None) -> bool:
        """Whether what is marked so is left out of this page."""
        return confidential is not None and not self.options.internal


def make_page_context(book: MinuteBook, meeting: Meeting, options: PageOptions) -> PageContext:
    """Collect what the page of a meeting is made from."""
    reports = {
        report.update.place.start: book.log.by_key[report.key]
        for report in book.reports_by_meeting.get(meeting.name, ())
        if report.key in book.log.by_key
    }
    return PageContext(
        book=book,
        meeting=meeting,
        meeting_index=book.index,
        directory_at_meeting=book.find_directory_at(meeting),
        options=options,
        actions=book.actions_by_name,
        raised={
            action.entry.place.start: action
            for action in book.actions_by_meeting.get(meeting.name, ())
        },
        reports=reports,
        reported_forward=_find_reported_forward(meeting, reports),
        first_reports=_find_first_reports(meeting, reports),
    )


def _find_first_reports(meeting: Meeting, reports: dict[int, Action]) -> frozenset[int]:
    first: dict[str, int] = {}
    for start in (each.update.place.start for each in list_updates(meeting)):
        action = reports.get(start)
        if action is not None and (action.meeting != meeting.name or action.brought_forward):
            first.setdefault(action.place_key, start)
    return frozenset(first.values())


def _find_reported_forward(meeting: Meeting, reports: dict[int, Action]) -> dict[int, ActionEntry]:
    """Return what was brought forward and reported on, by where its first update begins."""
    waiting = {
        f"{meeting.name}#b{at}": entry for at, entry in enumerate(meeting.brought_forward, 1)
    }
    found: dict[int, ActionEntry] = {}
    for start in (each.update.place.start for each in list_updates(meeting)):
        raised = waiting.pop(reports[start].place_key, None) if start in reports else None
        if raised is not None:
            found[start] = raised
    return found


def find_action_page(page: PageContext, action: Action | None) -> str:
    """Return the address of an action's own page; "" where there is none."""
    return "" if action is None else page.options.addresses.actions.get(action.place_key, "")


def display_label(page: PageContext, label: str) -> str:
    """Return a person's label as it is shown."""
    return page.book.directory.display_label(label)


def format_owners(page: PageContext, entry: ActionEntry | Update) -> str:
    """Return the owners of an entry as they are shown, with their notes."""
    return ", ".join(page.book.directory.owners_shown(entry))


# What is confidential


def list_marks(words: PageWords, reason: str | None) -> tuple[Block, ...]:
    """Return the mark of what is confidential on an internal page; None is not."""
    if reason is None:
        return ()
    return (Paragraph(write_confidential(words, reason), kind="confidential"),)


def write_confidential(words: PageWords, reason: str | None) -> str:
    """Return the mark of something confidential that is shown, with the reason."""
    text = join_words(reason)
    return words("Confidential: {reason}", reason=text) if text else words("Confidential")


def write_withheld(words: PageWords, reason: str | None) -> str:
    """Return the text that replaces what is withheld, with the reason."""
    text = join_words(reason)
    return words("Withheld, {reason}", reason=text) if text else words("Withheld: confidential")
