"""Names that a learner gives in the course of the work: `u = x^2 + 1`, `du = 2x dx`, `u' = 2x`, `a = 2`."""

from __future__ import annotations

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.nodes import Node, Op, Sym

MAX_NAMES = 12
_CONSTANTS = frozenset("abcdkmnpqrsh")
STEP = Sym("differential#")
"""Stands for dx."""


class Names:
    """What the new letters stand for. What was said of them wrongly is kept too, to see what follows from it."""

    def __init__(self, known: tuple[str, ...], letter: str | None = None, slope: Node | None = None) -> None:
        self._known = set(known)
        """Letters of the problem: they can't be given another meaning."""
        self._letter = letter or (known[0] if known else "x")
        self._slope = slope
        """The derivative of the problem's function, where that is asked for."""
        self._meant: dict[str, Node] = {}
        self._slopes: dict[str, Node] = {}
        """Claimed by `dv = e^x dx` before v is known."""
        self._believed: dict[str, Node] = {}
        """`u'` -> what was wrongly said."""

    def copy(self) -> Names:
        """The same names, to try a reading on."""
        other = Names((), self._letter, self._slope)
        other._known = set(self._known)
        other._meant, other._slopes, other._believed = dict(self._meant), dict(self._slopes), dict(self._believed)
        return other

    @property
    def mistaken(self) -> bool:
        """Whether something was said wrongly of a name."""
        return bool(self._believed)

    def take(self, node: Node) -> bool:
        """Remember `letter = expression` of a letter that is new; whether it was one."""
        if not (isinstance(node, Op) and node.name == "=" and isinstance(node.args[0], Sym)):
            return False
        letter, meaning = node.args[0].name, self.put_in(node.args[1])
        names = nodes.variables(meaning)
        fresh = letter not in self._known and letter not in self._meant and len(self._meant) < MAX_NAMES
        if not fresh or "'" in letter or letter in names or not set(names) <= self._known:
            return False
        if nodes.is_statement(meaning) or nodes.is_collection(meaning):
            return False
        self._meant[letter] = meaning
        return True

    def give(self, letter: str, meaning: Node) -> None:
        """What the problem itself says a letter is."""
        self._meant[letter] = meaning

    def claimed_slope(self, letter: str) -> Node | None:
        """What `dv = ... dx` said of a letter before it had a meaning."""
        return self._slopes.get(letter)

    def put_in(self, node: Node, *, believed: bool = False) -> Node:
        """The tree in the problem's own letters, integrals by a new letter included."""
        if nodes.has(node, "prime"):
            node = nodes.rebuild(node, self._primed)
        if not self._meant and not self._slopes:
            return node
        return nodes.substitute(
            nodes.rebuild(node, lambda item: self._integral(item, believed)), self._values(believed)
        )

    def _primed(self, node: Node) -> Node:
        """`(x^2)'` by the problem's variable."""
        if not (isinstance(node, Op) and node.name == "prime" and len(node.args) == 1 and isinstance(node.args[0], Op)):
            return node
        inner: Node = node.args[0]
        try:
            for _ in range(min(int(node.tag or 1), 4)):
                inner = derivative(inner, self._letter)
        except Underivable:
            return node
        return inner

    def _values(self, believed: bool = False) -> dict[str, Node]:
        values = dict(self._meant)
        for letter in (*self._meant, *self._slopes):
            slope = self.slope(letter, believed=believed)
            if slope is not None:
                values[letter + "'"] = slope
        return values

    def slope(self, letter: str, *, believed: bool = False) -> Node | None:
        """The derivative of a letter by the problem's variable."""
        if believed and letter in self._believed:
            return self._believed[letter]
        if letter == self._letter:
            return nodes.ONE
        if letter in self._meant:
            try:
                return derivative(self._meant[letter], self._letter)
            except Underivable:
                return None
        return self._slopes.get(letter)

    def mistake(self, letter: str, slope: Node) -> None:
        """Keep what was wrongly said of a letter's derivative."""
        self._believed[letter] = slope

    def _integral(self, node: Node, believed: bool) -> Node:
        if not (isinstance(node, Op) and node.name == "int" and isinstance(node.args[1], Sym)):
            return node
        inner, letter = node.args[:2]
        assert isinstance(letter, Sym)
        if letter.name == self._letter or letter.name in self._known:
            return node
        if len(node.args) == 4:
            fresh = Sym(letter.name + "#")
            return Op("int", (nodes.substitute(inner, {letter.name: fresh}), fresh, *node.args[2:]))
        slope = self.slope(letter.name, believed=believed)
        if slope is None:
            return node
        meaning = self._meant.get(letter.name)
        body = nodes.substitute(inner, {letter.name: meaning}) if meaning is not None else inner
        return Op("int", (nodes.mul(body, slope), Sym(self._letter)))

    def leibniz(self, raw: Node) -> Node | None:
        """`dy/du`, `du/dx` as quotients of derivatives by the problem's variable; None where none occurs."""
        found = False

        def change(item: Node) -> Node:
            nonlocal found
            if not (isinstance(item, Op) and item.name == "deriv" and isinstance(item.args[0], Sym)):
                return item
            top, bottom = item.args[0], item.args[1]
            if not isinstance(bottom, Sym) or (
                bottom.name == self._letter and top.name not in (*self._meant, *self._slopes)
            ):
                return item
            above = self.slope(top.name) or (self._slope if top.name not in self._known else None)
            below = self.slope(bottom.name)
            if above is None or below is None:
                return item
            found = True
            return nodes.div(above, below)

        changed = nodes.rebuild(raw, change)
        return changed if found else None

    def differentials(self, node: Node) -> tuple[str, Node, Node] | None:
        """`du = 2x dx` as (letter, its true derivative, the one claimed); None if it isn't one."""
        if not (isinstance(node, Op) and node.name == "=" and "d" not in self._known):
            return None
        left, right = (self.per_step(side) for side in node.args)
        if left is None or right is None:
            return None
        (letter, factor), (other, value) = left, right
        if letter == self._letter and other != self._letter:
            (letter, factor), (other, value) = right, left
        if other != self._letter or letter == self._letter:
            return None
        claimed = self.put_in(nodes.div(value, factor))
        true = self.slope(letter)
        if true is None:
            if len(self._slopes) < MAX_NAMES and set(nodes.variables(claimed)) <= self._known:
                self._slopes[letter] = claimed
            return letter, claimed, claimed
        return letter, true, claimed

    def per_step(self, side: Node) -> tuple[str, Node] | None:
        """(u, f) of a side `f du`."""
        if isinstance(side, Op) and side.name == "neg":
            inner = self.per_step(side.args[0])
            return None if inner is None else (inner[0], nodes.neg(inner[1]))
        if isinstance(side, Op) and side.name == "/":
            inner = self.per_step(side.args[0])
            return None if inner is None else (inner[0], nodes.div(inner[1], side.args[1]))
        flat = _factors(side)
        for k, factor in enumerate(flat):
            following = flat[k + 1] if k + 1 < len(flat) else None
            if factor == Sym("d") and isinstance(following, Sym):
                return following.name, nodes.mul(*flat[:k], *flat[k + 2 :])
            if isinstance(factor, Sym) and len(factor.name) == 2 and factor.name[0] == "d":
                return factor.name[1], nodes.mul(*flat[:k], *flat[k + 1 :])
        return None

    def knows(self, node: Node) -> bool:
        """Whether every letter of the tree is the problem's or was given a meaning."""
        return set(nodes.variables(node)) <= self._known | set(self._values())

    def has_meaning(self, letter: str) -> bool:
        """The problem's letter, or one that was given a meaning, or a derivative of one."""
        return letter in self._known or letter in self._values() or letter.endswith("#")

    def is_new(self, letter: str) -> bool:
        """Neither the problem's nor named."""
        return letter not in self._known and letter not in self._meant

    def product(self, believed: bool = False) -> Node | None:
        """`u v - ∫ v u' dx` of the two named letters, as integration by parts has it."""
        if not {"u", "v"} <= set(self._meant):
            return None
        u, v = self._meant["u"], self._meant["v"]
        slope = self.slope("u", believed=believed)
        return (
            None if slope is None else nodes.sub(nodes.mul(u, v), Op("int", (nodes.mul(v, slope), Sym(self._letter))))
        )


