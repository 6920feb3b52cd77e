"""The golden journey, drawn by this front end: the same stream that the others draw."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import pytest

from kernel_ext.canvas import TerminalCanvas
from kernel_ext.page import Page, sign_of
from tutor.events import Event, ExerciseShown, Sentence, TurnEnded, VerdictGiven, from_record

GOLDEN = sorted((Path(__file__).parents[1] / "dialogue" / "golden").glob("*.jsonl"))


def turns(file: Path) -> list[tuple[Event, ...]]:
    """The events of each turn of a golden stream."""
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [tuple(map(from_record, found)) for _, found in groupby(records, key=lambda record: record["turn"])]


def drawn(events: tuple[Event, ...]) -> Page:
    """The page of a turn."""
    page = Page()
    for event in events:
        page.take(event)
        assert page.markdown
    return page


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_every_turn_of_the_journey_is_drawn_whole(file: Path) -> None:
    found = turns(file)
    assert len(found) > 3
    for events in found:
        page = drawn(events)
        ended = [event for event in events if isinstance(event, TurnEnded)]
        if ended:
            assert page.reply == ended[0].text
        for event in events:
            if isinstance(event, VerdictGiven):
                assert sign_of(event) in page.plain
                assert event.text in page.plain
            if isinstance(event, ExerciseShown):
                assert event.prompt in page.plain


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_a_terminal_gets_each_sentence_once(file: Path) -> None:
    for events in turns(file):
        written: list[str] = []
        canvas, page = TerminalCanvas(written.append), Page()
        for event in events:
            page.take(event)
            canvas.draw(page)
        canvas.finish(page)
        text = "".join(written)
        reply = "".join(event.text for event in events if isinstance(event, Sentence))
        assert reply in text
        assert not reply or text.count(reply) == 1
