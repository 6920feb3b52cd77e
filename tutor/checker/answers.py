"""Judging one answer: which reading, which rule, which comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from tutor.checker import antiderivative, forms, nodes, numbers, quantities, special, spoken
from tutor.checker.equality import Outcome
from tutor.checker.lexer import Style
from tutor.checker.matching import Options, match
from tutor.checker.nodes import Node
from tutor.checker.normal import squeezed
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, Reading, plain_text, read, readings
from tutor.checker.reasons import unknown, verdict
from tutor.checker.values import AnswerRequest, Code, Method, Status, Unreadable, Verdict

UNDEFINED = nodes.Op("text", (), "undefined")
_GIVEN_FLIPS = (
    "a product right",
    "the fraction behind",
    "a letter before a bracket was read as a factor",
    "a word was read",
    "+- was read",
    "=> was read",
)
"""Readings of the given text that are tried when the plain one does not fit."""


def judge(request: AnswerRequest) -> Verdict:
    """The verdict on one answer; see docs/checker.md for the rules it decides by."""
    style = Style(decimal_comma=request.decimal_comma, language=request.language)
    request = replace(
        request,
        expected=squeezed(request.expected),
        given=squeezed(request.given),
        problem=squeezed(request.problem),
        unit=request.unit and squeezed(request.unit),
    )
    request = spoken.respelled(request)
    if not request.given.strip():
        return unknown(Code.UNREADABLE, "There is nothing to check yet.")
    if not request.expected.strip():
        return _form_only(request, style)
    if request.relation == "equal" and _INTEGRAL.search(request.expected):
        request = _indefinite(request, style)
    if request.relation == "antiderivative":
        return _antiderivative(request, style)
    if (told := spoken.judge(request)) is not None:
        return told
    if (reaction := _reactions(request)) is not None:
        return reaction
    request = _without_substances(request)
    quantity = quantities.judge(request)
    if quantity is not None and not (
        quantity.status is Status.INVALID and quantity.code is Code.UNIT and _same_anyway(request, style)
    ):
        return _formed(quantity, request, style)
    return _formed(_compared(request, style), request, style)


_INTEGRAL = re.compile(r"∫|\\int\b|\bint\b")


def _indefinite(request: AnswerRequest, style: Style) -> AnswerRequest:
    """What is expected is itself an indefinite integral: its constant is free."""
    try:
        node = read(request.expected, style).node
    except Unreadable:
        return request
    if (
        isinstance(node, nodes.Op)
        and node.name == "int"
        and len(node.args) == 2
        and isinstance(node.args[1], nodes.Sym)
    ):
        return replace(request, relation="antiderivative", variable=node.args[1].name)
    return request


def _reactions(request: AnswerRequest) -> Verdict | None:
    """Chemical equations: the same species, amounts in the same ratio; formulas and electron shells as written."""
    formulas = special.formula_of(request.expected), special.formula_of(request.given)
    if formulas[0] is not None and formulas[0] == formulas[1]:
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    if None not in formulas and all(formula[-1] in "+-" for formula in formulas if formula):
        return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
    shells = special.shells(request.expected), special.shells(request.given)
    if shells[0] is not None and shells[1] is not None:
        if shells[0] == shells[1]:
            return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
        return None if shells[0][0] != shells[1][0] else verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)
    expected = special.reaction(request.expected)
    if expected is None:
        return None
    given = special.reaction(re.sub(r"^\s*1\s*\*\s*\((.*)\)\s*$", r"\1", request.given))
    if given is not None and special.same_reaction(expected, given):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)


def _without_substances(request: AnswerRequest) -> AnswerRequest:
    """`5.0 mol H2O` is `5.0 mol`, but no amount of something else."""
    (expected, first), (given, second) = special.substance(request.expected), special.substance(request.given)
    return request if first and second and first != second else replace(request, expected=expected, given=given)


def _same_anyway(request: AnswerRequest, style: Style) -> bool:
    """Letters that look like units may be variables: `2 m` and `m + m`."""
    if (
        request.unit
        or quantities.is_certain(request.expected, request.decimal_comma)
        or quantities.is_certain(request.given, request.decimal_comma)
    ):
        return False
    return _compared(request, style).status is Status.VALID


def _compared(request: AnswerRequest, style: Style) -> Verdict:
    try:
        expected = read(request.expected, style)
    except Unreadable as error:
        return _texts(request, error, "The expected answer could not be read")
    try:
        given = readings(request.given, style)
    except Unreadable as error:
        if quantities.is_certain(request.given, request.decimal_comma):
            return verdict(Status.INVALID, Code.UNIT, Method.RULE, text="No unit is asked for here.")
        return _texts(request, error, "")
    if given[0].kind is Kind.TEXT and expected.kind is not Kind.TEXT and given[0].node != UNDEFINED:
        return _in_a_sentence(expected, request)
    first: Verdict | None = None
    for place, reading in enumerate(given):
        if (
            place
            and not reading.note.startswith(_GIVEN_FLIPS)
            and not (reading.note.startswith("the comma") and nodes.is_collection(expected.node))
        ):
            continue
        judged = _read_pair(expected, reading, request)
        if judged.status is Status.VALID:
            return judged if not place else _noted(judged, reading)
        first = first or judged
    assert first is not None
    worded = first.status is Status.INVALID and "words" in expected.doubts | given[0].doubts
    if worded and plain_text(request.expected) == plain_text(request.given):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    return first


def _in_a_sentence(expected: Reading, request: AnswerRequest) -> Verdict:
    """An answer with words around it: its last statement counts if it is right; other words are not an answer."""
    from tutor.checker.claim import claims
    from tutor.checker.mention import stated_values

    found = claims(request.given)
    if found:
        judged = _compared(replace(request, given=found[-1].text), expected.style)
        if judged.status is Status.VALID:
            note = "the statement inside the sentence was taken"
            return verdict(judged.status, judged.code, judged.method, judged.witness, reading=note)
    if stated_values(request.given):
        return unknown(Code.PROSE, "There are words around the answer: write the answer alone to have it checked.")
    return verdict(Status.INVALID, Code.NOT_EQUIVALENT, Method.RULE)


def _noted(judged: Verdict, reading: Reading) -> Verdict:
    return verdict(judged.status, judged.code, judged.method, judged.witness, reading=reading.note)


def _read_pair(expected: Reading, given: Reading, request: AnswerRequest) -> Verdict:
    options = Options(close=_closeness(request), rounded=numbers.stands_for)
    return _as_verdict(match(prepare(expected.node), prepare(given.node), options), expected, given)


def _closeness(request: AnswerRequest) -> Callable[[Node, Node], Outcome | None] | None:
    """How two values are compared under the request's tolerances; None without any."""
    if not numbers.asks_for_numbers(request):
        return None

    def close(expected: Node, given: Node) -> Outcome | None:
        judged = numbers.judge(expected, given, request, digits=numbers.literal(given), written=expected)
        return None if judged.status is None else Outcome(judged.status, judged.method, judged.code, judged.witness)

    return close


