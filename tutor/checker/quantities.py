"""Answers with units: the same quantity in another unit is right, a missing or another one is not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from tutor.checker import nodes, numbers, units
from tutor.checker.equality import equal
from tutor.checker.lexer import Style, normalise, strip_dollars
from tutor.checker.lexicon import PHRASES
from tutor.checker.nodes import Node, Num, Op, Unit
from tutor.checker.parser import parse
from tutor.checker.prepare import signs
from tutor.checker.reading import plain_text
from tutor.checker.reasons import unknown, verdict
from tutor.checker.units import Mismatch, Quantity
from tutor.checker.values import AnswerRequest, Code, Method, Status, Unreadable, Verdict

_LABEL = re.compile(r"^\s*\$*\s*(?:\\?[A-Za-z]+(?:_(?:\w|\{[^{}]*\}))?)\s*(?:=|≈|\\approx)\s*(?=[-+−$\\.\d])")
_MARKED = re.compile(
    r"\\(?:mathrm|text|textrm|operatorname|unit|si|mbox)\b|[°€£%‰µμΩ]|\\circ|\\mu|\\Omega|\\%|\\\$|(?<![\d)}])\$\s*\d"
)
_PLAIN = re.compile(
    r"^\s*[-+−±]?\s*[\d.,]+(?:\s+\d+\s*/\s*\d+|\s*/\s*\d+)?(?:\s*(?:[eE][-+]?\d+|(?:x|×|\*|\\times|·)\s*10\s*\^?\s*\{?[-−]?\d+\}?))?\s+[A-Za-zÅΩµμ]"
)


_ADDED = re.compile(r"(?<=\d)(\s*(?:[A-Za-z]+|[°′'])\.?,?)\s+(?:and\s+)?(\d+(?:\.\d+)?\s*[A-Za-z′″'\"]+\s*$)")
_POWERS = (
    (re.compile(r"\b(?:square|sq\.?)\s+([A-Za-z]+)"), r"\1^2"),
    (re.compile(r"\b(?:cubic|cu\.?)\s+([A-Za-z]+)"), r"\1^3"),
    (re.compile(r"\b([A-Za-z]+)\s+squared\b"), r"\1^2"),
    (re.compile(r"\b([A-Za-z]+)\s+cubed\b"), r"\1^3"),
    (re.compile(r"\bper\b"), "/"),
    (re.compile(r"\blight[- ]years?\b"), "lightyear"),
    (re.compile(r"\bmm\s+(?:of\s+)?(?:Hg|mercury)\b"), "mmHg"),
    (re.compile(r"\brevs?\b|\brevolutions?\b"), "turn"),
    (re.compile(r"\bdegrees?\s+(?:celsius|centigrade|C)\b", re.IGNORECASE), "°C"),
    (re.compile(r"\bdegrees?\s+(?:fahrenheit|F)\b", re.IGNORECASE), "°F"),
)


def _spelled_out(text: str) -> str:
    """`square metres`, `cubic feet`, `miles per hour` as powers and quotients."""
    for pattern, instead in _POWERS if re.search(r"[a-z]{2}", text) else ():
        text = pattern.sub(instead, text)
    return text


_UNCERTAIN = re.compile(
    r"^(\s*-?\s*)([\d.]+)\s*(?:±|\\pm\b|\+/-|\+-)\s*([\d.]+)(?:\s|\\[ ,;]|~)*(?=\\(?:mathrm|text|mu)|[A-Za-zÅ°µμΩ%])"
)
"""`5.0 ± 0.2 cm`: the unit is of both."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A text read as a quantity."""

    node: Node
    quantity: Quantity
    certain: bool
    """Not a product of variables by any other reading."""
    has_unit: bool
    opaque: bool
    """Some unit is a counted thing, not a measure."""


_LONGEST = 600
"""Characters in a quantity, its name included."""


