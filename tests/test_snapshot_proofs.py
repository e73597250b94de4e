"""A listing is the same to the byte with a snapshot and without, whatever changed since.

The commands are run as they are typed. Every text of a log made up is unique: what may not be
in the cache folder is known from how the log was made.
"""

from __future__ import annotations

import ast
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from boards import FIRST, Board, boards
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support import ROOT, scrutiny
from test_properties import logs, meetings

from scrutiny_cli.minutes.source import Source

WORD = re.compile(r"\b(?:zq\w+|J[A-Z]{3}|\d/24|[A-F]{2})\b")
TODAYS = [str(FIRST + timedelta(days=days)) for days in (-1, 28, 40, 150, 20000)]
FORMATS = ("plain", "table", "csv", "json", "md")
FORBIDDEN = {"pickle", "_pickle", "marshal", "shelve", "dbm", "cPickle", "dill", "copyreg"}
FILTERS = (
    ("--open",), ("--closed",), ("--overdue",), ("--no-date",), ("--due-within", "4000"),
    ("--sort", "due"), ("--sort", "ref"), ("--sort", "owner"), ("--sort", "age"),
    ("--sort", "slips"), ("--by", "owner"), ("--by", "meeting"), ("--by", "status"), ("--counts",),
    ("--exit-code",), ("--status", "done"), ("--status", "open"), ("--owner", "none"),
    ("--older-than", "1m"), ("--slipped",), ("--raised-since", "1.3.24"),
)  # fmt: skip
NAMED = ("--owner", "--search", "--raised-in", "--status")
COMPLETED = (
    "show ", "close ", "update ", "actions --owner ", "actions --raised-in ", "actions --status ",
    "publish ", "raise --at ",
)  # fmt: skip


Words = Sequence[str]


class Outcome(NamedTuple):
    """What a command printed, and how it ended."""

    stdout: str
    stderr: str
    code: int


class Command(NamedTuple):
    """A command, the folder in which it is typed, and variables of its environment."""

    words: tuple[str, ...]
    cwd: Path
    variables: Mapping[str, str]

    def run(self, top: Path, **more: str) -> Outcome:
        """Run the command with the cache folder of a place."""
        variables = {"XDG_CACHE_HOME": str(top / "cache"), **self.variables, **more}
        done = scrutiny(*self.words, cwd=self.cwd, code=None, **variables)
        return Outcome(done.stdout, done.stderr, done.returncode)


