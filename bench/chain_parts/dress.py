"""The same chain in other notation: Unicode, LaTeX, words around the lines."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from chain_parts.chain import Chain

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STYLES = ("plain", "unicode", "latex", "words")


def unicode(text: str) -> str:
    """x², √, ·, ≤."""
    text = re.sub(r"\^(\d+)(?![\w(])", lambda m: m[1].translate(_RAISED), text)
    return text.replace("sqrt", "√").replace("<=", "≤").replace(">=", "≥").replace("*", "·").replace(" - ", " − ")


def latex(text: str) -> str:
    r"""\sqrt{}, \frac{}{}, \sin, \cdot, \le."""
    text = re.sub(r"sqrt\((\w+)\)", r"\\sqrt{\1}", text)
    text = re.sub(r"(?<![\w^)/.])(\d+)/(\d+)(?![\d(x^])", r"\\frac{\1}{\2}", text)
    text = re.sub(r"\^\(([^()]*)\)", r"^{\1}", text)
    text = re.sub(r"\^(\d\d+)", r"^{\1}", text)
    text = re.sub(r"(?<![\\a-z])(sin|cos|tan|ln)\b", r"\\\1", text)
    text = text.replace("lim_(x->", "\\lim_{x \\to ").replace("∫", "\\int ").replace("π", "\\pi ")
    text = re.sub(r"(\\lim_\{x \\to -?\d+)\)", r"\1}", text)
    text = text.replace("<=", "\\le ").replace(">=", "\\ge ").replace("*", " \\cdot ").replace("±", "\\pm ")
    return text.replace(" or ", " \\text{ or } ")


_LEADS = ("so ", "⇒ ", "then ", "∴ ", "=> ", "Thus ", "we get ", "")
_ENDS = ("", "  (simplify)", ".", "   // next", ",")


def _worded(source: random.Random, text: str, number: int, last: bool) -> str:
    if text.startswith("="):
        return text
    if last and source.random() < 0.3:
        return f"Answer: {text}"
    if source.random() < 0.2:
        return f"{number}) {text}"
    return source.choice(_LEADS) + text + source.choice(_ENDS)


def dressed(chain: Chain, style: str, source: random.Random) -> Chain:
    """The chain in one of STYLES."""
    if style == "unicode":
        return replace(chain, problem=unicode(chain.problem), steps=tuple(map(unicode, chain.steps)))
    if style == "latex":
        return replace(chain, steps=tuple(f"${latex(s)}$" if source.random() < 0.5 else latex(s) for s in chain.steps))
    if style == "words":
        last = len(chain.steps) - 1
        return replace(chain, steps=tuple(_worded(source, s, k + 1, k == last) for k, s in enumerate(chain.steps)))
    return chain
