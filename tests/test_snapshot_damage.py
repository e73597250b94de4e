"""The cache folder: what is in it, and what happens where it is damaged, full or foreign."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from support import ROOT, SCRUTINY, commit, environment, make_repository, scrutiny, scrutiny_process
from test_killed import stepped, stopped_before

from scrutiny_cli.storage.snapshot import find_snapshot_path

if sys.platform != "linux":
    pytest.skip("where the cache folder is differs elsewhere", allow_module_level=True)

SERIES = "title: Harbour Board\npeople:\n  - {initials: AB, name: Ada Bell}\n"
MEETINGS = {
    "series": SERIES,
    "2015-04-23": """\
date: 2015-04-23
present: [AB, Cem Demir (CD)]
actions:
  - {ref: 1/15, action: Paint the quay, owner: AB, due: 2015-05-01}
  - {ref: 2/15, action: Sweep the “mole”, owner: CD, due: 2015-06-12}
  - {action: Count the boats}
""",
    "2015-05-28": """\
date: 2015-05-28
decisions: [Paint it blue]
updates:
  - {ref: 1/15, status: done, note: Painted}
actions:
  - {ref: 3/15, action: Sell the crane, owner: EF}
""",
    "2015-07-23": "date: 2015-07-23\nactions:\n  - {ref: 4/15, action: Later}\n",
}
MARK = "\nconfidential: true\n"
# Between them they read all that is in a snapshot.
COMMANDS = (
    ("actions", "--format", "json"), ("actions", "--open", "--owner", "AB"), ("people",),
    ("overdue", "--format", "table"), ("meetings",), ("matters-arising",), ("decisions",),
    ("complete", "show 1"),
)  # fmt: skip
NOBODY = 4005


class Board(NamedTuple):
    """A folder with the meetings of a board, and the cache folder."""

    top: Path

    @property
    def meetings(self) -> Path:
        return self.top / "meetings"

    @property
    def cache(self) -> Path:
        return self.top / "cache"

    def run(self, *words: str, cached: bool = True, code: int | None = 0, **more: str) -> str:
        """Run a command in this process; return all that it prints."""
        own = {} if cached else {"SCRUTINY_NO_CACHE": "1"}
        variables = {"XDG_CACHE_HOME": str(self.cache), **own, **more}
        if words[:1] == ("complete",):
            line = f"scrutiny {words[1]}"
            variables |= {"_SCRUTINY_COMPLETE": "complete_bash_line", "COMPLETION_LINE": line}
            words = ("",)
        done = scrutiny(*(words or ("actions",)), cwd=self.top, code=code, **variables)
        return f"{done.stdout}\n{done.stderr}"

    def list_outputs(self, *, cached: bool = False) -> list[str]:
        """Return what commands print, with or without the cache folder."""
        return [self.run(*words, cached=cached) for words in COMMANDS]

    def list_snapshots(self) -> list[Path]:
        """Return all files in the cache folder."""
        return [path for path in self.cache.rglob("*") if path.is_file()]

    def make_snapshot(self) -> Path:
        """Let the snapshot be made, and return its path."""
        self.run()
        [path] = self.list_snapshots()
        return path

    def mark(self, name: str = "2015-05-28") -> None:
        """Mark a meeting confidential."""
        with (self.meetings / f"{name}.yaml").open("a") as file:
            file.write(MARK)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    (tmp_path / "meetings").mkdir()
    for name, text in MEETINGS.items():
        (tmp_path / "meetings" / f"{name}.yaml").write_text(text, "utf-8")
    return Board(tmp_path)


# What is kept, and where


def test_the_second_run_reads_no_yaml(board: Board) -> None:
    def run() -> tuple[str, set[str]]:
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "scrutiny_cli", "actions", "--open"],
            cwd=board.top,
            env=environment(XDG_CACHE_HOME=str(board.cache)),
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        lines = done.stderr.splitlines()
        return done.stdout, {one.rpartition("|")[2].strip() for one in lines}

    (first, loaded), (second, loaded_again) = run(), run()
    assert "Sell the crane" in first
    assert first == second
    assert "yaml" in loaded
    assert not loaded_again & {"yaml", "dateutil", "rich", "pickle", "marshal.loads"}


def test_one_file_for_a_folder_that_only_its_owner_may_read(board: Board) -> None:
    before = os.umask(0)
    try:
        path = board.make_snapshot()
    finally:
        os.umask(before)
    folder = path.parent
    assert folder == board.cache / "scrutiny"
    assert (folder.stat().st_mode & 0o777, path.stat().st_mode & 0o777) == (0o700, 0o600)
    state = path.read_bytes()
    for words in COMMANDS:
        board.run(*words)
    assert board.list_snapshots() == [path]
    assert path.read_bytes() == state
    (board.top / "link").symlink_to("meetings")
    assert "Paint" in board.run("actions", "-m", "link")
    assert board.list_snapshots() == [path]
    shutil.copytree(board.meetings, board.top / "other" / "meetings")
    board.run("actions", "-m", "other/meetings")
    assert len(board.list_snapshots()) == 2


@pytest.mark.parametrize("name", [None, "", "relative/cache"])
def test_without_a_usable_variable_the_cache_is_below_the_home(
    board: Board, name: str | None
) -> None:
    home = board.top / "home"
    home.mkdir()
    variables = environment(HOME=str(home))
    del variables["XDG_CACHE_HOME"]
    if name is not None:
        variables["XDG_CACHE_HOME"] = name
    subprocess.run([SCRUTINY, "actions"], cwd=board.top, env=variables, check=True)
    [path] = [path for path in home.rglob("*") if path.is_file()]
    assert path.parent == home / ".cache" / "scrutiny"
    assert sorted(path.name for path in board.top.iterdir()) == ["home", "meetings"]


@pytest.mark.parametrize("home", ["", "relative", "/dev/null", "/dev/null/home"])
def test_without_a_home_nothing_is_kept_and_nothing_is_said(board: Board, home: str) -> None:
    expected = board.run(cached=False)
    assert board.run(XDG_CACHE_HOME="", HOME=home) == expected
    assert [path.name for path in board.top.iterdir()] == ["meetings"]


def test_who_is_in_no_list_of_users_and_has_no_home_keeps_nothing(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_folders(board.top)
    monkeypatch.delenv("HOME")
    expected = board.run(cached=False)
    with as_nobody():
        assert board.run(XDG_CACHE_HOME="") == expected


def test_the_variable_reads_writes_and_deletes_nothing(board: Board) -> None:
    board.run(cached=False)
    assert not board.cache.exists()
    path = board.make_snapshot()
    before = path.read_bytes()
    board.mark()
    board.run(cached=False)
    assert path.read_bytes() == before


def test_another_day_earlier_or_later_is_written_anew(board: Board) -> None:
    path = board.make_snapshot()
    seen = {path.read_bytes()}
    for day in ("2015-06-27", "2015-06-25", "2015-07-23"):
        assert board.run(SCRUTINY_TODAY=day) == board.run(cached=False, SCRUTINY_TODAY=day)
        assert board.list_snapshots() == [path]
        seen.add(path.read_bytes())
    assert len(seen) == 4


def test_another_version_of_the_program_writes_it_anew(board: Board) -> None:
    path = board.make_snapshot()
    before = path.read_bytes()
    added, cache = str(board.top / "path"), str(board.cache)
    shutil.copytree(ROOT / "scrutiny_cli", board.top / "path" / "scrutiny_cli")
    module = board.top / "path" / "scrutiny_cli" / "cli" / "version.py"
    other, count = re.subn(r'VERSION = "[^"]*"', 'VERSION = "99.9"', module.read_text("utf-8"))
    assert count == 1
    module.write_text(other, "utf-8")
    version = scrutiny_process("--version", PYTHONPATH=added).stdout
    assert version == "scrutiny 99.9\n"
    done = scrutiny_process("actions", cwd=board.top, PYTHONPATH=added, XDG_CACHE_HOME=cache)
    assert f"{done.stdout}\n{done.stderr}" == board.run(cached=False)
    assert board.list_snapshots() == [path]
    assert path.read_bytes() != before


def test_at_most_200_files_are_kept_and_the_oldest_go(board: Board) -> None:
    path = board.make_snapshot()
    names = [f"{number:0{len(path.stem)}x}{path.suffix}" for number in range(230)]
    for age, name in enumerate(names):
        other = shutil.copy(path, path.with_name(name))
        os.utime(other, (1_000_000_000 - age,) * 2)
    shutil.copytree(board.meetings, board.top / "other" / "meetings")
    board.run("actions", "-m", "other/meetings")
    left = {path.name for path in board.list_snapshots()}
    assert len(left) == 200
    assert left >= {path.name, *names[:190]}
    assert not left & set(names[200:])


# A snapshot that is damaged


def put_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_link(target: str) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.rename(path.with_name("moved"))
        path.symlink_to(target)

    return put


def put_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_bytes(change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(change(path.read_bytes()))


def swap_lines(whole: bytes) -> bytes:
    lines = whole.splitlines(keepends=True)
    return b"".join([*lines[:-2], lines[-1], lines[-2]])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "empty": put_bytes(lambda _: b""),
    "half": put_bytes(lambda whole: whole[: len(whole) // 2]),
    "without its last byte": put_bytes(lambda whole: whole[:-1]),
    "without its last line": put_bytes(lambda whole: whole[: whole.rindex(b"\n", 0, -1) + 1]),
    "without its first line": put_bytes(lambda whole: whole[whole.index(b"\n") + 1 :]),
    "its first line alone": put_bytes(lambda whole: whole[: whole.index(b"\n") + 1]),
    "more at its end": put_bytes(lambda whole: whole + whole[whole.rindex(b"\n", 0, -1) + 1 :]),
    "twice": put_bytes(lambda whole: whole * 2),
    "lines in another order": put_bytes(swap_lines),
    "line ends of Windows": put_bytes(lambda whole: whole.replace(b"\n", b"\r\n")),
    "a byte order mark": put_bytes(lambda whole: b"\xef\xbb\xbf" + whole),
    "only zeros": put_bytes(lambda whole: bytes(len(whole))),
    "no UTF-8": put_bytes(lambda whole: whole[:-20] + b"\xff\xfe" + whole[-20:]),
    "a foreign object": put_bytes(lambda _: b"{}\n"),
    "foreign lists": put_bytes(lambda _: b"[" * 100_000),
    "a foreign number": put_bytes(lambda _: b"9" * 100_000 + b"\n"),
    "a foreign line": put_bytes(lambda whole: whole + b"[]\n"),
    "a folder": put_folder,
    "a link to another snapshot": put_link("moved"),
    "a link that leads nowhere": put_link("nowhere"),
    "a link without an end": put_link("/dev/zero"),
    "a pipe": put_pipe,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_snapshot_is_ignored_and_written_anew(
    board: Board, damage: Callable[[Path], object]
) -> None:
    path = board.make_snapshot()
    whole = path.read_bytes()
    damage(path)
    assert board.list_outputs(cached=True) == board.list_outputs()
    if not path.is_dir():
        assert (path.is_symlink(), path.read_bytes()) == (False, whole)


@pytest.mark.untraced
def test_a_snapshot_with_one_other_bit_is_ignored_and_written_anew(board: Board) -> None:
    expected, path = board.list_outputs(), board.make_snapshot()
    whole = path.read_bytes()
    lines = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for number, place in enumerate([*lines, *range(0, len(whole), len(whole) // 40)]):
        changed = bytearray(whole)
        changed[place] ^= 1 << number % 8
        path.write_bytes(changed)
        assert board.list_outputs(cached=True) == expected
        assert path.read_bytes() == whole


def test_the_snapshot_of_another_folder_is_not_used(board: Board) -> None:
    path = board.make_snapshot()
    other = board.top / "other" / "meetings"
    shutil.copytree(board.meetings, other)
    text = (other / "2015-05-28.yaml").read_text()
    (other / "2015-05-28.yaml").write_text(text.replace("crane", "barge"))
    board.run("actions", "-m", "other/meetings")
    [second] = set(board.list_snapshots()) - {path}
    shutil.copy(second, path)
    assert board.list_outputs(cached=True) == board.list_outputs()


# A cache folder that cannot be used


def open_folders(path: Path) -> None:
    """Let everybody pass through the folders above a place, which pytest makes for us alone."""
    for folder in list(path.parents)[:-2]:
        folder.chmod(folder.stat().st_mode | 0o011)
    path.chmod(0o755)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be a user for whom permissions count, which they do not for root."""
    if os.geteuid() != 0:
        yield
        return
    with chdir("/"):  # the folder that the tests run in may be closed to others
        os.setresgid(NOBODY, NOBODY, 0)
        os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield
        finally:
            os.setresuid(0, 0, 0)
            os.setresgid(0, 0, 0)


