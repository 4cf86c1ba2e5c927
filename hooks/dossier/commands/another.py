"""Begin the dossier of another agreement: the code of this one, and made-up data to be replaced."""

import argparse
import re
import shutil
from dataclasses import replace
from pathlib import Path

from ..editing.completion import modeline
from ..editing.layout import laid_out
from ..reading.discovery import read
from ..reading.load import load
from ..reading.nodes import Node, parse
from ..records.messages import message
from ..records.values import WordName
from ..settings import DATA
from .project import Refused, empty_folder, write_schemas

EXAMPLE = Path("hooks/dossier/example")  # the folder of the made-up data and of the pages that go with it
INTERFACE = DATA / "interface.yml"
COPIED = (".editorconfig", ".gitignore", ".vscode", "docs/_headers", "docs/assets", "hooks", "mkdocs.yml",
          "pyproject.toml")  # fmt: skip
"""The files and folders that say nothing about the agreement, from the project's folder."""
OWN = re.compile(r"__pycache__|\.egg-info|social-[^/]*\.png$")
"""Files that must not be copied: those that Python makes, and the pictures that show the name of this site."""


def begin_another(arguments: argparse.Namespace) -> None:
    """Begin the dossier of another agreement in a new folder, with a made-up agreement that builds at once."""
    folder, interface = empty_folder(arguments.folder), words_of_the_example()
    found = [path for name in COPIED for path in (Path(name), *Path(name).rglob("*"))]
    files = {path: path for path in found if path.is_file() and not OWN.search(path.as_posix())}
    files |= {path.relative_to(EXAMPLE): path for path in EXAMPLE.rglob("*") if path.is_file()}
    for name, path in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    (folder / INTERFACE).write_text(laid_out(interface, "", modeline(INTERFACE.stem)), "utf-8", newline="\n")
    write_schemas(lambda _: None, folder / DATA)
    arguments.say(message("{path} has the dossier of a made-up agreement. Build it, then write your own:", path=folder))
    print(f"  cd {folder}\n  python -m mkdocs serve")


def words_of_the_example() -> Node:
    """Return the words of this site in the one language of the example, which has its own for its agreement."""
    (EXAMPLE / INTERFACE).stat()  # or it is told that there is none
    here, own = read(DATA)[0].at(("interface",)), parse(EXAMPLE / INTERFACE, str(INTERFACE))[0]
    (language,) = own.value["site_name"].value
    if language not in (known := load(DATA).interface.languages):
        wanted = message("must have the language {language}", language=language)
        wanted += message(", got {got}; add it", got=", ".join(known))
        raise Refused(message("{path} {wanted}", path=INTERFACE, wanted=wanted))

    def alone(text: Node) -> Node:
        return replace(text, value={language: text.value[language]})

    words, new = here.value["words"], own.value["words"].value
    chosen = tuple(kind.start for kind in WordName.__subclasses__())  # the words that records name, and none there does
    kept = {key: text for key, text in words.value.items() if key in new or not key.startswith(chosen)}
    words = replace(words, value={key: new.get(key) or alone(text) for key, text in kept.items()})
    made = {**own.value, "languages": alone(here.value["languages"]), "words": words}
    return replace(here, value={name: made[name] for name in here.value if name in made})
