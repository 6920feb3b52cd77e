"""Which wrong rule, applied to the line before (or the problem), really yields what the learner wrote.

The rule of the greatest weight wins. Among equals one whose line is what was written, and not only equal to it, is
preferred; then rules of one topic are told apart by their place in the catalogue. Rules of different topics are not:
nothing is said then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

from tutor.checker import nodes
from tutor.checker.derivative import Underivable
from tutor.checker.formula import NotAStatement
from tutor.checker.lexer import Style
from tutor.checker.lock import LOCK
from tutor.checker.misconceptions import calculus, equations, integrals, tasks, translation
from tutor.checker.misconceptions.catalogue import by_weight
from tutor.checker.misconceptions.rule import Rule
from tutor.checker.misconceptions.shapes import exact, integer, is_op, num
from tutor.checker.misconceptions.target import Solutions, Values
from tutor.checker.misconceptions.variants import variants
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, readings
from tutor.checker.values import Misconception, Unreadable

MAX_SIZE = 90
"""Nodes of a line that is looked at; longer ones are left alone."""
_CARRIED = re.compile(r"=\s*\n\s*=?\s*")
_LABELS = ("apply", "prime", "deriv")


@dataclass(frozen=True, slots=True)
class Effort:
    """How long is searched."""

    tried: int
    """Lines of all rules together that are compared."""
    confirmed: int
    """Comparisons for certain."""
    topics: frozenset[str] = frozenset()
    """Only rules of these topics; of all if empty."""


FULL = Effort(tried=900, confirmed=14)
SYMBOLS = Effort(tried=200, confirmed=4, topics=frozenset(("slips", "units", "translation")))
"""Where the right answer is what was to be written in symbols."""
BARE = Effort(tried=200, confirmed=4, topics=frozenset(("slips", "units")))
"""Where only the right answer is known: it says little about the way to it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A line before, and what was made of it."""

    before: Node
    """As read, not prepared; tasks stand in it as operations."""
    given: Node
    """Prepared."""
    link: bool = False
    """A link inside the learner's own line; that it holds does not make the line right."""


def explain(
    before: str | Node | None,
    given: str | Node,
    expected: str | Node | None = None,
    problem: str | None = None,
    *,
    style: Style | None = None,
) -> Misconception | None:
    """The misconception that yields `given` from the line before, the problem, or the right answer.

    Texts are read; trees are taken as they are read. None if no rule yields it, if it is right, or if rules of
    different kinds explain it equally well.
    """
    found = diagnose(before, given, expected, problem, style=style)
    return None if found is None else Misconception(id=found.id, name=found.name, text=found.text)


def diagnose(
    before: str | Node | None,
    given: str | Node,
    expected: str | Node | None = None,
    problem: str | None = None,
    *,
    style: Style | None = None,
) -> Rule | None:
    """`explain`, giving the entry of the catalogue."""
    with LOCK:
        return _diagnose(before, given, expected, problem, style or Style())


def _diagnose(
    before: str | Node | None, given: str | Node, expected: str | Node | None, problem: str | None, style: Style
) -> Rule | None:
    written = _written(given, style)
    sources = _trees(before, style)[:1] if before is not None and before != "" else []
    sources += tasks.read_problem(problem, style) if problem else ()
    alone = not sources
    if alone and expected is not None:
        sources = _trees(expected, style)[:1]
    elif alone:
        sources, alone = [tree.args[0] for tree in written[:1] if _is_calculation(tree)], False
    bare = SYMBOLS if problem and translation.asks_for_symbols(problem) else BARE
    best: list[tuple[int, Rule]] = []
    for tree in written:
        for place, source in enumerate(dict.fromkeys(sources)):
            for scene in _scenes(source, tree):
                target = _target(scene)
                if target is None:
                    continue
                if _is_right(scene, target, certain=False):
                    if scene.link:
                        continue
                    return None
                rule = _best(scene, target, bare if alone else FULL)
                if rule is not None and (alone or not _is_right(scene, target, certain=True)):
                    best.append((-rule.weight * 10 + place, rule))
    return min(best, key=lambda pair: pair[0])[1] if best else None


def _is_calculation(tree: Node) -> TypeGuard[Op]:
    """A line such as `48 + 24 = 74`, which can be judged by itself."""
    return is_op(tree, "=", "chain") and isinstance(tree.args[0], Op) and not nodes.variables(tree)


def _written(given: str | Node, style: Style) -> list[Node]:
    """What the learner wrote, and its first line alone."""
    if not isinstance(given, str) or "\n" not in given.strip():
        return _trees(given, style)[:2]
    text = _CARRIED.sub("= ", given)
    return [*_trees(text, style)[:1], *_trees(text.strip().splitlines()[0], style)[:1]]


def _trees(text: str | Node, style: Style) -> list[Node]:
    if not isinstance(text, str):
        return [text]
    try:
        return [r.node for r in readings(tasks.bracketed(text), style, limit=3) if r.kind is not Kind.TEXT]
    except Unreadable:
        return []


