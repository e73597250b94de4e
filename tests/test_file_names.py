"""Which names files of meetings may have: text in, values out."""

from __future__ import annotations

import unicodedata

import pytest

from scrutiny_cli.actionlog.load import build_book
from scrutiny_cli.minutes.source import Source

TEXT = "date: 2024-01-11\nactions:\n  - action: Survey of the mole.\n"


def told(*names: str) -> list[tuple[str, str, str]]:
    """Give path, rule and hint of what is wrong with files of some names."""
    book = build_book(Source(f"meetings/{name}", TEXT) for name in names)
    return [(one.place.path[9:], one.rule, one.hint) for one in book.problems]


@pytest.mark.parametrize("name", ["Series.yaml", "series.yml", "series.yaml.txt", "SERIES.YAML"])
def test_series_yaml_by_a_name_like_it_is_one_problem(name: str) -> None:
    book = build_book([Source(f"meetings/{name}", "title: Weir\nrefs: '{n}/{yy}'\n")])
    (problem,) = book.problems
    assert problem.message == f"The file is named {name}, not series.yaml, so it is not used."
    assert problem.hint == "Rename the file to series.yaml"
    assert book.unreadable == (f"meetings/{name}",)


@pytest.mark.parametrize(
    "name",
    ["2024-01-11.yaml", "2024-01-11-a.yaml", "2024-01-11-2.yaml", "2024-01-11-Jahres_1.2.yaml",
     "2024-01-11-généré.yaml", unicodedata.normalize("NFD", "2024-01-11-généré.yaml"),
     "2024-01-11-会議.yaml", "2024-01-11-बैठक.yaml"],
)  # fmt: skip
def test_letters_and_figures_of_any_language_may_follow_the_date(name: str) -> None:
    assert told(name) == []


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("2024-01-11-a#1.yaml", "2024-01-11-a-1.yaml"),
        ("2024-01-11-a b.yaml", "2024-01-11-a-b.yaml"),
        ("2024-01-11-a\N{NO-BREAK SPACE}b.yaml", "2024-01-11-a-b.yaml"),
        ("2024-01-11-(2).yaml", "2024-01-11-2.yaml"),
        ("2024-01-11-a\\b.yaml", "2024-01-11-a-b.yaml"),
        ("2024-01-11-#.yaml", "2024-01-11.yaml"),
        ("2024-01-11-a–b.yml", "2024-01-11-a-b.yaml"),
        ("2024-01-11-a\ufffd.yaml", "2024-01-11-a.yaml"),
    ],
)
def test_any_other_sign_is_an_error_with_another_name(name: str, renamed: str) -> None:
    assert told(name) == [(name, "file-name-date", f"Rename the file to {renamed}")]


@pytest.mark.parametrize(
    ("name", "renamed"),
    [
        ("11.1.2024.yaml", "2024-01-11.yaml"),
        ("20240111.yaml", "2024-01-11.yaml"),
        ("2024-1-11.yaml", "2024-01-11.yaml"),
        ("11 January 2024.yaml", "2024-01-11.yaml"),
        ("2024-01-11 site visit.yaml", "2024-01-11-site-visit.yaml"),
        ("2024-01-11_2.yaml", "2024-01-11-2.yaml"),
        ("2024-01-11#2.yaml", "2024-01-11-2.yaml"),
        ("2024-02-31.yaml", "2024-01-11.yaml"),
        ("agm.yaml", "2024-01-11-agm.yaml"),
        ("AGM 2024.yml", "2024-01-11-AGM-2024.yaml"),
    ],
)
def test_for_a_name_that_is_no_date_the_right_one_is_offered(name: str, renamed: str) -> None:
    assert told(name) == [(name, "file-name-date", f"Rename the file to {renamed}")]


def test_where_nothing_says_the_date_the_form_of_a_name_is_shown() -> None:
    (problem,) = build_book([Source("meetings/agm.yaml", "title: AGM\n")]).problems[:1]
    assert problem.hint == "Name the file by the date of its meeting, for example 2015-05-28.yaml"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024-01-11-A.yaml", "2024-01-11-a.yaml"),
        ("2024-01-11-STRASSE.yaml", "2024-01-11-straße.yaml"),
        ("2024-01-11-é.yaml", unicodedata.normalize("NFD", "2024-01-11-é.yaml")),
    ],
)
def test_of_two_names_that_differ_only_by_case_the_second_is_left_out(
    first: str, second: str
) -> None:
    book = build_book(Source(f"meetings/{one}", TEXT) for one in (first, second))
    (problem,) = book.problems
    assert problem.rule == "file-name-date"
    assert "only in capitals" in problem.message
    assert len(book.unreadable) == 1
    assert len(book.log.actions) == 1


def test_no_two_actions_have_one_key() -> None:
    names = ("2024-01-11-a.yaml", "2024-01-11-a#1.yaml")
    book = build_book(Source(f"meetings/{one}", TEXT) for one in names)
    assert [one.key for one in book.log.actions] == ["2024-01-11-a#1"]
    assert book.unreadable == ("meetings/2024-01-11-a#1.yaml",)