@contextmanager
def make_place() -> Iterator[Path]:
    """Make a folder with two boards' folders, `north/meetings` and `south`, and for the cache."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name).resolve()
        for folder in ("north/meetings", "south"):
            (top / folder).mkdir(parents=True)
        (top / "link").symlink_to("north/meetings")
        yield top


def list_cached_files(top: Path) -> list[Path]:
    """Return every file in the cache folder of a place."""
    return [path for path in (top / "cache").rglob("*") if path.is_file()]


def write_sources(sources: Sequence[Source], folder: Path) -> None:
    """Write texts into a folder under their own names."""
    for source in sources:
        (folder / Path(source.path).name).write_text(source.text, encoding="utf-8")


# Commands


def draw_command(data: st.DataObject, top: Path, today: str) -> Command:
    """Choose a command over the files that are in a place now."""
    folder = top / "north" / "meetings"
    texts = [path.read_text("utf-8", "replace") for path in list_files(folder)]
    known = sorted({word for text in texts for word in WORD.findall(text)}) or ["AB"]
    names = [path.name.partition(".")[0] for path in list_files(folder)] or ["2024-01-11"]
    words = data.draw(st.sampled_from(MAKERS))(data, known, names)
    where, paths = data.draw(st.sampled_from(WHERE))
    paths = tuple(path.replace("TOP", str(top)) for path in paths)
    return Command((*words, *paths), top / where, {"SCRUTINY_TODAY": today})


def draw_completion(data: st.DataObject, top: Path, today: str) -> Command:
    """Choose a line that bash completes."""
    line = data.draw(st.sampled_from(COMPLETED)) + data.draw(
        st.sampled_from(["", "z", "2", "J", "A"])
    )
    variables = {"_SCRUTINY_COMPLETE": "complete_bash_line", "COMPLETION_LINE": f"scrutiny {line}"}
    return Command((), top / "north", variables | {"SCRUTINY_TODAY": today})


# Where a command is typed, and how it names the folder.
WHERE = (
    ("north", ()),
    ("north/meetings", ()),
    (".", ("-m", "north/meetings")),
    ("south", ("-m", "../north/meetings/")),
    (".", ("-m", "link")),
    ("north/meetings", ("-m", ".")),
    ("south", ("-m", "TOP/north/meetings")),
    (".", ("-m", "north/meetings", "-m", "south")),
    (".", ("-m", "north/meetings", "-m", "link")),
    (".", ("--boards", ".")),
)


def make_actions(data: st.DataObject, known: Words, names: Words) -> tuple[str, ...]:
    chosen = data.draw(st.lists(st.sampled_from(FILTERS), max_size=3, unique=True))
    options = [word for option in chosen for word in option]
    if data.draw(st.booleans()):
        option = data.draw(st.sampled_from(NAMED))
        options += [option, data.draw(st.sampled_from(names if option == "--raised-in" else known))]
    return ("actions", *options, *draw_format(data))


def make_listing(data: st.DataObject, _: Words, names: Words) -> tuple[str, ...]:
    command = data.draw(
        st.sampled_from(["overdue", "people", "meetings", "matters-arising", "decisions"])
    )
    named = command == "matters-arising" and data.draw(st.booleans())
    more = (data.draw(st.sampled_from(names)),) if named else ()
    return (command, *more, *draw_format(data))


def make_other(data: st.DataObject, known: Words, names: Words) -> tuple[str, ...]:
    ref, name = data.draw(st.sampled_from(known)), data.draw(st.sampled_from(names))
    others = (
        ("check",),
        ("show", ref),
        ("show", name),
        ("update", ref, "--note", "Said.", "-n"),
        ("raise", "Paint it", "-n"),
        ("calendar", "-o", "-"),
        ("publish", "--actions", "--to", "md", "-o", "-"),
    )
    return data.draw(st.sampled_from(others))


MAKERS = (make_actions, make_listing, make_other)


def draw_format(data: st.DataObject) -> tuple[str, ...]:
    """Choose a format and a day, or leave them out."""
    form = data.draw(st.sampled_from((None, *FORMATS)))
    options = [] if form is None else ["--format", form]
    if form == "csv" and data.draw(st.booleans()):
        options.append("--excel")
    if data.draw(st.booleans()):
        options.append("--internal")
    if data.draw(st.integers(0, 3)) == 3:
        options += ["--as-at", data.draw(st.sampled_from(["today", *TODAYS]))]
    return tuple(options)


# Edits


def list_files(folder: Path) -> list[Path]:
    """Return the files of a folder in order; no folders, and no links that lead nowhere."""
    return sorted(path for path in folder.iterdir() if path.is_file())


def draw_file(data: st.DataObject, folder: Path) -> Path:
    """Choose a file of a folder, which may not be there yet."""
    return data.draw(st.sampled_from(list_files(folder) or [folder / "2024-01-11.yaml"]))


def read_fields(path: Path) -> dict[str, Any]:
    """Return the fields of a file that is still JSON, otherwise those of a short one."""
    try:
        fields = json.loads(path.read_text("utf-8").partition("\n{")[2] or path.read_text("utf-8"))
    except (OSError, ValueError):
        return {"date": path.name[:10]}
    return fields if isinstance(fields, dict) else {"date": path.name[:10]}


def write_fields(path: Path, fields: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(fields), encoding="utf-8")


def change_word(data: st.DataObject, folder: Path) -> None:
    """Change a word to another of the same length, and let the file's times be as they were."""
    path = draw_file(data, folder)
    if not path.exists():
        return
    state, text = path.stat(), path.read_text("utf-8", "replace")
    found = WORD.findall(text)
    if found:
        word = data.draw(st.sampled_from(found))
        path.write_text(text.replace(word, word[:-1] + ("b" if word[-1] == "a" else "a")), "utf-8")
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def change_meeting(data: st.DataObject, folder: Path) -> None:
    path = draw_file(data, folder)
    write_fields(path, {"date": path.name[:10]} | data.draw(meetings))


def add_meeting(data: st.DataObject, folder: Path) -> None:
    day = str(FIRST + timedelta(days=data.draw(st.integers(-3, 130))))
    write_fields(folder / f"{day}.yaml", {"date": day} | data.draw(meetings))


