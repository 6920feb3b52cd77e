"""How many wrong answers of pupils get a named misconception, how often a right line does, and how long it takes.

    python bench/misconceptions.py [FILE.jsonl ...]

The files hold records with `problem`, `expected`, `given` and, where it is known, what was wrong (`says`). Whether a
name is sensible is for a reader to judge: every one is printed next to what the file says.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROWS = Path(__file__).parents[1] / "tests" / "checker" / "misconceptions" / "rows.txt"


def pupils(path: Path) -> None:
    """Print the name for each wrong answer of a file."""
    from tutor.checker import check_answer
    from tutor.checker.misconceptions import diagnose

    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    named = attached = 0
    for record in records:
        found = diagnose(None, record["given"], record["expected"], record["problem"])
        verdict = check_answer(record["expected"], record["given"], problem=record["problem"])
        attached += verdict.misconception is not None
        named += found is not None
        if found:
            print(
                f"  {record['problem'][:50]!r} <- {record['given'][:40]!r}: {found.id} | {record.get('says', '')[:60]}"
            )
    print(f"{path.name}: {named} of {len(records)} named, {attached} on a refuted verdict")


def rows() -> None:
    """Print the share of the catalogue's own rows that are named as they should be, and the time for each."""
    from tutor.checker.misconceptions import diagnose

    times: list[float] = []
    right = total = 0
    for line in ROWS.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        rule, before, given = (part.strip() for part in line.split(" | "))
        if before.startswith(("=", "~")):
            continue
        problem = before[1:].strip() if before.startswith("?") else None
        started = time.perf_counter()
        found = diagnose(None if problem else before, given, problem=problem)
        times.append((time.perf_counter() - started) * 1000)
        total += 1
        right += found is not None and found.id == rule
    times.sort()
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"rows: {right} of {total} as they should be")
    print(f"ms: median {middle:.1f}, mean {sum(times) / total:.1f}, p99 {late:.1f}")


def main() -> None:
    """Both measures."""
    rows()
    for name in sys.argv[1:]:
        pupils(Path(name))


if __name__ == "__main__":
    main()
