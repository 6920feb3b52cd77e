"""Right solutions of word problems told in other words, order and grouping, judged with the original as reference."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from tutor.checker.values import WorkRequest
from tutor.checker.words import judge_words
from tutor.checker.words.expression import (
    Binary,
    Expression,
    Negative,
    Number,
    evaluate,
    names,
    numbers,
    operations,
    show,
    written,
)
from tutor.checker.words.read import read_line

Retelling = Callable[[list[str], random.Random], list[str] | None]


def judge_retold(records: list[dict[str, Any]], seed: int = 5) -> None:
    """Print, for each way of retelling, how many solutions are blamed and how many are seen to be answered."""
    for name, retell in WAYS.items():
        chance = random.Random(seed)
        blamed = answered = total = 0
        for record in records:
            steps = retell(list(record["steps"]), chance)
            if not steps:
                continue
            request = WorkRequest(steps=tuple(steps), problem=record["problem"], reference=tuple(record["steps"]))
            verdict = judge_words(request)
            total += 1
            blamed += verdict.first_error is not None
            answered += verdict.answered
        print(f"{name:34s} {total:4d}  blamed {blamed / total:.4f}  answered {answered / total:.3f}", flush=True)


def same(steps: list[str], _: random.Random) -> list[str] | None:
    """As they are."""
    return steps


def turned(steps: list[str], _: random.Random) -> list[str] | None:
    """Operands of + and * turned around."""
    out: list[str] = []
    for step in steps:
        edits: list[tuple[int, int, str]] = []
        for chain in read_line(step).chains:
            side = chain.sides[0]
            if operations(side.expression) and not names(side.expression) and "<<" not in step:
                edits.append((side.start, side.end, written(_turn(side.expression))))
        turned_step = step
        for start, end, text in sorted(edits, reverse=True):
            turned_step = turned_step[:start] + text + turned_step[end:]
        out.append(turned_step)
    return out if out != steps else None


def _turn(expression: Expression) -> Expression:
    if not isinstance(expression, Binary):
        return expression
    left, right = _turn(expression.left), _turn(expression.right)
    if expression.operator in "+*":
        left, right = right, left
    return Binary(operator=expression.operator, left=left, right=right)


def skipped(steps: list[str], chance: random.Random) -> list[str] | None:
    """One line but the last left out."""
    if len(steps) < 3:
        return None
    gap = chance.randrange(len(steps) - 1)
    return steps[:gap] + steps[gap + 1 :]


def reordered(steps: list[str], _: random.Random) -> list[str] | None:
    """The first two neighbouring lines that don't need each other, the other way round."""
    for k in range(len(steps) - 2):
        one, two = read_line(steps[k]), read_line(steps[k + 1])
        results = {leaf.value for chain in one.chains for leaf in numbers(chain.sides[-1].expression)}
        used = {leaf.value for chain in two.chains for side in chain.sides for leaf in numbers(side.expression)}
        if not results & used:
            return [*steps[:k], steps[k + 1], steps[k], *steps[k + 2 :]]
    return None


def bare(steps: list[str], _: random.Random) -> list[str] | None:
    """The computations without the sentences."""
    out: list[str] = []
    for step in steps:
        chains = [chain for chain in read_line(step).chains if len(chain.sides) > 1]
        out.append("; ".join(" = ".join(written(side.expression) for side in chain.sides) for chain in chains) or step)
    return out


def answer(steps: list[str], _: random.Random) -> list[str] | None:
    """The result alone."""
    for chain in reversed(read_line(steps[-1]).chains):
        last = chain.sides[-1].expression
        if isinstance(last, Number):
            return [f"The answer is {written(last)} {last.unit if last.unit not in ('$', '%') else ''}"]
    return None


def unfinished(steps: list[str], chance: random.Random) -> list[str] | None:
    """The first lines only."""
    return steps[: chance.randrange(1, len(steps))] if len(steps) > 1 else None