def run_as_nobody(board: Board, *words: str) -> str:
    """Run a command as a user who is in no list of users; return all that it prints."""
    board.run(*words, cached=False)  # loads modules from where others may not read
    with as_nobody():
        return board.run(*words)


def give_away(*paths: Path) -> None:
    """Give files and folders to who runs commands as nobody."""
    for path in paths:
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


@pytest.fixture
def shared(board: Board) -> Board:
    """Return a board that everybody may read, with a snapshot that belongs to nobody."""
    open_folders(board.top)
    board.cache.mkdir()
    give_away(board.cache)
    run_as_nobody(board)
    assert len(board.list_snapshots()) == 1
    return board


@pytest.fixture
def snapshot(shared: Board) -> Path:
    """Return the snapshot of that board."""
    return shared.list_snapshots()[0]


def test_a_folder_that_may_not_be_written_to_says_nothing(board: Board) -> None:
    open_folders(board.top)
    board.cache.mkdir(mode=0o555)
    assert run_as_nobody(board) == board.run(cached=False)
    assert board.list_snapshots() == []


@pytest.mark.parametrize("mode", [0o500, 0o000])
def test_a_folder_that_is_closed_is_no_problem(shared: Board, snapshot: Path, mode: int) -> None:
    expected = shared.run(cached=False)
    snapshot.parent.chmod(mode)
    for _ in range(2):
        assert run_as_nobody(shared) == expected
    snapshot.parent.chmod(0o700)