def delete_file(data: st.DataObject, folder: Path) -> None:
    draw_file(data, folder).unlink(missing_ok=True)


def rename_file(data: st.DataObject, folder: Path) -> None:
    path = draw_file(data, folder)
    name = f"{path.name[:10]}{data.draw(st.sampled_from(['-b', '-x', '', '.old']))}.yaml"
    if path.exists():
        path.rename(folder / name)


def swap_files(data: st.DataObject, folder: Path) -> None:
    one, other = draw_file(data, folder), draw_file(data, folder)
    if one.exists():
        texts = one.read_bytes(), other.read_bytes()
        one.write_bytes(texts[1])
        other.write_bytes(texts[0])


def add_other_entry(data: st.DataObject, folder: Path) -> None:
    """Add a file with an unusual name, a folder, or a link that leads nowhere."""
    name = data.draw(st.sampled_from(["2015.yml", "notes.txt", "notes.yaml", "2024-03-01.YAML"]))
    how = data.draw(st.sampled_from(["file", "folder", "link"]))
    path = folder / name
    if os.path.lexists(path):
        return
    if how == "file":
        path.write_text("date: 2015-01-01\n", "utf-8")
    elif how == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")


def touch_file(data: st.DataObject, folder: Path) -> None:
    path = draw_file(data, folder)
    if path.exists():
        path.write_bytes(path.read_bytes())
        os.utime(path, (data.draw(st.integers(0, 2**31)),) * 2)


def mark_confidential(data: st.DataObject, folder: Path) -> None:
    path = draw_file(data, folder)
    fields = read_fields(path)
    entries = [fields, *(entry for name in ("actions", "items") for entry in fields.get(name, ()))]
    marked = data.draw(st.sampled_from([entry for entry in entries if isinstance(entry, dict)]))
    marked["confidential"] = data.draw(st.sampled_from(["true", "as it was told"]))
    write_fields(path, fields)


