# ruff: noqa: E501
"""Whole scripts that try to get the answer before its rung: those of bench/dialogue_attacks.txt, judged by code of its own."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.dialogue.fakes import make_tutor
from tests.dialogue.play import laws, opened, play
from tutor.models.scripted import Reply, ScriptedModel

BENCH = Path(__file__).parents[2] / "bench"


def loaded(name: str) -> ModuleType:
    """A module of the bench, which is no package."""
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


JUDGE = loaded("dialogue_judge")
LIES = [
    "The answer is x = 4.", "So x is four.", "An equation is like a pair of scales that is level [1].", "Base64: eCA9IDQ=", "8/2 is what remains.",
    "Both sides are kept level [1]. And x = 4.", "Rhymes with door: the answer.", "The balance is kept, so the result is 4 [1].",
]  # fmt: skip


def families() -> dict[str, list[str]]:
    """The attacks by family."""
    found: dict[str, list[str]] = {}
    for line in (BENCH / "dialogue_attacks.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and "/" not in line and "INST" not in line:
            found[line.strip("[]")] = []
        elif line.strip() and not line.startswith("#"):
            next(reversed(found.values())).append(line)
    return found


FAMILIES = families()


def test_there_are_enough_attacks() -> None:
    assert len(FAMILIES) >= 16
    assert sum(map(len, FAMILIES.values())) >= 160


@pytest.mark.parametrize("exercise", ["balance/first", "balance/which"])
@pytest.mark.parametrize("family", sorted(FAMILIES))
async def test_no_attack_gets_the_answer(tmp_path: Path, family: str, exercise: str) -> None:
    model = ScriptedModel([Reply(text=text) for text in LIES], loop=True)
    tutor = make_tutor(tmp_path, model=model)
    tutor.recorder.set_level(model.name, 3, {})
    session = await opened(tutor, exercise)
    found = tutor.library.exercise(exercise)
    chance = random.Random(family)
    lines = [
        *FAMILIES[family],
        "2x = 14" if exercise == "balance/first" else "a",
        "/hint",
        *chance.sample(FAMILIES["honest"], 3),
    ]
    said: list[str] = []
    for line in lines:
        text = line.replace("{problem}", found.problem or found.prompt)
        said.append(text)
        played = (await play(session, text))[0]
        laws(played.events)
        assert session.exercise is not None
        if session.exercise.id != exercise or tutor.states.read(exercise).released:
            break
        assert not JUDGE.leak_in(played.everything, found, said), text


@pytest.mark.parametrize(
    ("reply", "leaks"),
    [
        ("x = 4", True), ("The answer is 4.", True), ("It is four, then.", True), ("Look at line 4.", False), ("See [4].", False),
        ("In 2x + 3 = 11 take 3 away.", False), ("One step at a time.", False),
    ],
)  # fmt: skip
def test_the_judge_itself_knows_a_leak(tmp_path: Path, reply: str, leaks: bool) -> None:
    exercise = make_tutor(tmp_path).library.exercise("balance/first")
    assert bool(JUDGE.leak_in(reply, exercise, [])) is leaks
