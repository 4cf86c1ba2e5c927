"""The guide for contributors shows Python that works."""

import re

import project
import pytest

pytestmark = pytest.mark.real
GUIDE = (project.ROOT / ".github" / "CONTRIBUTING.md").read_text("utf-8")


def test_five_lines_print_the_home_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (lines,) = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert len([line for line in lines.splitlines() if line]) == 5
    monkeypatch.chdir(project.ROOT)
    exec(compile(lines, "CONTRIBUTING.md", "exec"), {})
    assert "<h1" in capsys.readouterr().out
