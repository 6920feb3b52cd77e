"""What the learner wrote, prepared so that it can be compared with many lines quickly and then for certain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from tutor.checker import line, nodes, statements
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement, atoms, formula
from tutor.checker.misconceptions import quick
from tutor.checker.misconceptions.quick import NoValue, Point
from tutor.checker.misconceptions.shapes import exact, is_op
from tutor.checker.misconceptions.tables import slope
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.values import Code, Status

_CONSTANT = ("C", "c", "K")
_GRID = (-11.3, -6.7, -4.1, -2.6, -1.4, -0.6, 0.3, 0.8, 1.7, 2.4, 3.3, 4.6, 7.2, 12.9)


def same(a: Node, b: Node) -> bool:
    """Equal wherever both have real values."""
    outcome = equal(a, b)
    return outcome.equal or outcome.code is Code.DOMAIN


class Values:
    """An expression as the target."""

    def __init__(self, given: Node, names: tuple[str, ...], constant: str | None = None) -> None:
        self._letter = constant
        """The letter of integration where the target is an antiderivative, known up to a constant."""
        self._given = _without_constant(given, constant, names)
        every = tuple(dict.fromkeys((*names, *nodes.variables(self._given))))
        self._points = [quick.point(every, shift) for shift in (0.53, 1.91)]
        self._marks: list[complex] | None = None
        with suppress(NoValue):
            self._marks = list(self._marked(self._given))
        self._slack = _slack(self._given)

    def _marked(self, tree: Node) -> Iterator[complex]:
        for p in self._points:
            found = quick.value(tree, p)
            if self._letter is not None:
                found = quick.value(tree, {**p, self._letter: p.get(self._letter, 1) + 0.71}) - found
            yield found

    def near(self, tree: Node) -> bool:
        """Whether the tree may have the target's values."""
        if self._marks is None:
            return False
        try:
            return all(self._near(a, b) for a, b in zip(self._marked(tree), self._marks, strict=True))
        except NoValue:
            return False

    def _near(self, a: complex, b: complex) -> bool:
        return quick.near(a, b) or abs(a - b) <= self._slack

    def matches(self, tree: Node) -> bool:
        """Whether it has, for certain; a decimal with three digits or more may be the rounded value."""
        if self._letter is None:
            rounded = self._slack > 0 and not nodes.variables(tree) and exact(tree) is None and self.near(tree)
            return rounded or same(tree, self._given)
        slopes = slope(tree, self._letter), slope(self._given, self._letter)
        return slopes[0] is not None and slopes[1] is not None and same(slopes[0], slopes[1])


def _slack(given: Node) -> float:
    """What rounding may have changed in a decimal as written."""
    if is_op(given, "neg"):
        given = given.args[0]
    if not isinstance(given, Num) or "." not in given.text:
        return 0.0
    digits, places = given.text.replace(".", "").lstrip("0"), len(given.text.partition(".")[2])
    return 0.51 * 10.0**-places if len(digits) >= 3 else 0.0


def _without_constant(given: Node, constant: str | None, names: tuple[str, ...]) -> Node:
    if constant is None or not isinstance(given, Op) or given.name != "+":
        return given
    rest = [a for a in given.args if not (isinstance(a, Sym) and a.name in _CONSTANT and a.name not in names)]
    return nodes.add(*rest)


class Solutions:
    """A statement as the target. Raises NotAStatement."""

    def __init__(self, given: Node, letter: str | None) -> None:
        self._letter = letter
        self._given = formula(given, letter)
        self._points = self._places()
        self._marks = list(self._marked(self._given))

    def _places(self) -> list[Point]:
        names = nodes.variables(self._given)
        if self._letter is None or set(names) - {self._letter}:
            return []
        points = [{self._letter: complex(x)} for x in _GRID]
        found = line.solutions(self._given, self._letter) if len(atoms(self._given)) < 4 else None
        bounds = line.solutions(_as_equation(self._given), self._letter) if found is None else found
        for place in bounds or ():
            x = float(place.exact) if place.exact is not None else float(place.ball().mid())
            points += [{self._letter: complex(v)} for v in (x, x + 0.01, x - 0.01)]
        return points

    def _marked(self, tree: Node) -> Iterator[bool]:
        for p in self._points:
            try:
                yield quick.holds(tree, p)
            except NoValue:
                yield False

    def near(self, tree: Node) -> bool:
        """Whether the tree may have the target's solutions."""
        try:
            statement = formula(tree, self._letter)
        except NotAStatement:
            return False
        if self._points:
            return all(a == b for a, b in zip(self._marked(statement), self._marks, strict=True))
        return isinstance(statement, Op) and isinstance(self._given, Op) and _proportional(statement, self._given)

    def matches(self, tree: Node) -> bool:
        """Whether it has, for certain."""
        try:
            return statements.compare(formula(tree, self._letter), self._given).status is Status.VALID
        except NotAStatement:
            return False


def _as_equation(tree: Node) -> Node:
    """The statement with every relation made an equation: its solutions are where truth can change."""
    found = [Op("=", atom.args) for atom in atoms(tree)]
    return found[0] if len(found) == 1 else Op("or", tuple(found))


def _proportional(first: Op, second: Op) -> bool:
    """Whether two relations in several letters may be multiples of each other."""
    if first.name != second.name or first.name not in nodes.RELATIONS:
        return False
    names = tuple(dict.fromkeys((*nodes.variables(first), *nodes.variables(second))))
    ratios = []
    for shift in (0.53, 1.91, 2.77):
        try:
            a, b = (_difference(tree, quick.point(names, shift)) for tree in (first, second))
            ratios.append(a / b)
        except ArithmeticError:
            return True
    return quick.near(ratios[0], ratios[1]) and quick.near(ratios[0], ratios[2])


def _difference(tree: Op, point: Point) -> complex:
    return quick.value(tree.args[0], point) - quick.value(tree.args[1], point)
