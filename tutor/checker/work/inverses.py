"""Finding an inverse function: `y = f(x)`, letters exchanged, solved for y, `f^{-1}(x) = ...`."""

from __future__ import annotations

from tutor.checker import formula, nodes
from tutor.checker.formula import NotAStatement
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.values import Code, Method, Relation, Status, Verdict
from tutor.checker.work import wording
from tutor.checker.work.functions import Function
from tutor.checker.work.sets import Scope, Standing, standing

NOT_THE_GRAPH = "This is not true of the function, nor of it with x and y exchanged."
MAX_BACK = 4
_SCOPE = Scope("real", "y", frozenset(("x", "y")))


class Inverse:
    """The lines in x and y on the way to an inverse."""

    def __init__(self, function: Function) -> None:
        body = nodes.substitute(function.body, {function.letter: Sym("x")})
        swapped = nodes.substitute(function.body, {function.letter: Sym("y")})
        self._graph = Op("=", (Sym("y"), body))
        self._mirrored = Op("=", (Sym("x"), swapped))
        self._wrong: list[Node] = []

    def judge(self, tree: Node) -> Verdict | None:
        """What an equation in x and y says of the function or its inverse; None for other lines."""
        if not (isinstance(tree, Op) and tree.name == "=") or set(nodes.variables(tree)) != {"x", "y"}:
            return None
        try:
            line = formula.formula(tree, "y")
        except NotAStatement:
            return None
        places = [standing(start, line, _SCOPE) for start in (self._graph, self._mirrored)]
        if (right := next((p for p in places if p.holds), None)) is not None:
            return wording.right(Relation.UNRELATED, right.method)
        if any(standing(wrong, line, _SCOPE).holds for wrong in self._wrong[-MAX_BACK:]) or self._exchanged(line):
            self._wrong.append(line)
            return wording.follows_error(Method.PROOF)
        return self._refuted(line, places)

    def _exchanged(self, line: Node) -> bool:
        """Whether the line is a wrong one with its letters exchanged."""
        other = nodes.substitute(line, {"x": Sym("y"), "y": Sym("x")})
        return any(standing(wrong, other, _SCOPE).holds for wrong in self._wrong[-MAX_BACK:])

    def _refuted(self, line: Node, places: list[Standing]) -> Verdict:
        if not all(p.relation is Relation.CONTRADICTS and p.witness is not None for p in places):
            return wording.open_()  # a branch of it is right where the function's domain is restricted
        self._wrong.append(line)
        return wording.said(
            Status.INVALID,
            Code.NOT_EQUIVALENT,
            Relation.CONTRADICTS,
            Method.WITNESS,
            places[0].witness,
            NOT_THE_GRAPH,
        )

    def follows(self, body: Node) -> bool:
        """Whether `f^{-1}(x) = body` follows from a wrong line."""
        line = Op("=", (Sym("y"), body))
        return any(standing(wrong, line, _SCOPE).holds for wrong in self._wrong[-MAX_BACK:]) or self._exchanged(line)
