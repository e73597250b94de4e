"""Links from the minutes of a meeting to other pages that are published in the same place."""

from __future__ import annotations

from collections.abc import Iterator

from scrutiny_cli.minutes.model import Meeting
from scrutiny_cli.output.document import PageLink
from scrutiny_cli.publish.context import PageContext


def list_links(page: PageContext) -> Iterator[PageLink]:
    """Iterate over the links to the minutes before and after, and to the action log."""
    addresses, words = page.options.addresses, page.words
    published = [each for each in page.book.meetings if each.name in addresses.minutes]
    positions = page.meeting_index.positions
    here = positions[page.meeting.name]
    before = next((each for each in reversed(published) if positions[each.name] < here), None)
    after = next((each for each in published if positions[each.name] > here), None)
    if before is not None:
        yield _make_link(page, words("Previous minutes"), before, "prev")
    if after is not None:
        yield _make_link(page, words("Next minutes"), after, "next")
    if addresses.action_log:
        yield PageLink("", words("Action log"), addresses.action_log)


def _make_link(page: PageContext, label: str, meeting: Meeting, relation: str) -> PageLink:
    href = page.options.addresses.minutes[meeting.name]
    return PageLink(label, page.format_day(meeting.date), href, relation)
