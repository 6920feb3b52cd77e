"""The learner model measured: calibration on simulated learners, what its mistakes cost, and how long its steps take.

    python bench/learner.py [--learners 10000] [--seed 20260302]

Calibration is the expected calibration error of P(known) over 20 bins against what the simulated learner truly
knows. The rows below the first three are drawn from something else than the model believes: how far off it then is,
is what a user will see.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tutor.learner.answers import answer_from_memory
from tutor.learner.choose import Candidate, choose_next
from tutor.learner.extract import find_memories
from tutor.learner.mastery import DEFAULTS, GATE, BktParams, update
from tutor.learner.memory import MemoryStore
from tutor.learner.record import LearnerRecord
from tutor.learner.values import AttemptEvidence
from tutor.storage import Database

ROUNDS = 12
BINS = 20


def calibration_error(pairs: list[tuple[float, bool]]) -> float:
    """Mean distance of a bin's mean estimate from its share of true ones, weighted by its size; in [0, 1]."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, truly in pairs:
        bins[min(int(p * BINS), BINS - 1)].append((p, truly))
    filled = [each for each in bins if each]
    return sum(abs(sum(p for p, _ in each) - sum(truly for _, truly in each)) for each in filled) / len(pairs)


def simulate(
    drawn: Callable[[random.Random], BktParams],
    believed: BktParams,
    learners: int,
    seed: int,
    *,
    help_share: float = 0.0,
    forget: float = 0.0,
) -> tuple[list[tuple[float, bool]], list[int]]:
    """(estimate, truly known) after every answer, and the answers it took each learner who reached the gate."""
    draw = random.Random(seed)
    pairs: list[tuple[float, bool]] = []
    reached = []
    for _ in range(learners):
        truth = drawn(draw)
        truly = draw.random() < truth.prior
        p = believed.prior
        at_gate = 0
        for number in range(1, ROUNDS + 1):
            rungs = draw.randint(1, 3) if draw.random() < help_share else 0
            right = draw.random() >= (truth.slip if truly else 1 - truth.guess)
            right = right or any(draw.random() < truth.aid for _ in range(rungs))
            p = update(p, right, believed, rungs=rungs)
            truly = truly or draw.random() < truth.learn
            truly = truly and draw.random() >= forget
            pairs.append((p, truly))
            if p >= GATE and not at_gate:
                at_gate = number
        if at_gate:
            reached.append(at_gate)
    return pairs, reached


def spread(draw: random.Random) -> BktParams:
    """Learners who differ: every parameter around its default."""
    return BktParams(
        prior=draw.uniform(0.1, 0.4),
        learn=draw.uniform(0.05, 0.25),
        slip=draw.uniform(0.02, 0.18),
        guess=draw.uniform(0.1, 0.3),
        aid=draw.uniform(0.2, 0.6),
    )


def calibration(learners: int, seed: int) -> None:
    """Print the calibration table."""
    hard = BktParams(prior=0.05, learn=0.3, slip=0.2, guess=0.05)

    def fixed(params: BktParams) -> Callable[[random.Random], BktParams]:
        return lambda _: params

    rows = (
        ("defaults", fixed(DEFAULTS), DEFAULTS, 0.0, 0.0),
        ("defaults, half of the answers helped", fixed(DEFAULTS), DEFAULTS, 0.5, 0.0),
        ("other known parameters", fixed(hard), hard, 0.3, 0.0),
        ("MISMATCH: learners who differ", spread, DEFAULTS, 0.3, 0.0),
        ("MISMATCH: guessed twice as often", fixed(replace(DEFAULTS, guess=0.4)), DEFAULTS, 0.0, 0.0),
        ("MISMATCH: knew far more before", fixed(replace(DEFAULTS, prior=0.7)), DEFAULTS, 0.0, 0.0),
        ("MISMATCH: 2 % forgotten at each step", fixed(DEFAULTS), DEFAULTS, 0.0, 0.02),
    )
    print(f"calibration on {learners} simulated learners, {ROUNDS} answers each (allowed for a known BKT: 0.03)")
    print(f"{'drawn from':42} {'ECE':>7} {'truly known at gate':>20} {'answers to gate':>16}")
    for name, drawn, believed, help_share, forget in rows:
        pairs, reached = simulate(drawn, believed, learners, seed, help_share=help_share, forget=forget)
        gate = [truly for p, truly in pairs if p >= GATE]
        median = statistics.median(reached) if reached else float("nan")
        print(f"{name:42} {calibration_error(pairs):7.4f} {sum(gate) / len(gate):20.3f} {median:16.1f}")


def timed(name: str, calls: int, act: Callable[[int], object]) -> None:
    """Print the median and the 95th percentile of an act, in ms."""
    took = []
    for number in range(calls):
        started = time.perf_counter()
        act(number)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    print(f"{name:52} {statistics.median(took):9.2f} {took[int(len(took) * 0.95) - 1]:9.2f}")


def speed(folder: Path) -> None:
    """Print how long the steps of a turn take on a record of some size."""
    now = [datetime(2026, 3, 2, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] += timedelta(minutes=1)
        return now[0]

    db = Database(folder / "bench.db")
    record, store = LearnerRecord(db, "bench", clock), MemoryStore(db, "bench", clock)
    kcs = [f"kc-{number}" for number in range(60)]
    graph = {kc: tuple(kcs[max(0, place - 2) : place]) for place, kc in enumerate(kcs)}
    exercises = [
        Candidate(exercise=f"l{n % 12}/e{n}", lesson=f"l{n % 12}", kcs=(kcs[n % 60],), difficulty=n % 5)
        for n in range(600)
    ]
    with db.transaction():
        for number in range(2000):
            record.add_attempt(
                AttemptEvidence(
                    exercise=f"l{number % 12}/e{number % 600}",
                    kcs=(kcs[number % 60],),
                    outcome="wrong" if number % 3 == 0 else "right",
                    misconception=f"m{number % 9}" if number % 3 == 0 else None,
                )
            )
        for number in range(500):
            store.note("fact", f"thing {number}", f"You own thing number {number} of kind {number % 17}.", None, 1)
    text = "Hi, I'm Anna and I have a physics exam on 12 March. My sister Beth is a nurse. I prefer short answers."
    print(f"\n{'on 2,000 attempts, 60 components, 600 exercises, 500 memories':52} {'median ms':>9} {'p95 ms':>9}")
    timed(
        "add_attempt (committed to disk)",
        100,
        lambda n: record.add_attempt(AttemptEvidence(exercise=f"x/{n}", kcs=(kcs[n % 60],), outcome="right")),
    )
    mastery, done = record.all_mastery(), record.done()
    timed("all_mastery and done", 20, lambda _: (record.all_mastery(), record.done()))
    timed("choose_next", 50, lambda _: choose_next(graph, exercises, mastery, done, now[0]))
    timed("report", 10, lambda _: record.report())
    timed("recall among 500 memories", 50, lambda n: store.recall(f"what about thing {n} of kind 3?", 5))
    memories = store.all()
    timed("answer_from_memory among 500", 50, lambda n: answer_from_memory(f"what is my thing {n}?", memories))
    timed("find_memories in three sentences", 100, lambda _: find_memories(text))
    timed("find_memories in 1 MB", 5, lambda _: find_memories("I think that x is 4, so " * 42_000))
    db.close()


def main() -> None:
    """Run both measurements and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20260302)
    chosen = parser.parse_args()
    calibration(chosen.learners, chosen.seed)
    with tempfile.TemporaryDirectory() as folder:
        speed(Path(folder))


if __name__ == "__main__":
    main()
