"""The panes by themselves: bars, keys, the line's history, the list, the page."""

from __future__ import annotations

import pytest
from fake_desk import READING, FakeDesk
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from tui_pilot import Screen, app_of, say, settle, shown

from tutor.tui.desk import ExerciseRow, LessonRow, PassageView, Reading
from tutor.tui.screens import memory, progress
from tutor.tui.screens.passage import PassageScreen
from tutor.tui.turns import typed
from tutor.tui.widgets.bar import bar, percent
from tutor.tui.widgets.exercise import ExercisePanel
from tutor.tui.widgets.keys import MAIN, KeysLine, fitting
from tutor.tui.widgets.reading import whole


@settings(deadline=None)
@given(st.floats(-0.5, 1.5), st.integers(4, 30))
def test_a_bar_is_always_as_wide_as_was_asked(p: float, cells: int) -> None:
    assert cell_len(bar(p, cells).plain) == cells + 5


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_bar_never_shrinks_when_mastery_grows(p: float, q: float) -> None:
    low, high = sorted((p, q))
    assert bar(low).plain.count("━") <= bar(high).plain.count("━")


@pytest.mark.parametrize(
    ("p", "words"), [(0.0, "0 %"), (1.0, "100 %"), (0.999, "99 %"), (0.5, "50 %"), (0.3488, "34 %"), (0.9499, "94 %")]
)
def test_only_what_is_certain_is_a_hundred_and_only_what_is_mastered_reaches_the_gate(p: float, words: str) -> None:
    assert percent(p) == words


@pytest.mark.parametrize("keys", [MAIN, memory.KEYS, progress.KEYS])
def test_the_keys_fit_into_eighty_columns(keys: tuple[tuple[str, str, str], ...]) -> None:
    line = KeysLine(keys)
    assert cell_len(str(line.render())) <= 78


@pytest.mark.parametrize("width", [78, 58, 40, 24])
def test_fewer_keys_are_shown_where_there_is_less_room_but_always_help_and_quit(width: int) -> None:
    names = [key for key, _, _ in fitting(MAIN, width)]
    assert names[0] == "F1"
    assert names[-1] == "^Q"
    assert sum(len(key) + len(what) + 3 for key, what, _ in fitting(MAIN, width)) - 2 <= width
    assert (len(names) == len(MAIN)) is (width == 78)


async def test_the_way_out_is_on_a_narrow_screen(screen: Screen) -> None:
    async with screen(size=(60, 20)) as pilot:
        assert "F1 Help  F2 Lessons  F3 Read  F4 Progress  ^Q Quit" in shown(pilot)
        await pilot.resize_terminal(90, 20)
        await settle(pilot)
        assert "F6 Sources" in shown(pilot)


async def test_a_statement_that_has_no_room_can_be_scrolled_with_the_keys_alone(screen: Screen) -> None:
    async with screen(size=(60, 20)) as pilot:
        panel = pilot.app.query_one(ExercisePanel)
        assert not panel.focusable
        panel.show(exercise="linear/long", title="Long", prompt="\n\n".join(f"Part {n}." for n in range(30)))
        await settle(pilot)
        assert "Part 29." not in shown(pilot)
        panel.focus()
        await pilot.press("end")
        await settle(pilot)
        assert "Part 29." in shown(pilot)
        await pilot.press("x")
        assert app_of(pilot).entry.text == "x"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc\n", min_size=1, max_size=8), max_size=8))
def test_the_history_holds_each_text_once_in_a_row(texts: list[str]) -> None:
    from tutor.tui.widgets.entry import Entry

    entry = Entry.__new__(Entry)
    entry.history_lines = []
    for text in texts:
        entry.remember(text)
    assert all(a != b for a, b in zip(entry.history_lines, entry.history_lines[1:], strict=False))
    assert set(entry.history_lines) == {text for text in texts if text.strip()}


async def test_a_long_title_is_wrapped_under_its_beginning(screen: Screen) -> None:
    async with screen(size=(100, 30)) as pilot:
        row = LessonRow(id="long", title="A very long title that can not fit into one row", mastery=0.5)
        app_of(pilot).contents.show((row,), None)
        await settle(pilot)
        lines = [line[2:34].rstrip(" │") for line in shown(pilot).splitlines()[1:4]]
        assert lines[0].startswith("▸ A very long")
        assert lines[1].startswith("  ")
        assert all(len(line) <= 32 for line in lines)


