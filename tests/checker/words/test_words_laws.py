"""Laws of the judgement on computations and solutions that are right, or wrong, by construction."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tutor.checker.values import Code, Status, WorkRequest
from tutor.checker.words import is_words, judge_words
from tutor.checker.words.expression import Binary, Expression, Number, evaluate, operations, show
from tutor.checker.words.read import read_line

settings.register_profile("words", deadline=None, max_examples=50)  # nothing timed is asserted
settings.load_profile("words")


def leaf(value: int) -> Number:
    """A whole number as written."""
    return Number(value=Fraction(value), text=str(value))


def value(expression: Expression) -> Fraction:
    """Its value."""
    return evaluate(expression, lambda found: found.value if isinstance(found, Number) else Fraction(0))


def text(expression: Expression) -> str:
    """The computation with every bracket and plain signs."""
    if isinstance(expression, Binary):
        return f"({text(expression.left)} {expression.operator} {text(expression.right)})"
    return show(value(expression))


@st.composite
def computations(draw: st.DrawFn, low: int = 2, high: int = 40, depth: int = 3) -> Expression:
    """A computation over whole numbers, without division."""
    if depth == 0 or draw(st.booleans()):
        return leaf(draw(st.integers(low, high)))
    return Binary(
        operator=draw(st.sampled_from("+-*")),
        left=draw(computations(low, high, depth - 1)),
        right=draw(computations(low, high, depth - 1)),
    )


def first_error(*steps: str, problem: str = "", reference: tuple[str, ...] = ()) -> int | None:
    """The first wrong line."""
    return judge_words(WorkRequest(steps=steps, problem=problem, reference=reference)).first_error


frames = st.sampled_from(
    [
        "{} = {}",
        "So she has {} = {} pens.",
        "That is {} = {}, and so on.",
        "In all there are {} = {} of them now",
        "Because {} = {} he is glad.",
        "{} equals {}",
        "He paid {} = ${} for it",
    ]
)


@given(computations(), frames)
def test_a_right_computation_in_a_sentence_is_never_refuted(expression: Expression, frame: str) -> None:
    assert first_error(frame.format(text(expression), show(value(expression)))) is None


@given(computations(), frames, st.integers(-30, 30))
def test_a_wrong_result_in_a_sentence_is_always_refuted(expression: Expression, frame: str, slip: int) -> None:
    assume(operations(expression) and slip)
    assert first_error(frame.format(text(expression), show(value(expression) + slip))) == 1


@given(computations(), computations())
def test_the_fault_is_found_at_its_line(one: Expression, two: Expression) -> None:
    assume(operations(one) and operations(two))
    right = f"First there are {text(one)} = {show(value(one))} pens."
    wrong = f"Then there are {text(two)} = {show(value(two) + 7)} books."
    assert first_error(right, wrong, right) == 2
    assert first_error(right, "Nothing to see.", wrong, wrong) == 3


@given(st.integers(1, 400), st.integers(2, 60))
def test_a_quotient_rounded_to_its_places_is_accepted(top: int, bottom: int) -> None:
    exact = Fraction(top, bottom)
    for places in (0, 1, 2, 3):
        step = 10**places
        near = Fraction(round(exact * step), step)
        assert first_error(f"Each gets {top} / {bottom} = {float(near):.{places}f} pens.") is None


@given(st.integers(1, 99), st.integers(1, 500))
def test_a_percentage_is_accepted_in_each_notation(rate: int, base: int) -> None:
    result = Fraction(rate * base, 100)
    for written in (
        f"{rate}% of {base}",
        f"{base} * {rate}%",
        f"{rate}/100 * {base}",
        f"{base} * {show(Fraction(rate, 100))}",
    ):
        assert first_error(f"That is {written} = {show(result)}") is None


# Solutions: a tree of steps told in order, and retold otherwise.


@st.composite
def trees(draw: st.DrawFn) -> Expression:
    """A solution as a tree: sums, differences and products of distinct numbers, never negative, at least two steps."""
    numbers = draw(st.lists(st.integers(2, 97), min_size=3, max_size=5, unique=True))
    tree: Expression = leaf(numbers[0])
    for number in numbers[1:]:
        operator = draw(st.sampled_from("+*-"))
        if operator == "-" and value(tree) <= number:
            operator = "+"
        tree = Binary(operator=operator, left=tree, right=leaf(number))
    return tree


def told(tree: Expression, turned: bool = False) -> list[str]:
    """The steps of a solution, one operation a line; with the operands of + and * turned around if asked."""
    if not isinstance(tree, Binary):
        return []
    one, two = show(value(tree.left)), show(value(tree.right))
    if turned and tree.operator in "+*":
        one, two = two, one
    steps = told(tree.left, turned) + told(tree.right, turned)
    return [*steps, f"That gives {one} {tree.operator} {two} = {show(value(tree))} pens."]


def asked(tree: Expression) -> str:
    """A problem that names the numbers of the tree."""
    found: list[str] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Binary):
            stack += [node.left, node.right]
        elif isinstance(node, Number):
            found.append(node.text)
    return "Given are " + " and ".join(found) + " of them. How many pens are there?"


@given(trees())
def test_a_solution_retold_is_never_blamed(tree: Expression) -> None:
    reference = tuple(told(tree))
    retellings = [
        told(tree),
        told(tree, turned=True),
        told(tree)[1:],
        told(tree)[-1:],
        [f"Altogether it is {text(tree)} = {show(value(tree))} pens."],
        [f"The answer is {show(value(tree))}."],
    ]
    for steps in retellings:
        verdict = judge_words(WorkRequest(steps=tuple(steps), problem=asked(tree), reference=reference))
        assert verdict.first_error is None, steps
        assert verdict.answered, steps


@given(trees())
def test_a_solution_in_progress_is_never_blamed(tree: Expression) -> None:
    reference = tuple(told(tree))
    for cut in range(1, len(reference)):
        for steps in (told(tree)[:cut], told(tree, turned=True)[:cut]):
            assert first_error(*steps, problem=asked(tree), reference=reference) is None


@given(trees(), st.integers(3, 40))
def test_a_step_too_many_is_blamed(tree: Expression, extra: int) -> None:
    result = value(tree)
    assume(all(value_of.value not in (extra, result) for value_of in numbers_of(tree)))
    steps = [*told(tree), f"Therefore it is {show(result)} + {extra} = {show(result + extra)} pens."]
    verdict = judge_words(WorkRequest(steps=tuple(steps), problem=asked(tree), reference=tuple(told(tree))))
    assert verdict.first_error == len(steps)
    assert verdict.steps[-1].code is Code.QUANTITY


@given(trees(), st.sampled_from("+*"))
def test_a_wrong_operation_is_found_where_it_happens(tree: Expression, operator: str) -> None:
    assert isinstance(tree, Binary)
    assume(operator != tree.operator and isinstance(tree.left, Binary))
    other = Binary(operator=operator, left=tree.left, right=tree.right)
    assume(value(other) != value(tree))
    steps = [*told(tree.left), told(other)[-1].replace("That gives", "Therefore there are")]
    verdict = judge_words(WorkRequest(steps=tuple(steps), problem=asked(tree), reference=tuple(told(tree))))
    assert verdict.first_error == len(steps)


def numbers_of(tree: Expression) -> list[Number]:
    """The numbers of a tree."""
    if isinstance(tree, Binary):
        return numbers_of(tree.left) + numbers_of(tree.right)
    return [tree] if isinstance(tree, Number) else []


@given(trees())
def test_no_reason_tells_the_answer(tree: Expression) -> None:
    answer = show(value(tree))
    assume(all(answer not in step for step in told(tree)[:-1]) and len(answer) > 2)
    steps = (*told(tree)[:-1], "Therefore there are 1 + 1 = 2 pens.")
    for step in judge_words(WorkRequest(steps=steps, problem=asked(tree), reference=tuple(told(tree)))).steps:
        assert answer not in step.reason


# Any text.

pieces = [*"0123456789+-*/=()^.,:%$ xyA×÷½\n<>", "half ", "of ", " is ", "twice ", " dozen", "per ", " = "]
soup = st.lists(st.sampled_from(pieces), max_size=60).map("".join)


@settings(max_examples=150)
@given(st.lists(st.one_of(soup, st.text(max_size=60)), max_size=4), soup, st.lists(soup, max_size=3))
def test_any_text_gives_a_verdict_for_each_line(steps: list[str], problem: str, reference: list[str]) -> None:
    request = WorkRequest(steps=tuple(steps), problem=problem, reference=tuple(reference))
    verdict = judge_words(request)
    assert len(verdict.steps) == len(steps)
    assert all(step.reason for step in verdict.steps)
    wrong = [i for i, step in enumerate(verdict.steps, 1) if step.status is Status.INVALID]
    assert verdict.first_error == (wrong[0] if wrong else None)
    assert isinstance(is_words(request), bool)


@given(st.text(max_size=300))
def test_sides_lie_inside_the_line(line: str) -> None:
    for chain in read_line(line).chains:
        for side in chain.sides:
            assert 0 <= side.start < side.end
