"""What a problem in words asks for, as a tree the rules can work on; and the right value of such a tree."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from tutor.checker import nodes, quantities
from tutor.checker.derivative import Underivable
from tutor.checker.lexer import Style
from tutor.checker.misconceptions import integrals, statistics
from tutor.checker.misconceptions.shapes import exact, num, op
from tutor.checker.misconceptions.tables import antiderivative
from tutor.checker.nodes import Node, Op, Sym
from tutor.checker.prepare import prepare
from tutor.checker.reading import Kind, read
from tutor.checker.values import Unreadable

_N = r"(-?\d+(?:\.\d+)?|-?\.\d+)"
_UNIT = r"([A-Za-zµ°Ω]+(?:\s?\^?\s?[23²³])?(?:\s*/\s*[A-Za-z]+(?:\^?[23²³])?)?|(?:square|cubic|sq|cu)\.?\s+[A-Za-z]+)"
_CONVERT = re.compile(
    rf"^(?:\s*(?:convert|change|express|write|how many)\b)?\s*{_N}\s*{_UNIT}\s*(?:in|to|into|as|=)\s+"
    rf"\(?{_UNIT}\)?\s*[.?]?\s*(?:=\s*)?\??$",
    re.I,
)
_HOW_MANY = re.compile(
    rf"how many\s+{_UNIT}\s+(?:are|is|make up)?\s*(?:there\s+)?(?:in\s+)?{_N}\s*{_UNIT}\s*\??\s*$", re.I
)
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?")
_PERCENT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("percent_off", re.compile(rf"{_N}\s*(?:%|percent)\s*(?:off|less than|discount on)\s*(?:of\s+)?\$?\s*{_N}", re.I)),
    ("percent_more", re.compile(rf"{_N}\s*(?:%|percent)\s*more than\s*\$?\s*{_N}", re.I)),
    ("percent_of", re.compile(rf"{_N}\s*(?:%|percent)\s*of\s*\$?\s*{_N}", re.I)),
)
_CHANGED = re.compile(
    rf"(decreas|reduc|increas|rais|discount)\w*\s*(?:the\s+price\s+of\s+)?\$?\s*{_N}\s*by\s*{_N}\s*(?:%|percent)", re.I
)
_CHANGE = re.compile(
    rf"(?:percent\w*|%)\D{{0,40}}from\s*\$?{_N}\s*to\s*\$?{_N}|from\s*\$?{_N}\s*to\s*\$?{_N}\D{{0,60}}?(?:percent\w*|%)\s+change",
    re.I,
)
_AVERAGE = re.compile(
    r"\b(mean|average|median|range|mode)\b(?!\s+of\s+the\s+function)[^\d-]*"
    r"(-?\d+(?:\.\d+)?(?:[\s,;]+(?:and\s+)?-?\d+(?:\.\d+)?)+)\s*[.?]?$",
    re.I,
)
_LARGER = re.compile(
    r"\b(larger|greater|bigger|largest|greatest|smaller|smallest|less)\b[^\d]*(\d[\d./]*)\s*(?:,|or|and)+\s*(\d[\d./]*\d|\d)",
    re.I,
)
_MEASURES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("triangle", re.compile(rf"area of (?:a|the) triangle\D*base\D*{_N}\D*height\D*{_N}", re.I)),
    ("circle_area", re.compile(rf"area of (?:a|the) circle\D*radius\D*{_N}", re.I)),
    ("circumference", re.compile(rf"circumference of (?:a|the) circle\D*radius\D*{_N}", re.I)),
    ("rectangle_area", re.compile(rf"area of (?:a|the) rectangle[^\d]*{_N}\D+{_N}", re.I)),
    ("rectangle_perimeter", re.compile(rf"perimeter of (?:a|the) rectangle[^\d]*{_N}\D+{_N}", re.I)),
)
_OF = re.compile(r"(\d+/\d+)\s+of\s+\$?(\d+(?:\.\d+)?)")
_CROSS = re.compile(r"(?<=[\d)])\s+x\s+(?=[-−]?\s?[\d(])")
_AS = re.compile(r"\s+as\s+an?\s+(?:decimal|percentage|percent|improper fraction|fraction)s?\s*[.?]?\s*$", re.I)
_WITH = re.compile(r"^\s*(add|subtract|multiply|divide)\s+(.+?)\s+(onto|to|from|by)\s+(.+?)\s*[.?]?\s*$", re.I)
_MULTIPLE = re.compile(
    r"\b(gcd|hcf|gcf|greatest common (?:divisor|factor)|highest common factor|lcm|(?:least|lowest) common multiple)\b"
    r"\s*(?:of\s+)?(\d+)\s*(?:,|and)\s*(\d+)\s*[.?]?\s*$",
    re.I,
)
_IF = re.compile(
    r"^(?:if|when|given that)\s+"
    r"([a-z]\s?=\s?-?[\d./]+(?:(?:,\s?(?:and\s)?|\s(?:and\s)?)[a-z]\s?=\s?-?[\d./]+)*)\s*,?\s+"
    r"((?:find|evaluate|what is|calculate|work out)\b.*?)\s*[.?]?$",
    re.I,
)
_FORMULA = re.compile(
    r"\b[A-Za-z]\s*=\s*\$?(\d+(?:\.\d+)?\s?[a-z](?:\s*[-+]\s*\d+(?:\.\d+)?)?|\d+(?:\.\d+)?\s*[-+]\s*\d+(?:\.\d+)?\s?[a-z])\b"
)
_ASKED = re.compile(r"(?:how|what|find)\b[^.?!=]*\d[^.?!=]*(?:\.\d[^.?!=]*)?\?", re.I)
_QUOTIENT = re.compile(r"(?<![\w/^.)])(\d+/\d+|\d+)\s*[÷:]\s*(\d+/\d+)(?![\d/.^])")
_NEGATIVE = re.compile(r"(?<=[\w)])\s*\+\s*[-−]\s*(\d+(?:\.\d+)?)(?![\d.^])")
_PRODUCT = re.compile(r"(?<![\w/^.)])(\d+/\d+|\d+(?=\s+[*×·]\s))\s*[*×·]\s*(\d+/\d+)(?![\d/.^])")
_DERIVE = re.compile(r"^\s*(?:find\s+|compute\s+)?d\s*/\s*d\s*([a-z])\s*(?:of\s+)?(.+?)\s*[=.?]*\s*$", re.I)
_GIVEN = re.compile(
    r"^(.*?),?\s\b(?:when|if|where|for)\s"
    r"([a-z]\s?=\s?-?[\d./]+(?:(?:,\s?(?:and\s)?|\s(?:and\s)?)[a-z]\s?=\s?-?[\d./]+)*)[.?]?$",
    re.I,
)
_VERB = re.compile(
    r"^\s*(?:please\s+)?(?:simplify|evaluate|calculate|compute|work out|find(?: the value of)?|"
    r"expand(?: and simplify)?|multiply out|factor(?:ise|ize)?|solve|reduce|what is|write|add|subtract|multiply|"
    r"express|give)\b[\s:]*"
    r"(?:the\s+)?(?:following\s+)?(?:fraction|expression|equation|inequality)?[\s:]*",
    re.I,
)


def read_problem(problem: str, style: Style) -> tuple[Node, ...]:
    """The trees a problem gives; none if it can't be read."""
    text = _AS.sub("", " ".join(problem.split()))
    if not text or len(text) > 400:
        return ()
    found = _in_words(text, style)
    return (found,) if found is not None else _as_mathematics(text, style)


