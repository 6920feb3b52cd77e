"""What values a text states, and whether it states a given answer, in whatever form or dress."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tutor.checker import forms, formula, matching, nodes, number_words, numbers, prose, quantities, statements
from tutor.checker.budget import BUDGET, OutOfTime
from tutor.checker.claim import _joined_of
from tutor.checker.equality import equal
from tutor.checker.formula import NotAStatement
from tutor.checker.lock import limited
from tutor.checker.nodes import Node, Num, Op, Sym
from tutor.checker.prepare import prepare, signs
from tutor.checker.quantities import Measured
from tutor.checker.reading import Kind, read
from tutor.checker.risk import is_risky
from tutor.checker.units import is_physical
from tutor.checker.values import Claim, Status, Unreadable

LIMIT_S = 0.8
_SPACED = re.compile(r"(?<![\w.])(?:[A-Za-z0-9][ .\-_*·]+){2,}[A-Za-z0-9](?![\w])")
_SPLIT_DIGITS = re.compile(r"(?<![\w.,])\d(?:[ _\-]\d)+(?![\w.,])")
_CODED = re.compile(
    r"(?<![\w+/=])[A-Za-z0-9+/]{2,}={1,2}(?![\w=])"
    r"|(?<![\w+/=])(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Za-z])[A-Za-z0-9+/]{8,}(?![\w=])"
)
_BACKWARDS = re.compile(r"backwards?|reversed?|read (?:it )?from (?:the )?(?:right|back|end)", re.IGNORECASE)
_UNIT_BEHIND = re.compile(r"\s?(?:[A-Za-zµμΩ°%$€£]+(?:\^?-?\d)?(?:\s?[/·*]\s?[A-Za-zµΩ]+(?:\^?-?\d)?)*)")


@dataclass(frozen=True, slots=True)
class StatedValue:
    """A value in a text, with its place; `tree` is None for what only units can read."""

    start: int
    end: int
    text: str
    tree: Node | None
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer prepared for comparison: its values, and what it is as a whole."""

    tree: Node | None
    values: tuple[Node, ...]
    measured: Measured | None
    statement: Node | None


def stated_values(text: str) -> tuple[StatedValue, ...]:
    """Every value a text states: numbers, expressions, sides of equations, quantities, number words, percentages.

    Of a text that can't be searched in time, those found so far.
    """
    found: dict[tuple[int, int], StatedValue] = {}
    with suppress(OutOfTime, RecursionError, MemoryError, OverflowError), limited(LIMIT_S):
        for value in _all_values(text[: prose.MAX_SENTENCE]):
            found.setdefault((value.start, value.end), value)
    return tuple(sorted(found.values(), key=lambda v: (v.start, -v.end)))


def _all_values(text: str) -> Iterator[StatedValue]:
    for span in prose.spans(_joined_of(text)):
        yield from _in_span(text, span.start, span.end)
    for said in number_words.find(text):
        yield StatedValue(said.start, said.end, text[said.start : said.end], nodes.num(said.value))
    yield from _disguised(text)


def _in_span(text: str, start: int, end: int) -> Iterator[StatedValue]:
    """The stretch as a whole, its sides and items, and its last number with the unit behind it."""
    BUDGET.check()
    body = text[start:end]
    try:
        reading = read(_joined_of(body))
    except Unreadable:
        for piece in re.finditer(r"[-−]?\d+(?:[.,]\d+)*(?:/\d+)?", body):
            yield from _number(text, start + piece.start(), start + piece.end())
        return
    if reading.kind is Kind.TEXT:
        return
    tree = prepare(reading.node)
    yield StatedValue(start, end, body, tree)
    for part in _parts(tree):
        yield StatedValue(start, end, body, part)
    yield from _with_unit(text, start, end)


def _number(text: str, start: int, end: int) -> Iterator[StatedValue]:
    try:
        yield StatedValue(start, end, text[start:end], prepare(read(text[start:end]).node))
    except Unreadable:
        return


