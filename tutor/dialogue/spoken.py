"""Maths said in words, put into signs, so that a check can see it: "eight divided by two", "one more than three"."""

from __future__ import annotations

import re

_ENGLISH = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty",
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_OTHERS = {
    "de": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn zwanzig",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve veinte",
    "it": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
    "diciassette diciotto diciannove venti",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezasseis dezassete "
    "dezoito dezanove vinte",
}
_NUMBERS = (
    {word: n for names in _OTHERS.values() for n, word in enumerate(names.split()) if len(word) > 2}
    | dict(zip(_ENGLISH, range(21), strict=True))
    | _TENS
)
_WORD = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)
_COMPOUND = re.compile(rf"\b({'|'.join(_TENS)})[- ]({'|'.join(_ENGLISH[1:10])})\b", re.IGNORECASE)
_N = r"(\(?-?\d+(?:\.\d+)?\)?)"
_PHRASES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), signs)
    for pattern, signs in (
        (r"\b(?:minus|negative)\s+(?=\d)", "-"),
        (rf"\b{_N}\s+(?:more than|greater than|added to|bigger than)\s+{_N}", r"(\1 + \2)"),
        (rf"\b{_N}\s+(?:less than|fewer than|smaller than|subtracted from)\s+{_N}", r"(\2 - \1)"),
        (rf"\b(?:twice|double|two times)\s+{_N}", r"(2*\1)"),
        (rf"\bhalf (?:of )?{_N}", r"(\1/2)"),
        (rf"\bthe (?:sum|total) of {_N} and {_N}", r"(\1 + \2)"),
        (rf"\bthe product of {_N} and {_N}", r"(\1*\2)"),
        (rf"\bthe difference (?:of|between) {_N} and {_N}", r"(\1 - \2)"),
        (r"\s+(?:divided by|over)\s+(?=[\d(a-z])", "/"),
        (r"\s+(?:times|multiplied by)\s+(?=[\d(a-z])", "*"),
        (r"\s+plus\s+", " + "),
        (r"\s+minus\s+", " - "),
        (r"\s+squared\b", "^2"),
        (r"\s+cubed\b", "^3"),
        (r"\b(\d+) ([a-z])\b(?! [a-z])", r"\1\2"),
    )
)


def in_signs(text: str) -> str:
    """The text with number words as digits and operations in words as signs; unchanged if it has none."""
    plain = _COMPOUND.sub(lambda m: str(_TENS[m[1].lower()] + _ENGLISH.index(m[2].lower())), text)
    plain = _WORD.sub(lambda m: str(_NUMBERS[m[1].lower()]), plain)
    for pattern, signs in _PHRASES:
        plain = pattern.sub(signs, plain)
    return plain
