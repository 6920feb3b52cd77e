"""Problems whose one answer is a formula of the numbers in them: areas, means, sums of series, lengths of vectors.

`Find the area of a circle with radius 5 cm` asks for π·5². Only problems that say all of it, and nothing else, are
taken; the rest stay told in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tutor.checker import nodes
from tutor.checker.derivative import Underivable, derivative
from tutor.checker.lexer import Style
from tutor.checker.nodes import Node, Op
from tutor.checker.prepare import prepare
from tutor.checker.reading import read
from tutor.checker.values import Unreadable


@dataclass(frozen=True, slots=True)
class Asked:
    """A value that is asked for."""

    start: Node
    """What it is, in the problem's numbers."""
    meanings: tuple[tuple[str, Node], ...] = ()
    """The letters of its formula, and what the problem gives them."""
    labels: frozenset[str] = frozenset()
    """Letters that stand for the value itself."""
    unit: str = ""
    """The unit of the numbers of the problem, where there is only one."""
    letter: str = "x"
    """The variable of the meanings."""

    def bare(self, text: str) -> str:
        """A line without the problem's unit, or a sign of money, at its numbers."""
        text = re.sub(r"[$£€](?=\d)", "", text) if text.count("$") % 2 else text
        if not self.unit:
            return text
        named = rf"(?:\s*(?:square|cubic|sq\.?|cu\.?)?\s*{self.unit}(?![A-Za-z])(?:\s*\^?\s*\{{?[23]\}}?|[²³])?)"
        text = re.sub(rf"\\(?:text|mathrm)\s*\{{{named}\s*\}}", "", text)
        return re.sub(rf"(?<=[\dπ)}}]){named}|(?<=pi){named}|(?<=pi\s){named}", "", text)


PLAIN = Style()
_NUMBER = r"\$?(-?\d+(?:\.\d+)?(?:/\d+)?)(?!\d|\.\d)"
_UNIT = r"(?:\s*(mm|cm|dm|m|km|in|inches|ft|feet|yd|units?)\b)?"
_POINT = re.compile(r"\(\s*(-?[\d./]+)\s*,\s*(-?[\d./]+)\s*\)")
_LISTED = rf"{_NUMBER}(?:\s*(?:,|;|,?\s+and)\s*{_NUMBER.replace('(-', '(?:-')})+"
_VECTOR = re.compile(r"(?:\(|<|⟨|\\langle)\s*(-?[\d./]+(?:\s*,\s*-?[\d./]+)+)\s*(?:\)|>|⟩|\\rangle)")
_MORE = re.compile(
    r"(?i)\b(?:shaded|inscribed|sector|semi-?circle|ring|remaining|cost|times|twice|double|half|per|scale|ratio of|"
    r"quarter|similar|increase\w*|decrease\w*|rate|fast|change|cut|removed|each|ladder|fence|path|border)\b|%"
)
"""Words of problems in which the formula is only a part."""


def formula_value(problem: str, style: Style) -> Asked | None:
    """The value that the problem asks for; None if it asks for another one, or says too little."""
    for rule in (_parametric, _series, _listed, _vectors, _points, _temperature, _divisors, _interest, _shapes):
        found = rule(problem, style)
        if found is not None:
            return found
    return None


def _tree(text: str, style: Style = PLAIN) -> Node | None:
    try:
        return prepare(read(text, style).node)
    except Unreadable:
        return None


def _of(
    formula: str, values: dict[str, str], labels: str, unit: str = "", parts: dict[str, str] | None = None
) -> Asked | None:
    """The formula with values for its letters; `parts` are other letters that lines may have, by formulas, too."""
    whole = _tree(formula)
    given = {name: tree for name, text in values.items() if (tree := _tree(text)) is not None}
    if whole is None or set(given) != set(values):
        return None
    meanings = dict(given)
    for name, text in (parts or {}).items():
        if (tree := _tree(text)) is not None:
            meanings[name] = nodes.substitute(tree, given)
    return Asked(nodes.substitute(whole, given), tuple(meanings.items()), frozenset(labels.split()), unit)


