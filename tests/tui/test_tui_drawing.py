"""Events become the same picture whether they arrive now or are drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_desk import FakeDesk, ended, verdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tui_pilot import Screen, app_of, say, settle, shown

from tutor.events import (
    CitationShown,
    Event,
    ExerciseShown,
    Mark,
    MasteryChanged,
    MoveChosen,
    MoveKind,
    Notice,
    Sentence,
    Source,
    TurnStarted,
)
from tutor.tui.app import TutorApp

TYPED = "2x = 8\nx = 5"


def conversation(pilot_app: TutorApp) -> list[str]:
    """What the last turn shows, part by part."""
    turn = pilot_app.conversation.turns[-1]
    return [
        str(part.render())
        for part in turn.walk_children()
        if part.__class__.__name__ in {"Static", "Reply", "SourceLink"}
    ]


EVENTS = st.sampled_from(
    [
        verdict("2x = 8", 1),
        verdict("x = 5", 2),
        verdict("y = 1", 3),
        MoveChosen(move=MoveKind.POINT, rung=1, why="a wrong line"),
        CitationShown(n=1, passage="p", document="Book", locator="page 1", text="A passage."),
        Sentence(text="One [1].", source=Source.PASSAGES, citations=(1,)),
        Sentence(text=" Two $x=4$.", source=Source.MODEL, mark=Mark.PROVEN),
        MasteryChanged(kc="linear.undo", before=0.2, after=0.1, why="wrong"),
        Notice(text="left out"),
        ExerciseShown(
            lesson="linear", exercise="linear/pick", title="Pick", prompt="Which?", kind="choice", choices=("a", "b")
        ),
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(events=st.lists(EVENTS, max_size=8, unique=True))
async def test_a_turn_drawn_again_is_the_turn_that_was_shown(
    tmp_path_factory: pytest.TempPathFactory, events: list[Event]
) -> None:
    text = "".join(event.text for event in events if isinstance(event, Sentence))
    stream = (*events, ended(text))
    desk = FakeDesk()
    desk.answers[TYPED] = lambda: stream
    home: Path = tmp_path_factory.mktemp("home")
    live = TutorApp(desk, home)
    async with live.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        await say(pilot, TYPED)
        now = conversation(live)
    again = TutorApp(FakeDesk(past=((TurnStarted(text=TYPED), *stream),)), home)
    async with again.run_test(size=(100, 40)) as pilot:
        await settle(pilot)
        assert conversation(again) == now


async def test_sentences_are_drawn_as_they_come_and_none_is_taken_back(screen: Screen) -> None:
    desk = FakeDesk()
    desk.answers["go"] = lambda: (
        Sentence(text="First.", source=Source.MODEL),
        Sentence(text=" Second.", source=Source.MODEL),
        ended("First. Second."),
    )
    async with screen(desk) as pilot:
        await say(pilot, "go")
        assert "First. Second." in shown(pilot)


async def test_a_reply_that_came_without_sentences_is_shown_from_the_terminal_event(screen: Screen) -> None:
    desk = FakeDesk()
    desk.answers["go"] = lambda: (ended("Only at the end."),)
    async with screen(desk) as pilot:
        await say(pilot, "go")
        assert "Only at the end." in shown(pilot)


async def test_an_error_is_told_once(screen: Screen) -> None:
    from dataclasses import replace

    from tutor.events import ErrorRaised

    desk = FakeDesk()
    desk.answers["go"] = lambda: (
        ErrorRaised(message="the disk is full", hint="free some space"),
        replace(ended(""), error="the disk is full; what was shown is kept"),
    )
    desk.answers["again"] = lambda: (replace(ended(""), error="interrupted; what was shown is kept"),)
    async with screen(desk) as pilot:
        await say(pilot, "go")
        assert shown(pilot).count("the disk is full") == 1
        await say(pilot, "again")
        assert "interrupted; what was shown is kept" in shown(pilot)


async def test_leaving_an_exercise_empties_its_panel(screen: Screen) -> None:
    desk = FakeDesk()
    desk.answers["/lesson linear"] = lambda: (ended("About balances.", exercise=None),)
    async with screen(desk) as pilot:
        assert app_of(pilot).drawing.exercise == "linear/two-steps"
        await say(pilot, "/lesson linear")
        assert app_of(pilot).drawing.exercise is None
        assert not app_of(pilot).query_one("#exercise").display


async def test_names_come_from_the_lessons_and_else_from_the_id(screen: Screen) -> None:
    async with screen() as pilot:
        drawing = app_of(pilot).drawing
        assert drawing.name("linear.undo") == "Undo an operation"
        assert drawing.name("algebra/like-terms") == "like terms"
        assert drawing.name("kc.two_words") == "two words"


async def test_a_citation_announced_after_its_sentence_can_be_opened(screen: Screen) -> None:
    desk = FakeDesk()
    late = CitationShown(n=1, passage="p", document="Book", locator="page 1", text="A passage.")
    desk.answers["go"] = lambda: (
        Sentence(text="See [1].", source=Source.MODEL, citations=(1,)),
        late,
        ended("See [1]."),
    )
    async with screen(desk) as pilot:
        await say(pilot, "go")
        turn = app_of(pilot).conversation.turns[-1]
        assert turn.reply is not None
        turn.reply.action_cite(1)
        await settle(pilot)
        assert "A passage." in shown(pilot)


async def test_a_number_that_cites_nothing_does_nothing(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "why?")
        turn = app_of(pilot).conversation.turns[-1]
        assert turn.reply is not None
        turn.reply.action_cite(7)
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
