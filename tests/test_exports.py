"""Listings for other programs."""

from __future__ import annotations

import csv as csv_module
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_cli.actionlog.model import Action, ActionState, Event
from scrutiny_cli.actionlog.row_maker import make_action_rows
from scrutiny_cli.actionlog.rows import BoardName
from scrutiny_cli.minutes.model import ActionEntry, Due, DueKind, Status
from scrutiny_cli.minutes.source import LocatedStr, Source, Span
from scrutiny_cli.output.columns import ListingContext
from scrutiny_cli.output.formats import FORMATS, RenderOptions, TableFormat, render_table
from scrutiny_cli.output.table import Column, RowGroup, Table, TextTable
from scrutiny_cli.output.views import tabulate_records

COLUMNS = (Column("Ref", is_narrow=True), Column("Action"))


def _table(*rows: tuple[str, ...], heading: str | None = None, footer: str = "") -> TextTable:
    return Table(COLUMNS, (RowGroup(heading, rows, (None,) * len(rows)),), footer)


def _one(text: str) -> TextTable:
    return _table(("1", text))


def csv(table: TextTable, *, excel: bool) -> str:
    form = FORMATS["csv"]
    return render_table(
        table, form._replace(renderer=form.excel_renderer) if excel else form, RenderOptions()
    )


def markdown(table: TextTable) -> str:
    return render_table(table, FORMATS["md"], RenderOptions())


def plain(table: TextTable) -> str:
    return render_table(table, FORMATS["plain"], RenderOptions())


GROUPED = Table(
    COLUMNS,
    (RowGroup("WK", (("1", "a"),), (None,)), RowGroup("C|F", (("2", "b"),), ("closed",))),
    "1. open",
)


def test_plain_is_one_line_a_row() -> None:
    ends = "a\tb\nc\r\nd\re\vf\x0cg\x1ch\x85i\u2028j\u2029k"
    assert plain(_one(ends)) == "Ref\tAction\n1\ta b c d e f g h i j k\n"


def test_plain_shows_no_control_character() -> None:
    assert plain(_one("a\x1b[1mb\u202ec")) == "Ref\tAction\n1\ta\ufffd[1mb\ufffdc\n"


def test_plain_puts_groups_into_a_first_column() -> None:
    assert plain(GROUPED) == "Group\tRef\tAction\nWK\t1\ta\nC|F\t2\tb\n"


def test_plain_of_nothing_is_the_header() -> None:
    assert plain(Table(COLUMNS, ())) == "Ref\tAction\n"


@given(st.lists(st.tuples(st.text(), st.text())))
def test_plain_has_as_many_lines_as_rows(rows: list[tuple[str, ...]]) -> None:
    lines = plain(_table(*rows)).splitlines()
    assert len(lines) == len(rows) + 1
    assert all(line.count("\t") == 1 for line in lines)


def test_csv_quotes_and_ends_lines_by_the_rule() -> None:
    made = csv(_one('a, "b"\nc'), excel=False)
    assert made == 'Ref,Action\r\n1,"a, ""b""\nc"\r\n'
    assert csv(_one("a"), excel=True) == "\ufeffRef,Action\r\n1,a\r\n"


@pytest.mark.parametrize(
    "formula",
    ["=1", "+1", "-1", "@A1", "  =1", "\u00a0=1", "\ufeff=1", "\x00=1", "\uff1d1", "\tx", "\rx"],
)
def test_no_cell_of_a_csv_begins_a_formula(formula: str) -> None:
    rows = list(csv_module.reader(io.StringIO(csv(_one(formula), excel=False), newline="")))
    assert rows[1][1].startswith("'")


@given(st.text())
def test_csv_reads_back(text: str) -> None:
    rows = list(csv_module.reader(io.StringIO(csv(_one(text), excel=False), newline="")))
    assert len(rows) == 2
    assert rows[1][1].lstrip()[:1] not in {"=", "+", "-", "@"} or not rows[1][1].strip()


def test_markdown_shows_text_as_text() -> None:
    made = markdown(_one("a|b \\ `c` *d* _e_ [f](g) <b> #1 &amp; ~~x~~\nnext\x1b"))
    assert made == (
        "| Ref | Action |\n| --- | --- |\n"
        r"| 1 | a\|b \\ \`c\` \*d\* \_e\_ \[f\](g) \<b\> \#<!-- -->1 \&amp; \~\~x\~\~<br>next"
        "\ufffd |\n"
    )


def test_markdown_has_headings_and_a_footer() -> None:
    assert markdown(GROUPED) == (
        "### WK\n\n| Ref | Action |\n| --- | --- |\n| 1 | a |\n\n"
        "### C\\|F\n\n| Ref | Action |\n| --- | --- |\n| 2 | b |\n\n"
        "1\\. open\n"
    )


def test_markdown_of_nothing_is_the_header() -> None:
    assert markdown(Table(COLUMNS, (), "0 open")) == ("| Ref | Action |\n| --- | --- |\n\n0 open\n")


@given(st.text())
def test_markdown_keeps_a_row_on_a_line(text: str) -> None:
    assert len(markdown(_one(text)).splitlines()) == 3


