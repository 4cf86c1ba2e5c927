"""The made-up data of the benchmark, which nobody may have measured for a while."""

from pathlib import Path

from benchmark.generate import project_of
from dossier.reading.load import load


def test_made_up_data_are_right(tmp_path: Path) -> None:
    dossier = load(project_of(tmp_path, 300) / "data")
    assert len(dossier.sources) + len(dossier.instruments) + len(dossier.areas) + len(dossier.events) > 200
