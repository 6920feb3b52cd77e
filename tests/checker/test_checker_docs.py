"""The document says what the code does: codes, forms, functions."""

from __future__ import annotations

import re
from pathlib import Path

from tutor import checker
from tutor.checker.forms import ALIASES, FORMS
from tutor.checker.lexer import MAX_LENGTH
from tutor.checker.values import Code

TEXT = (Path(__file__).parents[2] / "docs" / "checker.md").read_text("utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next."""
    return re.split(r"\n#{2,3} ", TEXT.split(heading, 1)[1], maxsplit=1)[0]


def test_every_code_is_documented_and_no_other() -> None:
    named = set(re.findall(r"^\| (`[a-z_`, ]+`) \|", section("### Codes"), re.MULTILINE))
    assert {code for cell in named for code in re.findall(r"`(\w+)`", cell)} == {str(code) for code in Code}


def test_every_form_is_documented_and_aliases_lead_to_forms() -> None:
    table = section("## Forms")
    assert all(f"`{name}`" in table for name in FORMS)
    assert set(ALIASES.values()) <= set(FORMS)


def test_every_public_function_is_documented() -> None:
    functions = [name for name in checker.__all__ if name.islower()]
    assert all(f"`{name}(" in TEXT for name in functions)


def test_the_limit_in_the_document_is_the_limit_in_the_code() -> None:
    assert f"{MAX_LENGTH:,} characters" in TEXT
