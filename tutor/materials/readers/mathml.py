"""Presentation MathML to LaTeX.

The converters on PyPI either drop what they don't know or are unmaintained; a formula lost is worse than one written
clumsily, so here an unknown element gives its children.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tutor.materials.readers.symbols import ACCENTS, FUNCTIONS, LIMITS, SYMBOLS, UNDER, WORDS, join, latex_of

Element = Any
"""An lxml element."""

_SPACES = re.compile(r"\s+")
_SIMPLE = re.compile(
    r"^(?:[^\\{}^_\s]|[0-9.,]+|\([^()]*\)|\[[^\[\]]*\]|\\[A-Za-z]+|\\(?:vec|hat|bar|mathbb|mathbf|mathrm|text|dot|tilde)\{[^{}]*\})$"
)
_TEX = frozenset({"application/x-tex", "application/x-latex", "text/x-tex", "tex", "latex"})


def latex(element: Element) -> str:
    """The formula in a `math` element, without dollar signs; empty when there is nothing in it."""
    return _SPACES.sub(" ", _node(element)).strip()


def local(element: Element) -> str:
    """Name of an element without its namespace or prefix; empty for comments."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def _node(element: Element) -> str:
    return _HANDLERS.get(local(element), _row)(element)


def _children(element: Element) -> list[Element]:
    return [child for child in element if isinstance(child.tag, str)]


def _parts(element: Element, count: int) -> list[str]:
    found = [_node(child) for child in _children(element)[:count]]
    return found + [""] * (count - len(found))


def _joined(parts: Iterable[str]) -> str:
    out = ""
    for part in parts:
        out = join(out, part)
    return out


def _row(element: Element) -> str:
    children = _children(element)
    if not children:
        return latex_of((element.text or "").strip())
    return _joined(_node(child) for child in children)


def _text(element: Element) -> str:
    return "".join(element.itertext())


def _identifier(element: Element) -> str:
    text = _text(element).strip()
    if text in FUNCTIONS:
        return f"\\{text} "
    body = latex_of(text)
    if element.get("mathvariant", "").startswith("bold"):
        return f"\\mathbf{{{body}}}"
    if len(text) > 1 and text.isalpha():
        return f"\\mathrm{{{body}}}"
    return body


def _operator(element: Element) -> str:
    text = _text(element).strip()
    if text in FUNCTIONS:
        return f"\\{text} "
    if len(text) > 1 and any(char.isalpha() for char in text) and text not in SYMBOLS:
        return f"\\text{{{_escaped(text)}}}"
    body = latex_of(text)
    return f" {body} " if body in ("=", "\\to", "\\Rightarrow", "\\approx", "\\le", "\\ge", "\\ne", "<", ">") else body


