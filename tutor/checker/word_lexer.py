"""Runs of letters as tokens: functions, keywords, units, names, and products of single letters."""

from __future__ import annotations

import re

from tutor.checker import lexicon
from tutor.checker.latex import LatexLexer

_WORD = re.compile(r"[A-Za-zäöüßéèñóíáúÄÖÜ]+")
_DERIVATIVE = re.compile(r"[d∂](?:\^?([2-9²³]))?\s*([A-Za-z])?\s*/\s*[d∂]\s*([A-Za-z])(?:\^?([2-9²³]))?(?![A-Za-z])")
_JOINED = re.compile(
    r"(?:[a-zA-Z]?(?:arc)?(?:sinh|cosh|tanh|sin|cos|tan|cot|sec|csc|ln|log|sqrt)(?:[a-zA-Z](?![a-z]{3,}$))?)+"
)
"""`xcosx`, `sinxcosx`: functions with their letters, typed without a gap."""
_FUNCTION = re.compile(r"(?:arc)?(?:sinh|cosh|tanh|sin|cos|tan|cot|sec|csc|ln|log|sqrt)")
_APPLIED = re.compile(r"\(|\^\{?\s*\d\s*\}?\s*(?:[A-Za-z(]|\\theta)")
"""`min(2, 3)`, `sec^2 x`: a function, not minutes or seconds."""
_DOTTED = frozenset(("in", "ft", "yd", "mi", "lb", "lbs", "oz", "gal", "hr", "hrs", "min", "sec", "pt", "qt"))
"""Units that may have a full stop: `6 in.`"""
_RAISED = frozenset(("m", "cm", "mm", "km", "dm", "nm", "ft", "in", "yd", "mi", "s", "sec"))
"""Units whose power may stand on the line."""
_STROKELESS = frozenset(("frac", "dfrac", "tfrac", "binom"))
"""`frac{3}{4}`: commands that have lost their stroke."""
_UNION = re.compile(r"[uU]\s*[\[({]")


def is_joined(word: str) -> bool:
    """Whether a run of letters is functions and single letters only."""
    return len(word) <= 24 and bool(_JOINED.fullmatch(word))