@lru_cache(maxsize=2048)
def measured(text: str, decimal_comma: bool = False, pound_force: bool = False) -> Measured | None:
    """The text as a quantity; None if it isn't one."""
    if len(text) > _LONGEST:
        return None
    body = text = strip_dollars(normalise(text))
    label = _LABEL.match(text)
    if (label and units.scale(label.group().strip(" =$\\")) is None) or (
        label and re.search(r"\d", text[label.end() :])
    ):
        body = text[label.end() :] if label else text
    if plain_text(text) in PHRASES or len(body) > 400:
        return None
    body = _UNCERTAIN.sub(r"\1(\2 ± \3) ", _spelled_out(body))
    found = None
    for attempt in (_ADDED.sub(r"\1 + \2", body), body) if _ADDED.search(body) else (body,):
        try:
            node, _ = parse(attempt, Style(units=True, decimal_comma=decimal_comma))
            found = units.quantity(node, pound_force=pound_force)
            break
        except (Unreadable, Mismatch, ZeroDivisionError, OverflowError):
            continue
    if found is None:
        return None
    if isinstance(node, Op) and (node.name in nodes.RELATIONS or nodes.is_collection(node) or nodes.is_statement(node)):
        return None
    names = [n.name for n in nodes.walk(node) if isinstance(n, Unit)]
    strange = [n for n in names if not units.known(n)]
    if any(len(n) < 3 and not n.startswith("°") for n in strange) and not _MARKED.search(body):
        return None
    has_unit = bool(names) or nodes.has(node, "percent")
    uncertain = nodes.has(node, "pm") and re.match(r"\s*-?\s*\(?\s*[\d.]+\s*±", body)
    spelled = any(len(n) >= 5 and units.known(n) for n in names)
    certain = has_unit and bool(_MARKED.search(text) or _PLAIN.match(body) or uncertain or spelled)
    return Measured(node, found, certain, has_unit, bool(strange))


def judge(request: AnswerRequest) -> Verdict | None:
    """The verdict if the answer is about a quantity; None if it isn't."""
    wanted = request.unit
    request = _as_steps(request)
    expected = measured(request.expected, request.decimal_comma)
    given = measured(request.given, request.decimal_comma)
    if expected is None or not (
        expected.certain or wanted or (given is not None and given.certain and expected.has_unit)
    ):
        return _unit_not_asked(expected, given, request)
    if wanted and not expected.has_unit:
        return _with_wanted(expected, given, request)
    if given is None and (inner := _in_a_sentence(request.given)) is not None:
        return judge(replace(request, given=inner))
    if given is None:
        return _not_a_quantity(request)
    if not given.has_unit and expected.has_unit:
        if _only_percent_or_angle(expected) and _same_number(expected, given, request):
            return verdict(Status.VALID, Code.EQUIVALENT, Method.PROOF)
        return _wrong_unit("A unit is missing.")
    return _compare(expected, given, request)


_DIFFERENCE = re.compile(r"^\s*\$*\s*(?:\\Delta\b|Δ|∆)\s*(?:T|t|\\theta|θ)(?:_\w+|_\{[^{}]*\})?\s*(?:=|≈|\\approx)\s*")
_STEP = re.compile(
    r"(?:\^?\s*\{?\s*\\circ\s*\}?|\\degree\b|°|º|˚|\bdegrees?\b)\s*(?:\\[ ,;])?\s*(?:\\(?:text|mathrm)\s*\{\s*)?"
    r"(?:(C)(?:elsius)?|(?:F)(?:ahrenheit)?)\b\s*\}?",
    re.I,
)


def _as_steps(request: AnswerRequest) -> AnswerRequest:
    """`ΔT = 20 °C` is a difference: 20 K, not a temperature."""
    pair = (request.expected, request.given)
    if not any(map(_DIFFERENCE.match, pair)):
        return request
    first, second = (
        _STEP.sub(lambda m: " K" if m[1] else " °R", _DIFFERENCE.sub("", normalise(text))) for text in pair
    )
    return replace(request, expected=first, given=second)


def _wrong_unit(text: str = "") -> Verdict:
    return verdict(Status.INVALID, Code.UNIT, Method.RULE, text=text)


def _only_percent_or_angle(expected: Measured) -> bool:
    """What may be left out: the radian, and units of nothing in particular (`16 square units`)."""
    return expected.quantity.dimension in ((), units.ANGLE) or {n for n, _ in expected.quantity.dimension} == {"unit"}


def _same_number(expected: Measured, given: Measured, request: AnswerRequest) -> bool:
    if numbers.asks_for_numbers(request):
        return (
            numbers.judge(
                expected.quantity.value,
                given.quantity.value,
                request,
                digits=numbers.literal(given.node),
                written=expected.node,
            ).status
            is Status.VALID
        )
    return equal(expected.quantity.value, given.quantity.value).equal


