"""Statements in prose: finding them, and judging each standing alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from flint import ctx

from tutor.checker import (
    antiderivative,
    formula,
    identity,
    line,
    nodes,
    numbers,
    prose,
    quantities,
    reasons,
    stance,
    statements,
    units,
)
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.derivative import Underivable
from tutor.checker.equality import Outcome, equal
from tutor.checker.formula import NotAStatement
from tutor.checker.lock import limited
from tutor.checker.nodes import FALSE, TRUE, Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, read
from tutor.checker.risk import is_risky
from tutor.checker.values import Claim, Code, Method, Status, Unreadable, Verdict

LIMIT_S = 0.5
_RELATION = re.compile(r"=|<|>|≤|≥|≠|≈|\\(?:le|ge|leq|geq|ne|neq|lt|gt|approx)\b")
_OF = re.compile(r"(?<=[%\d½¼¾⅓⅔])\s+of\s+(?=\$?\d)")
_LABEL = re.compile(r"^\s*\\?[A-Za-z]+(?:_(?:\w|\{[^{}]*\}))?\s*$")
"""The name of a quantity: `s`, `v_0`, `F_{net}`."""
_WORKED = ("deriv", "lim", "int", "sum", "product")
"""What stands for a calculation to be done: an equation with it says what comes out."""
REFUTED = "This is not true."
TRUE_ALONE = "This is true."
CONDITION = "This is a condition: it may be true or not, depending on the letters."
DENIED = "This is said not to hold."
NOWHERE = "Nothing makes this true: it is an equation without solution, unless it is meant to hold always."


def claims(sentence: str) -> tuple[Claim, ...]:
    """The equalities, inequalities and chains written in a sentence, in LaTeX or plainly, with their places.

    Of a text that can't be searched in time, those found so far, and the rest of it as one that is `unsearched`.
    """
    found: list[Claim] = []
    try:
        with limited(LIMIT_S):
            for claim in _claims(sentence[: prose.MAX_SENTENCE]):
                found.append(claim)
    except (OutOfTime, RecursionError, MemoryError):
        start = found[-1].end if found else 0
        found.append(Claim(start=start, end=len(sentence), text=sentence[start:], unsearched=True))
    return tuple(found)


def _claims(sentence: str) -> Iterator[Claim]:
    for span in prose.spans(_joined_of(sentence)):
        text = sentence[span.start : span.end]
        if not _RELATION.search(text):
            continue
        claim = _readable(sentence, span.start, span.end)
        if claim is not None:
            place = sentence, claim.start, claim.end
            yield replace(claim, posed=stance.is_posed(*place), denied=stance.is_denied(*place))


def _joined_of(sentence: str) -> str:
    """`20% of 50` as a product, at the same places."""
    return _OF.sub(lambda m: " * ".ljust(len(m.group()))[: len(m.group())], sentence)


def _readable(sentence: str, start: int, end: int) -> Claim | None:
    """The longest part of the stretch that reads as a statement, cutting words off its ends."""
    if sentence[start:end].count("!") == 1 and sentence[end - 1] == "!":
        end -= 1  # the sentence's own mark, not a factorial
    for _ in range(6):
        BUDGET.check()
        text = sentence[start:end]
        try:
            reading = read(_joined_of(text))
        except Unreadable as error:
            cut = start + error.position
            if _RELATION.search(sentence[start : min(cut, end)]) and cut > start and cut < end:
                end = start + len(sentence[start:cut].rstrip(" ,;(-+*/^=<>"))
            else:
                step = re.match(r"\s*(?:\S+\s+)", text)
                if step is None:
                    return None
                start += step.end()
            continue
        if reading.kind in (Kind.EQUATION, Kind.INEQUALITY, Kind.CHAIN, Kind.LOGIC):
            return Claim(start=start, end=end, text=text)
        return None
    return None


def check_claim(claim: str | Claim) -> Verdict:
    """Judge a statement standing alone, or one found in a sentence, where the words around it count.

    VALID: true for all values (or a true fact about numbers). INVALID: refuted, with a witness: false numbers, or
    an identity that fails. UNKNOWN: a condition such as 2x + 3 = 11, a definition such as y = 2x, or undecided; also
    an equation that nothing satisfies, unless a side of it was worked out into the other (3(x-2) = 3x-2). A claim that
    the sentence poses is refuted only if it is about numbers alone, and one that it denies is left open.
    """
    started = time.perf_counter()
    if isinstance(claim, Claim) and claim.unsearched:
        return reasons.unknown(Code.DEADLINE)
    text = claim if isinstance(claim, str) else claim.text
    if is_risky(text) or len(text) > prose.MAX_SENTENCE:
        return reasons.unknown(Code.TOO_LARGE)
    try:
        with limited(LIMIT_S):
            verdict = judge(text)
    except OutOfTime:
        verdict = reasons.unknown(Code.DEADLINE)
    except (RecursionError, MemoryError, OverflowError):
        verdict = reasons.unknown(Code.TOO_LARGE)
    except Exception:  # no text may crash a caller; tests call judge itself
        verdict = reasons.unknown(Code.UNDECIDED)
    if isinstance(claim, Claim):
        verdict = _meant(verdict, claim)
    return replace(verdict, ms=(time.perf_counter() - started) * 1000)


def _meant(verdict: Verdict, claim: Claim) -> Verdict:
    """The verdict on the sentence's use of the claim."""
    if claim.denied and verdict.status is not Status.UNKNOWN:
        return reasons.unknown(Code.UNDECIDED, DENIED)
    if claim.posed and verdict.status is Status.INVALID and _has_letters(claim.text):
        return reasons.unknown(Code.UNDECIDED, CONDITION)
    return verdict


