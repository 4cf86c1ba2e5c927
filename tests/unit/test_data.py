"""The real data: every file is a record, and none of its names stands in the code. Loading it shows the rest."""

import project
from dossier.reading.discovery import read
from dossier.reading.drafts import drafts
from dossier.records.collections import FOLDERS, MAPS, SINGLE, joined
from dossier.records.model import Dossier

DATA = project.ROOT / "data"
CODE = (project.ROOT / "hooks", project.ROOT / "docs" / "assets")
FILES = sorted(str(path.relative_to(DATA)) for path in DATA.rglob("*.yml"))


def test_every_file_is_a_record(dossier: Dossier) -> None:
    unfinished = [f"{joined(path)}.yml" for path in drafts(read(DATA)[0]) if path[0] in FOLDERS]
    records = [f"{name}/{key}.yml" for name in FOLDERS for key in getattr(dossier, name)]
    assert sorted(records + unfinished) == [file for file in FILES if "/" in file]
    assert {file for file in FILES if "/" not in file} <= {f"{name}.yml" for name in (*SINGLE, *MAPS)}


def test_no_statement_of_the_data_stands_in_code_or_templates(dossier: Dossier) -> None:
    names: set[str] = {word for party in dossier.parties.values() for word in party.acronym.root.values()}
    names |= {name.split()[-1] for person in dossier.signatories.values() for name in person.name.root.values()}
    for path in (path for folder in CODE for path in sorted(folder.rglob("*"))):
        if path.suffix in (".py", ".html", ".yml", ".js", ".css"):
            text = path.read_text("utf-8")
            assert not [name for name in names if name in text], path