@pytest.mark.parametrize("table_format", FORMATS.values(), ids=list(FORMATS))
def test_every_format_renders_a_table(table_format: TableFormat) -> None:
    renderers = filter(None, (table_format.renderer, table_format.excel_renderer))
    for renderer in renderers:
        made = render_table(GROUPED, table_format._replace(renderer=renderer), RenderOptions())
        assert all(text in made for text in ("WK", "Ref" if "json" not in renderer else "ref"))


SOURCE = Source("meetings/2015-05-28.yaml", "date: 2015-05-28\nactions:\n  - ref: 37/15\n")
PLACE = Span(SOURCE, SOURCE.text.index("ref"), len(SOURCE.text))
DAY = date(2015, 5, 28)


def _event(kind: str, **said: object) -> Event:
    return Event(kind=kind, date=DAY, meeting="2015-05-28", place=PLACE, **said)  # type: ignore[arg-type]


def _action(**changed: object) -> Action:
    """Give an action; what is changed is a field of it, or of its state."""
    due = Due(DueKind.DATE, date(2015, 6, 12), None)
    state = ActionState(
        words="To bring the “report”", owners=("CF",), due=due, original_due=date(2015, 6, 12)
    )
    entry = ActionEntry(
        PLACE, None, ref=LocatedStr("37/15"), links=(LocatedStr("papers/a_(1).pdf"),)
    )
    made = Action(
        key="37/15", place_key="2015-05-28#1", entry=entry, state=state, history=(),
        meeting="2015-05-28", position=0, item="Report", raised=DAY,
    )  # fmt: skip
    own = {name: value for name, value in changed.items() if name in Action._fields}
    later = {name: value for name, value in changed.items() if name not in own}
    return made._replace(state=state._replace(**later), **own)  # type: ignore[arg-type]


def _json(action: Action, as_at: date | None = None) -> str:
    today = date(2015, 6, 26)
    rows = make_action_rows([action], today, BoardName("Board", "meetings"))
    table = tabulate_records(rows, ListingContext(today), as_at)
    return render_table(table, FORMATS["json"], RenderOptions())


PROMISE = """\
{
  "schema_version": 1,
  "as_at": "2015-06-26",
  "today": "2015-06-26",
  "actions": [
    {
      "key": "37/15",
      "ref": "37/15",
      "action": "To bring the “report”",
      "owners": [
        "CF"
      ],
      "owner_text": null,
      "status": "open",
      "status_text": null,
      "open": true,
      "due": "2015-06-12",
      "due_text": null,
      "original_due": "2015-06-12",
      "slips": 0,
      "overdue_days": 14,
      "raised": "2015-05-28",
      "age_days": 29,
      "item": "Report",
      "closed": null,
      "answered": null,
      "follows": [],
      "becomes": [],
      "links": [
        "papers/a_(1).pdf"
      ],
      "confidential": false,
      "board": "Board",
      "board_path": "meetings",
      "file": "meetings/2015-05-28.yaml",
      "line": 3,
      "history": [
        {
          "date": "2015-05-28",
          "meeting": "2015-05-28",
          "event": "raised",
          "status": "open",
          "status_text": null,
          "note": null,
          "action": "To bring the “report”",
          "due": "2015-06-12",
          "due_text": null,
          "owners": [
            "CF"
          ],
          "owner_text": null,
          "confidential": false,
          "file": "meetings/2015-05-28.yaml",
          "line": 3
        }
      ]
    }
  ]
}
"""


def test_the_json_of_actions_is_a_promise() -> None:
    due = Due(DueKind.DATE, date(2015, 6, 12), None)
    raised = _event(
        "raised", status=Status.OPEN, action="To bring the “report”", due=due, owners=("CF",)
    )
    assert _json(_action(history=(raised,)), date(2015, 6, 26)) == PROMISE


def test_a_due_taken_away_is_told_in_the_report_only() -> None:
    report = _event("reported", due=Due(DueKind.NONE, None, "none"))
    told = json.loads(_json(_action(due=None, history=(report,))))["actions"][0]
    assert (told["due"], told["due_text"]) == (None, None)
    assert (told["history"][0]["due"], told["history"][0]["due_text"]) == (None, "none")
    assert told["history"][0]["owners"] is None


def test_a_due_with_words_has_both() -> None:
    due = Due(DueKind.NEXT_MEETING, date(2015, 6, 25), "next meeting")
    told = json.loads(_json(_action(due=due, confidential="")))
    assert told["as_at"] is None
    assert told["actions"][0]["due"] == "2015-06-25"
    assert told["actions"][0]["due_text"] == "next meeting"
    assert told["actions"][0]["confidential"] is True


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_reads_back_and_shows_no_control_character(text: str) -> None:
    made = render_table(_one(text)._replace(name="people"), FORMATS["json"], RenderOptions())
    rows = [{"ref": "1", "action": text or None}]
    assert json.loads(made) == {"schema_version": 1, "people": rows}
    assert not set(made) & set("\x1b\x7f\x85\x9b\u2028\u202e\u2066")
