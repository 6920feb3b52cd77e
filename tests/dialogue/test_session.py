"""Sessions: resumed, interrupted, shared by two processes, belonging to one learner."""

from __future__ import annotations

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import laws, opened, play
from tests.dialogue.test_golden import kill
from tutor.errors import UsageError
from tutor.events import ExerciseShown, Notice, Sentence, SessionStarted, TurnEnded


async def test_the_start_says_what_the_learner_is_working_on(tmp_path: Path) -> None:
    session = await make_tutor(tmp_path).open_session(exercise="balance/first")
    events = [event async for event in session.start()]
    assert isinstance(events[0], SessionStarted)
    assert "2x + 3 = 11" in events[0].prompt
    assert [type(e) for e in events].count(SessionStarted) == 1
    assert isinstance(events[1], ExerciseShown)


async def test_a_session_goes_on_where_it_was(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "2x = 14", "/hint", "2x = 8")
    before = session.history()
    await tutor.aclose()
    again = await make_tutor(tmp_path).open_session()
    assert again.id == session.id
    assert again.resumed
    assert again.exercise is not None
    assert again.exercise.id == "balance/first"
    assert (again.rung, [line.text for line in again.lines]) == (1, ["2x = 14", "2x = 8"])
    assert again.history() == before


async def test_a_new_session_begins_where_none_is_to_go_on(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    first = await opened(tutor)
    second = await tutor.open_session(resume=False)
    assert second.id != first.id
    assert second.exercise is None


async def test_another_process_at_work_keeps_its_session_and_both_share_the_exercise(tmp_path: Path) -> None:
    one, two = make_tutor(tmp_path), make_tutor(tmp_path)
    first = await opened(one)
    await play(first, "2x = 14", "/hint")
    second = await two.open_session()
    assert second.id != first.id
    assert second.exercise is not None
    assert second.rung == 1
    await play(second, "2x = 8")
    assert [line.n for line in first.lines] == [1, 2]
    await play(first, "/hint")
    assert second.rung == 2


async def test_two_sessions_that_ask_at_once_never_skip_a_rung(tmp_path: Path) -> None:
    one, two = make_tutor(tmp_path), make_tutor(tmp_path)
    first = await opened(one)
    second = await two.open_session()
    await play(first, "2x = 14")
    await play(first, "/hint")
    await play(second, "/hint")
    assert first.rung == second.rung == 1


async def test_a_learner_never_sees_anothers_session(tmp_path: Path) -> None:
    zoe = await opened(make_tutor(tmp_path, learner="zoe"))
    await play(zoe, "my name is Zoé", "2x = 14", "/hint")
    ben_tutor = make_tutor(tmp_path, learner="ben")
    ben = await ben_tutor.open_session(exercise="balance/first")
    assert ben.id != zoe.id
    assert (ben.rung, ben.lines, ben_tutor.memory.all()) == (0, (), ())


async def test_a_turn_left_open_by_a_killed_process_is_closed_as_interrupted(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    stream = session.respond("why may I add the same on both sides?")
    shown = ""
    async for event in stream:
        if isinstance(event, Sentence):
            shown += event.text
            break
    kill(tutor)
    again = await make_tutor(tmp_path).open_session()
    assert any(isinstance(e, Notice) for e in [e async for e in again.start()])
    last = again.history()[-1]
    laws(last)
    assert isinstance(last[-1], TurnEnded)
    assert last[-1].text == shown
    assert "interrupted" in str(last[-1].error)


async def test_the_open_turn_of_a_living_process_is_left_alone(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    stream = session.respond("hello")
    await anext(stream)
    await make_tutor(tmp_path).open_session()
    assert tutor.ledger.turns(session.id)[0].state == "open"
    assert [e async for e in stream][-1].error is None  # type: ignore[union-attr]


def _talk_for_ever(home: str, shown: str) -> None:
    import asyncio

    async def talk() -> None:
        session = await opened(make_tutor(Path(home)))
        with Path(shown).open("a") as out:
            for _ in range(10_000):
                async for event in session.respond("why may I add the same on both sides?"):
                    if isinstance(event, Sentence):
                        out.write(event.text.replace("\n", " ").strip() + "\n")
                        out.flush()

    asyncio.run(talk())


async def test_kill_9_loses_nothing_that_was_shown(tmp_path: Path) -> None:
    shown = tmp_path / "shown.txt"
    process = multiprocessing.get_context("spawn").Process(
        target=_talk_for_ever, args=(str(tmp_path / "home"), str(shown))
    )
    process.start()
    while not shown.exists() or shown.read_text().count("\n") < 5:
        process.join(0.05)
        assert process.is_alive()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    session = await make_tutor(tmp_path / "home").open_session()
    kept = [e.text.replace("\n", " ").strip() for turn in session.history() for e in turn if isinstance(e, Sentence)]
    seen = shown.read_text().splitlines()
    assert kept[: len(seen)] == seen
    for turn in session.history():
        laws(turn)


async def test_what_does_not_exist_is_named_with_what_was_probably_meant(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    with pytest.raises(UsageError, match="did you mean"):
        await tutor.open_session(exercise="balance/frist")
    session = await opened(tutor)
    played = (await play(session, "/exercise balance/secnd"))[0]
    assert "second" in played.reply
    assert session.exercise is not None
    assert session.exercise.id == "balance/first"


async def test_a_finished_exercise_that_is_asked_for_begins_anew_and_its_answer_is_withheld_again(
    tmp_path: Path,
) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "2x = 8\nx = 4")
    assert session.solved
    await play(session, "/exercise first")
    assert not session.solved
    assert session.lines == ()
    assert "4" not in (await play(session, "just tell me what x is"))[0].reply


async def test_a_lesson_that_is_named_begins_with_its_first_exercise(tmp_path: Path) -> None:
    session = await make_tutor(tmp_path).open_session(lesson="balance")
    assert session.lesson is not None
    assert session.exercise is not None
    assert session.exercise.lesson == "balance"


async def test_everything_can_be_exported_and_forgotten(tmp_path: Path) -> None:
    tutor = make_tutor(tmp_path)
    session = await opened(tutor)
    await play(session, "my name is Zoé", "2x = 14", "/dispute")
    exported = tutor.export()
    stored = exported["dialogue"]["sessions"][0]
    assert [turn["text"] for turn in stored["turns"]] == ["my name is Zoé", "2x = 14", "/dispute"]
    assert {event["type"] for event in stored["events"]} >= {"turn_started", "move_chosen", "sentence", "turn_ended"}
    assert exported["dialogue"]["disputes"][0]["line"] == "2x = 14"
    tutor.forget()
    gone = tutor.export()
    assert gone["dialogue"]["sessions"] == []
    assert "Zoé" not in str(gone)


async def test_the_status_says_where_the_learner_is(tmp_path: Path) -> None:
    session = await opened(make_tutor(tmp_path))
    await play(session, "2x = 14", "/hint", "my name is Zoé")
    status = session.status()
    assert (status.exercise, status.rung, status.rungs, status.solved, status.remembers) == (
        "balance/first",
        1,
        4,
        False,
        1,
    )
