"""What the site of a board is made from; what is confidential is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from scrutiny_cli.actionlog.approvals import find_approvals
from scrutiny_cli.actionlog.decisions import RegisteredDecision, list_held_decisions
from scrutiny_cli.actionlog.model import Action, MinuteBook
from scrutiny_cli.actionlog.row_maker import make_action_rows, make_people
from scrutiny_cli.actionlog.rows import ActionRow, PersonRow
from scrutiny_cli.actionlog.traverse import number_items_below
from scrutiny_cli.minutes.model import Item, Meeting
from scrutiny_cli.output.page_words import PageWords
from scrutiny_cli.output.paragraphs import join_words
from scrutiny_cli.publish.context import PageAddresses, PageOptions, make_page_options
from scrutiny_cli.publish.site.addresses import (
    ACTIONS,
    find_href,
    name_action_pages,
    name_minutes,
    name_people_pages,
)


@dataclass(frozen=True)
class BoardSource:
    """A board as everybody may know it.

    `whole` is the public book with all that the files have, `book` its log as at today. `matters`
    are, by meeting, the public actions that the agenda of each coming meeting goes through: these
    meetings have an agenda on the site. `folder` is where the board's pages are below the site's
    folder: "" where it is the only one, otherwise a name and `/`. `downloads` are the endings of
    the forms in which minutes can be downloaded, `calendar_parts` the parts of the path by which
    its calendar differs from others of its name.
    """

    whole: MinuteBook
    book: MinuteBook
    today: date
    name: str
    matters: Mapping[str, tuple[Action, ...]]
    folder: str = ""
    downloads: tuple[str, ...] = ()
    calendar_parts: tuple[str, ...] = ()

    @cached_property
    def options(self) -> PageOptions:
        """How pages are made, without addresses: in the board's language."""
        return make_page_options(self.whole.series, self.today)

    @property
    def words(self) -> PageWords:
        """The fixed words of pages, in the board's language."""
        return self.options.words

    def format_day(self, day: date) -> str:
        """Return a day as the board's pages write it."""
        return self.options.format_day(day)

    @cached_property
    def held(self) -> tuple[Meeting, ...]:
        """The meetings with minutes: those that were held, and those called off."""
        return tuple(each for each in self.whole.meetings if each.date <= self.today)

    @cached_property
    def coming(self) -> tuple[Meeting, ...]:
        """The meetings still to come."""
        return tuple(each for each in self.whole.meetings if each.date > self.today)

    @cached_property
    def approvals(self) -> dict[str, Meeting]:
        """By name of a meeting, the one that agreed its minutes."""
        return find_approvals(self.whole, self.today)

    @cached_property
    def rows(self) -> tuple[ActionRow, ...]:
        """The actions as rows, those withheld too, in the order of the log."""
        return make_action_rows(self.book.log.actions, self.today)

    @cached_property
    def public_rows(self) -> tuple[ActionRow, ...]:
        """The rows of the actions that are not withheld."""
        return tuple(row for row in self.rows if not row.confidential)

    @cached_property
    def rows_by_key(self) -> dict[str, ActionRow]:
        """The rows of the actions that are not withheld, by their keys."""
        return {row.key: row for row in self.public_rows}

    @cached_property
    def item_numbers(self) -> dict[tuple[str, int], str]:
        """The number of the item with each update, by the meeting and where the update begins."""
        return {
            (meeting.name, update.place.start): number
            for meeting in self.book.meetings
            for number, item in _number_all_items(meeting.root_item)
            for update in item.updates
        }

    @cached_property
    def action_pages(self) -> dict[str, str]:
        """The path of each action's page, by its place key."""
        return name_action_pages(self.book.log.actions)

    @cached_property
    def addresses(self) -> PageAddresses:
        """Where other pages are, as seen from the pages of meetings."""
        find = partial(find_href, name_minutes(""))
        return PageAddresses(
            {meeting.name: find(name_minutes(meeting.name)) for meeting in self.held},
            find(ACTIONS),
            {key: find(path) for key, path in self.action_pages.items()},
        )

    @cached_property
    def people(self) -> tuple[PersonRow, ...]:
        """Everyone who is known."""
        return make_people(self.book, self.today).people

    @cached_property
    def people_pages(self) -> dict[str, str]:
        """The path of each person's page, by label."""
        return name_people_pages(person.label for person in self.people)

    @cached_property
    def decisions(self) -> tuple[RegisteredDecision, ...]:
        """The decisions of the meetings that were held."""
        found = list_held_decisions(self.whole, self.today)
        return tuple(each for each in found if each.confidential is None)

    def name_label(self, label: str) -> str:
        """Return the name of the person of a label, otherwise the label."""
        directory = self.book.directory
        known = directory.people.get(directory.display_label(label))
        return join_words(known.name if known is not None else "") or join_words(label)

    def has_minutes(self, name: str) -> bool:
        """Whether a meeting has a page of minutes."""
        meeting = self.whole.find_meeting(name)
        return meeting is not None and meeting.date <= self.today


def _number_all_items(item: Item, above: str = "") -> Iterator[tuple[str, Item]]:
    """Iterate over the items below an item, at any depth, each with its number."""
    for number, below in number_items_below(item, above):
        yield number, below
        yield from _number_all_items(below, number)


def name_person(person: PersonRow) -> str:
    """Return a person's name, otherwise the label."""
    return join_words(person.name) or join_words(person.label)
