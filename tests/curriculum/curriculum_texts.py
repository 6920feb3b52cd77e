"""Texts of lessons for the tests: a sound one, and ways to change it."""

from __future__ import annotations

from pathlib import Path

FRONT = """\
---
id: squares
title: Squares
language: en
objectives:
  - Solve simple equations with a square.
kcs:
  - id: square
    title: Squares
  - id: root
    title: Square roots
    requires: [square]
---
"""

PROSE = """
# Squares

(square)=
## What a square is

A number times itself: $3^2 = 3 \\cdot 3$.

(root)=
## Going back

Two numbers have the same square.

## Worked example: going back

% teaches: root

Solve $x^2 = 25$: both $5$ and $-5$ will do.
"""

EXERCISE = """
:::{exercise} ex-1
:label: ex-1
:title: Both roots
:kcs: root
:kind: equation
:problem: x^2 = 49
:answer: x = 7 or x = -7
:difficulty: 0.5

Solve $x^2 = 49$.
:::
"""

HINTS = """
:::{hint} ex-1
Look at the exponent.
:::

:::{hint} ex-1
Two numbers have the same square.
:::

:::{hint} ex-1
A similar one: $x^2 = 36$ has two solutions, $6$ and $-6$.
:::
"""

NOTE = """
:::{misconception} ex-1
:id: one-root
:name: lost a root
:wrong: x = 7

There is another number with that square.
:::
"""

SOLUTION = """
:::{solution} ex-1
Take the root, both of them.

$$x = 7 \\text{ or } x = -7$$
:::
"""

OTHER = """
:::{exercise} ex-2
:label: ex-2
:kcs: square
:kind: number
:answer: 64

What is the square of 8?
:::

:::{hint} ex-2
What does squaring do?
:::

:::{hint} ex-2
Multiply the number by itself.
:::

:::{hint} ex-2
The square of 9 is $9 \\cdot 9$, so 81.
:::

:::{solution} ex-2
$$8 \\cdot 8$$

$$64$$
:::
"""

LESSON = FRONT + PROSE + EXERCISE + HINTS + NOTE + SOLUTION + OTHER


def line_of(text: str, part: str, nth: int = 1) -> int:
    """The 1-based line in which `part` stands for the nth time."""
    at = -1
    for _ in range(nth):
        at = text.index(part, at + 1)
    return text.count("\n", 0, at) + 1


def write(folder: Path, text: str, name: str = "lesson.md") -> Path:
    """Writes a lesson file and gives its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def changed(old: str, new: str, text: str = LESSON) -> str:
    """The sound lesson with one part replaced; the part must be there."""
    assert old in text, old
    return text.replace(old, new, 1)


def exercise_only(options: str, prompt: str = "Do it.", solution: str = "$$1$$", kcs: str = "[{id: a}]") -> str:
    """A lesson of one exercise `one` with these options."""
    return (
        f"---\nid: tiny\ntitle: Tiny\nkcs: {kcs}\n---\n\n"
        f":::{{exercise}} one\n{options}\n\n{prompt}\n:::\n\n:::{{solution}} one\n{solution}\n:::\n"
    )