def _parametric(problem: str, style: Style) -> Asked | None:
    """dy/dx of `x = ..., y = ...` in a parameter."""
    if not re.search(r"d\s*y\s*/\s*d\s*x|\\frac\s*\{d\s*y\}\s*\{d\s*x\}|(?i:slope|gradient|derivative)", problem):
        return None
    found = re.search(
        r"(?<![\w/])x(?:\(t\))?\s*=\s*(?P<x>[^=]+?)\$?\s*(?:,|;|\band\b)\s*(?:and\s+)?\$?y(?:\(t\))?\s*=\s*"
        r"(?P<y>[^=;?]+?)\$?(?=\s*(?:[.;?]\s|[.;?]?$|,|\bfind\b|\bat\b|\bwhere\b|\bwhen\b))",
        problem,
    )
    if found is None or re.search(r"(?i)\b(?:at|when|where|tangent|second)\b|d\^?2", problem):
        return None
    trees = [_tree(found[name], style) for name in "xy"]
    if any(tree is None or nodes.variables(tree) not in (("t",), ("theta",)) for tree in trees):
        return None
    across, up = (tree for tree in trees if tree is not None)
    letter = nodes.variables(across)[0]
    if nodes.variables(up) != (letter,):
        return None
    try:
        slope = Op("/", (derivative(up, letter), derivative(across, letter)))
    except Underivable:
        return None
    return Asked(slope, (("x", across), ("y", up)), letter=letter)


def _series(problem: str, _: Style) -> Asked | None:
    """Sums of arithmetic and geometric series, and terms of them."""
    kind = re.search(r"(?i)\b(arithmetic|geometric)\s+(?:sequence|series|progression)", problem)
    first = re.search(rf"(?i)\bfirst term (?:is |of |a ?= ?|= ?)?{_NUMBER}", problem)
    step = re.search(rf"(?i)\b(?:common )?(?:difference|ratio) (?:is |of |[dr] ?= ?|= ?)?{_NUMBER}", problem)
    if kind is None or first is None or step is None:
        return None
    values = {"a": first[1]}
    count = re.search(r"(?i)\bsum of (?:the |its )?first (\d{1,4}) terms", problem)
    term = re.search(r"(?i)\bfind (?:the )?(\d{1,4})(?:st|nd|rd|th) term", problem)
    if kind[1].lower() == "arithmetic":
        values["d"] = step[1]
        if count:
            last = {f"a_{count[1]}": "a+(n-1)d", "l": "a+(n-1)d", "a_1": "a"}
            return _of("n/2*(2a+(n-1)d)", {**values, "n": count[1]}, f"S S_{count[1]} S_n", parts=last)
        return _of("a+(n-1)d", {**values, "n": term[1]}, f"a_{term[1]} a_n") if term else None
    values["r"] = step[1]
    if count and step[1] != "1":
        return _of("a*(r^n-1)/(r-1)", {**values, "n": count[1]}, f"S S_{count[1]} S_n")
    if term:
        return _of("a*r^(n-1)", {**values, "n": term[1]}, f"a_{term[1]} a_n")
    if re.search(r"(?i)\binfinite\b|\bsum to infinity\b", problem) and re.search(r"(?i)\bsum\b", problem):
        ratio = _tree(step[1])
        small = isinstance(ratio, nodes.Num) and abs(ratio.value) < 1
        fraction = re.fullmatch(r"(-?\d+)/(\d+)", step[1])
        if small or (fraction and abs(int(fraction[1])) < int(fraction[2])):
            return _of("a/(1-r)", values, "S S_oo")
    return None


def _listed(problem: str, _: Style) -> Asked | None:
    """The mean or the variance of numbers."""
    found = re.search(
        rf"(?i)\b(mean|average|population variance)\s+of\s+(?:the\s+)?"
        rf"(?:numbers|data|values|scores|set|following)?[\s:{{\[]*({_LISTED})",
        problem,
    )
    if found is None or re.search(r"(?i)\b(?:weighted|if|when|unknown|missing|new|another)\b|[a-z]\s*=", problem):
        return None
    numbers = re.findall(r"-?\d+(?:\.\d+)?(?:/\d+)?", found[2])
    what, size, total = found[1].lower(), len(numbers), "+".join(f"({n})" for n in numbers)
    after = problem[found.end() :]
    if not 2 <= size <= 40 or not re.match(r"\s*[}\].?!]*\s*$", after):
        return None
    if what in ("mean", "average"):
        return _of(f"({total})/{size}", {}, "M m mu")
    mean = f"(({total})/{size})"
    return _of("(" + "+".join(f"(({n})-{mean})^2" for n in numbers) + f")/{size}", {}, "V")


def _vectors(problem: str, _: Style) -> Asked | None:
    """The length of a vector, and the absolute value of a complex number."""
    vectors = _VECTOR.findall(problem)
    if len(vectors) == 1 and (
        re.search(r"(?i)\b(?:magnitude|length|norm)\b", problem)
        or re.search(r"\|\s*\\?(?:vec\s*\{)?[a-z]\}?\s*\|", problem)
    ):
        parts = [p.strip() for p in vectors[0].split(",")]
        if re.search(r"(?i)\b(?:unit|angle|direction|scalar|times)\b", problem):
            return None
        return _of("sqrt(" + "+".join(f"({p})^2" for p in parts) + ")", {}, "v")
    found = re.search(
        r"(?i)\b(?:modulus|absolute value)\s+of\s+(?:the\s+)?(?:complex\s+)?(?:number\s+)?(?:[zw]\s*=\s*)?"
        r"([-+\d./\s*i]+?)[.?!\s]*$",
        problem,
    )
    if found is not None and "i" in found[1]:
        return _of(f"abs({found[1]})", {}, "z r")
    return None


