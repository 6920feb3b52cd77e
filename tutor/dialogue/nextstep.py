"""What kind of step comes next, by the look of the learner's own last line: nothing of the solution goes into it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.curriculum.values import Exercise

_RELATION = re.compile(r"<=|>=|[=<>≤≥]")
_NUMBER = r"\d+(?:[.,]\d+)?"
_FACTORED = frozenset({"factored", "factorised", "factorized"})


def kind_of_step(line: str, exercise: Exercise) -> str:
    """The key of a nudge in phrases.toml (group `step`), or an empty string where the look of the line tells none.

    `line` is right and doesn't answer the exercise yet.
    """
    plain = _plain(line)
    if not plain or (exercise.form or "") in _FACTORED:
        return ""
    sides = [side for side in _RELATION.split(plain) if side]
    match exercise.kind.value:
        case "equation" if len(sides) == 2:
            return _of_equation(sides[0], sides[1], exercise.variable or _letter(exercise.problem) or _letter(plain))
        case "expression":
            return _of_expression(sides[-1]) if sides else ""
        case "number":
            return _of_number(sides)
        case _:
            return ""


def _plain(line: str) -> str:
    """The line in plain signs: no LaTeX, no white space, one kind of minus and of times."""
    plain = line.replace("−", "-").replace("–", "-").replace("$", "")
    plain = re.sub(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1)/(\2)", plain)
    plain = re.sub(r"\\cdot|\\times|[·×∙]", "*", plain)
    plain = re.sub(r"\\(?:left|right|,|;|quad|text\{[^{}]*\})|\*\*", lambda m: "^" if m[0] == "**" else "", plain)
    plain = plain.replace("²", "^2").replace("³", "^3").replace("{", "(").replace("}", ")")
    return re.sub(r"\s+", "", plain)


def _letter(text: str) -> str:
    found = re.search(r"(?<![a-zA-Z\\])([a-zA-Z])(?![a-zA-Z])", text)
    return found.group(1) if found else ""


def _holds(text: str, name: str) -> bool:
    return bool(name) and bool(
        re.search(rf"(?<![a-zA-Z\\]){re.escape(name)}(?![a-zA-Z])", re.sub(r"(?<=\d)(?=[a-zA-Z])", " ", text))
    )


def terms_of(side: str) -> tuple[str, ...]:
    """The terms of a sum, each with its sign: split at the signs outside all brackets."""
    found: list[str] = []
    depth, start = 0, 0
    for i, sign in enumerate(side):
        depth += (sign == "(") - (sign == ")")
        if sign in "+-" and depth == 0 and i > start and side[i - 1] not in "*/^(":
            found.append(side[start:i])
            start = i
    return tuple(term for term in (*found, side[start:]) if term.strip("+-"))


def _of_equation(left: str, right: str, name: str) -> str:
    if not name or not (_holds(left, name) or _holds(right, name)):
        return ""
    if not _holds(left, name):
        left, right = right, left
    both = f"{left}={right}"
    if right in {"0", "(0)"} and len(_factors(left, name)) > 1:
        return "zero_product"
    if _bracketed(both, name):
        return "expand"
    if _divided(both, name):
        return "clear_fractions" if len(terms_of(left)) + len(terms_of(right)) > 2 else "undo_divide"
    if re.search(rf"{name}\^(?:\(?[2-9])", both):
        return _of_power(left, right, name)
    return _of_linear(left, right, name)


def _factors(side: str, name: str) -> list[str]:
    """The factors of a product that hold the unknown; one, if the side is a sum."""
    if len(terms_of(side)) != 1:
        return [side]
    return [part for part in re.findall(r"\([^()]*\)|[a-zA-Z](?:\^\d+)?", side) if _holds(part, name)]


def _bracketed(text: str, name: str) -> bool:
    """Whether the unknown stands in a bracket that something is done to."""
    for found in re.finditer(r"\(([^()]*)\)", text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if _holds(found[1], name) and len(terms_of(found[1])) > 1 and after != "/" and before != "/":
            return bool(re.match(r"[\w)*\-+]", before)) or after in {"^", "(", "*"}
    return False


def _divided(text: str, name: str) -> bool:
    over = (
        rf"(?:{_NUMBER})?\*?{name}/|\([^()]*{name}[^()]*\)/|/\(?(?:{_NUMBER})?\*?{name}|\(1\)/\(?{_NUMBER}\)?\*?{name}"
    )
    return bool(re.search(over, text)) or bool(re.search(rf"{_NUMBER}/{_NUMBER}\*?{name}", text))


def _of_power(left: str, right: str, name: str) -> str:
    plain = [term for term in (*terms_of(left), *terms_of(right)) if _holds(term, name) and "^" not in term]
    if right == "0" and plain:
        return "factor"
    if plain:
        return "to_zero"
    return "root" if len(terms_of(left)) == 1 and not _holds(right, name) else "undo_add"


def _of_linear(left: str, right: str, name: str) -> str:
    ours, theirs = terms_of(left), terms_of(right)
    with_name = [term for term in ours if _holds(term, name)]
    if _several(ours, name) or _several(theirs, name):
        return "gather"
    if _holds(right, name):
        return "one_side"
    if len(ours) > len(with_name):
        return "undo_add"
    term = with_name[0].strip("+")
    if term == name:
        return "compute" if re.search(r"[-+*/^(]", right.lstrip("-")) else ""
    return "undo_sign" if term == f"-{name}" else "undo_multiply"


def _several(terms: tuple[str, ...], name: str) -> bool:
    """Whether there is more than one term with the unknown, or more than one plain number."""
    numbers = [term for term in terms if re.fullmatch(rf"[-+]?{_NUMBER}", term)]
    return len(numbers) > 1 or sum(_holds(term, name) for term in terms) > 1


def _of_expression(text: str) -> str:
    if re.match(r"d/d[a-z]|\(d\)/\(d[a-z]\)|\(?d[a-z]?/d[a-z]", text):
        return "differentiate"
    fractions = re.findall(rf"(?<![\w)]){_NUMBER}/{_NUMBER}(?![\w(])", text)
    letters = re.search(r"[a-zA-Z]", text)
    if len(fractions) > 1 and not letters and len(terms_of(text)) > 1:
        return "common_denominator"
    if not letters and re.fullmatch(rf"\(?-?{_NUMBER}\)?/\(?{_NUMBER}\)?", text):
        return "reduce"
    name = _letter(text)
    if name and _bracketed(text, name):
        return "expand"
    if name and _several(terms_of(text), name):
        return "gather"
    return "compute" if not letters else ""


def _of_number(sides: list[str]) -> str:
    last = sides[-1] if sides else ""
    bare = re.sub(r"(?<=\d)(?:[a-zA-Zµ°%]+(?:/[a-zA-Z]+)?(?:\^\d)?)", "", last)
    if len(sides) > 1 and re.search(r"[a-zA-Z]", bare) and not re.search(r"\d{2,}|\d[.,]\d", bare):
        return "substitute"
    return "compute" if re.search(r"\d.*[-+*/^].*\d", bare) else ""
