"""What a learner meets on the screen, on a fake engine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from fake_desk import FakeDesk, ended, verdict
from tui_pilot import Screen, app_of, begin_slow, say, settle, shown

from tutor.errors import StoreError
from tutor.events import Event, Sentence, Source, event_types
from tutor.tui.widgets.source import SourceLink


async def test_the_first_screen_does_not_wait_for_the_engine(screen: Screen) -> None:
    desk = FakeDesk()
    desk.hold_open = True
    async with screen(desk, wait=False) as pilot:
        await pilot.pause()
        assert "F1 Help" in shown(pilot)
        assert app_of(pilot).entry.has_focus
        desk.hold_open = False
        await settle(pilot)
        assert "2x + 3 = 11" in shown(pilot)


async def test_what_is_typed_before_the_record_is_open_is_answered_after(screen: Screen) -> None:
    desk = FakeDesk()
    desk.hold_open = True
    async with screen(desk, wait=False) as pilot:
        app_of(pilot).entry.load_text("2x = 8")
        await pilot.press("enter")
        await pilot.pause()
        assert desk.said == []
        assert "opening your record" in app_of(pilot).status.words or app_of(pilot).status.words == ""
        desk.hold_open = False
        await settle(pilot)
        assert desk.said == ["2x = 8"]
        assert "✓ 2x = 8  valid" in shown(pilot)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60), (40, 12)])
async def test_a_newcomer_is_greeted_and_told_what_to_do(screen: Screen, size: tuple[int, int]) -> None:
    async with screen(FakeDesk(lesson=None), size=size, newcomer=True) as pilot:
        assert "Welcome." in shown(pilot)
        assert "Linear equations" in shown(pilot)
        assert app_of(pilot).contents.has_focus


async def test_picking_a_lesson_opens_its_text_and_enter_leads_to_the_exercise(screen: Screen) -> None:
    desk = FakeDesk(lesson=None)
    async with screen(desk, size=(80, 24), newcomer=True) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert "An equation such as 2x + 3 = 11 is a balance." in shown(pilot)
        assert "Welcome." not in shown(pilot)
        assert desk.said == ["/lesson linear"]
        await pilot.press("enter")
        await settle(pilot)
        assert app_of(pilot).entry.has_focus
        assert "2x + 3 = 11" in shown(pilot)


async def test_a_lesson_picked_before_the_record_is_open_stays_picked(screen: Screen) -> None:
    desk = FakeDesk(lesson=None)
    async with screen(desk, size=(80, 24), newcomer=True, wait=False) as pilot:
        while not app_of(pilot).contents.rows:
            await pilot.pause()
        await pilot.press("enter")
        await settle(pilot)
        assert desk.said == ["/lesson linear"]
        assert "Enter: to the exercise" in shown(pilot)
        assert "Welcome." not in shown(pilot)


async def test_each_line_gets_its_verdict_as_a_sign_and_a_word(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "2x = 8\nx = 5\nx = ?")
        text = shown(pilot)
        assert "✓ 2x = 8  valid" in text
        assert "✗ x = 5  invalid  This does not follow from the line before." in text
        assert "at x = 4: 8 = 8, but 4 ≠ 5" in text
        assert "a known mix-up: divided one side only" in text
        assert "· x = ?  not checked" in text


async def test_a_line_that_follows_from_a_wrong_one_is_never_shown_as_plain_valid(screen: Screen) -> None:
    desk = FakeDesk()
    desk.answers["x = 9"] = lambda: (
        verdict_of("x = 9", status="valid", code="follows_error", reason="It follows from line 2, which is wrong."),
        ended("Look at line 2."),
    )
    async with screen(desk) as pilot:
        await say(pilot, "x = 9")
        assert "↷ x = 9  follows from a wrong line" in shown(pilot)
        assert "✓" not in shown(pilot)


async def test_a_verdict_on_maths_inside_a_sentence_gets_a_row_of_its_own(screen: Screen) -> None:
    desk = FakeDesk()
    desk.answers["so I think 2x = 8 then"] = lambda: (verdict("2x = 8"), ended("Yes."))
    async with screen(desk) as pilot:
        await say(pilot, "so I think 2x = 8 then")
        assert "› so I think 2x = 8 then" in shown(pilot)
        assert "✓ 2x = 8  valid" in shown(pilot)


async def test_a_reply_shows_its_marks_its_writer_and_only_what_it_cites(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "why?")
        text = " ".join(shown(pilot).split())
        assert "the solution x = 0 [1]. ✓" in text
        assert "(not checked)" in text
        assert "by the model" in text
        assert "[1] Linear equations, 1.2 Balance" in text
        assert "[2]" not in text
        assert "2 older turns were left out of the model's window" in text
        assert "noted: asks about zero" in text


async def test_a_citation_opens_its_passage_with_the_keyboard_alone(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "why?")
        await pilot.press("f6", "enter")
        await settle(pilot)
        assert "▶ Dividing by x" in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


async def test_a_citation_opens_its_passage_with_a_click(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "why?")
        await pilot.click(SourceLink)
        await settle(pilot)
        assert "An equation is like a balance." in shown(pilot)


async def test_a_passage_that_is_gone_is_told_in_a_sentence(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await say(pilot, "why?")
        desk.error = StoreError("the passage is gone", "tutor ingest")
        await pilot.press("f6", "enter")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1
        assert "the passage is gone; tutor ingest" in shown(pilot)


async def test_mastery_is_seen_to_move(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "x = 4")
        assert "▲ Undo an operation: up 35 % → 62 %" in shown(pilot)
        assert "Undo an operation 35 % → 62 %" in app_of(pilot).status.words
        assert "✓ solved" in shown(pilot)


async def test_the_rung_of_the_ladder_is_shown(screen: Screen) -> None:
    async with screen() as pilot:
        assert "no hint used ○○○○" in shown(pilot)
        await say(pilot, "/hint")
        assert "hint 1 of 4: look at your line ●○○○" in shown(pilot)


async def test_choices_are_lettered_and_a_click_answers(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await say(pilot, "/exercise linear/pick")
        assert "a  subtract 3" in shown(pilot)
        assert "→ Which step?" in shown(pilot)
        assert "practises undoing" in shown(pilot)
        await pilot.click("#choices", offset=(1, 1))
        await settle(pilot)
        assert desk.said[-1] == "b"


async def test_escape_stops_a_reply_and_closes_the_stream(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await begin_slow(pilot, desk)
        await pilot.press("escape")
        await settle(pilot)
        assert desk.closed == ["slow"]
        assert "Stopped. What was shown is kept." in shown(pilot)
        assert app_of(pilot).status.words == ""


async def test_a_new_text_stops_the_turn_before_and_waits_until_it_is_closed(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        await begin_slow(pilot, desk)
        await say(pilot, "2x = 8")
        assert desk.closed == ["slow", "2x = 8"]
        assert "✓ 2x = 8  valid" in shown(pilot)


async def test_lines_typed_faster_than_they_are_checked_are_all_judged(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        desk.judging.clear()
        for line in ("2x = 8", "2x = 9", "x = 4"):
            app_of(pilot).entry.load_text(line)
            await pilot.press("enter")
        while not desk.said:
            await pilot.pause()
        desk.judging.set()
        await settle(pilot)
        assert desk.said == ["2x = 8", "2x = 9", "x = 4"]
        assert [
            line for line in desk.said if f"{line}  valid" in shown(pilot) or f"{line}  invalid" in shown(pilot)
        ] == desk.said


async def test_a_slow_turn_says_what_it_is_doing(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk) as pilot:
        desk.judging.clear()
        app_of(pilot).entry.load_text("2x = 8")
        await pilot.press("enter")
        while "checking" not in app_of(pilot).status.words:
            await pilot.pause(0.01)
        desk.judging.set()
        await settle(pilot)
        assert app_of(pilot).status.words == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [("fail", "no model answers at 127.0.0.1:11434"), ("crash", "Something went wrong inside (RuntimeError)")],
)
async def test_a_failed_turn_is_told_in_a_sentence_and_the_text_comes_back(
    screen: Screen, tmp_path: Path, text: str, told: str
) -> None:
    async with screen() as pilot:
        await say(pilot, text)
        assert told in " ".join(shown(pilot).split())
        assert "Traceback" not in shown(pilot)
        assert app_of(pilot).entry.text == text
        assert (tmp_path / "tui.log").exists() is (text == "crash")
        await say(pilot, "2x = 8")
        assert "✓ 2x = 8  valid" in shown(pilot)


async def test_a_returned_text_does_not_overwrite_what_was_typed_since(screen: Screen) -> None:
    async with screen() as pilot:
        app_of(pilot).entry.load_text("and then")
        app_of(pilot).entry.give_back("lost line")
        assert app_of(pilot).entry.text == "lost line\nand then"


async def test_hostile_text_is_shown_and_does_nothing(screen: Screen) -> None:
    hostile = "[@click=app.leave]x[/] [red]y[/red] [/] \x1b[2J\x1b]0;t\x07 {1+1}"
    desk = FakeDesk()
    reply = Sentence(text=hostile, source=Source.MODEL)
    desk.answers[hostile.replace("\x1b[2J\x1b]0;t\x07 ", " ")] = lambda: (reply, ended(hostile))
    async with screen(desk) as pilot:
        await say(pilot, hostile)
        assert shown(pilot).count("[@click=app.leave]x[/] [red]y[/red] [/]") >= 1
        assert "\x1b" not in shown(pilot)
        assert app_of(pilot).is_running


async def test_every_kind_of_event_is_drawn(screen: Screen) -> None:
    """The fake desk's turns hold every kind there is; none of them fails."""
    desk = FakeDesk()
    async with screen(desk) as pilot:
        for text in ("2x = 8\nx = 4", "why?", "/exercise linear/pick", "x = 5"):
            await say(pilot, text)
    seen = {type(event) for turn in desk.past for event in turn}
    missing = set(event_types()) - seen
    assert {kind.__name__ for kind in missing} == {"SessionStarted"}  # drawn at the start


def verdict_of(line: str, *, status: str, code: str, reason: str) -> Event:
    from dataclasses import replace

    return replace(verdict(line.replace("5", "")), text=line, status=status, code=code, reason=reason)


async def test_the_checker_is_warmed_after_the_first_screen(screen: Screen) -> None:
    desk = FakeDesk()
    async with screen(desk):
        assert desk.calls[-1] == ("warm", None)
        assert asyncio.get_running_loop().is_running()
