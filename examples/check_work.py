"""Check work without a tutor, a model or a lesson: the checker is a library of its own.

python examples/check_work.py
"""

from __future__ import annotations

from tutor.checker import check_answer, check_work, close

LINES = ("2x + 6 = 14", "2x = 20", "x = 10")


def main() -> None:
    """One answer, and one piece of work whose second line is wrong."""
    answer = check_answer("(x - 2)(x + 3)", "x^2 + x - 6")
    print(f"x^2 + x - 6: {answer.status} ({answer.reason})")
    work = check_work(steps=LINES, problem="2(x + 3) = 14")
    for number, (line, verdict) in enumerate(zip(LINES, work.steps, strict=True), 1):
        print(f"line {number}, {line}: {verdict.status} ({verdict.code}) {verdict.reason}")
    print(f"first wrong line: {work.first_error}")
    close()


if __name__ == "__main__":
    main()
