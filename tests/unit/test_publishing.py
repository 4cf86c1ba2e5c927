"""A built site takes its place step by step where the system cannot exchange two folders and where it fails."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from adapter import filling, publishing
from adapter.lock import Lock, LockTimeout
from adapter.publishing import MARKER, Publication
from adapter.settings import Failed
from unprivileged import unprivileged

Begin = Callable[[], Publication]
HOLD = """import sys, time
from pathlib import Path
from adapter.lock import Lock
Lock(Path(sys.argv[1]), 0, print)
print("held", flush=True)
time.sleep(60)"""
"""A process that holds a lock until it is killed."""
END = """import os, signal, sys
from pathlib import Path
from adapter import lock
claim = lock.claim
def ended(file):
    claim(file)
    os.kill(os.getpid(), signal.SIGTERM)
lock.claim = ended
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
lock.Lock(Path(sys.argv[1]), 0, print)"""
"""A process that is asked to end in the moment in which it takes a lock."""
END_LATE = """import os, signal, sys
from pathlib import Path
from adapter import lock
close = os.close
def ended(file):
    close(file)
    os.kill(os.getpid(), signal.SIGTERM)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
held = lock.Lock(Path(sys.argv[1]), 0, print)
os.close = ended
held.release()"""
"""A process that is asked to end in the moment in which it gives a lock back."""

WINDOWS = """import errno, fcntl, os, signal, sys, types
from pathlib import Path
import adapter.settings  # with MkDocs, which has a way of its own for Windows
import dossier.records.messages  # whose packages look for files of the system that this Python was made for

def locking(file, mode, count):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise PermissionError(errno.EACCES, "Permission denied") from None

def kill(process, number):
    raise AssertionError("os.kill ends a process of Windows, whatever the signal")

sys.modules |= {"fcntl": None, "msvcrt": types.SimpleNamespace(locking=locking, LK_NBLCK=2)}
del signal.pthread_sigmask, signal.SIGHUP, os.O_NOFOLLOW, os.geteuid
os.kill, sys.platform = kill, "win32"
from adapter.publishing import Publication
from adapter.settings import Failed
folder = Path(sys.argv[1])
for text in ("old", "new"):
    publication = Publication(str(folder / "site"), [folder / "data"], patience=0)
    try:
        Publication(str(folder / "site"), [folder / "data"], patience=0)
    except Failed as refused:
        print(refused)
    (publication.new / "index.html").write_text(text, "utf-8")
    publication.finish(True)
    publication.lock.release()
"""
"""Two builds where the modules and functions that Windows lacks are not there, each while another tries too."""


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begins to publish ``site`` in a project that has ``data``."""
    (tmp_path / "data").mkdir()
    begun: list[Publication] = []

    def begin() -> Publication:
        begun.append(Publication(str(tmp_path / "site"), [tmp_path / "data"], patience=0))
        return begun[-1]

    yield begin
    for publication in begun:
        publication.lock.release()


def publish(begin: Begin, text: str, complete: bool = True) -> Publication:
    """Publish a site of one page."""
    publication = begin()
    (publication.new / "index.html").write_text(text, "utf-8")
    publication.finish(complete)
    publication.lock.release()
    return publication


