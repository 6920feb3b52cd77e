"""A second opinion for what the exact methods leave open: sums and products to infinity, improper integrals, limits.

SymPy gives a closed form of each such part; the exact comparison then judges the trees with the closed forms in place.
A closed form counts only if independent numbers (`quadrature`) agree with it, and a refutation only if those numbers
differ by a clear margin, too. SymPy is loaded in a process of its own, which is killed when it overruns: no ordinary
check waits for it. The calling process uses `applies` and `second_opinion` only, and never imports SymPy.
"""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from tutor.checker import nodes, reasons
from tutor.checker.closed_forms import SPECIAL, with_closed_forms
from tutor.checker.labels import unlabelled, without_labels
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Num, Op
from tutor.checker.pool import Overrun, Pool
from tutor.checker.reading import Kind, Reading, read, readings
from tutor.checker.records import answer_from, verdict_from, verdict_record
from tutor.checker.values import AnswerRequest, Code, Method, Status, Unreadable, Verdict, Witness

MAX_LENGTH = 300
"""Characters in one text."""
MAX_SIZE = 120
"""Nodes in one tree."""
MAX_POWER = 2_000
"""The largest number in an exponent or a factorial."""
MAX_NUMBER = 10**40
LOAD_S = 60.0
"""Longest time for loading SymPy."""
LEAST_S = 0.1
"""Below this SymPy is not asked."""
SIGNS = re.compile(r"int|∫|sum|∑|Σ|prod|∏|lim")
_RULED = frozenset((Code.NOT_EQUIVALENT, Code.ARITHMETIC, Code.RUN_ON))
"""What a rule says of a value that it could not compare with an infinite one."""


class Desk:
    """The process that has SymPy. It is loaded beforehand, in the background; until then nothing is asked."""

    def __init__(self) -> None:
        self.pool = Pool()
        self._lock = threading.Lock()
        self._loader: threading.Thread | None = None
        self.loaded = threading.Event()

    def warm(self) -> None:
        """Start the process and let it load SymPy, without waiting for it."""
        with self._lock:
            if self.loaded.is_set() or (self._loader is not None and self._loader.is_alive()):
                return
            self._loader = threading.Thread(target=self._load, daemon=True, name="checker-symbolic-loader")
            self._loader.start()

    def _load(self) -> None:
        try:
            self.pool.ask({"kind": "load", "deadline_s": LOAD_S}, LOAD_S)
        except (Overrun, OSError, ValueError):
            return
        self.loaded.set()

    def ask(self, fields: dict[str, Any], ends: float, *, kind: str = "symbolic") -> dict[str, Any]:
        """The worker's answer before `ends` (a perf_counter time). Raises Overrun."""
        self.warm()
        if not self.loaded.wait(max(0.0, ends - time.perf_counter())):
            raise Overrun
        left = ends - time.perf_counter()
        if left < LEAST_S:
            raise Overrun
        try:
            return self.pool.ask({"kind": kind, "fields": fields, "deadline_s": left}, left)
        except Overrun:
            self.loaded.clear()
            self.warm()
            raise

    def close(self) -> None:
        """End the process, whatever it is doing; the next question starts another."""
        self.loaded.clear()
        worker = self.pool._worker
        if worker is not None:
            worker.process.kill()
        self.pool.close()


DESK = Desk()
atexit.register(DESK.close)


def applies(verdict: Verdict, request: AnswerRequest) -> bool:
    """Whether a verdict is open, or rests on a rule about infinity that is none here, and SymPy might tell more."""
    ruled = (verdict.status, verdict.method) == (Status.INVALID, Method.RULE) and verdict.code in _RULED
    if (verdict.status is not Status.UNKNOWN or verdict.code is not Code.UNDECIDED) and not ruled:
        return False
    texts = (request.expected, request.given)
    if request.relation != "equal" or max(map(len, texts)) > MAX_LENGTH or not any(map(SIGNS.search, texts)):
        return False
    pair = _pair(request)
    if pair is None:
        return False
    trees = [pair[0].node, pair[1].node]
    if not any(True for tree in trees for _ in specials(tree)):
        return False
    if verdict.code is Code.NOT_EQUIVALENT and not all(map(_plain, _bare(trees))):
        return False
    return not ruled or any(nodes.has(tree, "oo") for tree in trees)


def second_opinion(verdict: Verdict, request: AnswerRequest, ends: float) -> Verdict:
    """The verdict with SymPy's help, before `ends` (a perf_counter time); unknown if it has none. Never raises."""
    open_still = verdict if verdict.status is Status.UNKNOWN else reasons.unknown(Code.UNDECIDED)
    fields = {name: getattr(request, name) for name in request.__dataclass_fields__}
    try:
        record = DESK.ask(fields, ends)
    except (Overrun, OSError, ValueError, RuntimeError):  # RuntimeError: no new thread while the interpreter ends
        return open_still
    found = verdict_from(record)
    return open_still if found.status is Status.UNKNOWN else found


def respond(request: dict[str, Any]) -> dict[str, Any]:
    """In the worker: load SymPy, or judge."""
    if request["kind"] == "load":
        _load()
        return {}
    from tutor.checker.lock import limited

    try:
        with limited(float(request["deadline_s"])):
            return verdict_record(judge(answer_from(request["fields"])))
    except Exception:  # SymPy raises nearly anything; what it can't do stays open
        return verdict_record(reasons.unknown(Code.UNDECIDED))