def test_a_snapshot_that_may_not_be_read_is_written_anew(shared: Board, snapshot: Path) -> None:
    whole = snapshot.read_bytes()
    snapshot.chmod(0)
    assert run_as_nobody(shared) == shared.run(cached=False)
    assert snapshot.stat().st_mode & 0o777 == 0o600
    assert snapshot.read_bytes() == whole


@pytest.mark.parametrize("where", [".", "scrutiny"])
def test_a_file_in_the_place_of_the_cache_folder_is_no_problem(board: Board, where: str) -> None:
    place = board.cache / where
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("A file")
    assert board.list_outputs(cached=True) == board.list_outputs()
    assert place.read_text() == "A file"


def test_no_link_in_the_place_of_the_cache_folder_is_followed(board: Board) -> None:
    target = board.top / "target"
    target.mkdir(mode=0o755)
    board.cache.mkdir()
    (board.cache / "scrutiny").symlink_to("../target")
    assert board.list_outputs(cached=True) == board.list_outputs()
    assert list(target.iterdir()) == []
    assert target.stat().st_mode & 0o777 == 0o755


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give folders away")
def test_the_cache_folder_of_another_user_is_left_as_it_is(board: Board) -> None:
    folder = board.cache / "scrutiny"
    folder.mkdir(mode=0o755, parents=True)
    os.chown(folder, 65534, 65534)
    assert board.list_outputs(cached=True) == board.list_outputs()
    assert list(folder.iterdir()) == []
    assert folder.stat().st_mode & 0o777 == 0o755


