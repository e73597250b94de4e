"""The disk: on a real one, with what may happen to files underneath."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from support import SCRUTINY

from scrutiny_cli.cli.meetings_folder import find_folder
from scrutiny_cli.storage import attributes, file_reader, file_writer, temporary
from scrutiny_cli.storage.errors import FolderNotFound, WriteRefused
from scrutiny_cli.storage.file_reader import (
    FileContent,
    TooLarge,
    Unreadable,
    read_existing,
    read_file,
    read_files,
)
from scrutiny_cli.storage.file_writer import create_file, replace_file, rewrite_files
from scrutiny_cli.storage.folder import check_named_folder, find_nearest_folder
from scrutiny_cli.storage.paths import make_labeler

if TYPE_CHECKING:
    from _typeshed import TraceFunction  # there for type checkers only

BEFORE = b"date: 2015-05-28\r\nvenue: caf\xc3\xa9"
AFTER = b"date: 2015-05-29\n"
NOBODY = 65534  # the user of that name, nearly everywhere


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def meeting(here: Path) -> Path:
    (here / "meetings").mkdir()
    path = here / "meetings" / "2015-05-28.yaml"
    path.write_bytes(BEFORE)
    return path


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.iterdir())


# -- finding


def test_nearest_folder_upwards_is_found(meeting: Path, here: Path) -> None:
    (here / "a" / "b").mkdir(parents=True)
    assert find_nearest_folder(here / "a" / "b") == meeting.parent
    assert find_nearest_folder(meeting.parent) == meeting.parent


def test_a_file_called_meetings_is_passed_over(meeting: Path, here: Path) -> None:
    (here / "a").mkdir()
    (here / "a" / "meetings").touch()
    assert find_nearest_folder(here / "a") == meeting.parent


def test_named_folder_is_taken_as_it_is(here: Path) -> None:
    (here / "board").mkdir()
    assert check_named_folder(Path("board")) == Path("board")


def test_no_folder_says_where_it_looked(here: Path) -> None:
    with pytest.raises(FolderNotFound) as told:
        find_folder(None)
    assert f"`meetings` in {here}" in str(told.value)
    with pytest.raises(FolderNotFound, match="no folder board"):
        check_named_folder(Path("board"))


def test_named_file_is_no_folder(meeting: Path) -> None:
    with pytest.raises(FolderNotFound, match="a file, not a folder"):
        check_named_folder(meeting)


# -- reading


def test_reads_yaml_files_only_in_the_order_of_names(meeting: Path) -> None:
    for name in ("series.yaml", "2015-04-30.yml", ".hidden.yaml", "notes.txt", "x.yaml~"):
        (meeting.parent / name).write_bytes(b"x")
    (meeting.parent / "old").mkdir()
    (meeting.parent / "old" / "1999-01-01.yaml").touch()
    names = ["2015-04-30.yml", meeting.name, "series.yaml"]
    read = list(read_files(meeting.parent))
    assert [one.label for one in read] == [f"meetings/{name}" for name in names]
    assert read[1] == FileContent(meeting.parent, meeting.name, "meetings/2015-05-28.yaml", BEFORE)


def test_paths_are_shown_from_where_one_stands(
    meeting: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(meeting.parent)
    assert next(read_files(Path())).label == meeting.name
    (here / "other").mkdir()
    monkeypatch.chdir(here / "other")
    assert next(read_files(meeting.parent)).label == "../meetings/2015-05-28.yaml"


def test_what_cannot_be_read_hides_nothing(meeting: Path) -> None:
    (meeting.parent / "1.yaml").mkdir()
    (meeting.parent / "2.yaml").symlink_to("nowhere")
    (meeting.parent / "3.yaml").symlink_to("3.yaml")
    os.mkfifo(meeting.parent / "4.yaml")
    assert list(read_files(meeting.parent)) == [
        FileContent(meeting.parent, meeting.name, "meetings/2015-05-28.yaml", BEFORE),
        Unreadable("meetings/1.yaml", "it is a folder, not a file"),
        Unreadable("meetings/2.yaml", "it is a link to a file that does not exist"),
        Unreadable("meetings/3.yaml", "it is a link to itself"),
        Unreadable("meetings/4.yaml", "it is not a file"),
    ]


def test_a_file_without_permission_is_told(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting.chmod(0)
    meeting.parent.chmod(0o755)
    monkeypatch.chdir(meeting.parent)  # nobody may walk here from the top
    me = os.geteuid()
    os.seteuid(me or NOBODY)  # root may read everything
    try:
        read = list(read_files(Path()))
    finally:
        os.seteuid(me)
    assert read == [Unreadable(meeting.name, "you have no permission")]


def test_a_name_that_is_not_utf8_can_be_shown(meeting: Path) -> None:
    (Path(os.fsdecode(os.fsencode(meeting.parent) + b"/caf\xe9.yaml"))).touch()
    _, strange = read_files(meeting.parent)
    assert strange.label == "meetings/caf\N{REPLACEMENT CHARACTER}.yaml"


def test_a_folder_that_went_away_is_told(here: Path) -> None:
    with pytest.raises(FolderNotFound, match="cannot be read: it does not exist"):
        list(read_files(here / "gone"))


# -- a new file


def test_create_writes_utf8_and_leaves_line_ends_alone(here: Path) -> None:
    create_file(here / "a.yaml", "caf\u00e9\nx\r\n")
    assert (here / "a.yaml").read_bytes() == b"caf\xc3\xa9\nx\r\n"
    assert names(here) == ["a.yaml"]


def test_create_never_overwrites(meeting: Path) -> None:
    with pytest.raises(WriteRefused, match=r"meetings/2015-05-28\.yaml already exists"):
        create_file(meeting, "x")
    assert meeting.read_bytes() == BEFORE
    assert names(meeting.parent) == [meeting.name]


def test_create_does_not_write_through_a_dangling_link(here: Path) -> None:
    (here / "a.yaml").symlink_to("b.yaml")
    with pytest.raises(WriteRefused, match="already exists"):
        create_file(here / "a.yaml", "x")
    assert names(here) == ["a.yaml"]


def test_create_says_when_it_cannot(here: Path) -> None:
    with pytest.raises(WriteRefused, match="cannot be written: it does not exist"):
        create_file(here / "gone" / "a.yaml", "x")
    with pytest.raises(WriteRefused, match=r"'\\udcff' is not a character of UTF-8"):
        create_file(here / "a.yaml", "x\udcff")
    assert names(here) == []


def _no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def test_create_on_a_disk_without_links(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    create_file(here / "a.yaml", "x")
    with pytest.raises(WriteRefused, match="already exists"):
        create_file(here / "a.yaml", "y")
    assert (here / "a.yaml").read_text() == "x"
    assert names(here) == ["a.yaml"]


# -- a file written anew


def test_replace_writes_and_keeps_the_mode(meeting: Path) -> None:
    meeting.chmod(0o640)
    replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes() == AFTER
    assert meeting.stat().st_mode & 0o777 == 0o640
    assert names(meeting.parent) == [meeting.name]


def test_replace_keeps_a_mode_that_the_umask_would_take(meeting: Path) -> None:
    meeting.chmod(0o666)
    replace_file(meeting, BEFORE, AFTER)
    assert meeting.stat().st_mode & 0o777 == 0o666


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_replace_keeps_the_owner(meeting: Path) -> None:
    os.chown(meeting, 12345, 54321)
    replace_file(meeting, BEFORE, AFTER)
    assert (meeting.stat().st_uid, meeting.stat().st_gid) == (12345, 54321)


def test_replace_follows_a_link(meeting: Path, here: Path) -> None:
    link = here / "link.yaml"
    link.symlink_to("meetings/2015-05-28.yaml")
    replace_file(link, BEFORE, AFTER)
    assert link.is_symlink()
    assert meeting.read_bytes() == AFTER


def test_replace_refuses_what_changed_underneath(meeting: Path) -> None:
    meeting.write_bytes(BEFORE + b"!")
    with pytest.raises(WriteRefused, match=r"meetings/2015-05-28\.yaml has changed since"):
        replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes() == BEFORE + b"!"
    assert names(meeting.parent) == [meeting.name]


def test_replace_refuses_what_went_away(meeting: Path) -> None:
    meeting.unlink()
    with pytest.raises(WriteRefused, match="it does not exist"):
        replace_file(meeting, BEFORE, AFTER)
    assert names(meeting.parent) == []


def test_replace_refuses_a_read_only_file(meeting: Path) -> None:
    meeting.chmod(0o444)
    with pytest.raises(WriteRefused, match="is read-only"):
        replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes() == BEFORE


def test_replace_refuses_a_folder(here: Path) -> None:
    (here / "a.yaml").mkdir()
    with pytest.raises(WriteRefused, match="it is a folder, not a file"):
        replace_file(here / "a.yaml", BEFORE, AFTER)
    assert names(here) == ["a.yaml"]


KILLED = """
import os, pathlib, sys
from scrutiny_cli.storage.file_writer import create_file, replace_file
pathlib.Path.replace = os.replace = os.link = lambda *_, **__: os._exit(9)
path = pathlib.Path(sys.argv[1])
replace_file(path, path.read_bytes(), b"x") if path.exists() else create_file(path, "x")
"""


@pytest.mark.parametrize("name", ["2015-05-28.yaml", "2015-06-25.yaml"])
def test_killed_before_the_last_step_leaves_all_as_it_was(meeting: Path, name: str) -> None:
    command = [sys.executable, "-c", KILLED, str(meeting.parent / name)]
    root = Path(file_writer.__file__).parents[2]
    killed = subprocess.run(command, check=False, cwd=root)
    assert killed.returncode == 9
    before = FileContent(meeting.parent, meeting.name, "meetings/2015-05-28.yaml", BEFORE)
    assert list(read_files(meeting.parent)) == [before]


# -- owners, groups and access lists


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may be somebody else")


def replace_as(who: int, groups: list[int], path: Path) -> None:
    """Write a file anew as another user, in a process of his own."""
    child = os.fork()
    if not child:
        try:
            os.setgroups(groups)
            os.setgid(who)
            os.setuid(who)
            replace_file(path, BEFORE, AFTER)
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert path.read_bytes() == AFTER


@pytest.fixture
def shared(meeting: Path) -> Path:
    """Give a meeting of user 4001 and group 4100, where user 4002 may write, too."""
    meeting.parent.chmod(0o777)
    for one in list(meeting.parents)[:-2]:
        one.chmod(one.stat().st_mode | 0o011)
    os.chown(meeting, 4001, 4100)
    return meeting


@needs_root
def test_who_shares_a_group_leaves_the_file_to_it(shared: Path) -> None:
    shared.chmod(0o660)
    replace_as(4002, [4100], shared)
    state = shared.stat()
    assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (4002, 4100, 0o660)


@needs_root
def test_another_group_may_do_no_more_than_everybody(shared: Path) -> None:
    os.chown(shared, 4002, 4100)
    shared.chmod(0o640)
    replace_as(4002, [], shared)
    state = shared.stat()
    assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (4002, 4002, 0o600)


def test_what_a_file_carries_beside_its_text_stays(meeting: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux keeps such things here")
    try:
        os.setxattr(meeting, "user.scrutiny", b"x")
    except OSError as reason:
        pytest.skip(f"this disk keeps nothing beside a file: {reason}")
    replace_file(meeting, BEFORE, AFTER)
    assert os.getxattr(meeting, "user.scrutiny") == b"x"


# -- a disk that is full, or may not be written to


LIMITED = """
import resource, signal, sys
from pathlib import Path
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import create_file, replace_file
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
path = Path(sys.argv[1])
for write in (
    lambda: replace_file(path, path.read_bytes(), b"x" * 1001),
    lambda: create_file(path.with_name("new.yaml"), "x" * 1001),
):
    try:
        write()
    except WriteRefused as told:
        print(told)