def _unit_not_asked(expected: Measured | None, given: Measured | None, request: AnswerRequest) -> Verdict | None:
    """A number is asked for, the answer has a unit: money and counted things are let through, measures aren't."""
    if expected is None or given is None or not given.certain or expected.has_unit or request.unit:
        return None
    if given.quantity.dimension == units.ANGLE:
        return _values(expected, expected.quantity.value, given.quantity.value, given, request)
    if units.is_physical(given.quantity.dimension):
        return _wrong_unit("No unit is asked for here.")
    value = _stripped(given.node)
    if given.quantity.dimension == ():
        value = given.quantity.value
    return _values(expected, expected.quantity.value, value, given, request)


def _stripped(node: Node) -> Node:
    return nodes.rebuild(node, lambda n: nodes.ONE if isinstance(n, Unit) else n)


def _with_wanted(expected: Measured, given: Measured | None, request: AnswerRequest) -> Verdict | None:
    """`unit` names what the bare expected number is measured in."""
    unit = measured(request.unit or "", False)
    if unit is None or given is None:
        return _not_a_quantity(request)
    if not given.has_unit:
        return _wrong_unit("A unit is missing.")
    joined = Measured(
        Op("*", (expected.node, unit.node)),
        units.quantity(Op("*", (expected.node, unit.node))),
        True,
        True,
        expected.opaque or unit.opaque,
    )
    return _compare(joined, given, request)


_SAID = re.compile(
    r"(?i)^[^\d\\$]*\b(?:is|was|are|were|be|equals?|about|around|approximately|exactly|roughly|of|at|costs?|weighs?|ist|est|es)"
    r"\s+(?=[-−+]?\s*\$?\d)"
)


def _in_a_sentence(text: str) -> str | None:
    """The quantity at the end of a sentence without another number: `The speed is 15 m/s.`"""
    match = _SAID.match(text)
    if match is None:
        return None
    rest = text[match.end() :].strip().rstrip(".!")
    found = measured(rest)
    return rest if found is not None and found.has_unit else None


def _not_a_quantity(request: AnswerRequest) -> Verdict | None:
    from tutor.checker.reading import Kind, read

    try:
        reading = read(request.given, Style(decimal_comma=request.decimal_comma))
    except Unreadable:
        return None
    if reading.kind is Kind.TEXT and re.search(r"\d", request.given):
        return unknown(Code.PROSE, "There are words around the answer: write the answer alone to have it checked.")
    return _wrong_unit("This is not a number with a unit of the kind that is asked for.")


def _compare(expected: Measured, given: Measured, request: AnswerRequest) -> Verdict:
    if expected.quantity.dimension != given.quantity.dimension:
        expected, given = _with_pounds(expected, given, request)
    if expected.quantity.dimension != given.quantity.dimension:
        other = _otherwise(request.given, expected, request)
        if other is not None:
            given = other
        elif (other := _otherwise(request.expected, given, request)) is not None:
            expected = other
        elif (pair := _turned(expected, given)) is not None:
            expected, given = pair
        else:
            return _wrong_unit()
    if request.unit and not _is_in(given, request.unit):
        return _wrong_unit("The quantity may be right, but another unit is asked for.")
    return _values(expected, expected.quantity.value, given.quantity.value, given, request)


_FREQUENCIES = frozenset(("Hz", "kHz", "MHz", "GHz", "hertz", "Hertz", "Bq", "turn", "rpm", "RPM"))


def _turned(expected: Measured, given: Measured) -> tuple[Measured, Measured] | None:
    """Revolutions beside radians are 2π of them, beside a bare frequency one each; a radian may be left out."""
    pair = [_without_turns(one, beside) for one, beside in ((expected, given), (given, expected))]
    return (pair[0], pair[1]) if pair[0].quantity.dimension == pair[1].quantity.dimension else None


def _without_turns(one: Measured, beside: Measured) -> Measured:
    powers = dict(one.quantity.dimension)
    value = one.quantity.value
    other = dict(beside.quantity.dimension)
    if (turns := powers.pop("turn", None)) is not None and "turn" not in other:
        if "rad" in other or "rad" in powers:
            powers["rad"] = powers.get("rad", Fraction(0)) + turns
            value = nodes.mul(value, nodes.power(nodes.mul(nodes.num(2), nodes.PI), nodes.num(turns)))
    elif turns is not None:
        powers["turn"] = turns
    counted = any(n.name in _FREQUENCIES for n in nodes.walk(beside.node) if isinstance(n, Unit))
    if "rad" not in other and not counted and len(powers) > 1:
        powers.pop("rad", None)
    return replace(one, quantity=Quantity(value, tuple(sorted((n, p) for n, p in powers.items() if p))))