def names(folder: Path) -> list[str]:
    """Return the files of a folder with their texts."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("possible", [True, False])
def test_new_site_takes_the_place_of_the_old_one(
    possible: bool, begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not possible:
        monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    for text in ("old", "new"):
        publish(begin, text)
        assert (tmp_path / "site" / "index.html").read_text("utf-8") == text
    publish(begin, "broken", complete=False)
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"
    assert names(tmp_path) == ["data", "site"]


def test_there_is_a_site_at_every_moment_where_folders_cannot_be_exchanged(
    begin: Begin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "exchange", lambda one, other: False)
    publish(begin, "old")
    folder = (tmp_path / "site").stat().st_ino
    publish(begin, "new")
    assert (tmp_path / "site").stat().st_ino == folder


def test_a_folder_that_only_looks_like_ours_stays_where_it_is(begin: Begin, tmp_path: Path) -> None:
    for name in (".site.before", ".site.building-01234567"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("Dear reader", "utf-8")
    publish(begin, "new")
    assert names(tmp_path) == [".site.before", ".site.building-01234567", "data", "site"]


def test_what_a_killed_build_left_is_deleted_by_the_next(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / ".site.building-00000000").mkdir()
    left = tmp_path / ".site.building-01234567"
    (left / "pages").mkdir(parents=True)
    (left / MARKER).touch()
    (left / "pages" / "away").symlink_to(tmp_path / "data")
    publish(begin, "new")
    assert names(tmp_path) == ["data", "site"]


def test_a_foreign_file_that_comes_while_building_is_not_lost(begin: Begin, tmp_path: Path) -> None:
    publication = begin()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "letter.txt").write_text("Dear reader", "utf-8")
    with pytest.raises(Failed, match="must be empty or made by an earlier build"):
        publication.finish(complete=True)
    assert names(tmp_path / "site") == ["letter.txt"]
    assert names(tmp_path) == [".site.lock", "data", "site"]


def test_the_rights_of_the_old_folder_are_those_of_the_new(begin: Begin, tmp_path: Path) -> None:
    publish(begin, "old")
    (tmp_path / "site").chmod(0o2775)
    publish(begin, "new")
    assert (tmp_path / "site").stat().st_mode & 0o7777 == 0o2775


def test_who_may_read_the_old_site_may_read_the_new_one(begin: Begin, tmp_path: Path) -> None:
    publish(begin, "old")
    (tmp_path / "site").chmod(0o755)
    before = os.umask(0o077)
    publish(begin, "new")
    assert os.umask(before) == 0o077
    assert (tmp_path / "site" / "index.html").stat().st_mode & 0o777 == 0o644


def test_files_of_the_folder_itself_come_first_and_deletion_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "new", tmp_path / "site"
    for folder, text in ((source, "new"), (target, "old")):
        for name in (MARKER, "a.html", "index.html", "style.css"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    (source / "added.js").write_text("new", "utf-8")
    (target / "stale.js").write_text("old", "utf-8")
    turns: list[str] = []
    replace, unlink = Path.replace, Path.unlink

    def put(path: Path, to: Path) -> Path:
        turns.append(to.name)
        return replace(path, to)

    def gone(path: Path) -> None:
        turns.append(path.name)
        unlink(path)

    monkeypatch.setattr(Path, "replace", put)
    monkeypatch.setattr(Path, "unlink", gone)
    filling.fill_in(source, target, MARKER)
    assert turns == [MARKER, "added.js", "style.css", "a.html", "index.html", "stale.js"]


def test_filling_follows_no_link_and_puts_folders_and_files_in_each_others_place(tmp_path: Path) -> None:
    source, target, mine = tmp_path / "new", tmp_path / "site", tmp_path / "mine"
    for folder in (source / "page", source / "assets", target / "file.txt", mine):
        folder.mkdir(parents=True)
    for name in (MARKER, "page/index.html", "assets/a.css", "file.txt", "linked.txt"):
        (source / name).write_text("new", "utf-8")
    (mine / "a.css").write_text("mine", "utf-8")
    (target / "file.txt" / "index.html").write_text("old", "utf-8")
    (target / "page").write_text("old", "utf-8")
    for name in ("assets", "away"):
        (target / name).symlink_to(mine)
    for name in (MARKER, "linked.txt"):
        (target / name).symlink_to(mine / "a.css")
    filling.fill_in(source, target, MARKER)
    assert {
        path.relative_to(target).as_posix(): path.read_text("utf-8") for path in target.rglob("*.*")
    } == dict.fromkeys((MARKER, "page/index.html", "assets/a.css", "file.txt", "linked.txt"), "new")
    assert {path.name: path.read_text("utf-8") for path in mine.iterdir()} == {"a.css": "mine"}


@pytest.mark.parametrize("rights", [0o000, 0o500])
def test_folders_that_nobody_may_read_or_write_are_deleted_with_an_old_site(rights: int) -> None:
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        with unprivileged():
            source, target = Path(folder, "new"), Path(folder, "site")
            for made in (source, target / "pages" / "old", target / ".well-known"):
                made.mkdir(parents=True)
            (target / "pages" / "old" / "index.html").touch()
            for site in (source, target):
                (site / MARKER).touch()
            for locked in (target / "pages" / "old", target / "pages", target / ".well-known"):
                locked.chmod(rights)
            filling.fill_in(source, target, MARKER)
            assert names(target) == [MARKER, ".well-known"]
            assert (target / ".well-known").stat().st_mode & 0o777 == rights
            (target / "pages").mkdir(mode=rights)
            (target / ".well-known").rmdir()
            filling.delete(target, MARKER)
            assert names(Path(folder)) == ["new"]


def test_a_lock_is_held_by_one_process_and_taken_over_when_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        env={**os.environ, "PYTHONPATH": str(Path(publishing.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        waited: list[str] = []
        with pytest.raises(LockTimeout, match=str(holder.pid)):
            Lock(path, 0.3, waited.append)
        assert waited == [str(holder.pid)]
        holder.kill()
    lock = Lock(path, 5, waited.append)
    assert path.read_text("ascii") == str(os.getpid())
    lock.release()
    assert not path.exists()


@pytest.mark.parametrize("program", [END, END_LATE], ids=["takes", "gives back"])
def test_a_process_that_is_ended_while_it_takes_or_gives_back_a_lock_leaves_no_file(
    program: str, tmp_path: Path
) -> None:
    path = tmp_path / "lock"
    environment = {**os.environ, "PYTHONPATH": str(Path(publishing.__file__).parents[1])}
    run = subprocess.run(
        [sys.executable, "-c", program, str(path)], env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (143, "")
    assert not path.exists()


def test_a_build_gives_up_when_another_does_not_end(begin: Begin) -> None:
    begin()
    with pytest.raises(Failed, match=f"another build, process {os.getpid()}, has been at work on .*site for too long"):
        begin()


def test_a_site_is_published_without_what_windows_lacks(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(publishing.__file__).parents[1])}
    run = subprocess.run(
        [sys.executable, "-c", WINDOWS, str(tmp_path)], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("another build, process ") == 2
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "new"
    assert names(tmp_path) == ["site"]
