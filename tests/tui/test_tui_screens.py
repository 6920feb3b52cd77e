"""The screens over the main one: progress, memory, help, small questions."""

from __future__ import annotations

import pytest
from fake_desk import FakeDesk
from textual import events
from tui_pilot import Screen, app_of, begin_slow, say, settle, shown

from tutor.errors import StoreError
from tutor.tui.commands import COMMANDS
from tutor.tui.widgets.chart import MasteryChart


async def test_progress_shows_mastery_its_evidence_and_misconceptions(screen: Screen) -> None:
    async with screen() as pilot:
        await pilot.press("f4")
        await settle(pilot)
        text = shown(pilot)
        for wanted in (
            "Undo an operation",
            "62 %  3 attempts  due today",
            "not tried yet",
            "• solved “Two steps” without a hint",
            "divides one side only  still about",
            "mastery over time",
        ):
            assert wanted in text


async def test_the_evidence_follows_the_cursor(screen: Screen) -> None:
    async with screen() as pilot:
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("down")
        await pilot.pause()
        assert "No evidence yet." in shown(pilot)


async def test_a_learner_can_disagree_and_delete(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("f4")
        await settle(pilot)
        await pilot.press("k")
        await settle(pilot)
        assert "A short test on “Undo an operation” comes next: /next" in shown(pilot)
        await pilot.press("delete")
        await pilot.pause()
        assert "Delete what is believed about “Undo an operation”?" in shown(pilot)
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("y")
        await settle(pilot)
    assert desk.calls[-2:] == [("claim", "linear.undo"), ("forget", "linear.undo")]


async def test_the_chart_stays_away_without_data(screen: Screen) -> None:
    async with screen() as pilot:
        await pilot.press("f4")
        await settle(pilot)
        chart = pilot.app.screen.query_one(MasteryChart)
        assert chart.display
        chart.show(())
        assert not chart.display


async def test_memories_are_seen_as_they_are(screen: Screen) -> None:
    async with screen() as pilot:
        await pilot.press("f5")
        await settle(pilot)
        assert "has an exam on Friday" in shown(pilot)
        assert "goal: exam  (yesterday, 90% sure)" in shown(pilot)
        assert "mixes up signs [b]often[/b]" in shown(pilot)


async def test_a_memory_is_corrected(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("end", *"!", "enter")
        await settle(pilot)
        assert "has an exam on Friday!" in shown(pilot)
        assert "Corrected." in shown(pilot)
    assert desk.memory[0].text == "has an exam on Friday!"


async def test_leaving_the_correction_changes_nothing(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("x", "escape")
        await settle(pilot)
    assert desk.memory[0].text == "has an exam on Friday"


async def test_a_memory_is_deleted_after_asking_and_an_empty_list_says_what_would_be_there(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        for _ in range(2):
            await pilot.press("delete")
            await pilot.pause()
            assert "for good?" in shown(pilot)
            await pilot.press("y")
            await settle(pilot)
        assert desk.memory == []
        assert "Nothing is remembered about you yet." in shown(pilot)
        await pilot.press("delete", "enter")
        await settle(pilot)
        assert app_of(pilot).is_running


@pytest.mark.parametrize("key", ["f4", "f5"])
async def test_a_store_that_fails_is_told_in_a_sentence(screen: Screen, key: str) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        desk.error = StoreError("the record can't be read", "check the folder")
        await pilot.press(key)
        await settle(pilot)
        assert "the record can't be read; check the folder" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("key", ["f1", "f4", "f5"])
async def test_a_screen_opens_once_and_escape_leads_back_to_the_line(screen: Screen, key: str) -> None:
    async with screen() as pilot:
        for pressed in (key, "f2", "f3", "f4", "f5", "f6"):
            await pilot.press(pressed)
            await settle(pilot)
        assert len(pilot.app.screen_stack) <= 2
        await pilot.press("escape")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1


async def test_a_turn_goes_on_under_another_screen(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await begin_slow(pilot, desk)
        await pilot.press("f5")
        await pilot.pause()
        desk.gate.set()
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert "by the model" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 60)])
async def test_help_names_every_key_and_command(screen: Screen, size: tuple[int, int]) -> None:
    async with screen(size=size) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        seen = shown(pilot)
        for _ in range(8):
            await pilot.press("pagedown")
            await pilot.pause()
            seen += shown(pilot)
        for name, _, _ in COMMANDS:
            assert f"{name} " in seen
        for key in ("Ctrl+J", "F1", "F2", "F3", "F4", "F5", "F6", "Ctrl+Q", "Ctrl+C", "Ctrl+T", "Esc", "Tab"):
            assert f"{key} " in seen


async def test_commands_are_listed_while_they_are_typed_and_tab_completes(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("/", "h")
        await pilot.pause()
        assert "/hint" in shown(pilot)
        assert "the next rung of the hint ladder" in shown(pilot)
        await pilot.press("i", "tab", "enter")
        await settle(pilot)
        assert desk.said == ["/hint"]
        assert "the next rung of the hint ladder" not in shown(pilot)


async def test_tab_completes_the_names_of_exercises(screen: Screen) -> None:
    async with screen() as pilot:
        app_of(pilot).entry.load_text("/exercise pi")
        await pilot.press("tab")
        assert app_of(pilot).entry.text == "/exercise linear/pick"


async def test_the_history_goes_back_and_forth_and_keeps_the_draft(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "2x = 8")
        await say(pilot, "x = 4\nx = 4")
        entry = app_of(pilot).entry
        entry.load_text("draft")
        await pilot.press("up")
        assert entry.text == "x = 4\nx = 4"
        await pilot.press("up", "up")
        assert entry.text == "2x = 8"
        await pilot.press("down", "down", "down")
        assert entry.text == "draft"


async def test_a_line_can_have_several_lines(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press(*"a=1", "ctrl+j", *"b=2", "enter")
        await settle(pilot)
        assert desk.said == ["a=1\nb=2"]


async def test_enter_never_overtakes_the_letters_typed_before_it(screen: Screen) -> None:
    """All keys arrive in one read, as from a fast typist or a terminal multiplexer."""
    desk = FakeDesk()
    async with screen(desk) as pilot:
        for char in "x = 20":
            pilot.app.post_message(events.Key("space" if char == " " else char, char))
        pilot.app.post_message(events.Key("enter", "\r"))
        await settle(pilot)
        await settle(pilot)
        assert desk.said == ["x = 20"]
        assert app_of(pilot).entry.text == ""


async def test_a_paste_is_made_harmless(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        pilot.app.post_message(events.Paste("x = 1\r\n\x1b[31my\u202e = 2\x07"))
        await pilot.pause()
        assert app_of(pilot).entry.text == "x = 1\ny = 2"


async def test_an_empty_line_is_not_sent(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await pilot.press("enter", "space", "enter")
        await settle(pilot)
        assert desk.said == []


async def test_lessons_unfold_and_an_exercise_is_picked_with_the_keyboard(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk, size=(80, 24)) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert "◐ Two steps  begun" in shown(pilot)
        await pilot.press("left")
        await pilot.pause()
        assert "Two steps" not in shown(pilot)
        await pilot.press("right", "down", "down", "enter")
        await settle(pilot)
        assert desk.said == ["/exercise linear/pick"]
        assert "What undoes +3?" in shown(pilot)
        assert app_of(pilot).entry.has_focus


async def test_the_reading_draws_formulas_tables_and_notes(screen: Screen) -> None:
    async with screen(size=(80, 40)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        text = shown(pilot)
        for wanted in ("solve ax + b = c", "──── = ───", "Keep both sides equal", "subtract 3", 'print("2x = 8")'):
            assert wanted in text
        await pilot.press("f3")
        await pilot.pause()
        assert app_of(pilot).entry.has_focus