class WordLexer(LatexLexer):
    """The part of the lexer that knows words."""

    latex: bool
    keywords: frozenset[str]
    roman: int

    def word(self) -> None:
        """The token or tokens of the letters here."""
        text = self.text
        if text[self.at] == "d" and self._derivative():
            return
        if text[self.at] in "uU" and self._is_union():
            self.put("op", "cup", self.at + 1)
            return
        match = _WORD.match(text, self.at)
        assert match is not None
        word, end = match.group(), match.end()
        if text[end : end + 1] in lexicon.ACCENTS and end < len(text):
            accent = lexicon.ACCENTS[text[end]]
            if len(word) > 1:
                self.split(word[:-1], end - 1)
            self.put("word" if accent else "name", f"{word[-1]}_{accent}" if accent else word[-1], end + 1)
            return
        if word in ("x", "X") and self._times(end):
            self.put("op", "*", end)
            return
        if word in _STROKELESS and text[end : end + 1] == "{":
            self.put("cmd", "binom" if "binom" in word else "frac", end)
            self.scan.latex = True
            return
        if self.style.units and self._unit(word, end):
            return
        self.split(word, end)

    def _is_union(self) -> bool:
        """`(-oo,2)U(3,oo)`: a U between intervals."""
        last = self.scan.tokens[-1].text if self.scan.tokens else ""
        if last not in (")", "]", "}", "\\}") or not _UNION.match(self.text, self.at):
            return False
        opening = max(self.text.rfind(sign, 0, self.at) for sign in "([{")
        return "," in self.text[opening : self.at] or ";" in self.text[opening : self.at]

    def _derivative(self) -> bool:
        """`dy/dx`, `d/dx`, `∂f/∂x` as one token; False for anything else."""
        match = _DERIVATIVE.match(self.text, self.at)
        if match is None:
            return False
        sign = "∂" if self.text[self.at] == "∂" else ""
        order = (match[1] or "1").translate({178: "2", 179: "3"})
        self.put("deriv", f"{match[2] or ''},{match[3]},{order},{sign}", match.end())
        return True

    def _times(self, end: int) -> bool:
        last = self.scan.tokens[-1] if self.scan.tokens else None
        number_before = last is not None and (
            last.kind == "num" or last.text in (")", "%") or (last.kind == "unit" and self.gap)
        )
        if not number_before or self.latex:
            return False
        after = re.compile(r"(\s*)[$€£]?\d").match(self.text, end)
        if after is None:
            return False
        assert last is not None
        if bool(after[1]) == self.gap and (last.kind == "num" or self.gap):
            return True
        return self.text[end:].lstrip().startswith("10^")

    def _unit(self, word: str, end: int) -> bool:
        from tutor.checker import units

        if (
            word in lexicon.FUNCTION_WORDS and (word not in ("min", "sec") or _APPLIED.match(self.text, end))
        ) or word == "pi":
            return False
        while word and not units.known(word):
            plural = word[:-1]
            if not units.known(plural) or word[-1] != "s" or len(word) < 4:
                break
            word = plural
        if (word in self.keywords or word in lexicon.STRUCTURE_WORDS) and not units.known(word):
            return False
        parts = () if units.known(word) else units.parted(word)
        if word in _DOTTED and self.text[end : end + 1] == "." and not self.text[end + 1 : end + 2].isdigit():
            end += 1
        for part in parts[:-1]:
            self.put("unit", part, self.at + len(part))
            word = parts[-1]
        self.put("unit", word, end)
        power = self.text[end : end + 1]
        if power in ("2", "3") and word in _RAISED and not re.match(r"[\d.,]", self.text[end + 1 : end + 2]):
            self.put("op", "^", end)  # `dm3`, `m/s2`
            self.put("num", power, end + 1)
        return True

    def split(self, word: str, end: int) -> None:
        """Tokens of a run of letters: a known word, a function with its letters, or single letters."""
        known = self._known(word)
        if known is not None:
            self.put(*known, end)
            return
        if self.roman and len(word) > 1:
            self.put("word", word, end)
            return
        if len(word) == 1:
            self._letter(word, end)
            return
        start = self.at
        if len(word) > 4 and is_joined(word):
            self._split_joined(word)
            return
        for length in range(min(6, len(word) - 1), 1, -1):
            head = word[:length]
            rest = word[length:]
            if (
                head in lexicon.FUNCTION_WORDS
                and len(rest) <= 2
                and head not in ("re", "im", "Re", "Im", "max", "min", "arg", "mod")
            ) or (head == "pi" and len(rest) <= 2):
                self.put("fn" if head != "pi" else "name", lexicon.FUNCTION_WORDS.get(head, head), start + length)
                self.split(rest, end)
                return
        for length in range(1, min(4, len(word) - 1)):
            tail = word[length:]
            if (
                tail in lexicon.FUNCTION_WORDS and tail not in ("re", "im", "max", "min", "arg", "mod", "det", "tg")
            ) or tail == "pi":
                self.split(word[:length], start + length)
                self.split(tail, end)
                return
        if len(word) >= 4 or self.style.words:
            self.scan.doubts.add("words")
            self.put("word", word, end)
            return
        if len(word) > 1:
            self.scan.doubts.add("letters")
        for offset, letter in enumerate(word):
            self._letter(letter, start + offset + 1)

    def _split_joined(self, word: str) -> None:
        """`xsinxcosx` as x sin x cos x."""
        start, at = self.at, 0
        while at < len(word):
            found = _FUNCTION.match(word, at)
            if found:
                self.put("fn", lexicon.FUNCTION_WORDS[found.group()], start + found.end())
                at = found.end()
            else:
                self._letter(word[at], start + at + 1)
                at += 1

    def _letter(self, letter: str, end: int) -> None:
        self.put("name", letter, end)

    def _stands_alone(self, letter: str) -> bool:
        """A keyword of one letter (Spanish y, o) stands between spaces and is not what a sign is about."""
        after = self.text[self.at + 1 :]
        return self.gap and after[:1] == " " and after.lstrip()[:1] not in tuple("=<>+-*/^)≤≥≠")

    def _known(self, word: str) -> tuple[str, str] | None:
        if word in ("gamma", "Gamma") and not self.text[self.at + len(word) :].lstrip().startswith("("):
            return "name", f"{word}_"
        if word in lexicon.FUNCTION_WORDS:
            return "fn", lexicon.FUNCTION_WORDS[word]
        if word in lexicon.STRUCTURE_WORDS and (not self.roman or word == "lim"):
            return "make", lexicon.STRUCTURE_WORDS[word]
        if word in self.keywords and (len(word) > 1 or self._stands_alone(word)):
            return "kw", lexicon.KEYWORDS[word]
        if word in ("pi", "Pi", "PI"):
            return "name", "pi"
        if word in ("oo", "inf", "infinity", "Infinity", "infty", "INF"):
            return "name", "oo"
        if word in lexicon.GREEK:
            return "name", lexicon.GREEK[word]
        return None