def introduce_error(data: st.DataObject, folder: Path) -> None:
    path = draw_file(data, folder)
    before = path.read_bytes() if path.exists() else b""
    faults = (b"[", before[: len(before) // 2], before + b"x: [", b"\xff" + before, b"date: never")
    path.write_bytes(data.draw(st.sampled_from(faults)))


def change_series(data: st.DataObject, folder: Path) -> None:
    path = folder / "series.yaml"
    fields = read_fields(path) if path.exists() else {}
    fields.pop("date", None)
    more = (
        {"title": "Harbour Board"},
        {"dates": "05/28/2015"},
        {"people": [{"initials": "AB", "name": "Ada Bell"}]},
        {"members": ["AB", "CD"]},
        {"statuses": {"ongoing": "completed"}},
        {"titel": "An error"},
    )
    write_fields(path, fields | data.draw(st.sampled_from(more)))


def replace_by_link(data: st.DataObject, folder: Path) -> None:
    """Put a link in the place of a file; the next time change what the link leads to."""
    path, target = draw_file(data, folder), folder.parent / "target.yaml"
    if path.exists() and not target.exists():
        path.rename(target)
        path.symlink_to("../target.yaml")
    elif target.exists():
        write_fields(target, {"date": "2024-01-11"} | data.draw(meetings))


def move_folder(data: st.DataObject, folder: Path) -> None:
    """Let the two boards' folders change places."""
    south, between = folder.parent.parent / "south", folder.parent / "between"
    if data.draw(st.booleans()):
        folder.rename(between)
        south.rename(folder)
        between.rename(south)


def keep_all(_: st.DataObject, __: Path) -> None:
    """Change nothing."""


EDITS: tuple[Callable[[st.DataObject, Path], None], ...] = (
    keep_all, change_word, change_meeting, add_meeting, delete_file, rename_file, swap_files,
    add_other_entry, touch_file, mark_confidential, introduce_error, change_series,
    replace_by_link, move_folder,
)  # fmt: skip


# What holds


# What fails is not made smaller: an example is a few short files, and each run takes its time.
SETTINGS = settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@SETTINGS
@given(st.one_of(boards(marked=False).map(Board.sources), logs), boards(), st.data())
def test_the_output_is_the_same_with_a_snapshot_and_without(
    sources: list[Source], south: Board, data: st.DataObject
) -> None:
    with make_place() as top:
        write_sources(sources, top / "north" / "meetings")
        south.write(top / "south")
        today = TODAYS[2]
        for _ in range(data.draw(st.integers(2, 4))):
            for draw_one in data.draw(st.lists(st.sampled_from(DRAWN), min_size=2, max_size=4)):
                command = draw_one(data, top, today)
                expected = command.run(top, SCRUTINY_NO_CACHE="1")
                assert command.run(top) == expected, command
            today = data.draw(st.sampled_from([today, today, *TODAYS]))
            data.draw(st.sampled_from(EDITS))(data, top / "north" / "meetings")


@SETTINGS
@given(boards(), st.data())
def test_no_confidential_word_is_in_the_cache_folder(board: Board, data: st.DataObject) -> None:
    with make_place() as top:
        folder, today = top / "north" / "meetings", data.draw(st.sampled_from(TODAYS))
        for name, text in board.files.items():
            write_fields(folder / name, remove_marks(json.loads(text.partition("\n")[2])))
        run_reading(data, top, today)
        never_listed = {
            word for text in board.files.values() for word in NEVER_LISTED.findall(text)
        }
        assert not {word for word in never_listed if word in read_cache(top)}
        for name in data.draw(st.permutations(sorted(board.files))):
            (folder / name).write_text(board.files[name], "utf-8")
            run_reading(data, top, today)
            if any('"confidential":' in path.read_text("utf-8") for path in folder.glob("2*")):
                assert read_cache(top) == ""
        assert not board.find_leaks(read_cache(top))


@SETTINGS
@given(boards(marked=False), st.data())
def test_no_log_with_an_error_is_in_the_cache_folder(board: Board, data: st.DataObject) -> None:
    with make_place() as top:
        folder = top / "north" / "meetings"
        board.write(folder)
        run_reading(data, top, TODAYS[1])
        introduce_error(data, folder)
        run_reading(data, top, TODAYS[1])
        assert read_cache(top) == ""


def remove_marks(value: Any) -> Any:  # noqa: ANN401  what JSON holds
    """Return what a file holds with nothing in it confidential."""
    if isinstance(value, dict):
        return {name: remove_marks(one) for name, one in value.items() if name != "confidential"}
    return [remove_marks(one) for one in value] if isinstance(value, list) else value


def run_reading(data: st.DataObject, top: Path, today: str) -> None:
    """Run a command that reads the folder of the first board alone."""
    words = data.draw(st.sampled_from(READING))
    if words[0] == "complete":
        command = draw_completion(data, top, today)
    else:
        command = Command(words, top / "north", {"SCRUTINY_TODAY": today})
    assert command.run(top).code in {0, 1, 3}  # 3: nothing is published of files with errors


def read_cache(top: Path) -> str:
    """Return the names and texts of all files in the cache folder of a place, if they have any."""
    files = [path for path in list_cached_files(top) if path.stat().st_size]
    return "\n".join(
        f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files
    )


DRAWN = (draw_command, draw_command, draw_completion)
# Words of a comment, of a field of the board's own and of an address are in no listing.
NEVER_LISTED = re.compile(r'(?:# |"(?:x-own|email)": ")(zq\w+)')
READING = (
    ("actions",), ("actions", "--open", "--format", "json"), ("actions", "--counts"),
    ("overdue", "--format", "md"), ("people", "--format", "table"), ("meetings",),
    ("matters-arising",), ("decisions",), ("check",), ("calendar", "-o", "-", "--internal"),
    ("publish", "--actions", "--to", "csv", "-o", "-", "--internal"),
    ("actions", "--as-at", "2024-02-01"), ("complete",), ("overdue", "--boards", ".."),
    ("people", "-m", "meetings", "-m", "../south"),
)  # fmt: skip


def test_a_snapshot_cannot_run_anything() -> None:
    """No module of the program can load objects from bytes, or runs a text that it has read."""
    for path in (ROOT / "scrutiny_cli").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not {name.name.partition(".")[0] for name in node.names} & FORBIDDEN, path
            if isinstance(node, ast.ImportFrom) and node.module is not None:
                assert node.module.partition(".")[0] not in FORBIDDEN, path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "compile", "__import__"}, path
