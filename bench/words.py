"""Figures for word problems in prose: `python bench/words.py FOLDER` with the folder that holds steps/ and score.py.

For each file the predictions are written as `tutor check batch` would write them and scored by the scorer there.
`--retold` also judges right solutions told otherwise, with the original as reference (bench/words_retold.py). `--marks`
tells how far teachers who marked the same wrong solution agree, which bounds what any checker can locate.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from words_retold import judge_retold

from tutor.checker.values import WorkRequest, WorkVerdict
from tutor.checker.words import judge_words

FILES = ("stepverify-dev", "gsm-right-dev", "gsm-fault-dev", "bigbench-arith-dev")


def requested(record: dict[str, Any], reference: bool = True) -> WorkRequest:
    """A batch record as a request; without its reference if asked."""
    given = record.get("reference") or ()
    lines = tuple(given.splitlines()) if isinstance(given, str) else tuple(given)
    return WorkRequest(
        steps=tuple(record["steps"]),
        problem=record["problem"],
        reference=lines if reference else (),
        answer=record.get("answer"),
    )


def predicted(record: dict[str, Any], verdict: WorkVerdict) -> dict[str, Any]:
    """A batch output record."""
    return {
        "id": record["id"],
        "first_error": verdict.first_error,
        "ms": verdict.ms,
        "steps": [{"verdict": s.status.value, "code": s.code.value, "reason": s.reason} for s in verdict.steps],
    }


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def scored(folder: Path, records: list[dict[str, Any]], reference: bool = True) -> str:
    """Judge the records; the scorer's line."""
    with tempfile.TemporaryDirectory() as scratch:
        truth, out = Path(scratch, "truth.jsonl"), Path(scratch, "pred.jsonl")
        truth.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        judged = (predicted(record, judge_words(requested(record, reference))) for record in records)
        out.write_text("".join(json.dumps(line) + "\n" for line in judged), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(folder / "score.py"), str(truth), str(out)], capture_output=True, text=True, check=True
        )
    return done.stdout.strip()


def score(folder: Path, name: str, records: list[dict[str, Any]], reference: bool, label: str) -> None:
    """Judge the records and print the scorer's line."""
    print(f"{label:34s} {scored(folder, records, reference)}", flush=True)


def half(records: list[dict[str, Any]], parity: int) -> list[dict[str, Any]]:
    """The records whose number in the id is even (0: developed on) or odd (1: measured on)."""
    return [record for record in records if int(record["id"].split("-")[1]) % 2 == parity]


Marked = list[dict[str, Any]]


def agreement(groups: Sequence[Marked]) -> float:
    """The share of pairs of marks on the same solution that name the same line."""
    pairs = [(a["truth"], b["truth"]) for marks in groups for k, a in enumerate(marks) for b in marks[k + 1 :]]
    return sum(bool(one == two) for one, two in pairs) / len(pairs)


def judge_marks(records: list[dict[str, Any]], seed: int = 5) -> None:
    """Print how well another teacher, and this checker, predict the marks of solutions marked more than once."""
    same: defaultdict[tuple[str, ...], Marked] = defaultdict(list)
    for record in records:
        if record["truth"]:
            same[record["problem"], *(step.strip() for step in record["steps"])].append(record)
    groups = [marks for marks in same.values() if len(marks) > 1]
    marks = [record for group in groups for record in group]
    best = sum(max(Counter(record["truth"] for record in group).values()) for group in groups)
    ours = [judge_words(requested(record)).first_error == record["truth"] for record in marks]
    other = sum(
        sum(b["truth"] == a["truth"] for b in group if b is not a) / (len(group) - 1) for group in groups for a in group
    )
    chance = random.Random(seed)
    drawn = sorted(agreement([chance.choice(groups) for _ in groups]) for _ in range(2000))
    print(f"solutions marked more than once      {len(groups)}, {len(marks)} marks")
    print(f"marks agree in pairs                 {agreement(groups):.3f} (95 %: {drawn[50]:.2f} to {drawn[1949]:.2f})")
    print(f"another teacher's mark as prediction {other / len(marks):.3f}")
    print(f"the commonest mark as prediction     {best / len(marks):.3f}")
    print(f"this checker                         {sum(ours) / len(marks):.3f}")


def main() -> None:
    """Print one row a file; StepVerify also in halves and without references."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with steps/*.jsonl and score.py")
    parser.add_argument("--retold", action="store_true", help="also right solutions told in other ways")
    parser.add_argument("--marks", action="store_true", help="only how far the teachers' marks agree")
    options = parser.parse_args()
    folder = options.folder
    if options.marks:
        judge_marks(list(rows(folder / "steps" / f"{FILES[0]}.jsonl")))
        return
    for name in FILES:
        records = list(rows(folder / "steps" / f"{name}.jsonl"))
        score(folder, name, records, True, name)
        if name.startswith("stepverify"):
            score(folder, name, half(records, 0), True, f"{name}, developed on")
            score(folder, name, half(records, 1), True, f"{name}, measured on")
            score(folder, name, records, False, f"{name}, no reference")
    if options.retold:
        judge_retold([r for name in FILES[:2] for r in rows(folder / "steps" / f"{name}.jsonl") if not r["truth"]])


if __name__ == "__main__":
    main()
