"""What is believed about the learner, as the notebook shows it: from a real record."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kernel_ext.progress import progress_markdown
from tutor.learner.explain import percent
from tutor.learner.record import AttemptEvidence, LearnerRecord
from tutor.storage import Database


def record(tmp_path: Path, learner: str = "ada") -> LearnerRecord:
    """An empty record with a clock that stands still."""
    return LearnerRecord(Database(tmp_path / "tutor.db"), learner, lambda: datetime(2026, 1, 1, tzinfo=UTC))


def test_a_new_learner_is_told_how_to_begin(tmp_path: Path) -> None:
    assert "%tutor next" in progress_markdown(record(tmp_path).report())


def test_each_component_shows_its_mastery_and_evidence(tmp_path: Path) -> None:
    found = record(tmp_path)
    evidence = AttemptEvidence(
        exercise="lines/slope",
        kcs=("slope|x",),
        outcome="wrong",
        hints=0,
        turn=None,
        text="x = 3",
        misconception="lost-sign",
    )
    found.add_attempt(evidence)
    text = progress_markdown(found.report())
    assert "1 attempt, 0 right; 0 of 1 exercise tried solved." in text
    assert f"{percent(found.mastery('slope|x').p_known)} | 1 |" in text
    assert "slope\\|x" in text, "a component's name must not break the table"
    assert "Misconceptions seen" in text


def test_a_component_is_called_by_its_title(tmp_path: Path) -> None:
    found = record(tmp_path)
    found.add_attempt(
        AttemptEvidence(
            exercise="lines/slope", kcs=("slope",), outcome="wrong", hints=0, turn=None, text="3", misconception=None
        )
    )
    assert "| Slope of a line |" in progress_markdown(found.report(), {"slope": "Slope of a line"})
    assert "| slope |" in progress_markdown(found.report(), {"other": "Another"})


def test_a_name_is_no_markdown(tmp_path: Path) -> None:
    assert "<b>" not in progress_markdown(record(tmp_path, "<b>ada").report()).replace("\\<b", "")
