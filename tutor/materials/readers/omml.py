"""Office formulas (OMML, in Word and PowerPoint files) to LaTeX. Source: ECMA-376, part 1, section 22.1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tutor.materials.readers.mathml import local
from tutor.materials.readers.symbols import ACCENTS, FUNCTIONS, join, latex_of

_SPACES = re.compile(r"\s+")
_SINGLE = re.compile(r"^(?:[^\\{}^_\s]|[0-9.,]+|\\[A-Za-z]+|\\[a-z]+\{[^{}]*\}|\([^()]*\))$")
_NARY = {"": "\\int", "∑": "\\sum", "∏": "\\prod", "∫": "\\int", "∬": "\\iint", "∭": "\\iiint", "∮": "\\oint"}


def latex(element: Any) -> str:
    """The formula in an `oMath` element, without dollar signs."""
    return _SPACES.sub(" ", _row(element)).strip()


def _row(element: Any) -> str:
    out = ""
    for child in element:
        handler = _HANDLERS.get(local(child))
        if handler is not None:
            out = join(out, handler(child))
        elif not local(child).endswith("Pr"):
            out = join(out, _row(child))
    return out


def _part(element: Any, name: str) -> str:
    for child in element:
        if local(child) == name:
            return _row(child).strip()
    return ""


def _value(element: Any, name: str, default: str) -> str:
    """A property's value, as `m:chr m:val` in `m:naryPr`; an empty value counts."""
    for child in element:
        if local(child).endswith("Pr"):
            for setting in child:
                if local(setting) == name:
                    for key, value in setting.attrib.items():
                        if key.endswith("val"):
                            return str(value)
    return default


def _run(element: Any) -> str:
    text = "".join(part.text or "" for part in element.iter() if local(part) == "t")
    bare = text.strip()
    if bare in FUNCTIONS:
        return f"\\{bare} "
    plain = any(local(setting) in ("nor", "lit") for setting in element.iter())
    if plain and any(char.isalpha() for char in bare):
        return f"\\text{{{text}}}"
    body = latex_of(text)
    return f" {body} " if bare in ("=", "≤", "≥", "≠", "≈", "→", "⇒", "<", ">") else body


def _fraction(element: Any) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if _value(element, "type", "bar") == "noBar":
        return f"\\binom{{{above}}}{{{below}}}"
    return f"\\frac{{{above}}}{{{below}}}"


def _base(text: str) -> str:
    return text if not text or _SINGLE.match(text) else f"{{{text}}}"


def _script(mark: str, text: str) -> str:
    if not text or (mark == "^" and set(text) <= {"'"}):
        return text
    return f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}"


def _scripts(element: Any) -> str:
    return _base(_part(element, "e")) + _script("_", _part(element, "sub")) + _script("^", _part(element, "sup"))


def _before(element: Any) -> str:
    marks = _script("_", _part(element, "sub")) + _script("^", _part(element, "sup"))
    return f"{{}}{marks}{_base(_part(element, 'e'))}"


def _root(element: Any) -> str:
    degree = _part(element, "deg")
    return f"\\sqrt[{degree}]{{{_part(element, 'e')}}}" if degree else f"\\sqrt{{{_part(element, 'e')}}}"


def _nary(element: Any) -> str:
    sign = _value(element, "chr", "∫")
    head = _NARY.get(sign, latex_of(sign)) + _script("_", _part(element, "sub")) + _script("^", _part(element, "sup"))
    return join(head if head[-1:] == "}" else head + " ", _part(element, "e"))


def _delimited(element: Any) -> str:
    opening, closing = _value(element, "begChr", "("), _value(element, "endChr", ")")
    separator = _value(element, "sepChr", ",")
    body = separator.join(_row(child).strip() for child in element if local(child) == "e")
    return f"{latex_of(opening)}{body}{latex_of(closing)}"


def _function(element: Any) -> str:
    return join(_part(element, "fName") + " ", _part(element, "e"))


def _accent(element: Any) -> str:
    sign = _value(element, "chr", "\u0302")
    return f"\\{ACCENTS.get(sign.strip(), 'hat')}{{{_part(element, 'e')}}}"


def _bar(element: Any) -> str:
    command = "underline" if _value(element, "pos", "bot") == "bot" else "overline"
    return f"\\{command}{{{_part(element, 'e')}}}"


def _matrix(element: Any) -> str:
    rows = [
        " & ".join(_row(cell).strip() for cell in row if local(cell) == "e") for row in element if local(row) == "mr"
    ]
    return "\\begin{matrix} " + " \\\\ ".join(rows) + " \\end{matrix}"


def _lines(element: Any) -> str:
    rows = [_row(row).strip() for row in element if local(row) == "e"]
    return "\\begin{aligned} " + " \\\\ ".join(rows) + " \\end{aligned}"


def _limit(mark: str) -> Callable[[Any], str]:
    def convert(element: Any) -> str:
        base, limit = _part(element, "e"), _part(element, "lim")
        if base.lstrip("\\") in FUNCTIONS:
            return f"{base}{_script(mark, limit)}"
        return f"\\{'underset' if mark == '_' else 'overset'}{{{limit}}}{{{base}}}"

    return convert


_HANDLERS: Mapping[str, Callable[[Any], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _nary,
    "d": _delimited,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "m": _matrix,
    "eqArr": _lines,
    "limLow": _limit("_"),
    "limUpp": _limit("^"),
    "phant": lambda element: "",
}