def _in_words(text: str, style: Style) -> Node | None:
    for reader in (_conversion, _percentage, _data, _measure, _comparison):
        if (found := reader(text)) is not None:
            return found
    if match := _DERIVE.match(text):
        body = _node(match[2], style)
        return None if body is None else Op("deriv", (prepare(body), Sym(match[1]), nodes.ONE))
    if match := _IF.match(text):
        return _given(match[2], match[1], style)
    if match := _MULTIPLE.search(text):
        name = "lcm" if match[1].lower().endswith(("lcm", "multiple")) else "gcd"
        return op(name, _number(match[2]), _number(match[3]))
    if match := _WITH.match(text):
        return _with(match, style)
    if match := _GIVEN.match(text):
        return _given(match[1], match[2], style)
    return _told_formula(text, style)


def _told_formula(text: str, style: Style) -> Node | None:
    """`m = 7h ... How much is it after 35 hours?`: a formula in one letter, and one number in the question."""
    found, asked = _FORMULA.findall(text), _ASKED.findall(text)
    numbers = _NUMBERS.findall(asked[-1]) if len(found) == 1 and asked else []
    if len(numbers) != 1:
        return None
    tree = _node(found[0], style)
    names = nodes.variables(tree) if tree is not None else ()
    return op("given", tree, Sym(names[0]), _number(numbers[0])) if tree is not None and len(names) == 1 else None