"""


def test_a_file_larger_than_one_may_write_leaves_the_old_one_whole(meeting: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(meeting)],
        cwd=meeting.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines() == [
        "2015-05-28.yaml cannot be written: it would be larger than you are allowed to write.",
        "new.yaml cannot be written: it would be larger than you are allowed to write.",
    ]
    assert meeting.read_bytes() == BEFORE
    assert names(meeting.parent) == [meeting.name]


MOUNTED = """
set -e
mount -t tmpfs -o size=64k,mode=777 none "$1"
printf 'date: 2015-05-28\\nactions: [{action: Paint the quay}]\\n' > "$1/2015-05-28.yaml"
cp "$1/2015-05-28.yaml" "$2"
if [ "$3" = full ]; then head -c 1000000 /dev/zero > "$1/full" 2>/dev/null || true
else mount -o remount,ro "$1"; fi
cd "$1/.."
set +e
"$4" new-meeting 25.06.15; echo "$?"
"$5" -c "$6"; echo "$?"
cmp "$1/2015-05-28.yaml" "$2"
ls -A "$1"
"""
ANEW = """
import sys
from pathlib import Path
from scrutiny_cli.storage.errors import WriteRefused
from scrutiny_cli.storage.file_writer import replace_file
path = Path("meetings/2015-05-28.yaml")
try:
    replace_file(path, path.read_bytes(), path.read_bytes() * 100)
