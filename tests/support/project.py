"""Copies of the project to build and to break, and MkDocs run on them as an editor runs it."""

import atexit
import compileall
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
LAKES = TESTS / "lakes"
"""A made-up agreement between made-up bodies."""
CHOSEN = {
    word: dict.fromkeys(("en", "es", "fr", "pt"), word.capitalize())
    for word in ("organ-court", "organ-prosecutor", "group-history", "group-nature")
}
"""The words for the organs and the headings that records of the made-up agreement may name."""
BROKEN = TESTS / "broken"
"""The same, with something wrong in every file."""
SETTINGS = {
    "SITE_URL", "EDIT_URI", "REPOSITORY_URL", "LICENCE", "CONTACT", "OFFLINE", "INDEX_FILES", "GITHUB_ACTIONS",
    "REQUIRE_TRANSLATIONS", "EDITOR_LINK",
}  # fmt: skip
"""Variables that change what is built."""
LONGEST = 300
"""Seconds that a program may take on a busy machine."""

LIMITED = """import resource, runpy, sys
module, most = sys.argv.pop(1), int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
runpy.run_module(module, run_name="__main__", alter_sys=True)"""
"""A program that runs a module, its first argument, and may write no file of more bytes than its second one says."""


def lakes_data(folder: Path, source: Path = LAKES) -> Path:
    """The made-up data in ``folder/data``, with the real words of the interface but some of its own."""
    data = Path(shutil.copytree(source / "data", folder / "data"))
    (data / "interface.yml").write_text(_interface(), "utf-8")
    return data


@cache
def _interface() -> str:
    interface = yaml.load((ROOT / "data" / "interface.yml").read_text("utf-8"), yaml.CBaseLoader)
    names = {"site_name": {"en": "Pact on the Care of Lakes"}, "short_name": {"en": "Lakes"}}
    words = {key: text for key, text in interface["words"].items() if not key.startswith(("organ-", "group-"))} | CHOSEN
    made = {**interface, **names, "words": words}
    return str(yaml.dump(made, Dumper=yaml.CSafeDumper, allow_unicode=True))


def lakes(folder: Path) -> Path:
    """A whole project about the made-up agreement."""
    lakes_data(folder)
    shutil.copytree(LAKES / "docs", folder / "docs")
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets", ignore=shutil.ignore_patterns("social-*.png"))
    return _engine(folder)


def real(folder: Path) -> Path:
    """A copy of this project."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    return _engine(folder)


def _engine(folder: Path) -> Path:
    shutil.copytree(_hooks(), folder / "hooks")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


@cache
def _hooks() -> Path:
    """A copy of the code for as long as this process runs, compiled, so that not every copy of it compiles it again."""
    temporary = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    copy = Path(shutil.copytree(ROOT / "hooks", temporary / "hooks", ignore=ignored))
    compileall.compile_dir(copy, quiet=2)
    return copy


def command(*arguments: str) -> list[str]:
    """The command line of MkDocs in this environment."""
    return [sys.executable, "-m", "mkdocs", *arguments]


def environment(**settings: str) -> dict[str, str]:
    """The variables of this environment without the project's own settings, and with ``settings``."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**kept, **settings}


def run(folder: Path, arguments: Sequence[str], **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a program in ``folder`` with ``settings`` in its environment, and keep what it says."""
    env = environment(**settings)
    return subprocess.run(arguments, cwd=folder, env=env, capture_output=True, text=True, timeout=LONGEST, check=False)


UNREAD = ("bash", "-c", '"$@" | true; exit "${PIPESTATUS[0]}"', "bash")
"""The beginning of a command whose output is read by a program that has ended, as ``head`` soon does."""


def build(
    folder: Path, *arguments: str, start: Sequence[str] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs build`` in ``folder``, by a command that has ``start`` first; its messages are in ``stderr``."""
    return run(folder, [*start, *command("build", *arguments)], **settings)


def engine_free(folder: Path, target: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m dossier build`` in ``folder``, which writes the site into ``target`` without MkDocs."""
    path = str(folder / "hooks")
    return run(folder, [sys.executable, "-m", "dossier", "build", str(target)], PYTHONPATH=path, **settings)


def beside(folder: Path) -> list[str]:
    """The names of what a build leaves in a project's folder: its site, and what it should have deleted."""
    return sorted(path.name for path in folder.iterdir() if path.name.lstrip(".").startswith("site"))


def digest(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` with a hash of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
