"""Names that a learner gives in the course of the work: `u = x^2 + 1`, `du = 2x dx`, `u' = 2x`."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.nodes import Node, Op, Sym

MAX_NAMES = 12
STEP = Sym("differential#")
"""Stands for dx."""


class Names:
    """What the new letters stand for."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self._known = set(known)
        """Letters of the problem: they can't be given another meaning."""
        self._meant: dict[str, Node] = {}

    def take(self, node: Node) -> bool:
        """Remember `letter = expression` of a letter that is new; whether it was one."""
        if not (isinstance(node, Op) and node.name == "=" and isinstance(node.args[0], Sym)):
            return False
        letter, meaning = node.args[0].name, self.put_in(node.args[1])
        names = nodes.variables(meaning)
        fresh = letter not in self._known and letter not in self._meant and len(self._meant) < MAX_NAMES
        if not fresh or letter in names or not names or not set(names) <= self._known or nodes.is_statement(meaning):
            return False
        self._meant[letter] = meaning
        return True

    def put_in(self, node: Node) -> Node:
        """The tree in the problem's own letters, integrals by a new letter included."""
        if not self._meant:
            return node
        return nodes.substitute(nodes.rebuild(node, self._integral), self._values())

    def _values(self) -> dict[str, Node]:
        values = dict(self._meant)
        for letter, meaning in self._meant.items():
            for name in nodes.variables(meaning)[:1]:
                try:
                    values[letter + "'"] = derivative(meaning, name)
                except Underivable:
                    continue
        return values

    def _integral(self, node: Node) -> Node:
        if not (isinstance(node, Op) and node.name == "int" and len(node.args) == 2):
            return node
        inner, letter = node.args
        if not isinstance(letter, Sym) or letter.name not in self._meant:
            return node
        meaning = self._meant[letter.name]
        name = nodes.variables(meaning)[0]
        try:
            slope = derivative(meaning, name)
        except Underivable:
            return node
        return Op("int", (nodes.mul(nodes.substitute(inner, {letter.name: meaning}), slope), Sym(name)))

    def differentials(self, node: Node) -> Node | None:
        """`du = 2x dx` as an equation in which each differential is its derivative times dx; None if there is none."""
        found = False

        def change(item: Node) -> Node:
            nonlocal found
            if not (isinstance(item, Op) and item.name == "*"):
                return item
            args = list(item.args)
            for k in range(len(args) - 1):
                following = args[k + 1]
                if args[k] == Sym("d") and isinstance(following, Sym):
                    args[k], args[k + 1] = STEP, self._slope(following.name)
                    found = True
            return Op("*", tuple(args))

        changed = nodes.rebuild(node, change)
        return self.put_in(changed) if found and "d" not in self._known else None

    def _slope(self, letter: str) -> Node:
        meaning = self._meant.get(letter)
        if meaning is None:
            return nodes.ONE
        try:
            return derivative(meaning, nodes.variables(meaning)[0])
        except Underivable:
            return Sym(letter + "'")

    def knows(self, node: Node) -> bool:
        """Whether every letter of the tree is the problem's or was given a meaning."""
        return set(nodes.variables(node)) <= self._known | set(self._values())