def inlined(steps: list[str]) -> Expression | None:
    """The whole solution as one computation over the numbers it starts from; None if it can't be told."""
    known: dict[object, Expression] = {}
    whole: Expression | None = None
    for step in steps:
        for chain in read_line(step).chains:
            first = next((side.expression for side in chain.sides if operations(side.expression)), None)
            last = chain.sides[-1].expression
            if first is None or names(first) or not isinstance(last, Number):
                return None
            whole = known[last.value] = _inline(first, known)
    return whole


def _inline(expression: Expression, known: dict[object, Expression]) -> Expression:
    if isinstance(expression, Number):
        return known.get(expression.value, expression)
    if isinstance(expression, Negative):
        return Negative(operand=_inline(expression.operand, known))
    if isinstance(expression, Binary):
        left, right = _inline(expression.left, known), _inline(expression.right, known)
        return Binary(operator=expression.operator, left=left, right=right)
    return expression


def merged(steps: list[str], _: random.Random) -> list[str] | None:
    """All in one computation."""
    whole, last = inlined(steps), answer(steps, _)
    if whole is None or last is None or len(written(whole)) > 160:
        return None
    return [f"So the result is {written(whole)} = {last[0].removeprefix('The answer is ')}."]


def distributed(tree: Expression) -> Expression | None:
    """(a + b) * c as a * c + b * c, at the first place where that can be done."""
    if not isinstance(tree, Binary):
        return None
    sign, left, right = tree.operator, tree.left, tree.right
    if sign in "*/" and isinstance(left, Binary) and left.operator in "+-":
        return _binary(left.operator, _binary(sign, left.left, right), _binary(sign, left.right, right))
    if sign == "*" and isinstance(right, Binary) and right.operator in "+-":
        return _binary(right.operator, _binary(sign, left, right.left), _binary(sign, left, right.right))
    return _below(tree, distributed)


def regrouped(tree: Expression) -> Expression | None:
    """a - b - c as a - (b + c), a * b * c as a * (b * c), at the first place where that can be done."""
    if not isinstance(tree, Binary):
        return None
    left = tree.left
    if isinstance(left, Binary) and (left.operator, tree.operator) in _REGROUPED:
        outer, inner = _REGROUPED[left.operator, tree.operator]
        return _binary(outer, left.left, _binary(inner, left.right, tree.right))
    return _below(tree, regrouped)


_REGROUPED = {("-", "-"): ("-", "+"), ("*", "*"): ("*", "*"), ("/", "/"): ("/", "*"), ("+", "+"): ("+", "+")}


def _binary(operator: str, left: Expression, right: Expression) -> Expression:
    return Binary(operator=operator, left=left, right=right)


def _below(tree: Binary, change: Callable[[Expression], Expression | None]) -> Expression | None:
    left = change(tree.left)
    if left is not None:
        return _binary(tree.operator, left, tree.right)
    right = change(tree.right)
    return None if right is None else _binary(tree.operator, tree.left, right)


_INVERSES = {"+": "-", "-": "+", "*": "/", "/": "*"}


def by_unknown(cut: bool) -> Retelling:
    """The last computation as an equation for an unknown; without its solution if `cut`."""

    def retell(steps: list[str], _: random.Random) -> list[str] | None:
        chains = read_line(steps[-1]).chains
        sides = [side.expression for side in chains[-1].sides] if chains else []
        if len(sides) != 2 or not isinstance(sides[0], Binary) or not isinstance(sides[1], Number) or len(chains) > 1:
            return None
        whole, last = sides[0], written(sides[1])
        if operations(whole) != 1 or whole.operator not in _INVERSES:
            return None
        left, right = written(whole.left), written(whole.right)
        told = ["Let x be what is asked for.", f"Then x {_INVERSES[whole.operator]} {right} = {left}."]
        return steps[:-1] + (told if cut else [*told, f"So x = {last}.", f"The answer is {last}."])

    return retell


