"""Changes of files are told by the system's events, and without them too."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from adapter import watching
from adapter.watching import Watching
from variants import later
from watchdog.events import FileSystemEvent, FileSystemEventHandler

pytestmark = pytest.mark.longest

NO_MORE, ELSEWHERE = "no more events", "files of another machine"
"""The reasons for which a system tells of no change."""
PATIENCE = 20
"""Seconds after which a change has not been seen."""


class Noting(FileSystemEventHandler):
    """Counts what it is told."""

    def __init__(self) -> None:
        self.told = 0

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Count one more; never one of a folder, which MkDocs leaves out."""
        assert not event.is_directory
        self.told += 1

    def after(self, number: int) -> int:
        """Wait until more than ``number`` have been told, and for those that come with it; how many there are then."""
        end = time.monotonic() + PATIENCE
        while self.told <= number:
            assert time.monotonic() < end
            time.sleep(0.05)
        time.sleep(1)
        return self.told


@pytest.fixture(params=later(["events", NO_MORE, ELSEWHERE]))
def noting(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Noting]:
    """Yield a list of the changes told of two paths: with the events of the system, and twice without."""

    def refuse() -> None:
        raise OSError(28, "inotify watch limit reached")

    if request.param == NO_MORE:
        monkeypatch.setattr(watching, "Observer", refuse)
    elif request.param == ELSEWHERE:
        monkeypatch.setattr(watching, "file_system", lambda path: "9p")
        monkeypatch.setattr(watching, "Observer", lambda: pytest.fail("it gives no events"))
    (tmp_path / "data" / "parties").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("a", "utf-8")
    noting, watched = Noting(), Watching()
    for name in ("data", "mkdocs.yml"):
        watched.schedule(noting, str(tmp_path / name))
    watched.start()
    yield noting
    watched.stop()
    watched.join()


def test_every_change_is_told_and_reading_is_not(noting: Noting, tmp_path: Path) -> None:
    data, told = tmp_path / "data", 0
    (data / "parties" / "icc.yml").write_text("a", "utf-8")
    told = noting.after(told)
    (data / "parties" / "icc.yml").read_text("utf-8")
    (data / "__pycache__").mkdir()
    (tmp_path / "site").mkdir()
    time.sleep(1.5)
    assert noting.told == told
    (data / "parties").rename(data / "bodies")
    told = noting.after(told)
    (data / "bodies" / "icc.yml").write_text("b", "utf-8")
    told = noting.after(told)
    (tmp_path / "mkdocs.yml").write_text("bc", "utf-8")
    told = noting.after(told)
    (tmp_path / "new.yml").write_text("d", "utf-8")
    (tmp_path / "new.yml").replace(tmp_path / "mkdocs.yml")
    noting.after(told)


def test_a_folder_is_watched_when_it_comes_back(noting: Noting, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.rename(tmp_path / "away")
    told = noting.after(0)
    (tmp_path / "away" / "x.yml").write_text("a", "utf-8")
    (tmp_path / "away").rename(data)
    told = noting.after(told)
    for text in ("bc", "def"):
        (data / "x.yml").write_text(text, "utf-8")
        told = noting.after(told)


def test_the_kind_of_file_system_is_known() -> None:
    assert watching.file_system(Path("/proc/self")) in ("proc", "")