def _points(problem: str, _: Style) -> Asked | None:
    """Distances, midpoints and slopes between two points."""
    points = _POINT.findall(problem)
    if len(points) != 2:
        return None
    (x1, y1), (x2, y2) = points
    what = re.search(r"(?i)\b(distance between|midpoint|slope of the line|gradient of the line)", problem)
    if what is None or re.search(r"(?i)\bequation\b", problem):
        return None
    name = what[1].lower()
    if name.startswith("distance"):
        return _of(f"sqrt((({x2})-({x1}))^2+(({y2})-({y1}))^2)", {}, "d D")
    if name == "midpoint":
        return _of(f"((({x1})+({x2}))/2, (({y1})+({y2}))/2)", {}, "M")
    return _of(f"(({y2})-({y1}))/(({x2})-({x1}))", {}, "m") if x1 != x2 else None


def _temperature(problem: str, _: Style) -> Asked | None:
    """A temperature on the other scale."""
    found = re.search(
        r"(?i)\bconvert\s+(-?\d+(?:\.\d+)?)\s*(?:°|degrees?)?\s*(c|f)(?:elsius|ahrenheit)?\s+(?:in)?to\s+(?:°|degrees?)?\s*(c|f)",
        problem,
    )
    if found is None or found[2].lower() == found[3].lower():
        return None
    if found[2].lower() == "f":
        return _of("5/9*(F-32)", {"F": found[1]}, "C")
    return _of("9/5*C+32", {"C": found[1]}, "F")


def _divisors(problem: str, _: Style) -> Asked | None:
    """Common divisors and multiples, remainders, and numbers as products of primes."""
    pair = r"\$?\s*\(?\s*(\d{1,9})\s*(?:,|and)\s*(\d{1,9})\s*\)?"
    common = re.search(
        rf"(?i)\b(gcd|hcf|gcf|lcm|greatest common (?:divisor|factor)|highest common factor|"
        rf"(?:least|lowest) common multiple)"
        rf"\s*(?:of)?{pair}",
        problem,
    )
    if common is not None:
        least = common[1].lower() == "lcm" or "multiple" in common[1].lower()
        return _of(f"{'lcm' if least else 'gcd'}({common[2]}, {common[3]})", {}, "d g")
    remainder = re.search(r"(?i)\bremainder when \$?([\d^*+()\s]+?)\$? is divided by \$?(\d+)", problem)
    if remainder is not None:
        return _of(f"({remainder[1]}) mod {remainder[2]}", {}, "r")
    whole = re.search(r"(?i)\bwrite \$?(\d+)\$? as (?:a |the )?product of (?:its )?prime", problem) or re.search(
        r"(?i)\bprime factori[sz]ation of \$?(\d+)", problem
    )
    return _of(whole[1], {}, "") if whole is not None else None


def _interest(problem: str, _: Style) -> Asked | None:
    """Simple interest, and what a sum grows to."""
    money = re.search(r"[$£€]\s?(\d[\d,]*(?:\.\d+)?)", problem)
    rate = re.search(r"(\d+(?:\.\d+)?)\s*(?:%|percent)", problem)
    years = re.search(r"\b(\d+)\s+years?\b", problem)
    if money is None or rate is None or years is None or len(re.findall(r"\d[\d,.]*", problem)) != 3:
        return None
    values = {"P": money[1].replace(",", ""), "t": years[1], "r": f"({rate[1]}/100)"}
    if re.search(r"(?i)\bsimple interest\b", problem) and not re.search(r"(?i)\b(?:total|amount|balance)\b", problem):
        return _of("P*r*t", values, "I")
    if re.search(r"(?i)\bcompound\w*\s+(?:annually|yearly|once a year)", problem) and re.search(
        r"(?i)\b(?:amount|value|balance|total)\b", problem
    ):
        return _of("P*(1+r)^t", values, "A")
    return None