def _with_pounds(expected: Measured, given: Measured, request: AnswerRequest) -> tuple[Measured, Measured]:
    """A pound may be one of force."""
    for a, b in ((False, True), (True, False), (True, True)):
        first = measured(request.expected, request.decimal_comma, a) or expected
        second = measured(request.given, request.decimal_comma, b) or given
        if first.quantity.dimension == second.quantity.dimension:
            return first, second
    return expected, given


def _otherwise(written: str, fits: Measured, request: AnswerRequest) -> Measured | None:
    """`ms^-1` may be metres per second written together, `J/mol K` joules per mole and kelvin."""
    for pattern, instead in ((r"ms(?=\s*\^)", "m s"), (r"/\s*([A-Za-z]+)[ *·]+([A-Za-z]+)\s*$", r"/(\1 \2)")):
        text = re.sub(pattern, instead, written)
        other = measured(text, request.decimal_comma) if text != written else None
        if other is not None and other.quantity.dimension == fits.quantity.dimension:
            return other
    return None


def _is_in(given: Measured, unit: str) -> bool:
    """Whether the given quantity is written in this unit: the unit part has the same factor."""
    wanted = measured(unit, False)
    if wanted is None:
        return False
    try:
        part = units.quantity(_unit_part(given.node))
    except Mismatch:
        return False
    same = {n.name for n in nodes.walk(given.node) if isinstance(n, Unit)} == {
        n.name for n in nodes.walk(wanted.node) if isinstance(n, Unit)
    }
    return part.dimension == wanted.quantity.dimension and (same or equal(part.value, wanted.quantity.value).equal)


def _unit_part(node: Node) -> Node:
    """The tree with its plain numbers made 1; exponents stay."""
    if isinstance(node, Num):
        return nodes.ONE
    if isinstance(node, Op) and node.name == "^":
        has = any(isinstance(n, Unit) for n in nodes.walk(node.args[0]))
        return Op("^", (_unit_part(node.args[0]), node.args[1])) if has else nodes.ONE
    if isinstance(node, Op) and node.name == "neg":
        return _unit_part(node.args[0])
    if isinstance(node, Op) and node.name in ("*", "/"):
        return Op(node.name, tuple(_unit_part(a) for a in node.args))
    return node if isinstance(node, Unit) else nodes.ONE


def _values(reference: Measured, expected: Node, given: Node, measure: Measured, request: AnswerRequest) -> Verdict:
    if numbers.asks_for_numbers(request):
        e, g = (_in_own_unit(value, reference) for value in (expected, given))
        judged = numbers.judge(e, g, request, digits=numbers.literal(measure.node), written=reference.node)
        if judged.status is not None:
            return verdict(judged.status, judged.code, judged.method, judged.witness)
    if nodes.has(expected, "pm") or nodes.has(given, "pm"):
        return _both_signs(expected, given)
    outcome = equal(expected, given)
    if outcome.status is Status.INVALID and numbers.stands_for(expected, given):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    return verdict(outcome.status, outcome.code, outcome.method, outcome.witness)


def _both_signs(expected: Node, given: Node) -> Verdict:
    """`± 1 m`, `5.0 ± 0.2 cm`: the same two values."""
    first, second = signs(expected), signs(given)
    for order in (second, second[::-1]):
        outcomes = [equal(a, b) for a, b in zip(first, order, strict=False)]
        if len(first) == len(second) and all(outcome.equal for outcome in outcomes):
            return verdict(Status.VALID, Code.EQUIVALENT, outcomes[0].method)
    certain = all(equal(a, b).status is not Status.UNKNOWN for a in first for b in second)
    return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE) if certain else unknown(Code.UNDECIDED)


def _in_own_unit(value: Node, reference: Measured) -> Node:
    """A value in base units as a number of the reference's own unit, which absolute tolerances and digits are about."""
    found = [units.scale(n.name) for n in nodes.walk(reference.node) if isinstance(n, Unit)]
    try:
        factor = units.quantity(_unit_part(reference.node)).value
    except Mismatch:
        return value
    if len(found) == 1 and found[0] is not None and found[0].offset:
        value = nodes.sub(value, nodes.num(found[0].offset))
    return nodes.div(value, factor)


def is_certain(text: str, decimal_comma: bool = False) -> bool:
    """Whether the text is a quantity beyond doubt."""
    found = measured(text, decimal_comma)
    return found is not None and found.certain
