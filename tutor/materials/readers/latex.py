"""LaTeX source: sections, formulas as they stand, lists, code and tables; macros of the text resolved by pylatexenc.

Other files that it includes are not followed: they are documents of their own in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tutor.materials.readers import Options, Reader
from tutor.materials.readers.text import decode
from tutor.materials.values import Block, BlockKind, Extract

_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
_FORMULAS = "equation align gather multline eqnarray flalign alignat displaymath math".split()  # noqa: SIM905
_CODE = ("verbatim", "lstlisting", "minted", "Verbatim")
_DROPPED = ("comment", "tikzpicture", "thebibliography", "filecontents")
_STATEMENTS = ("definition", "theorem", "lemma", "proposition", "corollary", "example", "remark", "exercise", "proof")
_COMMENT = re.compile(r"(?<!\\)%.*?$", re.M)
_TITLE = re.compile(r"\\title\s*(?:\[[^\]]*\])?\s*\{")
_TOKEN = re.compile(
    r"\\(?P<section>part|chapter|section|subsection|subsubsection|paragraph)\*?\s*(?:\[[^\]]*\])?\s*(?=\{)"
    r"|\\begin\s*\{(?P<begin>[A-Za-z]+\*?)\}"
    r"|\\end\s*\{(?P<end>[A-Za-z]+\*?)\}"
    r"|\\item\b\s*(?:\[(?P<label>[^\]]*)\])?"
    r"|(?P<open>\$\$|\\\[)"
    r"|(?P<gap>\n[ \t]*\n\s*)"
)
_SILENT = re.compile(
    r"\\(?:label|cite[a-z]*|nocite|vspace|hspace|includegraphics|input|include|usepackage|bibliography\w*)\*?"
    r"(?:\[[^\]]*\])*\{[^{}]*\}|\\(?:noindent|maketitle|tableofcontents|centering|newpage|clearpage|hline"
    r"|toprule|midrule|bottomrule|smallskip|medskip|bigskip)\b"
)
_REFERENCE = re.compile(r"~?\\(?:eq|auto|c|C|page)?ref\*?\{[^{}]*\}")
_TERM = re.compile(r"\\(?:index|term|newterm|defn)\{([^{}]+)\}")
_EMPHASIS = re.compile(r"\\(?:emph|textbf|textit)\{([^{}]{2,60})\}")


def read(path: Path, options: Options) -> Extract:
    return parse(decode(path.read_bytes()))


def parse(text: str) -> Extract:
    """The same, of a text."""
    text = _COMMENT.sub("", text)
    title = ""
    if match := _TITLE.search(text):
        title = _plain(_argument(text, match.end() - 1)[0]).replace("\n", " ")
    begin = text.find("\\begin{document}")
    body = text[begin + len("\\begin{document}") :] if begin >= 0 else text
    end = body.find("\\end{document}")
    scanner = _Scanner(body[:end] if end >= 0 else body)
    return Extract(title=title, blocks=tuple(scanner.blocks()))


def _argument(text: str, at: int) -> tuple[str, int]:
    """What stands in the braces that open at `at`, and where they end; the rest of the text if they never do."""
    depth = 0
    for index in range(at, len(text)):
        if text[index] == "{" and text[index - 1 : index] != "\\":
            depth += 1
        elif text[index] == "}" and text[index - 1 : index] != "\\":
            depth -= 1
            if depth == 0:
                return text[at + 1 : index], index + 1
    return text[at + 1 :], len(text)


@dataclass(slots=True)
class _Scanner:
    text: str
    at: int = 0
    pending: list[str] = field(default_factory=list)
    item: str = ""
    """What begins the list item being read; empty outside of one."""
    counters: list[int] = field(default_factory=list)
    """Of the lists that are open: -1 for bullets, else the last number."""
    statement: str = ""

    def blocks(self) -> Iterator[Block]:
        while match := _TOKEN.search(self.text, self.at):
            self.pending.append(self.text[self.at : match.start()])
            self.at = match.end()
            yield from self._token(match)
        self.pending.append(self.text[self.at :])
        yield from self._flush()

    def _token(self, match: re.Match[str]) -> Iterator[Block]:
        if match["section"]:
            yield from self._flush()
            heading, self.at = _argument(self.text, match.end())
            if plain := _plain(heading):
                yield Block(kind=BlockKind.HEADING, level=_LEVELS[match["section"]], text=plain)
        elif match["begin"]:
            yield from self._begin(match["begin"])
        elif match["end"]:
            yield from self._flush()
            if match["end"] in ("itemize", "enumerate", "description") and self.counters:
                self.counters.pop()
            self.statement = ""
        elif match["open"]:
            yield from self._display(match["open"])
        elif match["gap"]:
            if not self.item:
                yield from self._flush()
            else:
                self.pending.append(" ")
        else:
            yield from self._flush()
            self._item(match["label"])

    def _begin(self, name: str) -> Iterator[Block]:
        bare = name.rstrip("*")
        if bare in _FORMULAS or bare in _CODE or bare in _DROPPED or bare.startswith("tabular"):
            if not (bare in _FORMULAS and self.item):
                yield from self._flush()
            close = f"\\end{{{name}}}"
            end = self.text.find(close, self.at)
            inside = self.text[self.at : end if end >= 0 else len(self.text)]
            self.at = end + len(close) if end >= 0 else len(self.text)
            yield from self._whole(bare, inside)
            return
        yield from self._flush()
        if bare in ("itemize", "enumerate", "description"):
            self.counters.append(0 if bare == "enumerate" else -1)
        elif bare in _STATEMENTS:
            name_match = re.match(r"\s*\[([^\]]+)\]", self.text[self.at :])
            title = f" ({_plain(name_match[1])})" if name_match else ""
            self.at += name_match.end() if name_match else 0
            self.statement = bare if bare == "definition" else ""
            self.pending.append(f"{bare.capitalize()}{title}. ")

    def _whole(self, name: str, inside: str) -> Iterator[Block]:
        if name in _DROPPED:
            return
        if name in _CODE:
            code = re.sub(r"^\s*(?:\[[^\]]*\])?(?:\{\w+\})?\n", "", inside).strip("\n")
            if code.strip():
                yield Block(kind=BlockKind.CODE, text=code)
        elif name.startswith("tabular"):
            yield from _table(inside)
        else:
            formula = _formula(inside)
            body = f"\\begin{{aligned}}{formula}\\end{{aligned}}" if "&" in formula or "\\\\" in formula else formula
            yield from self._formula_block(body)

    def _display(self, opening: str) -> Iterator[Block]:
        closing = "$$" if opening == "$$" else "\\]"
        end = self.text.find(closing, self.at)
        inside = self.text[self.at : end if end >= 0 else len(self.text)]
        self.at = end + 2 if end >= 0 else len(self.text)
        if not self.item:
            yield from self._flush()
        yield from self._formula_block(_formula(inside))

    def _formula_block(self, formula: str) -> Iterator[Block]:
        if not formula:
            return
        if self.item:
            self.pending.append(f" $${formula}$$ ")
        else:
            yield Block(kind=BlockKind.FORMULA, text=f"$${formula}$$")

    def _item(self, label: str | None) -> None:
        if self.counters and self.counters[-1] >= 0:
            self.counters[-1] += 1
            self.item = f"{self.counters[-1]}. "
        else:
            self.item = "- "
        if label:
            self.pending.append(f"{label}: ")

    def _flush(self) -> Iterator[Block]:
        raw = "".join(self.pending)
        self.pending.clear()
        lead, self.item = self.item, ""
        terms = tuple(_plain(term.split("!")[-1]) for term in _TERM.findall(raw))
        text = _plain(raw)
        if not text:
            return
        defines = ""
        if self.statement and (match := _EMPHASIS.search(raw)):
            defines = _plain(match[1])
        kind = BlockKind.ITEM if lead else BlockKind.PARAGRAPH
        yield Block(kind=kind, text=lead + text, terms=terms, defines=defines)


def _formula(inside: str) -> str:
    text = re.sub(r"\\(?:label|tag)\*?\{[^{}]*\}|\\(?:nonumber|notag)\b", "", inside)
    return " ".join(text.split())


def _table(inside: str) -> Iterator[Block]:
    body = re.sub(r"^\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*){1,2}", "", inside, count=1)
    rows = []
    for line in re.split(r"\\\\(?:\[[^\]]*\])?", body):
        cells = [_plain(cell) for cell in re.split(r"(?<!\\)&", line)]
        if any(cells):
            rows.append(f"| {' | '.join(cells)} |")
    if rows:
        yield Block(kind=BlockKind.TABLE, text="\n".join(rows))


def _plain(text: str) -> str:
    """Running text without macros; formulas stay as they are."""
    text = _REFERENCE.sub("", _SILENT.sub("", text)).replace("\\(", "$").replace("\\)", "$")
    text = re.sub(r"\\index\{[^{}]*\}", "", text)
    if "\\" in text or "{" in text or "~" in text or "--" in text or "``" in text:
        text = _converter()(text)
    return " ".join(text.split())


@cache
def _converter() -> Callable[[str], str]:
    from pylatexenc.latex2text import LatexNodes2Text

    convert: Any = LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)

    def plain(text: str) -> str:
        return str(convert.latex_to_text(text, tolerant_parsing=True))

    return plain


READER = Reader(name="LaTeX", suffixes=(".tex", ".latex"), read=read)