_LENGTHS = {
    "r": "radius", "D": "diameter", "h": "height", "l": "length", "w": "width", "b": "base",
}  # fmt: skip
_FORMULAS: tuple[tuple[str, str, str, str, str], ...] = (
    (r"circle", r"area", "r", "pi*r^2", "A"),
    (r"circle", r"circumference|perimeter", "r", "2*pi*r", "C P"),
    (r"sphere", r"volume", "r", "4/3*pi*r^3", "V"),
    (r"sphere", r"surface area", "r", "4*pi*r^2", "A S"),
    (r"cylinder", r"volume", "rh", "pi*r^2*h", "V"),
    (r"cone", r"volume", "rh", "pi*r^2*h/3", "V"),
    (r"rectangle", r"area", "lw", "l*w", "A"),
    (r"rectangle", r"perimeter", "lw", "2*(l+w)", "P"),
    (r"triangle", r"area", "bh", "b*h/2", "A"),
)
"""Shape, what is asked, the letters, the formula, and the letters of the result."""
_SHAPES = re.compile(
    r"(?i)\b(circle|sphere|cylinder|cone|rectangle|triangle|square|trapezi(?:um|oid)|trapezoid|cube|prism|pyramid|"
    r"hemisphere|parallelogram|rhombus|box|cuboid|polygon|hexagon|pentagon)s?\b"
)
_WHAT = re.compile(r"(?i)\b(surface area|area|circumference|perimeter|volume|hypotenuse|radius|diameter|height)\b")


def _shapes(problem: str, style: Style) -> Asked | None:
    """Areas, volumes and lengths of one shape."""
    shapes = {m[1].lower() for m in _SHAPES.finditer(problem)}
    ask = re.search(r"(?i)\b(?:find|calculate|compute|determine|work out|what is)\b([^.?!]*)", problem)
    if len(shapes) != 1 or ask is None or _MORE.search(problem):
        return _sector(problem)
    shape, what = shapes.pop(), _WHAT.search(ask[1])
    if what is None:
        return None
    count = len(re.findall(r"\d+(?:\.\d+)?", problem))
    unit = _unit(problem)
    if shape.startswith("trapez") and what[1].lower() == "area" and count == 3:
        return _trapezium(problem, unit)
    if shape == "triangle" and what[1].lower() == "hypotenuse" and count == 2:
        legs = re.search(rf"(?i)\b(?:legs|sides)\b[^\d.]*{_NUMBER}{_UNIT}\s*(?:and|,)\s*{_NUMBER}", problem)
        return None if legs is None else _of("sqrt(a^2+b^2)", {"a": legs[1], "b": legs[3]}, "c h", unit)
    for name, asks, letters, formula, labels in _FORMULAS:
        if name == shape and re.fullmatch(asks, what[1].lower()):
            values = _lengths(problem, letters)
            if values is None or count != len(letters):
                return None
            return _of(formula, values, labels, unit, {"d": "2r"} if "r" in letters else None)
    return None


def _sector(problem: str) -> Asked | None:
    """The area of a sector, or the length of its arc."""
    what = re.search(
        r"(?i)\b(?:find|calculate|what is) the (area of|(?:arc )?length of|perimeter)[^.?]*\b(?:sector|arc)\b", problem
    )
    angle = re.search(r"(\d+(?:\.\d+)?)\s*(?:°|degrees|\^\s*\{?\\circ)", problem)
    radius = _lengths(problem, "r")
    numbers = re.findall(r"\d+(?:\.\d+)?", problem)
    if what is None or angle is None or radius is None or len(numbers) != 2 or what[1].lower() == "perimeter":
        return None
    values = {**radius, "n": angle[1]}
    if what[1].lower() == "area of":
        return _of("n/360*pi*r^2", values, "A", _unit(problem))
    return _of("n/360*2*pi*r", values, "L l s", _unit(problem))


def _trapezium(problem: str, unit: str) -> Asked | None:
    sides = re.search(rf"(?i)\b(?:parallel sides|bases)\b[^\d.]*{_NUMBER}{_UNIT}\s*(?:and|,)\s*{_NUMBER}", problem)
    height = _lengths(problem, "h")
    if sides is None or height is None:
        return None
    return _of("(a+b)/2*h", {"a": sides[1], "b": sides[3], **height}, "A", unit)


def _lengths(problem: str, letters: str) -> dict[str, str] | None:
    """The lengths that are named in the problem; a diameter is twice a radius."""
    found: dict[str, str] = {}
    for letter in letters:
        value = _length(problem, _LENGTHS[letter])
        if value is None and letter == "r" and (twice := _length(problem, "diameter")) is not None:
            value = f"({twice})/2"
        if value is None:
            return None
        found[letter] = value
    return found


def _length(problem: str, name: str) -> str | None:
    after = re.search(rf"(?i)\b{name}\s*(?:of|is|=|[a-z]\s*=)?\s*{_NUMBER}", problem)
    before = re.search(rf"(?i){_NUMBER}{_UNIT}\s+(?:in\s+)?{name}\b", problem)
    return after[1] if after else before[1] if before else None


def _unit(problem: str) -> str:
    """The one unit of the lengths; empty if there is none, or several."""
    names = {m[1].lower() for m in re.finditer(r"(?i)\d\s*(mm|cm|dm|m|km|in|inches|ft|feet|yd|units?)\b", problem)}
    return names.pop() if len(names) == 1 else ""
