"""Inputs to break the reader and the checker with: bytes, random grammar, mutated mathematics."""

from __future__ import annotations

import random

_PIECES = [
    "x",
    "y",
    "n",
    "i",
    "e",
    "pi",
    "2",
    "3",
    "0",
    "10",
    "0.5",
    "1/2",
    "-1",
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    "=",
    "<",
    ">",
    "<=",
    "!=",
    "±",
    "|",
    "!",
    "%",
    "°",
    "'",
    "_",
    " ",
    "sin",
    "cos",
    "ln",
    "log",
    "sqrt",
    "abs",
    "\\frac",
    "\\sqrt",
    "\\left",
    "\\right",
    "\\cdot",
    "\\int",
    "\\sum",
    "\\lim",
    "\\to",
    "\\infty",
    "\\begin{cases}",
    "\\end{cases}",
    "&",
    "\\\\",
    "\\text{",
    "\\mathrm{m}",
    "$",
    "$$",
    "and",
    "or",
    "²",
    "½",
    "√",
    "∞",
    "∪",
    "≤",
    "kg",
    "m/s",
    "cm",
    "1,000",
    "e^",
    "dx",
    "d/dx",
    "f(",
    "f'(",
    "x^2",
    "(x+1)",
    "9^9^9",
    "1e99",
    "∫",
    "Σ",
    "\x00",
    "\u0301",
    "\u200b",
    "\u202e",
    "𝑥",
    "Ａ",
    "→",
    "=>",
    "...",
    "no solution",
    "true",
    "floor",
    "gamma(",
    "binomial(",
    "sum(",
    "int(",
    "diff(",
]
CORPUS = (
    "2x+3=11",
    "3(x-1)",
    "x²",
    "√(x+1)",
    "2 1/2",
    "sin 2x",
    "sin^2 x",
    "e^-x",
    "ln|x|",
    "50%",
    "$15",
    "1,000",
    "3.2e-4",
    "x=2 or x=-3",
    "x = ±2",
    "|x-1|<3",
    "-2 < x ≤ 3",
    "(-2, 3]",
    "{2,-3}",
    "f'(x)",
    "dy/dx",
    r"\int_0^1 x^2 dx",
    "a = b = c",
    "5 m/s * 3 s = 15 m",
    "25 °C",
    "3.0×10^8 m/s",
    r"\frac{x^2-1}{x+1}",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\lim_{x\to 0}\frac{\sin x}{x}",
    r"\sum_{k=1}^{n} k^2",
    "(x-a)^6000",
    r"\left(\frac{3}{2}, -1\right)",
    "x^2-5x+6=0",
    "(x-2)(x-3)=0",
    "y=2x+3",
    "x+y=5 and x-y=1",
    r"\sqrt[3]{x+1}",
    "log_2(8)",
    "[1,2) ∪ (3,∞)",
    "no solution",
    "9^9^9^9",
    "2^(1/3)+sqrt(2)",
    "e^(i pi)",
    "tan^-1(x)",
    "1/(1+1/(1+1/x))",
    "sin(cos(tan(x)))",
    "x^x^x",
    "(x+y+z)^10",
    "100!",
    r"\frac{d}{dx}(x^2 e^x)",
    "gamma(1/2)",
    "floor(x/2)",
    "binomial(n,2)",
    "max(x,1)",
    "2 h 30 min",
    "5 ft 3 in",
    "$5 and $10",
    "0.1666...",
)


def noise(source: random.Random) -> str:
    """Random characters: ASCII, any plane, or bytes read as Latin-1."""
    kind = source.random()
    length = source.choice((1, 3, 8, 20, 60, 200))
    if kind < 0.4:
        return "".join(chr(source.randint(0, 126)) for _ in range(length))
    if kind < 0.7:
        return "".join(chr(source.randint(0, 255)) for _ in range(length))
    return "".join(chr(c) for c in (source.randint(0, 0x10FFFF) for _ in range(length)) if not 0xD800 <= c < 0xE000)


def grammar(source: random.Random) -> str:
    """Random pieces of notation in a row."""
    glue = source.choice(("", "", " "))
    return glue.join(source.choice(_PIECES) for _ in range(source.choice((1, 2, 4, 7, 12, 25, 60))))


def mutated(source: random.Random) -> str:
    """A real input with characters dropped, doubled, swapped, or another one put in."""
    text = source.choice(CORPUS)
    for _ in range(source.randint(1, 4)):
        at = source.randint(0, len(text))
        kind = source.random()
        if kind < 0.25:
            text = text[:at] + text[at + 1 :]
        elif kind < 0.5:
            text = text[:at] + source.choice(_PIECES) + text[at:]
        elif kind < 0.65:
            text = text[:at] + text[at : at + 4] * source.randint(2, 6) + text[at:]
        elif kind < 0.8:
            text = text[:at] + source.choice(CORPUS) + text[at:]
        else:
            text = text[::-1] if source.random() < 0.2 else text[:at]
    return text


def extreme(source: random.Random) -> str:
    """Towers, deep brackets, long texts, huge numbers."""
    n = source.choice((50, 200, 2_000, 10_000, 60_000))
    return source.choice(
        (
            "(" * n + "x" + ")" * n,
            "^".join("9" * source.randint(2, 9)),
            "9" * n,
            "x" * n,
            "-" * n + "1",
            "2^" * min(n, 400) + "2",
            "1" + "/x" * n,
            "sqrt(" * min(n, 500) + "x" + ")" * min(n, 500),
            "+".join(["x"] * min(n, 5000)),
            "*".join(["(x+1)"] * min(n, 400)),
            "x^" + "9" * source.randint(2, 40),
            "(x+y+z+w)^" + str(source.randint(20, 400)),
            "|" * n + "x",
            "\\frac{1}{" * min(n, 400) + "x" + "}" * min(n, 400),
            "a" + "\u0301" * n,
            "\x00" * n,
            "1e" + str(source.randint(300, 99999)),
            f"{source.randint(500, 10**6)}!",
            "10^-" + str(source.randint(10, 10**6)),
            "e^e^e^e^" + str(source.randint(1, 9)),
            "sin(10^" + str(source.randint(10, 5000)) + ")",
            "binomial(10^9,10^8)",
            "gamma(10^6)",
            "sum(k^2,k,1,10^7)",
            r"\int_0^{10^9} \sin(x^5) dx",
            "x=" * min(n, 300) + "1",
            "{" * 50 + "1" + "}" * 50,
            "x or " * min(n, 300) + "x",
            "(1,2)," * min(n, 300) + "(1,2)",
            "x^50-3x^49+7=0",
            "(x^2-2)^30=(y^3-x)^20",
        )
    )


def pair(seed: int) -> tuple[str, str]:
    """Two texts for one seed."""
    source = random.Random(seed)
    kinds = (
        (noise, grammar, mutated, mutated, grammar, extreme)
        if seed % 20 == 0
        else (noise, grammar, mutated, mutated, grammar)
    )
    first = source.choice(kinds)(source)
    second = source.choice((first, source.choice(CORPUS), source.choice(kinds)(source)))
    return (first, second) if source.random() < 0.5 else (second, first)
