"""Judges a solution in prose line by line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise
from time import perf_counter
from typing import Final

from tutor.checker.values import Code, Method, Relation, Status, Verdict, Witness, WorkRequest, WorkVerdict
from tutor.checker.words import reasons
from tutor.checker.words.align import Alignment, Placed, align, dependents
from tutor.checker.words.arithmetic import Refuted, refute, values
from tutor.checker.words.contradictions import contradictions
from tutor.checker.words.doubts import doubts
from tutor.checker.words.equations import Broken, Equation, contradicts, equations, false_identity, is_identity
from tutor.checker.words.expression import Name, names, operations, show
from tutor.checker.words.graph import Deriver
from tutor.checker.words.lexicon import CLOCK, REWRITING, UNIT_NAMES, word_set
from tutor.checker.words.measures import read_tokens
from tutor.checker.words.read import Chain, Line, read_line
from tutor.checker.words.readings import reads_otherwise
from tutor.checker.words.reference import Fit, Reference, read_reference
from tutor.checker.words.scan import MAX_CHARS, Kind
from tutor.checker.words.slips import slip
from tutor.checker.words.statements import Contradiction
from tutor.checker.words.units import merge

MAX_LINES: Final = 200
"""Lines beyond this are not judged."""
_PROSE: Final = re.compile(r"[^\W\d_]{2,}(?:['’][a-z]+)?")
_GROUP: Final = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_COMMA: Final = re.compile(r"(?<=\d),(?=\d)")
_MATHS: Final = word_set("sin cos tan log ln sqrt exp lim max min frac text or and so pi")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    """A refutation of one line."""

    reason: str
    witness: Witness
    relation: Relation = Relation.CONTRADICTS
    code: Code = Code.ARITHMETIC


@dataclass(frozen=True, slots=True, kw_only=True)
class _Findings:
    """What was found out about a solution."""

    faults: dict[int, _Fault]
    slips: dict[int, str]
    """Lines whose computation is mistyped, or wrong in the reference itself, and what to say."""
    alignment: Alignment | None
    wrong: int | None
    lost: dict[int, Fraction]
    """Lines that use a number without a source, and that number."""
    doubts: dict[int, str]
    """Lines that are only odd, without a reference, and what to ask."""
    following: frozenset[int]
    """Lines computed from the first wrong one."""


TOLD_WORDS = 8
"""Words of a problem that is told, not only set."""
MAX_ARITHMETIC = 200
_WORKED_OUT = re.compile(r"\d[^=]*[-+*/×÷·−–%][^=]*\d|=\s*[$€£]?\s*\d")
_FORMULA = re.compile(
    r"(?<![A-Za-z])(?![xX](?=\s*[\d$(]))[A-Za-z](?![A-Za-z])|[\^\\√²³∫]|sqrt|(?<![A-Za-z])(?:sin|cos|tan|log|ln)\b"
)
"""A single letter (but x between numbers), a power, a root or a function."""


def is_words(request: WorkRequest) -> bool:
    """Is this a word problem solved in sentences, rather than lines of algebra?

    True if problem and steps hold enough words for it: the prose route reads computations out of sentences.
    Two words a line are enough where the problem is bare arithmetic, none where a problem in words is worked out in
    numbers alone: letters there are quantities of a formula, unless the worked solution has words.
    """
    steps = request.steps[:50]
    problem = len(_PROSE.findall(request.problem[:2000]))
    told = _told(steps, 3 if problem else 2)
    if problem >= TOLD_WORDS and all(map(_is_plain, steps)) and any(_WORKED_OUT.search(step) for step in steps):
        return True
    if told * 2 >= max(1, len(steps)) or (problem >= 15 and told > 0):
        return True
    reference = [line for text in request.reference for line in text.splitlines() if line.strip()][:50]
    return problem >= TOLD_WORDS and bool(reference) and _told(reference, 1) * 2 >= len(reference)


def _told(lines: Sequence[str], least: int) -> int:
    """How many of the lines have so many words that are none of mathematics."""
    words = [len([w for w in _PROSE.findall(line[:400]) if w.lower() not in _MATHS]) for line in lines]
    return sum(count >= least for count in words)


def _is_plain(step: str) -> bool:
    """Numbers, worked out or stated, with names of things perhaps; no letters, powers or roots."""
    return len(step) <= MAX_ARITHMETIC and not _FORMULA.search(step) and any(sign.isdigit() for sign in step)


def judge_words(request: WorkRequest) -> WorkVerdict:
    """Judge each line: arithmetic by itself, and against the reference, if there is one, what it computes.

    Deterministic and total: any text gives a verdict. Without a reference only what a witness refutes is INVALID.
    """
    started = perf_counter()
    if request.decimal_comma:
        request = _with_points(request)
    lines = [read_line(step) for step in request.steps[:MAX_LINES]]
    given, percents = _givens(request.problem)
    reference = _reference(request, given, percents)
    faults, slips = _faults(lines, _not_roundings(given), reference)
    deriver = Deriver(given=given, percents=percents, hints=reference.quantities if reference else ())
    alignment = None
    if reference is not None:
        alignment = align(lines, deriver, reference, frozenset(faults), _asked(request.problem))
    else:
        for index, line in enumerate(lines):
            deriver.add(index, line)
    if alignment is None or not alignment.answered:
        stated = contradictions(request.problem, lines, deriver.quantities, given)
        faults = {index: _contradicted(found) for index, found in stated.items()} | faults
        if alignment is not None and stated:
            alignment = replace(alignment, departure=None)
    wrong = _first_wrong(faults, alignment)
    found = _Findings(
        faults=faults,
        slips=slips,
        alignment=alignment,
        wrong=wrong,
        following=dependents(deriver.quantities, wrong) if wrong is not None else frozenset(),
        doubts=doubts(request.problem, lines, deriver.quantities) if reference is None else {},
        lost={quantity.line: quantity.lost[0] for quantity in deriver.quantities if quantity.lost and given},
    )
    verdicts = [_verdict(i, line, found) for i, line in enumerate(lines)]
    verdicts += [_unknown(Code.TOO_LARGE, "This work has too many lines to check.")] * (len(request.steps) - len(lines))
    first = next((i for i, verdict in enumerate(verdicts, 1) if verdict.status is Status.INVALID), None)
    answered = alignment is not None and alignment.answered and first is None
    return WorkVerdict(
        steps=tuple(verdicts), first_error=first, answered=answered, ms=(perf_counter() - started) * 1000
    )


def _with_points(request: WorkRequest) -> WorkRequest:
    """The request with decimal points for decimal commas, and without the points that group thousands."""

    def pointed(text: str) -> str:
        return _COMMA.sub(".", _GROUP.sub("", text))

    return replace(
        request,
        problem=pointed(request.problem),
        steps=tuple(map(pointed, request.steps)),
        reference=tuple(map(pointed, request.reference)),
        answer=pointed(request.answer) if request.answer else None,
        decimal_comma=False,
    )


def _givens(problem: str) -> tuple[frozenset[Fraction], frozenset[Fraction]]:
    """The numbers of the problem, and those that are shares of something."""
    tokens = [token for part in problem.splitlines() for token in read_tokens(part)]
    numbers = [token for token in tokens if token.kind is Kind.NUMBER]
    shares = frozenset(t.value for t in numbers if t.unit == "%" or (t.value.denominator > 1 and t.unit != CLOCK))
    both = [token for token in merge(tokens) if token.kind is Kind.NUMBER and token.scale > 1]
    whole = {value for token in both for value in (token.value, token.value * token.scale)}
    parts = [
        Fraction(n) for token in tokens if ":" in token.text[1:] for n in token.text.split(":") if n.strip().isdigit()
    ]
    return frozenset(token.value for token in numbers) | whole | frozenset(parts), shares


def _asked(problem: str) -> frozenset[str]:
    """Beginnings of the words of the question, the problem's last sentence."""
    sentences = [part for part in re.split(r"(?<=[.!?])\s+", problem.strip()[-1000:]) if part]
    asking = next((part for part in reversed(sentences) if "?" in part), sentences[-1] if sentences else "")
    words = [word.lower() for word in _PROSE.findall(asking)]
    units = {UNIT_NAMES.get(word, word) for before, word in pairwise(words) if before in ("many", "in")}
    return frozenset(word[:5] for word in (*words, *units)) | {"$"}.intersection(asking)


