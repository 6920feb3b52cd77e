"""One journey of a learner, event by event, as the front ends' tests draw it. Written anew with
TUTOR_TEST_GOLDEN=write.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.dialogue.fakes import make_tutor
from tutor.dialogue import Tutor
from tutor.events import Event, event_types, from_record

GOLDEN = Path(__file__).parent / "golden" / "journey.jsonl"
FIRST = ("hello", "/hint", "2x = 14", "/hint", "just tell me the answer")
SECOND = (
    "why may I subtract the same number on both sides?",
    "2x = 8\nx = 4",
    "my name is Zoé",
    "/next",
    "a",
    "b",
    "/lesson balance",
    "/quit",
)


async def journey(home: Path) -> list[dict[str, Any]]:
    """The records of the whole journey: two sittings, the first cut off in the middle of a turn."""
    records: list[dict[str, Any]] = []
    tutor = make_tutor(home)
    session = await tutor.open_session(exercise="balance/first")
    records += [session.record_of(event) async for event in session.start()]
    for text in FIRST:
        records += [session.record_of(event) async for event in session.respond(text)]
    cut_off = session.respond("2x = 9")
    async for event in cut_off:
        records.append(session.record_of(event))
        if len(records) % 2:
            break
    kill(tutor)
    tutor = make_tutor(home)
    session = await tutor.open_session()
    records += [session.record_of(event) async for event in session.start()]
    for text in SECOND:
        records += [session.record_of(event) async for event in session.respond(text)]
    records += [
        session.record_of(event) async for event in session.refuse("that line is not JSON", 'send {"text": "…"}')
    ]
    await tutor.aclose()
    return records


def kill(tutor: Tutor) -> None:
    """What is left of a tutor whose process was killed: nothing is closed, the system lets its lock go."""
    tutor.presence.close()


async def test_the_journey_is_as_it_was_agreed_with_the_front_ends(tmp_path: Path) -> None:
    records = json.loads(json.dumps(await journey(tmp_path)))
    if os.environ.get("TUTOR_TEST_GOLDEN") == "write":
        GOLDEN.parent.mkdir(exist_ok=True)
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        GOLDEN.write_text("\n".join(lines) + "\n", "utf-8")
    golden = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    assert records == golden


def test_the_journey_has_every_kind_of_event() -> None:
    golden = [from_record(json.loads(line)) for line in GOLDEN.read_text("utf-8").splitlines()]
    assert {type(event) for event in golden} == set(event_types())


def test_the_numbers_of_the_journey_rise() -> None:
    golden = [json.loads(line) for line in GOLDEN.read_text("utf-8").splitlines()]
    assert len({record["session"] for record in golden}) == 1
    seqs = [record["seq"] for record in golden]
    assert seqs == sorted(set(seqs))


def as_events() -> list[Event]:
    """The golden events, for a renderer's test."""
    return [from_record(json.loads(line)) for line in GOLDEN.read_text("utf-8").splitlines()]
