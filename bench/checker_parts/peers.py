"""What others do on the same items in the same process. Needs the `bench` dependency group."""

from __future__ import annotations

import difflib
import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import FrameType
from typing import Any

LIMIT_S = 5
SIMILAR = 0.85


class _Late(Exception):
    pass


@contextmanager
def _limited() -> Iterator[None]:
    def stop(_signum: int, _frame: FrameType | None) -> None:
        raise _Late

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def similarity(row: dict[str, Any]) -> str:
    """difflib, as chat tutors grade."""
    return "valid" if difflib.SequenceMatcher(None, row["expected"], row["given"]).ratio() >= SIMILAR else "invalid"


def math_verify(row: dict[str, Any]) -> str:
    """Math-Verify on both texts between dollars."""
    from math_verify import parse, verify

    texts = [t if "$" in t else f"${t}$" for t in (row["expected"], row["given"])]
    gold, answer = (parse(t, parsing_timeout=None) for t in texts)
    return "valid" if verify(gold, answer, timeout_seconds=None) else "invalid"


def sympy(row: dict[str, Any]) -> str:
    """parse_expr and simplify; equations by the quotient of their differences. Evaluates Python: trusted texts only."""
    from sympy import Eq, simplify
    from sympy.parsing.sympy_parser import (
        convert_xor,
        implicit_multiplication_application,
        parse_expr,
        standard_transformations,
    )

    rules = (*standard_transformations, convert_xor, implicit_multiplication_application)

    def read(text: str) -> Any:
        left, sign, right = text.strip("$ ").partition("=")
        return (
            Eq(parse_expr(left, transformations=rules), parse_expr(right, transformations=rules), evaluate=False)
            if sign
            else parse_expr(left, transformations=rules)
        )

    a, b = read(row["expected"]), read(row["given"])
    if isinstance(a, Eq) != isinstance(b, Eq):
        return "invalid"
    if isinstance(a, Eq):
        return "valid" if simplify((a.lhs - a.rhs) / (b.lhs - b.rhs)).is_number else "invalid"
    return "valid" if simplify(a - b) == 0 else "invalid"


@lru_cache(maxsize=1)
def load() -> None:
    """Import the peers before any time limit runs."""
    logging.disable(logging.WARNING)
    math_verify({"expected": "x", "given": "x"})
    sympy({"expected": "x+x", "given": "2*x"})


def guarded(judge: Callable[[dict[str, Any]], str]) -> Callable[[dict[str, Any]], str]:
    """A peer with a time limit; whatever it raises counts as unknown."""

    def run(row: dict[str, Any]) -> str:
        load()
        try:
            with _limited():
                return judge(row)
        except (_Late, Exception):
            return "unknown"

    return run


PEERS = {"Math-Verify": guarded(math_verify), "SymPy": guarded(sympy), "string similarity": guarded(similarity)}