def _not_roundings(given: frozenset[Fraction]) -> frozenset[Fraction]:
    """Decimals that stand for exact values: the problem's, and its percentages as shares."""
    return given | {v for g in given for v in (g / 100, 1 - g / 100, 1 + g / 100)}


def _reference(request: WorkRequest, given: frozenset[Fraction], percents: frozenset[Fraction]) -> Reference | None:
    texts = [part for text in request.reference for part in text.splitlines()][:MAX_LINES]
    if not texts:
        return None
    return read_reference(texts, given, percents, request.answer)


def _faults(
    lines: Sequence[Line], exact: frozenset[Fraction], reference: Reference | None
) -> tuple[dict[int, _Fault], dict[int, str]]:
    """Refuted lines, and lines whose computation is only mistyped or is the reference's own."""
    excused = _claims(reference.lines, exact) if reference else frozenset()
    faults: dict[int, _Fault] = {}
    slips: dict[int, str] = {}
    known: dict[str, Fraction] = {}
    before: dict[str, Equation] = {}
    seen = set(exact)
    for index, line in enumerate(lines):
        if not {"let", "let's", "let’s"}.isdisjoint(_words(line)):
            before.clear()
        for chain in line.chains:
            refuted = refute(chain, known, exact, partial(reads_otherwise, line=line))
            if refuted is not None:
                typed = reasons.TYPED if (refuted.value, refuted.given) in excused else slip(refuted, line, seen)
                if typed is not None:
                    slips.setdefault(index, typed)
                else:
                    faults.setdefault(index, _computed(refuted))
            broken = _equations(chain, line, known, before)
            if broken is not None:
                faults.setdefault(index, _solved(broken))
            _define(chain, known)
        seen |= {token.value for token in line.tokens if token.kind is Kind.NUMBER}
    return faults, slips