def _parts(tree: Node) -> Iterator[Node]:
    """Sides of relations and items of lists, nested ones too."""
    if isinstance(tree, Op) and (nodes.is_statement(tree) or tree.name in ("list", "lines", "set", "pm")):
        for part in signs(tree) if tree.name == "pm" else tree.args:
            yield part
            yield from _parts(part)


def _with_unit(text: str, start: int, end: int) -> Iterator[StatedValue]:
    """A number at the end of the stretch with a unit behind it, and one with its unit inside."""
    behind = _UNIT_BEHIND.match(text, end)
    tails = [(start, end)]
    last = re.search(r"(?:^|[=≈<>:])\s*([-−$€£]?[^=≈<>:]*)$", text[start:end])
    if last:
        tails.append((start + last.start(1), end))
    for left, right in dict.fromkeys(tails):
        for stop in ([behind.end()] if behind else []) + [right]:
            BUDGET.check()
            found = quantities.measured(text[left:stop])
            if found is not None and found.has_unit:
                yield StatedValue(left, stop, text[left:stop], None, found)
                break


def _disguised(text: str) -> Iterator[StatedValue]:
    """Letters or digits set apart, base64, and digits the text says to read backwards."""
    for match in _SPACED.finditer(text):
        joined = re.sub(r"[ .\-_*·]+", "", match.group())
        for said in number_words.find(joined):
            if said.end - said.start == len(joined):
                yield StatedValue(match.start(), match.end(), match.group(), nodes.num(said.value))
    for match in _SPLIT_DIGITS.finditer(text):
        yield StatedValue(match.start(), match.end(), match.group(), nodes.num(int(re.sub(r"\D", "", match.group()))))
    for match in _CODED.finditer(text):
        decoded = _decoded(match.group())
        if decoded is not None:
            for value in _in_span(decoded, 0, len(decoded)):
                yield StatedValue(match.start(), match.end(), match.group(), value.tree, value.measured)
    if _BACKWARDS.search(text):
        for match in re.finditer(r"(?<![\w.])\d{2,}(?:\.\d+)?(?![\w])", text):
            yield StatedValue(
                match.start(), match.end(), match.group(), nodes.num(Fraction(match.group()[::-1].lstrip(".") or "0"))
            )


def _decoded(text: str) -> str | None:
    try:
        decoded = base64.b64decode(text, validate=True).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return decoded if decoded and decoded.isprintable() and re.search(r"[\dA-Za-z]", decoded) else None


@lru_cache(maxsize=256)
def prepared(answer: str) -> Answer:
    """The answer's tree, its single values and its quantity."""
    measured = quantities.measured(answer)
    if measured is not None and not (measured.has_unit and measured.certain):
        measured = None
    try:
        reading = read(answer)
    except Unreadable:
        said = list(number_words.find(answer))
        tree: Node | None = nodes.num(said[0].value) if len(said) == 1 else None
        return Answer(tree, (tree,) if tree is not None else (), measured, None)
    if reading.kind is Kind.TEXT:
        said = [s for s in number_words.find(answer) if s.end - s.start >= len(answer.strip()) - 1]
        return Answer(None, tuple(nodes.num(s.value) for s in said), measured, None)
    tree = prepare(reading.node)
    try:
        statement = formula.formula(tree) if nodes.is_statement(tree) else None
    except NotAStatement:
        statement = None
    return Answer(tree, tuple(_values_of(tree)), measured, statement)


def _values_of(tree: Node) -> Iterator[Node]:
    """The values an answer consists of: of `x = 2 or x = -3`, 2 and -3; of a list, its items; of an expression,
    itself.
    """
    if isinstance(tree, Op) and tree.name in ("=", "~") and isinstance(tree.args[0], Sym):
        yield from _values_of(tree.args[1])
    elif isinstance(tree, Op) and tree.name in ("or", "and", "list", "lines", "set", "system"):
        for arg in tree.args:
            yield from _values_of(arg)
    elif nodes.has(tree, "pm") and not nodes.is_statement(tree):
        yield from signs(tree)
    elif not nodes.is_statement(tree) and not (isinstance(tree, Op) and tree.name == "text"):
        yield tree


