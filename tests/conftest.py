"""What pytest is told of the suite, and the fixtures that several files use.

`pytest --update` writes the expected outputs and the generated blocks of the manual.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support import MEETINGS

# An example takes as long as a busy machine makes it take: time is the benchmark's matter.
# The usual profile tries the same examples each time, so that the tests cannot fail by chance;
# `--hypothesis-profile=random` tries others, `--hypothesis-profile=long` twenty times as many.
settings.register_profile("fixed", derandomize=True, database=None, deadline=None)
settings.register_profile("random", deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write expected outputs anew")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Trace no test that is marked, or of made-up examples: plain examples cover what is covered.

    pytest-cov's own `no_cover` stops one of the two tracers that it has started in a worker.
    """
    if not any(item.iter_markers("hypothesis")) and not any(item.iter_markers("untraced")):
        return (yield)
    trace = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Let every command of a test run keep what it caches in a folder of that run."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a working directory with a copy of the example's meetings."""
    shutil.copytree(MEETINGS, tmp_path / "meetings")
    return tmp_path


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a working directory with an empty folder of meetings."""
    (tmp_path / "meetings").mkdir()
    return tmp_path
