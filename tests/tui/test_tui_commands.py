"""Commands complete as far as it is certain."""

from __future__ import annotations

import pytest

from tutor.tui.commands import COMMANDS, complete

IDS = [("/lesson", "linear-equations"), ("/lesson", "linear-motion"), ("/exercise", "linear-equations/two-steps")]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("/hi", "/hint"),
        ("/h", "/h"),
        ("/les", "/lesson "),
        ("/lesson l", "/lesson linear-"),
        ("/lesson linear-m", "/lesson linear-motion"),
        ("/lesson motion", "/lesson linear-motion"),
        ("/exercise two", "/exercise linear-equations/two-steps"),
        ("/nothing", "/nothing"),
        ("/hint now", "/hint now"),
        ("/", "/"),
    ],
)
def test_a_beginning_is_completed(typed: str, completed: str) -> None:
    assert complete(typed, IDS)[0] == completed


def test_what_may_follow_is_listed_with_what_it_does() -> None:
    assert [name for name, _ in complete("/s", IDS)[1]] == ["/skip", "/solution"]
    assert all(what for _, what in complete("/", IDS)[1])
    assert len(complete("/", IDS)[1]) == len(COMMANDS)


def test_a_complete_argument_has_nothing_more_to_offer() -> None:
    assert complete("/lesson linear-motion", IDS)[1] == ()


def test_the_commands_are_those_of_the_contract() -> None:
    wanted = "/hint /next /exercise /lesson /again /skip /giveup /solution /attach /memory /why /dispute /help /quit"
    assert [name for name, _, _ in COMMANDS] == wanted.split()