def _has_letters(text: str) -> bool:
    try:
        return bool(nodes.variables(prepare(read(text).node)))
    except (Unreadable, ArithmeticError):
        return False


def judge(text: str) -> Verdict:
    """`check_claim` without the limits."""
    body = _joined_of(text)
    measured = _with_units(body)
    if measured is not None:
        return measured
    try:
        reading = read(body)
    except Unreadable as error:
        return reasons.unknown(Code.UNREADABLE, str(error))
    tree = prepare(reading.node)
    if not isinstance(tree, Op) or not nodes.is_statement(tree):
        return reasons.unknown(Code.UNDECIDED, "This is not a statement.")
    if tree.name in nodes.RELATIONS or tree.name == "chain":
        return _chain(tree, derived=tree.name == "chain" or nodes.has(reading.node, *_WORKED))
    try:
        return _formula(formula.formula(tree))
    except NotAStatement:
        return reasons.unknown(Code.UNDECIDED)


def _with_units(text: str) -> Verdict | None:
    """Sides with units: `5 m/s * 3 s = 15 m`."""
    parts = re.split(r"(?<![<>!=])=(?![=])", text)
    if _LABEL.match(parts[0]):
        parts = parts[1:]
    if len(parts) < 2 or not any(quantities.is_certain(part) for part in parts):
        return None
    sides = [quantities.measured(part) for part in parts]
    if any(side is None for side in sides):
        return None
    known = [side for side in sides if side is not None]
    if any(side.has_unit and not side.certain for side in known):
        return None
    if _money_only(known):
        return _links([(a.quantity.value, b.quantity.value) for a, b in pairwise(known)])
    if not all(side.has_unit for side in known):
        return None
    if len({side.quantity.dimension for side in known if side.has_unit}) != 1:
        return reasons.verdict(Status.INVALID, Code.UNIT, Method.RULE, text=REFUTED)
    return _links([(a.quantity.value, b.quantity.value) for a, b in pairwise(known)])


def _money_only(sides: list[quantities.Measured]) -> bool:
    """`5 + 10 = $15`: the only unit is money, or a counted thing."""
    dimensions = {side.quantity.dimension for side in sides if side.has_unit}
    return len(dimensions) == 1 and not units.is_physical(dimensions.pop())


def _links(pairs: list[tuple[Node, Node]]) -> Verdict:
    method = Method.PROOF
    for left, right in pairs:
        outcome = equal(left, right)
        if outcome.status is Status.INVALID:
            return _refuted(outcome) if not _may_be_rounded(left, right) else reasons.unknown(Code.UNDECIDED)
        if outcome.status is Status.UNKNOWN:
            return reasons.unknown(Code.UNDECIDED)
        method = outcome.method if outcome.method is Method.NUMERICAL else method
    return reasons.verdict(Status.VALID, Code.EQUIVALENT, method, text=TRUE_ALONE)


def _refuted(outcome: Outcome) -> Verdict:
    return reasons.verdict(Status.INVALID, Code.NOT_EQUIVALENT, outcome.method, outcome.witness, text=REFUTED)


def _chain(tree: Op, *, derived: bool) -> Verdict:
    """Link by link: one refuted link refutes the chain; all links true make it true."""
    verdicts = [_relation(name, left, right, derived=derived) for name, left, right in nodes.links(tree)]
    for verdict in verdicts:
        if verdict.status is Status.INVALID:
            return verdict
    open_ones = [v for v in verdicts if v.status is Status.UNKNOWN]
    return open_ones[0] if open_ones else verdicts[-1]