def _words(line: Line) -> list[str]:
    return [token.text for token in line.tokens if token.kind is Kind.WORD]


def _claims(lines: Sequence[Line], exact: frozenset[Fraction]) -> frozenset[tuple[Fraction, Fraction]]:
    """Refuted claims of the reference itself: its misprints are not held against a learner."""
    found = [refute(chain, {}, exact) for line in lines for chain in line.chains]
    return frozenset((refuted.value, refuted.given) for refuted in found if refuted is not None)


def _equations(chain: Chain, line: Line, known: dict[str, Fraction], before: dict[str, Equation]) -> Broken | None:
    """A wrong rewriting in the line, or an equation that contradicts the one before it; remembers the equation."""
    words = _words(line)
    rewriting = len(words) <= 1 or any(word.startswith(REWRITING) for word in words)
    found: Broken | None = None
    for equation in equations(chain, {k: v for k, v in known.items() if k.isupper()}):
        if is_identity(equation):
            continue
        found = found or false_identity(equation)
        earlier = before.get(equation.letter)
        if found is None and earlier is not None and rewriting:
            found = contradicts(equation, earlier)
        before[equation.letter] = equation
    return found


def _define(chain: Chain, known: dict[str, Fraction]) -> None:
    """Remember "A = ... = 20": a capital letter at the left of a chain that ends in a number."""
    first = chain.sides[0].expression
    if not isinstance(first, Name) or not first.name.isupper() or len(chain.sides) < 2:
        return
    for side in reversed(chain.sides[1:]):
        if not names(side.expression) - set(known):
            found = values(side.expression, known)
            if found:
                known[first.name] = found[0]
                return


