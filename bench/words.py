"""Figures for word problems in prose: `python bench/words.py FOLDER` with the folder that holds steps/ and score.py.

For each file the predictions are written as `tutor check batch` would write them and scored by the scorer there.
`--retold` also judges right solutions told otherwise, with the original as reference (bench/words_retold.py).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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


def score(folder: Path, name: str, records: list[dict[str, Any]], reference: bool, label: str) -> None:
    """Judge the records and print the scorer's line."""
    with tempfile.TemporaryDirectory() as scratch:
        truth, out = Path(scratch, "truth.jsonl"), Path(scratch, "pred.jsonl")
        truth.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        judged = (predicted(record, judge_words(requested(record, reference))) for record in records)
        out.write_text("".join(json.dumps(line) + "\n" for line in judged), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(folder / "score.py"), str(truth), str(out)], capture_output=True, text=True, check=True
        )
    print(f"{label:34s} {done.stdout.strip()}", flush=True)


def half(records: list[dict[str, Any]], parity: int) -> list[dict[str, Any]]:
    """The records whose number in the id is even (0: developed on) or odd (1: measured on)."""
    return [record for record in records if int(record["id"].split("-")[1]) % 2 == parity]


def main() -> None:
    """Print one row a file; StepVerify also in halves and without references."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="folder with steps/*.jsonl and score.py")
    parser.add_argument("--retold", action="store_true", help="also right solutions told in other ways")
    options = parser.parse_args()
    folder = options.folder
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