def _words(element: Element) -> str:
    raw = _text(element)
    text = _SPACES.sub(" ", raw.replace("\u00a0", " "))
    if not text.strip():
        return " "
    bare = text.strip()
    if bare in FUNCTIONS - WORDS:
        return f"\\{bare} "
    if bare in SYMBOLS:
        return SYMBOLS[bare]
    if not any(char.isalpha() for char in bare):
        return latex_of(bare)
    return f"\\text{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return re.sub(r"([{}%#&$_])", r"\\\1", text.replace("\\", ""))


def _space(element: Element) -> str:
    return " "


def _styled(element: Element) -> str:
    body = _row(element)
    bold = element.get("mathvariant", "").startswith("bold")
    return f"\\mathbf{{{body}}}" if bold and len(body) == 1 and body.isalpha() else body


def _fraction(element: Element) -> str:
    above, below = _parts(element, 2)
    if element.get("linethickness", "") in ("0", "0pt", "0px"):
        return f"\\binom{{{above.strip()}}}{{{below.strip()}}}"
    return f"\\frac{{{above.strip()}}}{{{below.strip()}}}"


def _base(text: str) -> str:
    body = text.strip()
    return body if not body or _SIMPLE.match(body) else f"{{{body}}}"


def _script(mark: str, text: str) -> str:
    body = text.strip()
    if not body:
        return ""
    if mark == "^" and set(body) <= {"'"}:
        return body
    if body.startswith("^") and mark == "^":
        body = body[1:].strip("{}")
    return f"{mark}{body}" if len(body) == 1 else f"{mark}{{{body}}}"


def _scripts(below: bool, above: bool) -> Callable[[Element], str]:
    def convert(element: Element) -> str:
        base, *rest = _parts(element, 1 + below + above)
        out = _base(base)
        if below:
            out += _script("_", rest[0])
        if above:
            out += _script("^", rest[-1])
        return out

    return convert


def _over(element: Element) -> str:
    children = _children(element)
    base, above = _parts(element, 2)
    mark = _text(children[1]).strip() if len(children) > 1 else ""
    command = ACCENTS.get(mark)
    if command:
        body = base.strip()
        if command == "bar" and len(body) > 1:
            command = "overline"
        return f"\\{command}{{{body}}}"
    if base.strip() in LIMITS:
        return base.strip() + _script("^", above)
    return f"\\overset{{{above.strip()}}}{{{base.strip()}}}" if above.strip() else base


def _under(element: Element) -> str:
    children = _children(element)
    base, below = _parts(element, 2)
    command = UNDER.get(_text(children[1]).strip()) if len(children) > 1 else None
    if command:
        return f"\\{command}{{{base.strip()}}}"
    if base.strip() in LIMITS:
        return base.strip() + _script("_", below)
    return f"\\underset{{{below.strip()}}}{{{base.strip()}}}" if below.strip() else base


def _under_over(element: Element) -> str:
    base, below, above = _parts(element, 3)
    if base.strip() in LIMITS or len(base.strip()) == 1:
        return base.strip() + _script("_", below) + _script("^", above)
    return f"\\overset{{{above.strip()}}}{{\\underset{{{below.strip()}}}{{{base.strip()}}}}}"


def _root(element: Element) -> str:
    base, degree = _parts(element, 2)
    return f"\\sqrt[{degree.strip()}]{{{base.strip()}}}"


def _square_root(element: Element) -> str:
    return f"\\sqrt{{{_row(element).strip()}}}"


def _table(element: Element) -> str:
    rows = []
    for row in _children(element):
        cells = [_row(cell).strip() for cell in _children(row) if local(cell) == "mtd"]
        rows.append(" & ".join(cells))
    body = " \\\\ ".join(row for row in rows if row.strip(" &"))
    if not body:
        return ""
    if len(rows) == 1 and " & " not in body:
        return body
    kind = "matrix" if _bracketed(element) else "aligned"
    return f"\\begin{{{kind}}} {body} \\end{{{kind}}}"


def _bracketed(element: Element) -> bool:
    before = element.getprevious()
    parent = element.getparent()
    if before is not None and isinstance(before.tag, str):
        return _text(before).strip() in ("(", "[", "|", "{", "‖")
    return parent is not None and local(parent) == "mfenced"


def _fenced(element: Element) -> str:
    opening, closing = element.get("open", "("), element.get("close", ")")
    separators = element.get("separators", ",").strip() or ","
    parts = [_node(child) for child in _children(element)]
    body = ""
    for index, part in enumerate(parts):
        body = join(body, part)
        if index < len(parts) - 1:
            body += separators[min(index, len(separators) - 1)]
    return f"{latex_of(opening)}{body}{latex_of(closing)}"


def _enclosed(element: Element) -> str:
    notation = element.get("notation", "")
    body = _row(element).strip()
    if "strike" in notation:
        return f"\\cancel{{{body}}}"
    return f"\\boxed{{{body}}}" if "box" in notation else body


def _multiscripts(element: Element) -> str:
    children = _children(element)
    if not children:
        return ""
    names = [local(child) for child in children]
    turn = names.index("mprescripts") if "mprescripts" in names else len(children)
    after, before = children[1:turn], children[turn + 1 :]

    def marks(group: list[Element]) -> str:
        texts = ["" if local(child) == "none" else _node(child) for child in group]
        below, above = "".join(texts[::2]), "".join(texts[1::2])
        return _script("_", below) + _script("^", above)

    return (f"{{}}{marks(before)}" if before else "") + _base(_node(children[0])) + marks(after)


def _semantics(element: Element) -> str:
    for child in _children(element):
        if local(child) == "annotation" and child.get("encoding", "").lower() in _TEX and (child.text or "").strip():
            return str(child.text).strip()
    children = _children(element)
    return _node(children[0]) if children else ""


_HANDLERS: Mapping[str, Callable[[Element], str]] = {
    "mi": _identifier,
    "mn": lambda element: latex_of(_text(element).strip()),
    "mo": _operator,
    "mtext": _words,
    "ms": _words,
    "mspace": _space,
    "mstyle": _styled,
    "mphantom": lambda element: "",
    "none": lambda element: "",
    "annotation": lambda element: "",
    "annotation-xml": lambda element: "",
    "mfrac": _fraction,
    "msub": _scripts(True, False),
    "msup": _scripts(False, True),
    "msubsup": _scripts(True, True),
    "mover": _over,
    "munder": _under,
    "munderover": _under_over,
    "msqrt": _square_root,
    "mroot": _root,
    "mtable": _table,
    "mfenced": _fenced,
    "menclose": _enclosed,
    "mmultiscripts": _multiscripts,
    "semantics": _semantics,
}
