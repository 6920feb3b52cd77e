"""What an entry of the catalogue is, and how one is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from tutor.checker import nodes
from tutor.checker.nodes import Node, Op
from tutor.checker.vocabulary import words

UNVERIFIED = "source not verified"
MAX_LINES = 60
"""Lines one rule may make of one line; further places are not tried."""
MAX_SPREAD = 6
"""Terms of a sum or factors of a product whose pairs are all tried."""

TASKS = frozenset(
    words(
        "larger convert quantity given mean median range mode triangle circle_area circumference rectangle_area "
        "rectangle_perimeter percent_change percent_off percent_more"
    )
)
"""Tasks in words: their parts are data, not lines that someone works on."""

Apply = Callable[[Node], Iterator[Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A wrong rule of thinking, and what it makes of a line."""

    id: str
    name: str
    text: str
    """For the learner: what was probably thought, and why it does not hold. Never a result."""
    source: str
    """The literature that describes it, or UNVERIFIED."""
    topic: str
    weight: int
    """How special it is, 1 (explains almost anything) to 9; the most special that fits wins."""
    apply: Apply
    """The lines the rule makes of a line, with one application each (and one with all of them)."""


class Entries:
    """The rules of one topic, in the order in which they win ties."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.rules: list[Rule] = []

    def part(
        self, id: str, name: str, text: str, source: str = UNVERIFIED, *, heads: str, weight: int = 5
    ) -> Callable[[Callable[[Op], Iterable[Node]]], Callable[[Op], Iterable[Node]]]:
        """A rule about a part of a line: the function gets each part with one of the `heads` (names of "
        "operations)."""
        names = frozenset(heads.split())

        def enter(local: Callable[[Op], Iterable[Node]]) -> Callable[[Op], Iterable[Node]]:
            def apply(tree: Node) -> Iterator[Node]:
                return _limited(_with_all(tree, local, names))

            self.rules.append(_rule(self.topic, id, name, text, source, weight, apply))
            return local

        return enter

    def line(
        self, id: str, name: str, text: str, source: str = UNVERIFIED, *, heads: str, weight: int = 5
    ) -> Callable[[Callable[[Op], Iterable[Node]]], Callable[[Op], Iterable[Node]]]:
        """A rule about a whole line with one of the `heads`."""
        names = frozenset(heads.split())

        def enter(made: Callable[[Op], Iterable[Node]]) -> Callable[[Op], Iterable[Node]]:
            def apply(tree: Node) -> Iterator[Node]:
                return _limited(made(tree) if isinstance(tree, Op) and tree.name in names else ())

            self.rules.append(_rule(self.topic, id, name, text, source, weight, apply))
            return made

        return enter

    def whole(
        self, id: str, name: str, text: str, source: str = UNVERIFIED, *, weight: int
    ) -> Callable[[Callable[[Node], Iterable[Node]]], Callable[[Node], Iterable[Node]]]:
        """A rule about any line at all, even a single number."""

        def enter(made: Callable[[Node], Iterable[Node]]) -> Callable[[Node], Iterable[Node]]:
            def apply(tree: Node) -> Iterator[Node]:
                return _limited(made(tree))

            self.rules.append(_rule(self.topic, id, name, text, source, weight, apply))
            return made

        return enter


def _rule(topic: str, id: str, name: str, text: str, source: str, weight: int, apply: Apply) -> Rule:
    return Rule(id=id, name=name, text=text, source=source, topic=topic, weight=weight, apply=apply)


def _limited(made: Iterable[Node]) -> Iterator[Node]:
    for count, tree in enumerate(made):
        if count == MAX_LINES:
            return
        yield tree


def _with_all(tree: Node, local: Callable[[Op], Iterable[Node]], heads: frozenset[str]) -> Iterator[Node]:
    """The trees with one application, and the one in which every place has its first one."""
    count = 0
    for made in at_places(tree, local, heads):
        count += 1
        yield made
    if count > 1:
        yield nodes.rebuild(tree, lambda n: next(iter(_of(n, local, heads)), n))


def _of(node: Node, local: Callable[[Op], Iterable[Node]], heads: frozenset[str]) -> Iterable[Node]:
    return local(node) if isinstance(node, Op) and node.name in heads else ()


def at_places(tree: Node, local: Callable[[Op], Iterable[Node]], heads: frozenset[str]) -> Iterator[Node]:
    """The tree with one part replaced, for each part and each replacement; pairs in long sums and products too."""
    if not isinstance(tree, Op):
        return
    args = tree.args
    if tree.name in heads:
        yield from local(tree)
        if tree.name in ("+", "*") and 2 < len(args) <= MAX_SPREAD:
            for i, j in combinations(range(len(args)), 2):
                for made in local(Op(tree.name, (args[i], args[j]), tree.tag)):
                    yield Op(tree.name, (*args[:i], made, *args[i + 1 : j], *args[j + 1 :]), tree.tag)
    for k, arg in enumerate(args if tree.name not in TASKS else ()):
        for made in at_places(arg, local, heads):
            yield Op(tree.name, (*args[:k], made, *args[k + 1 :]), tree.tag)
