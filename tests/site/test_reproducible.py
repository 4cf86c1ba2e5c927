"""Two builds of the same data make the same bytes, wherever, whenever and under whatever settings they run."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import project
import pytest
from published import Published

ELSEWHERE = {
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
    "LANGUAGE": "pt",
    "PYTHONHASHSEED": "7",
    "COLUMNS": "40",
}
"""Settings of a machine far away."""


@pytest.mark.slow
@pytest.mark.parametrize(("built", "copy"), [("lakes", project.lakes), ("site", project.real)])
def test_another_build_makes_the_same_bytes(
    built: str, copy: Callable[[Path], Path], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    first: Published = request.getfixturevalue(built)
    folder = tmp_path / "another folder" / "açaí"
    folder.mkdir(parents=True)
    copy(folder)
    settings = project.environment(**Published.settings, **ELSEWHERE)
    settings.pop("SOURCE_DATE_EPOCH", None)
    run = subprocess.run(
        [sys.executable, str(project.TESTS / "support" / "another_day.py"), "build", "--strict"],
        cwd=folder,
        env=settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert project.digest(folder / "site") == project.digest(first.folder)