except WriteRefused as told:
    sys.exit(str(told))
"""


OF_ITS_OWN = ("unshare", "--user", "--map-root-user", "--mount")


def mounts(place: Path) -> bool:
    """Whether a disk may be mounted here, seen by those alone who mount it."""
    if shutil.which("unshare") is None:
        return False
    tried = [*OF_ITS_OWN, "mount", "-t", "tmpfs", "none", str(place)]
    return not subprocess.run(tried, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("how", "told", "left"),
    [
        ("full", "cannot be written: the disk is full", ["2015-05-28.yaml", "full"]),
        ("read-only", "is read-only", ["2015-05-28.yaml"]),
    ],
)
def test_a_disk_that_takes_nothing_is_told_and_all_is_as_it_was(
    here: Path, how: str, told: str, left: list[str]
) -> None:
    meetings = here / "meetings"
    meetings.mkdir()
    if not mounts(meetings):
        pytest.skip("this machine lets nobody mount a disk of his own")
    scrutiny = SCRUTINY
    words = [str(meetings), str(here / "copy"), how, str(scrutiny), sys.executable, ANEW]
    done = subprocess.run(
        [*OF_ITS_OWN, "sh", "-c", MOUNTED, "sh", *words],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["3", "1", *left], done.stderr
    assert done.stderr.splitlines() == [
        f"meetings/2015-06-25.yaml cannot be written: the disk is {how}.",
        f"meetings/2015-05-28.yaml {told}.",
    ]


def test_an_interrupt_at_any_line_leaves_all_files_old_or_all_new(here: Path) -> None:
    paths = [here / f"2015-0{month}-28.yaml" for month in (4, 5, 6)]
    line, came_to_the_end = 0, False
    while not came_to_the_end:
        line += 1
        for path in paths:
            path.write_text("old", encoding="utf-8")
        came_to_the_end = _interrupted_at(line, [(path, "old", "new") for path in paths])
        texts = {path.read_text(encoding="utf-8") for path in paths}
        assert len(texts) == 1, f"interrupted at line {line}"
        assert sorted(one.name for one in here.iterdir()) == [path.name for path in paths]
    assert texts == {"new"}
    assert line > 50


WRITING = {module.__file__ for module in (attributes, file_reader, file_writer)}


def _interrupted_at(line: int, files: list[tuple[Path, str, str]]) -> bool:
    """Write with a Ctrl-C at a line of the writing; True where it is over before."""
    left = line

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        nonlocal left
        if frame.f_code.co_filename not in WRITING:
            return None
        left -= event == "line"
        if event == "line" and left == 0:
            signal.raise_signal(signal.SIGINT)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        rewrite_files(files)
    except KeyboardInterrupt:
        pass
    finally:
        sys.settrace(before)
    return left > 0


# -- links, and what is no file of minutes


OUTSIDE = "pin: 1234\n"


@pytest.fixture
def secret(here: Path) -> Path:
    """Give a file that lies outside the repository, beside it."""
    path = here / "secret"
    path.write_text(OUTSIDE, encoding="utf-8")
    return path


@pytest.fixture
def board(here: Path, secret: Path) -> Path:
    """Give the meetings of a repository that links lead out of."""
    assert secret
    subprocess.run(["git", "init", "-q", "board"], cwd=here, check=True)
    meetings = here / "board" / "a" / "meetings"
    meetings.mkdir(parents=True)
    return meetings


def reasons(meetings: Path) -> dict[str, str]:
    return {
        one.label.rpartition("/")[2]: one.reason
        for one in read_files(meetings)
        if isinstance(one, Unreadable)
    }


def test_a_link_out_of_the_repository_is_not_read(board: Path) -> None:
    (board / "1.yaml").symlink_to("../../../secret")
    (board / "2.yaml").symlink_to("/proc/self/environ")
    (board / "3.yaml").symlink_to("4.txt")
    (board / "4.txt").symlink_to("../../../secret")
    (board / "series.yaml").symlink_to("../../.git/config")
    told = "it is a link to a place outside the repository"
    assert reasons(board) == dict.fromkeys(["1.yaml", "2.yaml", "3.yaml", "series.yaml"], told)


def test_a_link_within_the_repository_is_followed(board: Path) -> None:
    (board.parent.parent / "shared").write_bytes(BEFORE)
    (board / "2015-05-28.yaml").symlink_to("../../shared")
    (read,) = read_files(board)
    assert read == FileContent(board, "2015-05-28.yaml", shown_in(board), BEFORE)
    replace_file(board / "2015-05-28.yaml", BEFORE, AFTER)
    assert (board.parent.parent / "shared").read_bytes() == AFTER


def shown_in(meetings: Path) -> str:
    return make_labeler(meetings)("2015-05-28.yaml")


def test_without_a_repository_links_stay_below_the_folder_above(meeting: Path, here: Path) -> None:
    (here / "notes").write_bytes(BEFORE)
    (meeting.parent / "1.yaml").symlink_to("../notes")
    (meeting.parent / "2.yaml").symlink_to(here.parent / "elsewhere")
    assert reasons(meeting.parent) == {"2.yaml": "it is a link to a place outside the folder above"}


def test_nothing_is_written_through_a_link_that_leads_out(board: Path, secret: Path) -> None:
    link = board / "2015-05-28.yaml"
    link.symlink_to("../../../secret")
    writes: tuple[Callable[[], None], ...] = (
        lambda: replace_file(link, OUTSIDE.encode(), AFTER),
        lambda: rewrite_files([(link, OUTSIDE, "date: 2015-05-29\n")]),
        lambda: create_file(link, AFTER),
    )
    for write in writes:
        with pytest.raises(WriteRefused, match=r"place outside the repository|already exists"):
            write()
    assert secret.read_text() == OUTSIDE


def test_a_folder_of_meetings_that_leads_out_is_refused(board: Path, here: Path) -> None:
    (here / "elsewhere").mkdir()
    link = board.parent.parent / "meetings"
    link.symlink_to(here / "elsewhere")
    looks: tuple[Callable[[], Path | None], ...] = (
        lambda: find_nearest_folder(link.parent),
        lambda: check_named_folder(Path("board/meetings")),
        lambda: check_named_folder(Path("board/../board/meetings/")),
    )
    for look in looks:
        with pytest.raises(FolderNotFound, match=r"link .* -m elsewhere"):
            look()
    (here / "boards").symlink_to(here / "elsewhere")
    assert check_named_folder(Path("boards")) == Path("boards")


def test_a_folder_of_meetings_that_leads_elsewhere_in_it_is_taken(board: Path) -> None:
    link = board.parent.parent / "meetings"
    link.symlink_to("a/meetings")
    assert find_nearest_folder(link.parent) == link


def test_a_huge_file_is_not_read_and_hides_no_other(meeting: Path) -> None:
    for name, size in (("1.yaml", 100 << 30), ("2.yaml", 2_000_004)):
        with (meeting.parent / name).open("wb") as file:
            file.truncate(size)
    (meeting.parent / "3.yaml").write_bytes(b"#" * 2_000_003)
    whole, limit, *huge = read_files(meeting.parent)
    assert isinstance(whole, FileContent)
    assert isinstance(limit, FileContent)
    assert huge == [TooLarge("meetings/1.yaml"), TooLarge("meetings/2.yaml")]
    with pytest.raises(WriteRefused, match="larger than 64 MB"):
        read_file(meeting.parent / "1.yaml")
    assert read_existing(meeting.parent / "1.yaml") == ""


def test_a_file_that_grows_while_it_is_read_is_let_go(
    meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fstat

    def as_it_was(descriptor: int) -> os.stat_result:
        state = list(real(descriptor))
        state[6] = 10
        return os.stat_result(state)

    meeting.write_bytes(b"#" * 3_000_000)
    monkeypatch.setattr(os, "fstat", as_it_was)
    assert list(read_files(meeting.parent)) == [TooLarge("meetings/2015-05-28.yaml")]


@pytest.mark.parametrize("name", ["a\nb.yaml", "a\x1b[1m.yaml", "a\u202e.yaml", "a\u2028.yaml"])
def test_a_name_is_shown_in_one_line_without_its_signs(meeting: Path, name: str) -> None:
    (meeting.parent / name).touch()
    shown = [one.label for one in read_files(meeting.parent)][1]
    assert shown.isprintable()
    assert shown.startswith("meetings/a\N{REPLACEMENT CHARACTER}")


# -- a change that comes while a file is written


def changed_meanwhile(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[], object], *, can_exchange: bool
) -> None:
    """Have somebody save the file between the last comparison and the last step."""

    def exchange(one: Path, other: Path) -> bool:
        monkeypatch.setattr(file_writer, "exchange_names", temporary.exchange_names)
        change()
        return temporary.exchange_names(one, other)

    def replace(self: Path, target: Path) -> Path:
        monkeypatch.setattr(Path, "replace", real)
        change()
        return real(self, target)

    real = Path.replace
    if can_exchange:
        monkeypatch.setattr(file_writer, "exchange_names", exchange)
    else:
        monkeypatch.setattr(file_writer, "exchange_names", lambda _one, _other: False)
        monkeypatch.setattr(Path, "replace", replace)


def save_by_renaming(path: Path) -> None:
    other = path.with_name("saved")
    other.write_bytes(b"date: saved\n")
    other.replace(path)


def save_in_place(path: Path) -> None:
    path.write_bytes(b"date: saved\n")


@pytest.mark.parametrize(
    ("save", "can_exchange"),
    [(save_by_renaming, True), (save_in_place, True), (save_in_place, False)],
)
def test_a_change_at_the_last_moment_is_not_lost(
    meeting: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None], *,
    can_exchange: bool,
) -> None:  # fmt: skip
    changed_meanwhile(monkeypatch, lambda: save(meeting), can_exchange=can_exchange)
    with pytest.raises(WriteRefused, match="has changed since it was read"):
        replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes() == b"date: saved\n"
    assert names(meeting.parent) == [meeting.name]


def test_where_names_cannot_be_exchanged_a_file_is_written_all_the_same(
    meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_writer, "exchange_names", lambda _one, _other: False)
    replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes() == AFTER
    monkeypatch.setattr(os, "link", _no_links)
    monkeypatch.setattr(os, "O_TMPFILE", 0, raising=False)
    replace_file(meeting, AFTER, BEFORE)
    assert meeting.read_bytes() == BEFORE
    assert names(meeting.parent) == [meeting.name]


def test_the_latest_of_two_saves_stays(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def exchange(one: Path, other: Path) -> bool:
        calls.append(1)
        meeting.write_bytes(b"date: save %d\n" % len(calls))
        return temporary.exchange_names(one, other)

    monkeypatch.setattr(file_writer, "exchange_names", exchange)
    with pytest.raises(WriteRefused, match="has changed since it was read"):
        replace_file(meeting, BEFORE, AFTER)
    assert meeting.read_bytes().startswith(b"date: save ")
    assert names(meeting.parent) == [meeting.name]