def _number(text: str) -> Node:
    return (
        nodes.Num(Fraction(text), text)
        if not text.startswith("-")
        else op("neg", nodes.Num(Fraction(text[1:]), text[1:]))
    )


def _conversion(text: str) -> Node | None:
    match = _CONVERT.match(text)
    if match:
        amount, unit, target = match.groups()
    elif match := _HOW_MANY.search(text):
        target, amount, unit = match.groups()
    else:
        return None
    source, goal = quantities.measured(f"1 {unit}"), quantities.measured(f"1 {target}")
    if source is None or goal is None or source.quantity.dimension != goal.quantity.dimension or not source.has_unit:
        return None
    factor = exact(op("/", source.quantity.value, goal.quantity.value))
    powers = [p for _, p in source.quantity.dimension]
    power = powers[0] if len(powers) == 1 and powers[0].denominator == 1 else Fraction(1)
    return None if factor is None else op("convert", _number(amount), num(factor), num(power))


def _percentage(text: str) -> Node | None:
    if match := _CHANGE.search(text):
        return op("percent_change", *(_number(part) for part in match.groups() if part is not None))
    if match := _CHANGED.search(text):
        kind = "percent_more" if match[1].lower() in ("increas", "rais") else "percent_off"
        return op(kind, _number(match[3]), _number(match[2]))
    for name, pattern in _PERCENT:
        if match := pattern.search(text):
            return op(name, *map(_number, match.groups()))
    return None


def _data(text: str) -> Node | None:
    match = _AVERAGE.search(text)
    if match is None:
        return None
    data = [_number(m) for m in _NUMBERS.findall(match[2])]
    name = match[1].lower()
    return op("mean" if name == "average" else name, *data) if len(data) > 1 else None


def _measure(text: str) -> Node | None:
    for name, pattern in _MEASURES:
        if match := pattern.search(text):
            return op(name, *map(_number, match.groups()))
    return None


def _comparison(text: str) -> Node | None:
    match = _LARGER.search(text)
    found = [_node(match[k], Style()) for k in (2, 3)] if match else []
    if match is None or any(f is None for f in found):
        return None
    tag = "smaller" if match[1].lower() in ("smaller", "smallest", "less") else "larger"
    return Op("larger", tuple(f for f in found if f is not None), tag)


def _with(match: re.Match[str], style: Style) -> Node | None:
    """`Add 4 to 3n`, `Multiply n + 5 by 4`, as the operation."""
    verb, link = match[1].lower(), match[3].lower()
    first, second = _node(match[2], style), _node(match[4], style)
    fits = {"add": ("onto", "to"), "subtract": ("from",), "multiply": ("by",), "divide": ("by",)}
    if first is None or second is None or link not in fits[verb]:
        return None
    if verb == "subtract":
        return op("+", second, nodes.neg(first))
    return op("+", second, first) if verb == "add" else op("*" if verb == "multiply" else "/", first, second)


def _given(body: str, values: str, style: Style) -> Node | None:
    tree = _node(_VERB.sub("", body).rstrip(" ="), style)
    pairs = re.findall(r"([a-z])\s*=\s*(-?[\d./]+)", values)
    if tree is None or nodes.is_statement(tree):
        return None
    parts = [part for name, value in pairs if (node := _node(value.rstrip("."), style)) for part in (Sym(name), node)]
    if {name for name, _ in pairs} != set(nodes.variables(tree)):
        return None
    return op("given", tree, *parts)