def _as_verdict(outcome: Outcome, expected: Reading, given: Reading) -> Verdict:
    if outcome.status is Status.UNKNOWN and expected.kind is Kind.EXPRESSION and _undefined(given):
        return unknown(Code.UNREADABLE, "This has no value: it divides by zero.")
    if outcome.status is Status.UNKNOWN and (_too_big(expected) or _too_big(given)):
        return unknown(Code.TOO_LARGE)
    if outcome.status is Status.UNKNOWN and expected.node == given.node:
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    return verdict(outcome.status, outcome.code, outcome.method, outcome.witness)


def _too_big(reading: Reading) -> bool:
    from tutor.checker.exact import Inexact, TooBig, Undefined, number

    try:
        number(prepare(reading.node))
    except TooBig:
        return True
    except (Inexact, Undefined):
        return False
    return False


def _undefined(reading: Reading) -> bool:
    from tutor.checker.exact import Field, Inexact, TooBig, Undefined, number

    tree = prepare(reading.node)
    for attempt in (number, Field(tree).convert):
        try:
            attempt(tree)
        except Undefined:
            return True
        except (Inexact, TooBig):
            continue
    return False


def _texts(request: AnswerRequest, error: Unreadable, prefix: str) -> Verdict:
    """What can't be read as mathematics may still be the same words."""
    if plain_text(request.expected) == plain_text(request.given):
        return verdict(Status.VALID, Code.EQUIVALENT, Method.RULE)
    code = Code.TOO_LARGE if error.too_large else Code.UNREADABLE
    message = f"{prefix}: {error}" if prefix else str(error)
    return unknown(code, message[0].upper() + message[1:] + ".")


def _antiderivative(request: AnswerRequest, style: Style) -> Verdict:
    try:
        expected, given = read(request.expected, style), readings(request.given, style)
    except Unreadable as error:
        return _texts(request, error, "")
    first: Verdict | None = None
    for reading in given:
        if reading.note.startswith("a word was read"):
            continue  # `Cx` is no constant
        judged = antiderivative.judge(
            _right_side(prepare(expected.node)), _right_side(prepare(reading.node)), request.variable
        )
        if judged.status is Status.VALID:
            return judged
        first = first or judged
    assert first is not None
    return first


def _right_side(node: Node) -> Node:
    """`F(x) = ...` and `y = ...` name what is on the right."""
    if (
        isinstance(node, nodes.Op)
        and node.name == "="
        and isinstance(node.args[0], nodes.Sym | nodes.Op)
        and not nodes.is_statement(node.args[1])
    ):
        head = node.args[0]
        if isinstance(head, nodes.Sym) or head.name in ("apply", "int"):
            return node.args[1]
    return node


def _form_only(request: AnswerRequest, style: Style) -> Verdict:
    """Without an expected answer only the form is asked."""
    if not request.form:
        return unknown(Code.UNDECIDED, "There is nothing to compare this with.")
    try:
        given = read(request.given, style)
    except Unreadable as error:
        return _texts(request, error, "")
    fits = forms.satisfies(given.node, request.form)
    if fits is None:
        return unknown(Code.UNDECIDED, f"The form {request.form} is not known.")
    return (
        verdict(Status.VALID, Code.EQUIVALENT, Method.RULE) if fits else verdict(Status.INVALID, Code.FORM, Method.RULE)
    )


def _formed(judged: Verdict, request: AnswerRequest, style: Style) -> Verdict:
    """A right value has to be in the form that is asked for, too."""
    if judged.status is not Status.VALID or not request.form:
        return judged
    try:
        given = read(request.given, style)
    except Unreadable:
        return judged
    fits = forms.satisfies(given.node, request.form)
    if fits is None:
        return unknown(Code.UNDECIDED, f"The form {request.form} is not known.")
    return judged if fits else verdict(Status.INVALID, Code.FORM, Method.RULE)