def _relation(name: str, left: Node, right: Node, *, derived: bool) -> Verdict:
    if any(nodes.is_collection(n) or nodes.is_statement(n) for n in (left, right)):
        return reasons.unknown(Code.UNDECIDED)
    names = nodes.variables(Op("list", (left, right)))
    if name == "~":
        return _about(left, right) if not names else reasons.unknown(Code.UNDECIDED)
    relation = Op(name, (left, right))
    if not names and not nodes.has(relation, "apply", "prime", "pm"):
        return _fact(relation)
    if name == "=":
        return _identity(left, right, derived=derived)
    if len(names) == 1:
        return _formula(relation)
    return reasons.unknown(Code.UNDECIDED, CONDITION)


def _about(left: Node, right: Node) -> Verdict:
    if _may_be_rounded(left, right) or equal(left, right).equal:
        return reasons.verdict(Status.VALID, Code.EQUIVALENT, Method.RULE, text=TRUE_ALONE)
    a, b = numbers.real_value(left), numbers.real_value(right)
    if a is None or b is None or not numbers.far_apart(a, b):
        return reasons.unknown(Code.UNDECIDED)
    return reasons.verdict(Status.INVALID, Code.ARITHMETIC, Method.WITNESS, text=REFUTED)


def _fact(relation: Op) -> Verdict:
    known = statements.truth(relation)
    if known is None:
        return reasons.unknown(Code.UNDECIDED)
    if known:
        return reasons.verdict(Status.VALID, Code.EQUIVALENT, Method.PROOF, text=TRUE_ALONE)
    if relation.name == "=" and _may_be_rounded(*relation.args):
        return reasons.unknown(Code.UNDECIDED, "This is true only after rounding.")
    outcome = equal(*relation.args)
    return reasons.verdict(Status.INVALID, Code.ARITHMETIC, Method.WITNESS, outcome.witness, text=REFUTED)


def _may_be_rounded(left: Node, right: Node) -> bool:
    """One side is a decimal that the other rounds to."""
    for written, exact in ((right, left), (left, right)):
        key = numbers.literal(written)
        a, b = numbers.real_value(written), numbers.real_value(exact)
        if key is not None and "." in key[0].text and a is not None and b is not None and numbers.rounds_to(b, a, key):
            return True
    return False


def _identity(left: Node, right: Node, *, derived: bool) -> Verdict:
    calculus = any(isinstance(n, Op) and n.name == "int" and len(n.args) == 2 for n in (left, right))
    if calculus:
        return _indefinite(left, right)
    outcome = equal(left, right)
    if outcome.equal:
        return reasons.verdict(Status.VALID, Code.EQUIVALENT, outcome.method, text=TRUE_ALONE)
    if outcome.status is Status.INVALID and outcome.code is not Code.DOMAIN and identity.claims_identity(left, right):
        if derived or not (identity.is_finished(left) and identity.is_finished(right)):
            return _refuted(outcome)
        return reasons.unknown(Code.UNDECIDED, NOWHERE if identity.is_number(nodes.sub(left, right)) else CONDITION)
    return reasons.unknown(Code.UNDECIDED, CONDITION)


def _indefinite(left: Node, right: Node) -> Verdict:
    side, other = (left, right) if isinstance(left, Op) and left.name == "int" else (right, left)
    assert isinstance(side, Op)
    assert isinstance(side.args[1], Sym)
    try:
        verdict = antiderivative.judge(side, other, side.args[1].name)
    except Underivable:
        return reasons.unknown(Code.UNDECIDED)
    return replace(
        verdict,
        reason=TRUE_ALONE
        if verdict.status is Status.VALID
        else REFUTED
        if verdict.status is Status.INVALID
        else verdict.reason,
    )


def _formula(tree: Node) -> Verdict:
    """Always true, never true, or a condition."""
    names = nodes.variables(tree)
    if len(names) > 1:
        return reasons.unknown(Code.UNDECIDED, CONDITION)
    if not names:
        known = statements.truth(tree)
        if known is None:
            return reasons.unknown(Code.UNDECIDED)
        status = Status.VALID if known else Status.INVALID
        return reasons.verdict(
            status, Code.EQUIVALENT if known else Code.ARITHMETIC, Method.PROOF, text=TRUE_ALONE if known else REFUTED
        )
    ctx.prec = 160
    always = line.compare(tree, TRUE, names[0])
    if always.status is Status.VALID:
        return reasons.verdict(Status.VALID, Code.EQUIVALENT, always.method, text=TRUE_ALONE)
    never = line.compare(tree, FALSE, names[0])
    if never.status is Status.VALID and isinstance(tree, Op) and tree.name not in ("and", "="):
        return reasons.verdict(Status.INVALID, Code.CONTRADICTS, never.method, always.added, text=REFUTED)
    return reasons.unknown(Code.UNDECIDED, CONDITION)
