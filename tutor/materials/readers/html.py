"""HTML pages: the main text with headings, lists, tables and code; MathML, MathJax and KaTeX formulas as LaTeX.

What a reader of the page would not see (scripts, menus, hidden elements) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.materials.readers import Options, Reader
from tutor.materials.readers.mathml import latex, local
from tutor.materials.readers.text import decode
from tutor.materials.values import Block, BlockKind, Extract

_SPACES = re.compile(r"\s+")
_SKIPPED = frozenset(
    ("script", "style", "template", "noscript", "nav", "head", "iframe", "object", "svg", "button", "form", "footer")
)
_CONTAINERS = frozenset(
    ("html", "body", "main", "article", "section", "div", "header", "aside", "figure", "details", "center", "ul")
) | frozenset(("ol", "dl", "blockquote", "fieldset", "tbody", "summary", "address", "hgroup"))
_PARAGRAPHS = frozenset(("p", "figcaption", "caption", "dt"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BREAKING = _CONTAINERS | _PARAGRAPHS | frozenset(_HEADINGS) | {"pre", "table"}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
)
_PERMALINK = re.compile(r"\s*[¶#§]$")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.I)


def read(path: Path, options: Options) -> Extract:
    """Everything in <main> or the only <article>, else in <body>."""
    data = path.read_bytes()
    found = _CHARSET.search(data[:4096])
    charset = found[1].decode("ascii", "replace").lower() if found else ""
    if charset and charset not in ("utf-8", "utf8"):
        try:
            return parse(data.decode(charset, "replace"))
        except LookupError:
            pass
    return parse(decode(data))


def parse(text: str) -> Extract:
    """The same, of a text."""
    import lxml.html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return Extract(title="", blocks=())
    root: Any = lxml.html.document_fromstring(text)
    found = root.find(".//title")
    title = _SPACES.sub(" ", found.text_content()).strip() if found is not None else ""
    walker = _Walker()
    blocks = tuple(walker.walk(_main(root)))
    language = str(root.get("lang") or root.get("xml:lang") or "")[:2].lower()
    return Extract(title=title, blocks=blocks, language=language)


def _main(root: Any) -> Any:
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    body = root.find(".//body")
    return body if body is not None else root


@dataclass(slots=True)
class _Walker:
    parts: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    kind: BlockKind = BlockKind.PARAGRAPH
    defines: str = ""
    last_term: str = ""

    def walk(self, element: Any) -> Iterator[Block]:
        """The blocks of a container."""
        self.parts.append(element.text or "")
        for number, child in enumerate(element, 1):
            yield from self._child(child, number)
            self.parts.append(child.tail or "")
        yield from self._flush()

    def _child(self, element: Any, number: int) -> Iterator[Block]:
        name = local(element).lower()
        if not name or (name in _SKIPPED and not _is_tex(element)):
            return
        if _hidden(element):
            for math in element.iter():
                if local(math) == "math":
                    self.parts.append(_dollars(math))
            return
        if name == "li":
            yield from self._item(element, number)
        elif name == "dd":
            yield from self._definition(element)
        elif name in _BREAKING or (name == "math" and element.get("display") == "block"):
            yield from self._flush()
            yield from self._block(element, name)
        elif _holds_blocks(element):
            yield from self.walk(element)
        else:
            self._inline(element, name)

    def _block(self, element: Any, name: str) -> Iterator[Block]:
        if name in _HEADINGS:
            if text := _PERMALINK.sub("", self._line(element)):
                yield Block(kind=BlockKind.HEADING, level=_HEADINGS[name], text=text)
        elif name == "dt":
            self.last_term = self._line(element)
        elif name == "pre":
            text = "".join(element.itertext()).strip("\n")
            if text.strip():
                yield Block(kind=BlockKind.CODE, text=text)
        elif name == "table":
            yield from self._table(element)
        elif name == "math":
            if text := latex(element):
                yield Block(kind=BlockKind.FORMULA, text=f"$${text}$$")
        else:
            yield from self.walk(element)

    def _flush(self) -> Iterator[Block]:
        text = _SPACES.sub(" ", "".join(self.parts)).strip()
        if text and text not in ("-",):
            kind = BlockKind.FORMULA if _is_display(text) else self.kind
            yield Block(text=text, kind=kind, terms=tuple(self.terms), defines=self.defines)
        self.parts.clear()
        self.terms.clear()
        self.kind = BlockKind.PARAGRAPH
        self.defines = ""

    def _item(self, element: Any, number: int) -> Iterator[Block]:
        yield from self._flush()
        parent = element.getparent()
        self.parts.append(f"{number}. " if parent is not None and local(parent) == "ol" else "- ")
        self.kind = BlockKind.ITEM
        self.parts.append(element.text or "")
        for at, child in enumerate(element, 1):
            if local(child) == "p" and not _hidden(child):
                self._all(child)
                self.parts.append(" ")
            else:
                yield from self._child(child, at)
            self.parts.append(child.tail or "")
        yield from self._flush()

    def _definition(self, element: Any) -> Iterator[Block]:
        yield from self._flush()
        term, self.last_term = self.last_term, ""
        if term:
            self.parts.append(f"{term}: ")
            self.defines = term if len(term) <= 60 else ""
        yield from self.walk(element)

    def _table(self, element: Any) -> Iterator[Block]:
        rows: list[str] = []
        for part in element.iter():
            name = local(part).lower()
            if name == "caption" and (text := self._line(part)):
                yield Block(text=text)
            elif name == "tr":
                cells = [self._line(cell) for cell in part if local(cell).lower() in ("td", "th")]
                if any(cells):
                    rows.append(f"| {' | '.join(cells)} |")
        if rows:
            yield Block(kind=BlockKind.TABLE, text="\n".join(rows))

    def _line(self, element: Any) -> str:
        """An element as running text."""
        inner = _Walker()
        inner._all(element)
        self.terms += inner.terms
        return _SPACES.sub(" ", "".join(inner.parts)).strip()

    def _all(self, element: Any) -> None:
        self.parts.append(element.text or "")
        for child in element:
            name = local(child).lower()
            if name and not (name in _SKIPPED and not _is_tex(child)):
                if _hidden(child):
                    self.parts.extend(_dollars(math) for math in child.iter() if local(math) == "math")
                else:
                    self._inline(child, name)
            self.parts.append(child.tail or "")

    def _inline(self, element: Any, name: str) -> None:
        if name == "math":
            self.parts.append(_dollars(element))
        elif name == "script":
            mark = "$$" if "display" in element.get("type", "") else "$"
            self.parts.append(f" {mark}{(element.text or '').strip()}{mark} ")
        elif name in ("sub", "sup"):
            text = self._line(element)
            mark = "_" if name == "sub" else "^"
            self.parts.append(f"{mark}{text}" if len(text) == 1 else f"{mark}{{{text}}}" if text else "")
        elif name == "br":
            self.parts.append(" ")
        elif name == "img":
            if (alt := element.get("alt", "").strip()) and re.search(
                r"\b(?:math|tex|latex|equation)", element.get("class", "")
            ):
                beside = element.getprevious()
                if beside is None or not any(local(node) == "math" for node in beside.iter()):
                    self.parts.append(f" ${alt.strip('$')}$ ")
        elif name == "dfn":
            text = self._line(element)
            self.parts.append(text)
            self.terms.append(text)
        else:
            if name in _CONTAINERS or name in _PARAGRAPHS or name == "li":
                self.parts.append(" ")
            self._all(element)


def _is_tex(element: Any) -> bool:
    return local(element) == "script" and str(element.get("type", "")).startswith("math/tex")


def _hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


def _holds_blocks(element: Any) -> bool:
    """Whether an inline element is used as a container."""
    return any(
        local(child).lower() in _PARAGRAPHS or local(child).lower() in _CONTAINERS or local(child) in _HEADINGS
        for child in element
    )


def _dollars(math: Any) -> str:
    text = latex(math)
    if not text:
        return ""
    return f"$${text}$$" if math.get("display") == "block" else f"${text}$"


def _is_display(text: str) -> bool:
    return (text.startswith("$$") and text.endswith("$$") and text.count("$$") == 2) or (
        text.startswith("\\[") and text.endswith("\\]") and text.count("\\[") == 1
    )


READER = Reader(name="HTML", suffixes=(".html", ".htm", ".xhtml"), read=read)