def _factors(side: Node) -> list[Node]:
    if isinstance(side, Op) and side.name == "*":
        return [f for a in side.args for f in _factors(a)]
    return _outside(side) or [side]


def _outside(side: Node) -> list[Node] | None:
    """`cos x dx`, read as the cosine of x dx: the cosine of x, times dx; None for anything else."""
    if not isinstance(side, Op) or (len(side.args) != 1 and side.name != "^"):
        return None
    inner = _factors(side.args[0])
    if side.name == "^":
        return [Op("^", (nodes.mul(*inner[:-2]), side.args[1])), *inner[-2:]] if _ends_in_step(inner) else None
    if side.name in ("neg", "abs", "fact") or not _ends_in_step(inner) or len(inner) < 3:
        return None
    return [Op(side.name, (nodes.mul(*inner[:-2]),), side.tag), *inner[-2:]]


def _ends_in_step(factors: list[Node]) -> bool:
    """Whether `d x` comes last."""
    return len(factors) >= 3 and factors[-2] == Sym("d") and isinstance(factors[-1], Sym)


def solved_for(unknown: str | None, start: Node, names: tuple[str, ...]) -> str | None:
    """The letter that is solved for; x in an equation whose other letters are those of constants."""
    if unknown in names:
        return unknown
    if len(names) == 1:
        return names[0]
    single = isinstance(start, Op) and start.name in nodes.RELATIONS
    return "x" if single and "x" in names and set(names) - {"x"} <= _CONSTANTS else None
