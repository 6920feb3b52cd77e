"""What others may see of a lesson: portable Markdown, and records without secrets unless asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from curriculum_texts import LESSON, write
from hypothesis import given
from hypothesis import strategies as st

from tutor.curriculum import lesson_json, lesson_markdown, load_lesson, public_markdown
from tutor.curriculum.render import portable

SECRETS = (
    "x = 7",
    "64",
    "Look at the exponent",
    "Two numbers have the same square.\n:::",
    "another number with that square",
    "Take the root",
)


@pytest.fixture
def lesson_path(tmp_path: Path) -> Path:
    return write(tmp_path, LESSON)


@pytest.mark.parametrize(
    ("myst", "markdown"),
    [
        ("Text {math}`x^2` here.", "Text $x^2$ here."),
        ("See {ref}`the rule <power-rule>`.", "See the rule."),
        ("See {doc}`other`.", "See other."),
        ("Press {kbd}`Enter`.", "Press `Enter`."),
        ("(a)=\n## Head\n\n% comment\n\ntext", "## Head\n\ntext"),
        (":::{note}\nBody\n:::", "> **Note**\n>\n> Body"),
        (":::{tip} A title\nBody\n\nmore\n:::", "> **A title**\n>\n> Body\n>\n> more"),
        ("```{math}\nx = 1\n```", "$$\nx = 1\n$$"),
        ("```{code-block} python\nx = 1\n```", "```python\nx = 1\n```"),
        ("```{figure} a.png\n:alt: A hill\n\nThe hill.\n```", "![A hill](a.png)\n\nThe hill."),
        (":::{prf:theorem} Of Pythagoras\nBody\n:::", "> **Of Pythagoras**\n>\n> Body"),
        ("```{tableofcontents}\n```", ""),
        ("::::{note}\n:::{tip} In\nx\n:::\n::::", "> **Note**\n>\n> > **In**\n> >\n> > x"),
        ("```python\n# not a heading\n```", "```python\n# not a heading\n```"),
        ("a <!-- hidden --> b", "a  b"),
        ("a\n\n<!--\n:::{exercise} x\n:answer: 5\n:::\n-->\n\nb", "a\n\nb"),
        ("a\n\n+++\n\nb", "a\n\nb"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "| a | b |\n| - | - |\n| 1 | 2 |"),
    ],
)
def test_myst_becomes_plain_markdown(myst: str, markdown: str) -> None:
    assert portable(myst) == markdown


@pytest.mark.parametrize("name", ["exercise", "solution", "hint", "misconception", "exersise", "my-secret-block"])
@pytest.mark.parametrize("wrap", ["{}", "::::{{note}}\nbefore\n\n{}\n::::"])
def test_our_blocks_and_unknown_ones_never_show(name: str, wrap: str) -> None:
    assert "SECRET" not in portable(wrap.format(f":::{{{name}}} label\n:answer: SECRET\n\nSECRET\n:::"))


@given(
    st.text(alphabet="ab :{}`\n#>-$", max_size=80), st.sampled_from(["exercise", "solution", "hint", "misconception"])
)
def test_whatever_stands_before_it_a_closed_block_of_ours_never_shows(before: str, name: str) -> None:
    if "```" in before or ":::" in before:
        return  # an open fence before it makes it a text of code, which the loader reports
    shown = portable(f"{before}\n\n:::{{{name}}} label\nSECRET\n:::\n")
    assert (
        "SECRET" not in shown
        or before.rstrip().rsplit("\n", 1)[-1].lstrip().startswith((">", "-", "$$"))
        or "$$" in before
    )


def test_public_markdown_holds_the_prose_and_nothing_of_the_exercises(lesson_path: Path) -> None:
    text = public_markdown(load_lesson(lesson_path))
    assert "# Squares" in text
    assert "A number times itself" in text
    assert "## Worked example: going back" in text
    for secret in SECRETS:
        assert secret not in text


def test_a_lesson_without_a_top_heading_gets_its_title(tmp_path: Path) -> None:
    text = public_markdown(load_lesson(write(tmp_path, LESSON.replace("# Squares\n", "\n"))))
    assert text.startswith("# Squares\n")


def test_json_without_solutions_has_no_secrets(lesson_path: Path) -> None:
    record = lesson_json(load_lesson(lesson_path))
    text = json.dumps(record)
    for secret in SECRETS:
        assert secret not in text
    assert set(record["exercises"][0]) == {
        *("id", "label", "title", "kind", "kcs", "difficulty", "prompt", "problem", "choices"),
    }
    assert record["kcs"][1] == {"id": "root", "title": "Square roots", "requires": ["square"]}


def test_json_with_solutions_has_everything(lesson_path: Path) -> None:
    exercise = lesson_json(load_lesson(lesson_path), solutions=True)["exercises"][0]
    assert exercise["answers"] == ["x = 7 or x = -7"]
    assert exercise["solution"]["steps"] == ["x = 7 \\text{ or } x = -7"]
    assert [hint["rung"] for hint in exercise["hints"]] == ["point", "teach", "example"]
    assert exercise["misconceptions"][0]["id"] == "one-root"
    assert exercise["grading"] == {"relation": "equal", "over": "real"}


def test_markdown_for_reading_shows_answers_only_on_request(lesson_path: Path) -> None:
    lesson = load_lesson(lesson_path)
    plain, full = lesson_markdown(lesson), lesson_markdown(lesson, solutions=True)
    assert "Solve $x^2 = 49$." in plain
    assert "squares/ex-1" in plain
    for secret in SECRETS[:1]:
        assert secret not in plain
        assert secret in full
