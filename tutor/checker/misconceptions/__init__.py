"""Named wrong rules, and which of them explains a wrong line."""

from __future__ import annotations

from tutor.checker.misconceptions.engine import diagnose, explain
from tutor.checker.misconceptions.rule import Rule

__all__ = ["Rule", "diagnose", "explain"]