def _scenes(before: Node, given: Node) -> Iterator[Scene]:
    """The pairs to explain: links of a chain that do not hold, and the whole line."""
    before, given = _undressed(before, given)
    if nodes.size(before) > MAX_SIZE or nodes.size(given) > MAX_SIZE:
        return
    renamed = is_op(given, "=") and isinstance(before, Op) and before.args and given.args[0] != before.args[0]
    if nodes.is_statement(before) and (not _is_definition(before) or renamed):
        yield Scene(before, prepare(given))
        return
    body = before.args[-1] if _is_definition(before) and isinstance(before, Op) else before
    sides = _sides(given)
    for left, right in pairwise(sides):
        if not isinstance(left, Sym):
            yield Scene(left, prepare(right), link=True)
    if sides:
        yield Scene(body, prepare(sides[-1]))


def _undressed(before: Node, given: Node) -> tuple[Node, Node]:
    """`f'(x) = ...` behind `f(x) = ...` is a derivative."""
    if _is_definition(before) and is_op(given, "=") and is_op(given.args[0], "prime", "deriv"):
        assert isinstance(before, Op)
        head, body = before.args[0], before.args[-1]
        if not is_op(head, "prime", "deriv"):
            names = nodes.variables(body)
            letter = Sym("x" if "x" in names or not names else names[0])
            return Op("deriv", (prepare(body), letter, nodes.ONE)), given.args[1]
    return before, given


def _is_definition(node: Node) -> bool:
    """`y = ...`, `f(x) = ...`: a name and what it stands for."""
    if not is_op(node, "="):
        return False
    head, body = node.args
    named = is_op(head, *_LABELS) or (isinstance(head, Sym) and head.name not in nodes.variables(body))
    return named and bool(nodes.variables(body)) and not nodes.is_statement(body)


def _sides(given: Node) -> tuple[Node, ...]:
    if is_op(given, "=", "chain"):
        if is_op(given, "chain") and set(given.tag.split(",")) - {"=", "~"}:
            return ()
        args = given.args
        return args[1:] if is_op(args[0], *_LABELS) or isinstance(args[0], Sym) else args
    if isinstance(given, Op) and (nodes.is_statement(given) or given.name == "text"):
        return ()
    return (given,)


def _target(scene: Scene) -> Values | Solutions | None:
    before = scene.before
    if nodes.is_statement(before):
        names = nodes.variables(before)
        letter = names[0] if len(names) == 1 else None
        try:
            return Solutions(scene.given, letter)
        except NotAStatement:
            return None
    if nodes.is_collection(scene.given) or nodes.is_statement(scene.given):
        return None
    indefinite = is_op(before, "int") and len(before.args) == 2 and isinstance(before.args[1], Sym)
    letter_ = before.args[1].name if indefinite and isinstance(before, Op) and isinstance(before.args[1], Sym) else None
    return Values(scene.given, nodes.variables(before), letter_)


def _is_right(scene: Scene, target: Values | Solutions, *, certain: bool) -> bool:
    """Whether the line follows rightly; unless `certain`, only what floating point finds near is compared."""
    try:
        right = tasks.settled(scene.before)
    except Underivable:
        return False
    return (certain or target.near(right)) and target.matches(right)


def _best(scene: Scene, target: Values | Solutions, effort: Effort) -> Rule | None:
    fits = _fitting(scene, target, effort)
    if not fits:
        return None
    top = max(rule.weight for rule, _ in fits)
    fits = [(rule, literal) for rule, literal in fits if rule.weight == top]
    if any(literal for _, literal in fits):
        fits = [(rule, literal) for rule, literal in fits if literal]
    at_home = [(rule, literal) for rule, literal in fits if rule.topic == _HOME.get(_head(scene.before))]
    fits = at_home or fits
    return fits[0][0] if len({rule.topic for rule, _ in fits}) == 1 else None


_HOME = {"deriv": calculus.ENTRIES.topic, "int": integrals.ENTRIES.topic, "=": equations.ENTRIES.topic}
"""Topics that a task names itself: their rules are preferred to others that explain the line as well."""


def _head(tree: Node) -> str:
    return tree.name if isinstance(tree, Op) else ""


def _fitting(scene: Scene, target: Values | Solutions, effort: Effort) -> list[tuple[Rule, bool]]:
    """The rules that yield the target, and whether literally; lighter ones are not tried once one is found."""
    wanted = folded(scene.given)
    sources = list(variants(scene.before))
    found: list[tuple[Rule, bool]] = []
    tried = confirmed = 0
    for rule in by_weight():
        if rule.topic not in effort.topics if effort.topics else rule.topic == "translation":
            continue
        if found and rule.weight < found[0][0].weight:
            break
        for made in (tree for source in sources for tree in rule.apply(source)):
            tried += 1
            if tried > effort.tried or confirmed > effort.confirmed:
                return found
            try:
                plain = tasks.settled(made)
            except Underivable:
                continue
            if not target.near(plain):
                continue
            confirmed += 1
            if target.matches(plain):
                found.append((rule, folded(plain) == wanted))
                break
    return found


def folded(tree: Node) -> Node:
    """The tree with sums, products and powers of whole numbers worked out: what is left shows how it was written."""

    def work_out(part: Node) -> Node:
        plain = (
            is_op(part, "+", "*", "^", "neg") and part.tag != "mixed" and all(integer(a) is not None for a in part.args)
        )
        value = exact(part) if plain else None
        return part if value is None else num(value)

    return nodes.rebuild(tree, work_out)