def bracketed(text: str) -> str:
    """Brackets where pupils leave them out: 3/4 ÷ 1/2 is a quotient of two fractions, 4+-3 adds a negative number."""
    text = _OF.sub(r"(\1)*\2", _CROSS.sub(" * ", text))
    text = _NEGATIVE.sub(r"+(-\1)", text)
    return _PRODUCT.sub(r"(\1)*(\2)", _QUOTIENT.sub(r"(\1)/(\2)", text))


def _node(text: str, style: Style) -> Node | None:
    try:
        reading = read(bracketed(text.strip()), style)
    except Unreadable:
        return None
    return None if reading.kind is Kind.TEXT else reading.node


def _as_mathematics(text: str, style: Style) -> tuple[Node, ...]:
    from tutor.checker.work.task import Goal, read_task

    plain = _node(re.sub(r"\s*=\s*\?*\s*$", "", _VERB.sub("", text)).rstrip(".?: "), style)
    task = read_task(text, style)
    if task.goal is Goal.TOLD:
        return ()
    letter = Sym(task.unknown or "x")
    if task.goal is Goal.DERIVATIVE and task.start is not None:
        return (Op("deriv", (task.start, letter, nodes.ONE)),)
    if task.goal is Goal.ANTIDERIVATIVE and task.start is not None:
        return (
            task.start if isinstance(task.start, Op) and task.start.name == "int" else op("int", task.start, letter),
        )
    if plain is not None and not isinstance(plain, Sym):
        return (plain,)
    found = task.raw if task.raw is not None else task.start
    return () if found is None else (found,)


_RIGHT: dict[str, Callable[[Op], Node]] = {
    "percent_of": lambda n: op("/", op("*", *n.args), num(100)),
    "percent_off": lambda n: op("/", op("*", n.args[1], op("+", num(100), op("neg", n.args[0]))), num(100)),
    "percent_more": lambda n: op("/", op("*", n.args[1], op("+", num(100), n.args[0])), num(100)),
    "percent_change": lambda n: op("/", op("+", n.args[1], op("neg", n.args[0])), n.args[0]),
    "convert": lambda n: op("*", n.args[0], n.args[1]),
    "quantity": lambda n: op("*", n.args[0], Sym("unit")) if n.tag == "bare" else n.args[0],
    "mean": lambda n: op("/", op("+", *n.args), num(len(n.args))),
    "median": lambda n: num(statistics.middle(sorted(statistics.numbers(n)))),
    "range": lambda n: num(max(statistics.numbers(n)) - min(statistics.numbers(n))),
    "triangle": lambda n: op("/", op("*", *n.args), nodes.TWO),
    "circle_area": lambda n: op("*", nodes.PI, op("^", n.args[0], nodes.TWO)),
    "circumference": lambda n: op("*", nodes.TWO, nodes.PI, n.args[0]),
    "rectangle_area": lambda n: op("*", *n.args),
    "rectangle_perimeter": lambda n: op("*", nodes.TWO, op("+", *n.args)),
    "mode": lambda n: num(max(statistics.numbers(n), key=statistics.numbers(n).count)),
    "given": lambda n: nodes.substitute(
        n.args[0], {s.name: v for s, v in zip(n.args[1::2], n.args[2::2], strict=True) if isinstance(s, Sym)}
    ),
}


def _larger(node: Op) -> Node:
    pick = min if node.tag == "smaller" else max
    return pick(node.args, key=lambda a: exact(a) or Fraction(0))


def settled(tree: Node) -> Node:
    """The tree with every task in it done rightly. Raises Underivable if one can't be."""

    def done(part: Node) -> Node:
        if not isinstance(part, Op):
            return part
        if part.name in _RIGHT:
            return _RIGHT[part.name](part)
        if part.name == "larger":
            return _larger(part)
        if part.name == "int" and isinstance(part.args[1], Sym):
            found = antiderivative(part.args[0], part.args[1].name)
            if found is None:
                raise Underivable
            return integrals.between(part, found)
        return part

    return prepare(nodes.rebuild(tree, done))