def _computed(refuted: Refuted) -> _Fault:
    return _Fault(
        reason=reasons.arithmetic(refuted),
        witness=Witness(expected=reasons.amount(refuted.value, refuted), given=reasons.amount(refuted.given, refuted)),
    )


def _contradicted(found: Contradiction) -> _Fault:
    return _Fault(
        reason=reasons.contradicted(found),
        witness=Witness(expected=found.expected, given=found.given),
        code=found.code,
    )


def _solved(broken: Broken) -> _Fault:
    return _Fault(
        reason=reasons.equation(broken),
        witness=Witness(at={broken.letter: show(broken.at)}, expected=show(broken.left), given=show(broken.right)),
    )


def _first_wrong(faults: dict[int, _Fault], alignment: Alignment | None) -> int | None:
    """The first line that is wrong for either reason."""
    departed = [alignment.departure.line] if alignment and alignment.departure else []
    return min([*faults, *departed], default=None)


def _verdict(index: int, line: Line, found: _Findings) -> Verdict:
    fault = found.faults.get(index)
    if fault is not None:
        return Verdict(
            status=Status.INVALID,
            code=fault.code,
            reason=fault.reason,
            method=Method.WITNESS,
            relation=fault.relation,
            witness=fault.witness,
        )
    if len(line.text) > MAX_CHARS:
        return _unknown(Code.TOO_LARGE, "This line is too long to be checked.")
    departure = found.alignment.departure if found.alignment else None
    if departure is not None and departure.line == index:
        return Verdict(
            status=Status.INVALID,
            code=Code.QUANTITY,
            reason=reasons.departure(departure),
            method=Method.RULE,
            relation=Relation.UNRELATED,
        )
    if not any(operations(side.expression) for chain in line.chains for side in chain.sides):
        return _unknown(Code.PROSE, reasons.PROSE)
    if index in found.slips:
        return _unknown(Code.UNDECIDED, found.slips[index])
    if index in found.following:
        return _valid(Code.FOLLOWS_ERROR, reasons.FOLLOWS)
    after = found.wrong is not None and index > found.wrong
    if index in found.doubts:
        return _unknown(Code.UNDECIDED, found.doubts[index])
    if found.alignment is None and index in found.lost:
        return _unknown(Code.SOURCE, reasons.source(found.lost[index]))
    if found.alignment is None or after:
        return _unknown(Code.UNDECIDED, reasons.ARITHMETIC_RIGHT)
    return _aligned(found.alignment.lines[index], found.alignment.answered)


def _aligned(fresh: Sequence[Placed], answered: bool) -> Verdict:
    """A line with right arithmetic, beside a reference that it does not contradict."""
    if not fresh or any(item.fit is Fit.OPEN for item in fresh):
        return _unknown(Code.UNDECIDED, reasons.NOT_COMPARED)
    if all(item.derived for item in fresh):
        return _valid(Code.EQUIVALENT, reasons.MATCHES)
    if answered and all(item.used or item.derived for item in fresh):
        return _valid(Code.FOLLOWS, reasons.LEADS)
    by_value = all(item.fit is Fit.SAME for item in fresh)
    return _unknown(Code.UNDECIDED, reasons.BY_VALUE if by_value else reasons.ARITHMETIC_RIGHT)


def _valid(code: Code, reason: str) -> Verdict:
    return Verdict(status=Status.VALID, code=code, reason=reason, method=Method.RULE, relation=Relation.FOLLOWS)


def _unknown(code: Code, reason: str) -> Verdict:
    return Verdict(status=Status.UNKNOWN, code=code, reason=reason)