@pytest.mark.parametrize("blocks", [0, 1])
def test_a_full_disk_is_no_problem_and_leaves_no_part_of_a_file(board: Board, blocks: int) -> None:
    """No file may have more than so many kibibytes; the snapshot has more."""
    for number in range(8, 60):
        name = f"2015-05-28-{number}.yaml"
        (board.meetings / name).write_text("date: 2015-05-28\nactions: [{action: Paint it}]\n")
    limited = ["bash", "-c", f'ulimit -f {blocks}; exec "$0" actions', str(SCRUTINY)]
    done = subprocess.run(
        limited,
        cwd=board.top,
        env=environment(XDG_CACHE_HOME=str(board.cache)),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert f"{done.stdout}\n{done.stderr}" == board.run(cached=False)
    assert board.list_snapshots() == []


def test_several_processes_at_once_leave_one_whole_snapshot(board: Board) -> None:
    expected = board.run(cached=False)
    for _ in range(3):
        started = [
            subprocess.Popen(
                [SCRUTINY, "actions"],
                cwd=board.top,
                env=environment(XDG_CACHE_HOME=str(board.cache)),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
            )
            for _ in range(4)
        ]
        printed = {process.communicate(timeout=60) for process in started}
        assert [f"{out}\n{err}" for out, err in printed] == [expected]
        [path] = board.list_snapshots()
        whole = path.read_bytes()
        path.unlink()
        assert board.make_snapshot().read_bytes() == whole
        path.write_bytes(b"")


# What may not be kept is deleted


def put_error(board: Board) -> None:
    (board.meetings / "2015-05-28.yaml").write_text("date: [")


def delete_all(board: Board) -> None:
    for path in board.meetings.iterdir():
        path.unlink()


@pytest.mark.parametrize("change", [Board.mark, put_error, delete_all])
@pytest.mark.parametrize(
    "words",
    [
        ("actions",), ("overdue",), ("people",), ("meetings",), ("matters-arising",), ("check",),
        ("show", "1/15"), ("show", "2015-04-23"), ("actions", "--as-at", "2015-05-01"),
        ("update", "3/15", "--note", "Said.", "-n"), ("raise", "Paint it", "-n"),
        ("carry-forward", "2015-07-23", "-n"), ("new-meeting", "2015-08-27", "-n"),
        ("publish", "--actions", "--to", "md", "-o", "-"), ("calendar", "-o", "-"),
        ("actions", "--owner", "XX"), ("show", "99/15"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_snapshot_goes_once_a_log_may_not_be_kept(
    board: Board, change: Callable[[Board], None], words: tuple[str, ...]
) -> None:
    path = board.make_snapshot()
    change(board)
    assert board.run(*words, code=None) == board.run(*words, code=None, cached=False)
    assert not path.exists()
    assert board.list_snapshots() == []


def test_the_snapshot_goes_when_states_are_compared(board: Board) -> None:
    make_repository(board.top)
    commit(board.top)
    path = board.make_snapshot()
    board.run("diff")
    assert path.exists()
    board.mark()
    board.run("diff")
    assert not path.exists()


@pytest.mark.parametrize(
    ("platform", "variable", "below"),
    [
        ("linux", "XDG_CACHE_HOME", "scrutiny"),
        ("darwin", "HOME", "Library/Caches/scrutiny"),
        ("win32", "LOCALAPPDATA", "scrutiny/Cache"),
    ],
)
def test_the_cache_folder_is_where_its_platform_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, below: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, str(tmp_path))
    path = find_snapshot_path(tmp_path)
    assert path is not None
    assert path.parent == tmp_path / below
    monkeypatch.setenv(variable, "")
    monkeypatch.setenv("HOME", "")
    assert find_snapshot_path(tmp_path) is None


def test_the_snapshot_goes_before_anything_is_printed(board: Board) -> None:
    path = board.make_snapshot()
    board.mark()
    subprocess.run(
        [SCRUTINY, "actions"],
        cwd=board.top,
        env=environment(XDG_CACHE_HOME=str(board.cache)),
        stdout=os.open("/dev/full", os.O_WRONLY),
        check=False,
    )
    assert not path.exists()


def test_a_damaged_snapshot_of_a_log_that_may_not_be_kept_goes_as_well(board: Board) -> None:
    path = board.make_snapshot()
    board.mark()
    path.write_bytes(path.read_bytes()[5:])
    board.run()
    assert board.list_snapshots() == []


def test_a_snapshot_that_cannot_be_deleted_is_emptied(shared: Board, snapshot: Path) -> None:
    shared.mark()
    snapshot.parent.chmod(0o500)
    assert run_as_nobody(shared) == shared.run(cached=False)
    assert snapshot.read_bytes() == b""


def test_a_snapshot_that_cannot_be_emptied_is_named_on_stderr(
    shared: Board, snapshot: Path
) -> None:
    snapshot.chmod(0o400)
    snapshot.parent.chmod(0o500)
    assert str(snapshot) not in run_as_nobody(shared)
    shared.mark()
    for words in (("actions",), ("check",)):
        expected, printed = shared.run(*words, cached=False), run_as_nobody(shared, *words)
        more = [line for line in printed.splitlines() if line not in expected.splitlines()]
        assert str(snapshot) in " ".join(more)
        assert set(expected.splitlines()) <= set(printed.splitlines())


def test_what_a_link_in_its_place_leads_to_is_never_emptied(shared: Board, snapshot: Path) -> None:
    victim = shared.top / "letter.txt"
    victim.write_text("Dear Ada")
    snapshot.unlink()
    snapshot.symlink_to(victim)
    give_away(victim, snapshot)
    shared.mark()
    snapshot.parent.chmod(0o500)
    run_as_nobody(shared)
    assert victim.read_text() == "Dear Ada"
    snapshot.parent.chmod(0o700)
    run_as_nobody(shared)
    assert not snapshot.is_symlink()
    assert victim.read_text() == "Dear Ada"


def test_what_a_killed_run_left_goes_as_well(board: Board) -> None:
    child = stopped_before(board.run)
    try:
        while not any(path.stat().st_size for path in board.list_snapshots()):
            assert stepped(child)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    [unfinished] = board.list_snapshots()
    assert b"crane" in unfinished.read_bytes()
    board.mark()
    board.run()
    assert board.list_snapshots() == []


def test_it_may_be_kept_again_once_nothing_is_confidential(board: Board) -> None:
    path = board.make_snapshot()
    whole, meeting = path.read_bytes(), board.meetings / "2015-05-28.yaml"
    text = meeting.read_text()
    board.mark()
    board.run()
    meeting.write_text(text)
    assert board.list_outputs(cached=True) == board.list_outputs()
    assert path.read_bytes() == whole


def test_an_edit_by_a_command_is_seen_by_the_next(board: Board) -> None:
    board.make_snapshot()
    board.run("raise", "Mend the bollard", "--at", "2015-05-28")
    assert "Mend the bollard" in board.run()
    assert board.list_outputs(cached=True) == board.list_outputs()


def test_an_edit_that_marks_something_deletes_it_at_once(board: Board) -> None:
    path = board.make_snapshot()
    edit = ("raise", "Ask the insurer", "--confidential", "--at", "2015-05-28")
    board.run(*edit, "--dry-run")
    assert path.exists()
    board.run(*edit)
    assert not path.exists()
