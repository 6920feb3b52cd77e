"""The core underneath: trees, exact numbers, balls, derivatives, limits, solutions, units."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq

from tutor.checker import formula, nodes, number_words, statements, units
from tutor.checker.balls import Evaluator, NotReal, Unsupported
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.equality import equal
from tutor.checker.exact import Inexact, TooBig, Undefined, number, number_or_none
from tutor.checker.line import solutions
from tutor.checker.matching import match
from tutor.checker.matrices import determinant, resolved
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare, signs
from tutor.checker.reading import read
from tutor.checker.special import infinity, reaction, same_reaction
from tutor.checker.values import Status


def tree(text: str) -> Node:
    """A text's prepared tree."""
    return prepare(read(text).node)


EXACT = [
    ("2^10+1/3", fmpq(3073, 3)),
    ("8^(2/3)", fmpq(4)),
    ("(-8)^(1/3)", fmpq(-2)),
    ("5!", fmpq(120)),
    ("50%", fmpq(1, 2)),
    ("|-3|", fmpq(3)),
    ("0.1(2)", fmpq(1, 5)),
    ("sqrt(49/4)", fmpq(7, 2)),
    ("binomial(5,2)", fmpq(10)),
    ("gcd(12,18)", fmpq(6)),
    ("7 mod 3", fmpq(1)),
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_numbers_are_exact(text: str, value: fmpq) -> None:
    assert number(tree(text)) == value


def test_division_by_zero_is_undefined_and_huge_powers_are_left_alone() -> None:
    with pytest.raises(Undefined):
        number(tree("1/(2-2)"))
    with pytest.raises(TooBig):
        number(tree("9^9^9^9"))
    with pytest.raises(Inexact):
        number(tree("sqrt(2)"))
    assert number_or_none(tree("x")) is None


def test_balls_enclose_the_value_or_say_why_not() -> None:
    ctx.prec = 128
    point = {"x": arb(2)}
    assert Evaluator(point, real=True).value(tree("x^2+1")) == 5
    with pytest.raises(NotReal):
        Evaluator(point, real=True).value(tree("sqrt(-x)"))
    with pytest.raises(Undefined):
        Evaluator(point, real=True).value(tree("1/(x-2)"))
    with pytest.raises(Unsupported):
        Evaluator(point, real=True).value(tree("y"))


def test_odd_roots_of_negative_numbers_are_real_in_real_mode_and_principal_in_complex_mode() -> None:
    ctx.prec = 128
    cube = tree("(-5)^(1/3)")
    real = Evaluator({}, real=True).value(cube)
    assert real < 0
    principal = Evaluator({}, real=False).value(cube)
    assert principal.imag > 0


DERIVATIVES = [
    ("x^3", "3x^2"),
    ("sin(2x)", "2cos(2x)"),
    ("x ln x", "ln x + 1"),
    ("e^(x^2)", "2x e^(x^2)"),
    ("1/x", "-1/x^2"),
    ("sqrt(x)", "1/(2sqrt(x))"),
    ("tan x", "sec(x)^2"),
    ("x^x", "x^x (ln x + 1)"),
    ("arctan x", "1/(1+x^2)"),
    ("log_2 x", "1/(x ln 2)"),
    ("a x^2", "2 a x"),
    ("f(x^2)", "2x f'(x^2)"),
    ("asinh x", "1/sqrt(x^2+1)"),
    ("2^x", "2^x ln 2"),
    ("x/(x+1)", "1/(x+1)^2"),
    ("(x+1)^5", "5(x+1)^4"),
    ("sin(x)cos(x)", "cos(2x)"),
    ("5", "0"),
]


@pytest.mark.parametrize(("text", "slope"), DERIVATIVES)
def test_derivatives_are_those_of_the_tables(text: str, slope: str) -> None:
    assert equal(tree(slope), derivative(tree(text), "x")).equal


def test_what_has_no_rule_is_not_differentiated() -> None:
    with pytest.raises(Underivable):
        derivative(Op("lim", (Sym("x"), Sym("y"), Sym("x"))), "x")


LIMITS = [
    (r"\lim_{x\to 0}\frac{\sin x}{x}", "1"),
    (r"\lim_{x\to 2}\frac{x^2-4}{x-2}", "4"),
    (r"\lim_{x\to\infty}\frac{2x+1}{x-3}", "2"),
    (r"\lim_{x\to\infty}\frac{1}{x}", "0"),
    (r"\lim_{x\to 0}\frac{1-\cos x}{x^2}", "1/2"),
    (r"\lim_{x\to 3} x^2", "9"),
    (r"\lim_{x\to 0}\frac{e^x-1}{x}", "1"),
]


@pytest.mark.parametrize(("text", "value"), LIMITS)
def test_limits_come_out(text: str, value: str) -> None:
    assert equal(tree(value), tree(text)).equal


def test_a_limit_that_is_not_known_stays() -> None:
    assert nodes.has(tree(r"\lim_{x\to 0}\sin(1/x)"), "lim")


SOLUTIONS = [
    ("x^2=4", [-2, 2]),
    ("x^2+1=0", []),
    ("|x|=3", [-3, 3]),
    ("sqrt(x+3)=x-3", [6]),
    ("2^x=8", [3]),
    ("ln x = 0", [1]),
    ("x^3=x", [-1, 0, 1]),
    ("1/x=2", [Fraction(1, 2)]),
    ("4^x-3*2^x+2=0", [0, 1]),
    ("log_3(x+17)-2=log_3(2x)", [1]),
    ("x=1 or x=2", [1, 2]),
    ("x^2=4 and x>0", [2]),
    ("(x-1)^2=0", [1]),
    ("5*x/(2*x+1)-3/(x+1) = 1", [Fraction(-2, 3), 2]),
]


@pytest.mark.parametrize(("text", "values"), SOLUTIONS)
def test_all_real_solutions_are_found(text: str, values: list[int | Fraction]) -> None:
    found = solutions(formula.formula(tree(text)), "x")
    assert found is not None
    ctx.prec = 128
    assert len(found) == len(values)
    for place, value in zip(found, values, strict=True):
        assert fmpq(Fraction(value).numerator, Fraction(value).denominator) in place.ball() or place.exact == value


def test_infinitely_many_solutions_are_not_listed() -> None:
    assert solutions(formula.formula(tree("x>1")), "x") is None
    assert solutions(formula.formula(tree("sin(x)=0")), "x") is None


RELATIONS = [
    ("x^2=9", "x=3", True, False),
    ("x=3", "x^2=9", False, True),
    ("x>1", "x>2", True, False),
    ("x=1", "x=2", True, True),
    ("x*(x-1)=0", "x-1=0", True, False),
    ("sqrt(x)=x-2", "x=x^2-4x+4", False, True),
    ("x/(x-1)=1/(x-1)", "x=1", False, True),
]


@pytest.mark.parametrize(("first", "second", "lost", "added"), RELATIONS)
def test_solutions_lost_and_added_are_told_apart(first: str, second: str, lost: bool, added: bool) -> None:
    outcome = statements.compare(formula.formula(tree(first)), formula.formula(tree(second)))
    assert (outcome.lost is not None, outcome.added is not None) == (lost, added)


def test_the_domain_of_discussion_changes_the_verdict() -> None:
    first, second = formula.formula(tree("x^2=9")), formula.formula(tree("x=3"))
    assert statements.compare(first, second, over="positive").status is Status.VALID
    assert statements.compare(first, second).status is Status.INVALID
    cubic, one = formula.formula(tree("x^3=1")), formula.formula(tree("x=1"))
    assert statements.compare(cubic, one).status is Status.VALID
    assert statements.compare(cubic, one, over="complex").status is Status.INVALID


@pytest.mark.parametrize(
    ("text", "truth"), [("1=2", False), ("2<3", True), ("sqrt(2)<1.5", True), ("e^pi>pi^e", True), ("1/3=0.33", False)]
)
def test_statements_about_numbers_are_true_or_false(text: str, truth: bool) -> None:
    assert statements.truth(formula.formula(tree(text))) is truth


def test_plus_minus_stands_for_two_trees() -> None:
    assert len(signs(tree("1±sqrt(2)"))) == 2
    assert len(signs(tree("x+1"))) == 1


UNITS = [
    ("km", "m", 1000),
    ("mm", "m", Fraction(1, 1000)),
    ("h", "s", 3600),
    ("kJ", "J", 1000),
    ("mile", "m", Fraction(201168, 125)),
    ("MΩ", "ohm", 10**6),
    ("mL", "L", Fraction(1, 1000)),
    ("kilogram", "g", 1000),
    ("inches", "inch", 1),
    ("µs", "s", Fraction(1, 10**6)),
]


@pytest.mark.parametrize(("name", "base", "factor"), UNITS)
def test_units_have_their_factors(name: str, base: str, factor: int | Fraction) -> None:
    first, second = units.scale(name), units.scale(base)
    assert first is not None
    assert second is not None
    assert first.dimension == second.dimension
    assert number(first.factor) == number(second.factor) * fmpq(
        Fraction(factor).numerator, Fraction(factor).denominator
    )


@pytest.mark.parametrize("word", ["x", "foo", "ab", "xy", "mx", "as"])
def test_letters_of_algebra_are_no_units(word: str) -> None:
    assert not units.known(word)


WORDS = [
    ("three quarters", Fraction(3, 4)),
    ("minus four", -4),
    ("twenty-five", 25),
    ("two and a half", Fraction(5, 2)),
    ("one hundred and five", 105),
    ("three point one four", Fraction(314, 100)),
    ("seventy five percent", Fraction(3, 4)),
    ("two thousand", 2000),
    ("a third", Fraction(1, 3)),
    ("three over four", Fraction(3, 4)),
    ("two dozen", 24),
    ("zero", 0),
    ("nineteen ninety", None),
    ("and", None),
    ("point", None),
]


@pytest.mark.parametrize(("text", "value"), WORDS)
def test_numbers_in_words_have_their_value(text: str, value: Fraction | int | None) -> None:
    assert number_words.value_of(text.replace("-", " ").split()) == value


def test_matrices_are_added_multiplied_and_inverted() -> None:
    assert match(tree("2*[[1,2],[3,4]]"), tree("[[1,2],[3,4]]+[[1,2],[3,4]]")).equal
    product = resolved(tree("[[1,2],[3,4]]*[[0,1],[1,0]]"))
    assert isinstance(product, Op)
    assert [[number(e) for e in row.args] for row in product.args if isinstance(row, Op)] == [[2, 1], [4, 3]]
    rows = tuple(row.args for row in tree("[[1,2],[3,4]]").args if isinstance(row, Op))  # type: ignore[union-attr]
    assert number(determinant(rows)) == -2


def test_infinities_have_signs() -> None:
    assert infinity(tree("-oo")) == -1
    assert infinity(tree("3*oo+5")) == 1
    assert infinity(tree("5")) is None


def test_reactions_are_equal_up_to_a_common_factor() -> None:
    first, second, third = (reaction(t) for t in ("2H2 + O2 -> 2H2O", "H2 + 1/2 O2 → H2O", "H2 + O2 -> H2O"))
    assert first is not None
    assert second is not None
    assert third is not None
    assert same_reaction(first, second)
    assert not same_reaction(first, third)
    assert reaction("x + y = 3") is None
