"""The panel: an exercise, a box and four buttons, each of them a turn of the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import ipywidgets
import pytest
from magic_fakes import EXERCISE, Engines, ended, sentence, started, work

from kernel_ext.magics import TutorMagic
from kernel_ext.options import Asked
from kernel_ext.panel import Panel
from kernel_ext.progress import bar
from tutor.events import TurnStarted

Load = Callable[..., tuple[TutorMagic, Engines]]


def markdown(output: ipywidgets.Output) -> str:
    """What an output widget shows."""
    return str(output.outputs[0]["data"]["text/markdown"])


@pytest.fixture
def panel(load: Load) -> tuple[Panel, Engines]:
    """A panel on the exercise in hand."""
    other = replace(EXERCISE, exercise="lines/next", title="Another")
    magic, engines = load(
        work(), [TurnStarted(text="/next"), sentence("Go on."), other, ended("Go on.")], first=[started(), EXERCISE]
    )
    found = Panel(magic, ipywidgets)
    found.show(magic.desk.look(Asked()))
    return found, engines


def test_the_exercise_stands_above_and_not_in_the_reply(panel: tuple[Panel, Engines]) -> None:
    assert "A slope" in markdown(panel[0].exercise)
    assert "A slope" not in markdown(panel[0].reply)
    assert "hints: 1 of 4" in panel[0].status.value


def test_check_sends_the_box_and_empties_it(panel: tuple[Panel, Engines]) -> None:
    found, engines = panel
    found.line.value = " 2x = 6\nx = 4 "
    found.buttons["Check"].click()
    assert engines.session.asked == ["2x = 6\nx = 4"]
    assert found.line.value == ""
    assert "invalid" in markdown(found.reply)


def test_an_empty_box_sends_nothing(panel: tuple[Panel, Engines]) -> None:
    found, engines = panel
    found.buttons["Check"].click()
    assert engines.session.asked == []


def test_next_replaces_the_exercise(panel: tuple[Panel, Engines]) -> None:
    found, engines = panel
    engines.session.turns.pop(0)
    found.buttons["Next"].click()
    assert engines.session.asked == ["/next"]
    assert "Another" in markdown(found.exercise)
    assert "Go on." in markdown(found.reply)


def test_a_failure_is_one_sentence_and_the_buttons_come_back(
    panel: tuple[Panel, Engines], capsys: pytest.CaptureFixture[str]
) -> None:
    found, engines = panel
    engines.session.turns.insert(0, [TurnStarted(text="/hint"), RuntimeError("broken")])
    found.buttons["Hint"].click()
    assert capsys.readouterr().err == "tutor: something failed: broken\n"
    assert not any(button.disabled for button in found.buttons.values())


@pytest.mark.parametrize(("share", "shown"), [(0.0, "░" * 10), (0.44, "████░░░░░░"), (1.0, "█" * 10), (1.7, "█" * 10)])
def test_a_bar_has_ten_signs(share: float, shown: str) -> None:
    assert bar(share) == shown
