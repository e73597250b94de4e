"""The one switch of the suite: `pytest --update` writes goldens and README blocks anew."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("long", max_examples=2000, deadline=None)
# An example takes as long as a busy machine makes it take: time is the benchmark's matter.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write expected outputs anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
