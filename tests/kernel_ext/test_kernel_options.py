"""What is read from the magic's line, and what is read from the notebook's names."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy

from kernel_ext.given import given_values, put_in, written
from kernel_ext.options import COMMANDS, LOCAL, Asked, help_text, read_line
from tutor.errors import UsageError


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - LOCAL - {"lesson", "exercise", "attach"}))
def test_a_command_is_what_a_learner_would_type(command: str) -> None:
    assert read_line(command, cell=False).text == f"/{command}"
    assert read_line(f"/{command.upper()}", cell=False).text == f"/{command}"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("lesson derivative", "/lesson derivative"),
        ("exercise derivative/power", "/exercise derivative/power"),
        ("attach notes.md", "/attach notes.md"),
        ("why can't I divide by x?", "why can't I divide by x?"),
        ("what is a slope", "what is a slope"),
        ("really?", "really?"),
    ],
)
def test_words_that_are_no_command_are_a_question(line: str, text: str) -> None:
    assert read_line(line, cell=False).text == text


def test_options_may_stand_anywhere() -> None:
    asked = read_line("--learner ada check --given x,y --problem 'Solve 2x + 3 = 11' --model=none", cell=True)
    assert asked == Asked(command="check", learner="ada", given=("x", "y"), problem="Solve 2x + 3 = 11", model="none")


@pytest.mark.parametrize(
    ("line", "cell", "said"),
    [
        ("hnt", False, 'did you mean "hint"?'),
        ("frobnicate", False, "there are: hint, next"),
        ("lesson", False, "write %tutor lesson ID"),
        ("check", False, "write %%tutor check"),
        ("--lerner ada", True, 'did you mean "--learner"?'),
        ("--learner", True, "--learner lacks its value"),
        ("hint", True, "write %%tutor or %%tutor check"),
    ],
)
def test_a_line_that_can_not_be_read_says_what_there_is(line: str, cell: bool, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_line(line, cell=cell)
    assert said in str(caught.value)


def test_the_help_names_every_command() -> None:
    assert all(f"%tutor_ai {command}" in help_text("tutor_ai") for command in COMMANDS)


x, y = sympy.symbols("x y")


class Sly(int):
    """A number whose text is code."""

    def __str__(self) -> str:
        return "__import__('os').system('x')"

    __repr__ = __str__


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (-2, "-2"),
        (2.5, "2.5"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (Fraction(3, 4), "3/4"),
        (Fraction(4, 2), "2"),
        (Decimal("1.50"), "1.50"),
        (np.float64(0.1), "0.1"),
        (np.int32(7), "7"),
        (x**2 + 1, "x^2 + 1"),
        (sympy.Rational(2, 3), "2/3"),
        (sympy.sqrt(2) * x, "sqrt(2)*x"),
        (sympy.pi, "pi"),
        (sympy.sin(x), "sin(x)"),
    ],
)
def test_numbers_and_expressions_are_written_as_maths(value: Any, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize(
    "value",
    [
        "2",
        b"2",
        True,
        None,
        [1],
        float("nan"),
        float("inf"),
        Decimal("nan"),
        Sly(3),
        1j,
        object(),
        sympy.Symbol("__import__"),
        sympy.Symbol("a; b"),
        sympy.Matrix([1]),
        sympy.Integral(x, x),
    ],
)
def test_nothing_else_is_taken(value: Any) -> None:
    with pytest.raises(UsageError, match="not a number or a short SymPy expression"):
        given_values(["value"], {"value": value})


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["z"], 'there is no "z"'),
        (["__class__"], "is not a name"),
        (["a.b"], "is not a name"),
        (["a;b"], "is not a name"),
    ],
)
def test_a_name_that_is_none_is_told(names: list[str], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        given_values(names, {"x": 1})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x + y = 7", "3 + (-2) = 7"),
        ("2x", "2(3)"),
        ("max + x1 + x_1 + xx", "max + x1 + x_1 + xx"),
        (r"\frac{x}{y}", r"\frac{(3)}{(-2)}"),
        ("y = x", "(-2) = (3)"),
        ("  x = 3", "  3 = 3"),
        ("", ""),
    ],
)
def test_values_are_put_in_for_whole_names_only(text: str, shown: str) -> None:
    assert put_in(text, {"x": "3", "y": "-2"}) == shown


def test_a_value_is_not_read_as_a_name() -> None:
    assert put_in("x + y", {"x": "y", "y": "2"}) == "(y) + (2)"