async def test_the_cursor_of_the_list_follows_the_exercise_but_not_under_the_learners_hands(screen: Screen) -> None:
    async with screen() as pilot:
        contents = app_of(pilot).contents
        assert contents.highlighted_option is not None
        assert contents.highlighted_option.id == "exercise:linear/two-steps"
        contents.focus()
        await pilot.press("down", "down")
        contents.show(await FakeDesk().lessons(), "linear", "linear/pick")
        assert contents.highlighted_option.id == "lesson:derivative"


async def test_the_first_open_exercise_is_neither_solved_nor_shown(screen: Screen) -> None:
    async with screen() as pilot:
        contents = app_of(pilot).contents
        states = ("solved", "shown", "tried", "new")
        exercises = tuple(ExerciseRow(id=f"l/{state}", title=state, state=state) for state in states)
        contents.show((LessonRow(id="l", title="L", exercises=exercises),), "l")
        assert contents.first_open("l") == "l/tried"
        assert contents.first_open("other") is None
        assert contents.first_open(None) is None


def test_a_page_leaves_out_a_heading_that_repeats_the_title() -> None:
    page = whole(Reading(lesson="l", title="Linear equations", objectives=("solve $x=1$",), markdown=READING), 60)
    assert page.startswith("*When you are through, you can:*\n\n- solve `x = 1`\n\n")
    assert "# Linear equations" not in page
    other = whole(Reading(lesson="l", title="Another", objectives=(), markdown=READING), 60)
    assert other.startswith("# Linear equations")


async def test_the_page_is_drawn_anew_when_the_width_changes(screen: Screen) -> None:
    async with screen(size=(160, 45)) as pilot:
        await pilot.press("f3")
        await settle(pilot)
        await pilot.resize_terminal(60, 45)
        await settle(pilot)
        assert "──── = ───" in shown(pilot)


@pytest.mark.parametrize(
    "text", ["Short.", "A. " * 400 + "\n\nDividing by x may lose the solution x = 0.\n\n" + "B. " * 400]
)
async def test_the_cited_part_of_a_passage_is_in_view(screen: Screen, text: str) -> None:
    async with screen(size=(80, 24)) as pilot:
        view = PassageView(document="Book [b]x[/b]", locator="page 3", text=text)
        pilot.app.push_screen(PassageScreen(view, ("Dividing by x may lose the solution x = 0",), ""))
        await settle(pilot)
        assert "Book [b]x[/b]" in shown(pilot)
        assert "▶ Dividing by x" in shown(pilot) or text == "Short."
        await pilot.press("down", "pagedown", "up", "pageup", "q")
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 1


async def test_all_that_was_quoted_is_marked_and_paragraphs_stay_apart(screen: Screen) -> None:
    text = (
        "You may divide by 2. It is not zero.\nLook at $x^2 = 3x$. Dividing loses $x = 0$.\n$$\nx = 3\n$$\nSo factor."
    )
    async with screen(size=(80, 24)) as pilot:
        view = PassageView(document="Book", locator="page 3", text=text)
        pilot.app.push_screen(PassageScreen(view, (" You may divide by 2.", " It is not zero. [1]", "So factor."), ""))
        await settle(pilot)
        rows = [line.strip("│ ") for line in shown(pilot).splitlines()]
        at = rows.index("▶ You may divide by 2. It is not zero.")
        assert rows[at + 1 : at + 5] == ["", "Look at x² = 3x. Dividing loses x = 0.", "x = 3", "So factor."]


async def test_the_page_keys_of_the_line_scroll_the_conversation(screen: Screen) -> None:
    async with screen() as pilot:
        await say(pilot, "\n".join(f"{n}x = {n}" for n in range(60)))
        end = app_of(pilot).conversation.scroll_y
        await pilot.press("pageup")
        await settle(pilot)
        assert app_of(pilot).conversation.scroll_y < end
        await pilot.press("pagedown")
        await settle(pilot)
        assert app_of(pilot).conversation.scroll_y == end


def test_a_turn_without_a_text_of_the_learners_has_none() -> None:
    assert typed(()) == ""
