"""The one switch of the suite: `pytest --update` writes goldens and README blocks anew."""

from __future__ import annotations

import pytest
from hypothesis import settings

# An example takes as long as a busy machine makes it take: time is the benchmark's matter.
# The usual profile tries the same examples each time, so that the tests cannot fail by chance;
# `--hypothesis-profile=random` tries others, `--hypothesis-profile=long` twenty times as many.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("random", deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write expected outputs anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
