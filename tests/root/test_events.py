from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

import pytest

from tutor.events import (
    CitationShown,
    ErrorRaised,
    Event,
    ExerciseShown,
    Mark,
    MasteryChanged,
    MemoryChanged,
    MoveChosen,
    MoveKind,
    Notice,
    Sentence,
    SessionStarted,
    Source,
    TurnEnded,
    TurnStarted,
    VerdictGiven,
    event_types,
    from_record,
    to_record,
)

ONE_OF_EACH: tuple[Event, ...] = (
    SessionStarted(
        learner="ada", lesson="l", exercise="l/e", prompt="Solve", model="none", resumed=False, words_leave=False
    ),
    TurnStarted(text="x = 4"),
    VerdictGiven(
        line=1, text="x = 4", status="valid", code="equivalent", relation="equivalent", method="proof", reason="Yes."
    ),
    MoveChosen(move=MoveKind.AFFIRM, rung=0, why="the line is valid"),
    CitationShown(n=1, passage="p1", document="d.md", locator="page 2", text="A passage."),
    Sentence(text="Right.", source=Source.TEMPLATE, mark=Mark.PROVEN, citations=(1,)),
    ExerciseShown(lesson="l", exercise="l/e", title="t", prompt="p", kind="choice", choices=("a", "b")),
    MasteryChanged(kc="k", before=0.2, after=0.5, why="solved"),
    MemoryChanged(memory=1, kind="fact", text="is called Ada", action="noted"),
    Notice(text="older turns were summarised"),
    ErrorRaised(message="not JSON", hint='send {"text": "…"}'),
    TurnEnded(
        text="Right.",
        source=Source.TEMPLATE,
        move=MoveKind.AFFIRM,
        lesson="l",
        exercise="l/e",
        rung=0,
        solved=True,
        verdicts=({"line": 1, "status": "valid"},),
        mastery={"k": 0.5},
    ),
)


def test_there_is_one_example_of_each_event() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(event_types())


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
def test_an_event_survives_its_json_line(event: Event) -> None:
    line = json.dumps(to_record(event, session="s", turn=3, seq=7))
    assert from_record(json.loads(line)) == event


@pytest.mark.parametrize("event", ONE_OF_EACH, ids=lambda event: type(event).__name__)
def test_every_line_carries_the_envelope(event: Event) -> None:
    record = to_record(event, session="s", turn=3, seq=7)
    assert list(record)[:5] == ["type", "v", "session", "turn", "seq"]
    assert (record["v"], record["session"], record["turn"], record["seq"]) == (1, "s", 3, 7)


@pytest.mark.parametrize("record", [{}, {"type": "nothing", "v": 1}, {"type": "notice", "v": 99, "text": "x"}])
def test_an_unknown_type_or_version_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an event of version 1"):
        from_record(record)


def test_no_event_field_takes_the_envelopes_names() -> None:
    envelope = {"type", "v", "session", "turn", "seq"}
    for kind in event_types():
        assert not envelope & {field.name for field in fields(kind)}


def test_the_terminal_event_has_every_field_the_contract_names() -> None:
    names = {field.name for field in fields(TurnEnded)}
    contract = {"text", "source", "move", "lesson", "exercise", "rung", "solved", "verdicts", "citations", "mastery"}
    assert contract | {"error"} <= names
    assert next(field for field in fields(TurnEnded) if field.name == "error").default is not MISSING