def _load() -> None:
    """Import SymPy and let it fill its tables."""
    import sympy

    from tutor.checker import answers, quadrature

    x = sympy.Symbol("x", real=True)
    n = sympy.Symbol("n", integer=True, positive=True)
    sympy.integrate(sympy.exp(-(x**2)), (x, -sympy.oo, sympy.oo))
    sympy.integrate(1 / (1 + x**2), (x, 0, sympy.oo))
    sympy.summation(1 / n**2, (n, 1, sympy.oo))
    sympy.limit((1 + 1 / x) ** x, x, sympy.oo)
    quadrature.value(nodes.ONE, {})
    answers.judge(AnswerRequest(expected="x^2-1", given="(x-1)(x+1)"))


def _pair(request: AnswerRequest) -> tuple[Reading, Reading] | None:
    style = Style(decimal_comma=request.decimal_comma, language=request.language)
    try:
        pair = read(request.expected, style), readings(request.given, style)[0]
    except (Unreadable, ArithmeticError, RecursionError):
        return None
    if any(r.kind is Kind.TEXT or nodes.size(r.node) > MAX_SIZE or not is_modest(r.node) for r in pair):
        return None
    return pair


def is_modest(node: Node) -> bool:
    """No units, huge numbers, towers of numbers, or huge powers or factorials."""
    for item in nodes.walk(node):
        if isinstance(item, nodes.Unit):
            return False
        if isinstance(item, Num) and max(abs(item.value.numerator), item.value.denominator) > MAX_NUMBER:
            return False
        if isinstance(item, Op) and item.name in ("^", "fact", "binomial"):
            top = item.args[-1] if item.name == "^" else item
            if any(isinstance(n, Num) and abs(n.value) > MAX_POWER for n in nodes.walk(top)):
                return False
            if item.name == "^" and not nodes.variables(top) and nodes.has(top, "^", "fact", "binomial"):
                return False
    return True


def specials(node: Node) -> Iterator[Op]:
    """The outermost definite integrals, sums, products and limits of a tree."""
    if isinstance(node, Op):
        if node.name in SPECIAL and (node.name != "int" or len(node.args) == 4):
            yield node
            return
        for arg in node.args:
            yield from specials(arg)


def _plain(node: Node) -> bool:
    return not nodes.is_statement(node) and not nodes.is_collection(node)


def judge(request: AnswerRequest) -> Verdict:
    """In the worker: the verdict, with closed forms that independent numbers confirm; otherwise unknown."""
    from tutor.checker.answers import _closeness, _formed
    from tutor.checker.exact import number_or_none
    from tutor.checker.matching import Options, match
    from tutor.checker.numbers import stands_for
    from tutor.checker.prepare import prepare

    pair = _pair(request)
    if pair is None:
        return reasons.unknown(Code.UNDECIDED)
    trees = [prepare(reading.node) for reading in pair]
    closed = [with_closed_forms(tree) for tree in trees]
    first, second = closed
    if first is None or second is None:
        return reasons.unknown(Code.UNDECIDED)
    outcome = match(first, second, Options(close=_closeness(request), rounded=stands_for))
    if outcome.status is Status.VALID:
        whole = number_or_none(first) is not None and number_or_none(second) is not None
        method = outcome.method if whole or outcome.method is Method.RULE else Method.NUMERICAL
        found = reasons.verdict(Status.VALID, outcome.code, method)
        return _formed(found, request, Style(decimal_comma=request.decimal_comma, language=request.language))
    witness = _refuted(trees, [first, second]) if outcome.status is Status.INVALID else None
    if witness is None:
        return reasons.unknown(Code.UNDECIDED)
    return reasons.verdict(Status.INVALID, outcome.code, Method.WITNESS, witness)


def _refuted(trees: list[Node], closed: list[Node]) -> Witness | None:
    """Where two values, or the sides of a calculation, differ by both routes."""
    from tutor.checker.quadrature import differ

    pairs = [(_bare(trees), _bare(closed))]
    stated = [k for k, tree in enumerate(pairs[0][0]) if not _plain(tree)]
    if stated:
        tree, form = trees[stated[0]], closed[stated[0]]
        if len(stated) > 1 or not isinstance(tree, Op) or not isinstance(form, Op) or tree.name not in ("=", "chain"):
            return None
        if nodes.variables(tree) or any(name != "=" for name, _, _ in nodes.links(tree)):
            return None
        links = zip(nodes.links(tree), nodes.links(form), strict=True)
        pairs = [([*one[1:]], [*two[1:]]) for one, two in links]
        ends = [[side[0], last] if stated == [1] else [last, side[1]]
                for side, last in ((trees, tree.args[-1]), (closed, form.args[-1]))]  # fmt: skip
        pairs.append((ends[0], ends[1]))
    return next((w for one, two in pairs if (w := differ(one, two)) is not None), None)


def _bare(trees: list[Node]) -> list[Node]:
    """Two trees without the names of their values."""
    return list(unlabelled(*without_labels(*trees)))
