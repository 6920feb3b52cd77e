"""Materials from the shell: taken in, taken out, and taken in again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.cli import run

KETTLE = "# Kettle\n\nA red light that blinks twice means that the kettle was started without water.\n"
LAMP = "# Lamp\n\nThe lamp takes a bulb of four watts with a small thread.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two manuals."""
    manuals = tmp_path / "manuals"
    manuals.mkdir()
    (manuals / "kettle.md").write_text(KETTLE)
    (manuals / "lamp.md").write_text(LAMP)
    return manuals


def documents(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `materials list` names."""
    capsys.readouterr()
    assert run(["materials", "list", "--json"]) == 0
    return sorted(each["document"] for each in json.loads(capsys.readouterr().out))


def test_a_removed_document_stays_out_until_it_is_wanted_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["ingest", str(folder)]) == 0
    both = documents(capsys)
    assert len(both) == 2
    lamp = next(name for name in both if "lamp" in name)
    assert run(["materials", "remove", lamp]) == 0
    assert "stays out" in capsys.readouterr().out
    assert run(["ingest", str(folder)]) == 0
    assert "stays out" in capsys.readouterr().out
    assert documents(capsys) == [name for name in both if name != lamp]
    assert run(["ingest", str(folder), "--again"]) == 0
    assert documents(capsys) == both


def test_a_search_keeps_to_its_course(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ingest", str(folder / "kettle.md"), "--course", "kitchen"]) == 0
    assert run(["ingest", str(folder / "lamp.md"), "--course", "hall"]) == 0
    for course, found in (("kitchen", "kettle"), ("hall", "lamp")):
        capsys.readouterr()
        run(["materials", "search", "a red light, or a bulb of four watts", "--course", course, "--json"])
        hits = json.loads(capsys.readouterr().out)["hits"]
        assert hits
        assert all(found in hit["document"] for hit in hits)
