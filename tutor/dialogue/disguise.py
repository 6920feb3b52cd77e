"""Other dresses a text may wear: the same words with encodings taken off, so that a check sees through them."""

# ruff: noqa: E501
# Patterns and phrases are kept on one line.
from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata

_BASE64 = re.compile(
    r"(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{4,}={0,2}(?![A-Za-z0-9+/=])|(?<!\w)[A-Za-z0-9+/]{2,3}={1,2}(?!\w)"
)
_HEX = re.compile(r"(?:0x|\\x)?(?:[0-9a-fA-F]{2}[\s:]?){1,}")
_BINARY = re.compile(r"\b(?:0b)?[01]{3,}\b")
_ROMAN = re.compile(r"\b(?=[IVXLCDM]{2,})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b|\b[VXLCDM]\b")
_SPELLED = re.compile(r"\b[a-zA-Z](?:[\s\-.·_*|,][a-zA-Z]){2,}\b")
_MORSE = re.compile(r"(?<!\S)[.\-·–]{5}(?!\S)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_MORSE_DIGITS = {
    "-----": "0", ".----": "1", "..---": "2", "...--": "3", "....-": "4",
    ".....": "5", "-....": "6", "--...": "7", "---..": "8", "----.": "9",
}  # fmt: skip
_EMPHASIS = re.compile(r"(?<!\w)\*\*([^*\n]+)\*\*(?!\w)")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]")


def bare(text: str) -> str:
    """The text with invisible characters and bold marks gone and styled letters and digits made plain (𝟒, ４ and ④ become 4)."""
    seen = _EMPHASIS.sub(r"\1", _INVISIBLE.sub("", text))
    return "".join(
        unicodedata.normalize("NFKC", c)
        if unicodedata.category(c) in {"Nd", "No", "Lu", "Ll"} and c not in "²³¹½¼¾⁰⁴⁵⁶⁷⁸⁹⅓⅔⅛"
        else c
        for c in seen
    )


def undressed(text: str) -> tuple[str, ...]:
    """What is hidden in a text, each as a text of its own; empty when nothing is. Never raises."""
    plain = bare(text)
    found: list[str] = []
    found += [decoded for match in _BASE64.finditer(plain) if (decoded := _base64(match.group()))]
    found += [decoded for match in _HEX.finditer(plain) if (decoded := _hex(match.group()))]
    found += [str(int(match.group().removeprefix("0b"), 2)) for match in _BINARY.finditer(plain)]
    found += [str(_roman(match.group())) for match in _ROMAN.finditer(plain) if match.group()]
    found += [re.sub(r"[^a-zA-Z]", "", match.group()).lower() for match in _SPELLED.finditer(plain)]
    found += [
        _MORSE_DIGITS[sign]
        for match in _MORSE.finditer(plain)
        if (sign := match.group().replace("·", ".").replace("–", "-")) in _MORSE_DIGITS
    ]
    if re.search(r"\brot|cipher|decode|encod|revers|backward", plain, re.IGNORECASE):
        found += [codecs.encode(plain, "rot13"), plain[::-1]]
    return tuple(dict.fromkeys(found))


def _base64(token: str) -> str:
    try:
        decoded = base64.b64decode(token + "=" * (-len(token) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""
    return decoded if decoded.isprintable() and decoded.strip() else ""


def _hex(token: str) -> str:
    digits = re.sub(r"0x|\\x|[\s:]", "", token)
    if len(digits) < 2 or len(digits) % 2 or not (len(digits) >= 6 or "x" in token):
        return ""
    try:
        decoded = bytes.fromhex(digits).decode("ascii")
    except (ValueError, UnicodeDecodeError):
        return ""
    return decoded if decoded.isprintable() and decoded.strip() else ""


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
