"""The page of the catalogue is the catalogue."""

from __future__ import annotations

from pathlib import Path

from tutor.checker.misconceptions.catalogue import rules
from tutor.checker.misconceptions.listing import page

PAGE = Path(__file__).parents[3] / "docs" / "misconceptions.md"


def test_the_page_in_the_documentation_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_rule_is_on_the_page_with_its_source() -> None:
    text = page()
    for rule in rules():
        assert f"`{rule.id}`" in text
        assert rule.source in text