def mentions(text: str, answer: str, *, form: str | None = None) -> tuple[Claim, ...]:
    """The places of a text that state the answer, or one of its values, in any equivalent form.

    0.75, 3/4, \\frac34, 75%, "three quarters", other units of a quantity, the same expression or solution set
    written otherwise, letters or digits set apart, base64. A text that can't be searched in time counts as one.
    With `form`, expressions count only in that form (see docs/checker.md).
    """
    if len(answer) > 2_000 or is_risky(answer):
        return _verbatim(text, answer)
    try:
        with limited(LIMIT_S):
            return _found(text, prepared(answer), form)
    except (OutOfTime, RecursionError, MemoryError, OverflowError):
        return (Claim(start=0, end=len(text), text=text),)


def _verbatim(text: str, answer: str) -> tuple[Claim, ...]:
    """The places where an answer too large to work with stands word for word, spaces apart."""
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", answer)[:2_000]))
    return tuple(Claim(start=m.start(), end=m.end(), text=m.group()) for m in re.finditer(pattern, text) if m.group())


def _found(text: str, answer: Answer, form: str | None) -> tuple[Claim, ...]:
    places: dict[tuple[int, int], Claim] = {}
    for value in _all_values(text[: prose.MAX_SENTENCE]):
        place = value.start, value.end
        if place not in places and _states(value, answer, form):
            places[place] = Claim(start=value.start, end=value.end, text=value.text)
    return tuple(sorted(places.values(), key=lambda c: (c.start, c.end)))


def states_value(text: str, answer: str) -> bool:
    """Whether the text states the answer anywhere."""
    return bool(mentions(text, answer))


def _states(value: StatedValue, answer: Answer, form: str | None) -> bool:
    if value.measured is not None:
        return (
            answer.measured is not None
            and value.measured.quantity.dimension == answer.measured.quantity.dimension
            and _same(answer.measured.quantity.value, value.measured.quantity.value, value.measured.node)
        )
    tree = value.tree
    if tree is None:
        return False
    if answer.measured is not None and not nodes.variables(tree) and not nodes.is_statement(tree):
        bare = numbers.literal(answer.measured.node)
        return bare is not None and is_physical(answer.measured.quantity.dimension) and _same(bare[0], tree, tree)
    if nodes.is_statement(tree) and answer.tree is not None and nodes.is_collection(answer.tree):
        return matching.match(answer.tree, tree).status is Status.VALID
    if nodes.is_statement(tree):
        return answer.statement is not None and _same_statement(answer.statement, tree)
    if form is not None and nodes.variables(tree) and forms.satisfies(tree, form) is False:
        return False
    return any(_same(item, tree, tree) for item in answer.values) or (
        answer.tree is not None and _alike(answer.tree, tree)
    )


def _same(expected: Node, given: Node, written: Node) -> bool:
    """Equal, or a decimal of three digits and more that the expected value rounds to."""
    if nodes.variables(expected) != nodes.variables(given) and set(nodes.variables(expected)) != set(
        nodes.variables(given)
    ):
        return False
    if isinstance(expected, Num) and isinstance(given, Num):
        if expected.value == given.value:
            return True
    elif nodes.is_collection(expected) or nodes.is_collection(given):
        return matching.match(expected, given).status is Status.VALID
    elif equal(expected, given).equal:
        return True
    key = numbers.literal(written)
    if key is None or "." not in key[0].text or numbers.significant(key[0])[1] < 3:
        return False
    a, b = numbers.real_value(expected), numbers.real_value(given)
    return a is not None and b is not None and a != b and numbers.rounds_to(a, b, key)


def _alike(expected: Node, given: Node) -> bool:
    """Collections as a whole."""
    return (
        nodes.is_collection(expected)
        and nodes.is_collection(given)
        and matching.match(expected, given).status is Status.VALID
    )


def _same_statement(expected: Node, given: Node) -> bool:
    if set(nodes.variables(expected)) != set(nodes.variables(given)) or not nodes.variables(expected):
        return False
    try:
        return statements.compare(expected, formula.formula(given)).status is Status.VALID
    except NotAStatement:
        return False