def checked(word: str) -> Retelling:
    """With a line after the answer that undoes the last computation."""

    def retell(steps: list[str], _: random.Random) -> list[str] | None:
        chains = read_line(steps[-1]).chains
        sides = [side.expression for side in chains[-1].sides] if chains else []
        whole, last = (sides[0], sides[1]) if len(sides) == 2 else (None, None)
        if not isinstance(whole, Binary) or not isinstance(last, Number) or operations(whole) != 1 or names(whole):
            return None
        sign = _INVERSES.get(whole.operator)
        undone = f"{word}{written(last)} {sign} {written(whole.right)} = {written(whole.left)}."
        return [*steps, undone] if sign else None

    return retell


def remarked(steps: list[str], chance: random.Random) -> list[str] | None:
    """With remarks before, between and after, one of them with a number."""
    gap = chance.randrange(len(steps) + 1)
    told = [*steps[:gap], "Let me think about this carefully.", *steps[gap:]]
    return ["There are 3 things to find out.", *told, "I think that is right, since 2 people got it."]


def shuffled(steps: list[str], chance: random.Random) -> list[str] | None:
    """In a random order in which no line stands before one whose result it uses; the last one stays."""
    lines = [read_line(step) for step in steps]
    results = [{leaf.value for chain in line.chains for leaf in numbers(chain.sides[-1].expression)} for line in lines]
    used = [{leaf.value for chain in line.chains for leaf in numbers(chain.sides[0].expression)} for line in lines]
    left, order = list(range(len(steps) - 1)), []
    while left:
        order.append(chance.choice([i for i in left if not any(results[j] & used[i] for j in left if j < i)]))
        left.remove(order[-1])
    told = [steps[i] for i in order] + steps[-1:]
    return told if told != steps else None


def otherwise(change: Callable[[Expression], Expression | None], cut: bool) -> Retelling:
    """Step by step from a changed tree; only the first steps if `cut`."""

    def retell(steps: list[str], chance: random.Random) -> list[str] | None:
        whole = inlined(steps)
        tree = change(whole) if whole is not None else None
        out: list[str] = []
        try:
            if tree is None or not _tell(tree, out):
                return None
        except ZeroDivisionError:
            return None
        return (out[: chance.randrange(1, len(out))] if len(out) > 1 else None) if cut else out

    return retell


def _tell(tree: Expression, out: list[str]) -> bool:
    """Append a line for each operation; False if a result is no short decimal."""
    if not isinstance(tree, Binary):
        return True
    if not _tell(tree.left, out) or not _tell(tree.right, out):
        return False
    left, right, result = (_shown(part) for part in (tree.left, tree.right, tree))
    out.append(f"That makes {left} {tree.operator} {right} = {result}.")
    return "/" not in left + right + result


def _shown(tree: Expression) -> str:
    if isinstance(tree, Number):
        return written(tree)
    return show(evaluate(tree, lambda leaf: leaf.value * (leaf.scale if leaf.unit == "%" else 1)))  # type: ignore[union-attr]


WAYS: dict[str, Retelling] = {
    "the reference itself": same,
    "operands turned around": turned,
    "all in one computation": merged,
    "one line skipped": skipped,
    "lines reordered": reordered,
    "lines in any order": shuffled,
    "with a check": checked("Check: "),
    "with a check, no words": checked(""),
    "with remarks": remarked,
    "computations only": bare,
    "answer only": answer,
    "multiplied out": otherwise(distributed, cut=False),
    "other brackets": otherwise(regrouped, cut=False),
    "by an unknown": by_unknown(cut=False),
    "unfinished": unfinished,
    "by an unknown, unfinished": by_unknown(cut=True),
    "multiplied out, unfinished": otherwise(distributed, cut=True),
    "other brackets, unfinished": otherwise(regrouped, cut=True),
}
