"""How fast and how large the course store is: `python bench/materials.py [--chunks 100000] [--quick]`.

Every figure is of a whole process on the machine that is named; rates that others are compared with are taken in the
same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "tests" / "materials"))
WORDS_A_CHUNK = 135


def machine() -> str:
    """Processor, cores, system."""
    name = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{name}, {os.cpu_count()} cores{load}, {platform.system()}, Python {platform.python_version()}"


def vocabulary() -> tuple[list[str], list[int]]:
    """English words with their frequencies, from the help texts that come with Python."""
    from pydoc_data.topics import topics

    counted = Counter(re.findall(r"[a-z]{1,16}", " ".join(topics.values()).lower()))
    return list(counted), list(counted.values())


def paragraphs(rng: random.Random, words: Sequence[str], weights: Sequence[int]) -> Iterator[str]:
    """Paragraphs of a chunk's length, with a formula now and then."""
    while True:
        chosen = rng.choices(words, weights, k=WORDS_A_CHUNK)
        for at in range(14, WORDS_A_CHUNK, 15):
            chosen[at] += "."
        if rng.random() < 0.3:
            chosen[20] = "$\\frac{d x}{d t} = v_{0} + a t$"
        yield " ".join(chosen).capitalize()


def write_course(folder: Path, chunks: int, *, files: int, seed: int = 7) -> None:
    """Markdown files of that many chunks in all."""
    rng = random.Random(seed)
    words, weights = vocabulary()
    source = paragraphs(rng, words, weights)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        size = chunks // files + (number < chunks % files)
        text = [f"# Chapter {number} {rng.choice(words)}"]
        for at in range(size):
            if at % 6 == 0:
                text.append(f"## Section {at // 6} {rng.choice(words)} {rng.choice(words)}")
            text.append(next(source))
        (folder / f"chapter{number:05}.md").write_text("\n\n".join(text), "utf-8")


def in_own_process(name: str, *arguments: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--only", name, *arguments], check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


class NoVectors:
    """A vector store that takes everything and keeps nothing: what is left is everything but the insert."""

    def add(self, collection: str, ids: Sequence[str], vectors: Any) -> None: ...
    def delete(self, collection: str, ids: Sequence[str]) -> None: ...
    def nearest(self, collection: str, vector: Any, k: int, among: Any = None) -> list[tuple[str, float]]:
        return []

    def vectors(self, collection: str, ids: Sequence[str]) -> dict[str, Any]:
        return {}

    def ids(self, collection: str) -> set[str]:
        return set()

    def drop(self, collection: str) -> None: ...
    def refresh(self) -> None: ...
    def close(self) -> None: ...


def without_insert(course: str, index: str) -> dict[str, Any]:
    from tutor.materials import CourseStore, open_embedder

    embedder = open_embedder("embedded")
    embedder.embed(["warm"])
    store = CourseStore(Path(index), embedder, vectors=NoVectors())
    used = time.process_time()
    report = store.ingest([Path(course)])
    cpu = time.process_time() - used
    rate = report.chunks / report.seconds
    return {"chunks": report.chunks, "seconds": report.seconds, "rate": rate, "cpu_s": cpu}


def alone(course: str, index: str) -> dict[str, Any]:
    """Embedding and insert alone, of the same chunks, in the same batches."""
    from tutor.materials import chunk, open_embedder, readers
    from tutor.materials.pipeline import BATCH_CHUNKS
    from tutor.materials.vectors import ChromaVectors
    from tutor.materials.writer import searchable

    texts = []
    for path in sorted(Path(course).iterdir()):
        texts += [searchable(c.title_path, c.text) for c in chunk.split(readers.read(path)[1], name=path.stem)]
    embedder, vectors = open_embedder("embedded"), ChromaVectors(Path(index))
    vectors.add("passages-warm", ["a"], embedder.embed(["warm"]))
    begun, used = time.perf_counter(), time.process_time()
    for at in range(0, len(texts), BATCH_CHUNKS):
        part = texts[at : at + BATCH_CHUNKS]
        vectors.add("passages-all", [f"{at + n:024x}" for n in range(len(part))], embedder.embed(part))
    seconds = time.perf_counter() - begun
    cpu = time.process_time() - used
    return {"chunks": len(texts), "seconds": seconds, "rate": len(texts) / seconds, "cpu_s": cpu}


def whole(course: str, index: str) -> dict[str, Any]:
    from tutor.materials import CourseStore, open_embedder
    from tutor.materials.vectors import ChromaVectors

    embedder, warm = open_embedder("embedded"), ChromaVectors(Path(index).with_name("warm"))
    warm.add("passages-warm", ["a"], embedder.embed(["warm"]))
    store = CourseStore(Path(index), embedder)
    used = time.process_time()
    report = store.ingest([Path(course)])
    return {
        "cpu_s": time.process_time() - used,
        "chunks": report.chunks,
        "seconds": report.seconds,
        "rate": report.chunks / report.seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "stages": dict(report.details),
    }


def queries(index: str, count: str) -> dict[str, Any]:
    from tutor.materials import CourseStore, open_embedder

    begun = time.perf_counter()
    store = CourseStore(Path(index), open_embedder("embedded"))
    rng = random.Random(3)
    words, weights = vocabulary()
    asked = [" ".join(["explain how", *rng.choices(words, weights, k=6)]) for _ in range(int(count) + 20)]
    store.search(asked[0])
    cold = time.perf_counter() - begun
    result = {"cold_s": cold}
    for name, options in (("all", {}), ("without_lessons", {"exclude_courses": ("lessons",)})):
        times, used = [], []
        for question in asked:
            begun, cpu = time.perf_counter(), time.process_time()
            found = store.search(question, 10, **options)  # type: ignore[arg-type]
            assert len(found.hits) == 10
            times.append(1000 * (time.perf_counter() - begun))
            used.append(1000 * (time.process_time() - cpu))
        times, used = sorted(times[20:]), sorted(used[20:])
        result[f"{name}_p50_ms"] = times[len(times) // 2]
        result[f"{name}_p95_ms"] = times[int(len(times) * 0.95)]
        result[f"{name}_p95_cpu_ms"] = used[int(len(used) * 0.95)]
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return result


def resync(folder: str, index: str) -> dict[str, Any]:
    from tutor.materials import CourseStore, open_embedder

    store = CourseStore(Path(index), open_embedder("embedded"))
    begun = time.perf_counter()
    report = store.sync()
    return {"files": report.unchanged, "seconds": time.perf_counter() - begun}


def pdf_pages(folder: str, count: str) -> dict[str, Any]:
    from materials_files import column, pdf  # type: ignore[import-not-found]

    from tutor.materials import readers

    rng = random.Random(5)
    words, weights = vocabulary()
    pages = []
    for number in range(int(count)):
        lines = [" ".join(rng.choices(words, weights, k=11)) for _ in range(46)]
        pages.append([(72, 770, 9, f"Running head {number}"), *column(72, lines, top=730), (300, 30, 9, str(number))])
    path = pdf(Path(folder) / "book.pdf", pages)
    readers.read(path)
    begun, used = time.perf_counter(), time.process_time()
    readers.read(path)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    return {"pages": int(count), "rate": int(count) / seconds, "rate_of_cpu_time": int(count) / cpu}


MEASUREMENTS: dict[str, Callable[..., dict[str, Any]]] = {
    function.__name__: function for function in (without_insert, alone, whole, queries, resync, pdf_pages)
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true", help="5,000 chunks")
    parser.add_argument("--only", choices=MEASUREMENTS)
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(MEASUREMENTS[options.only](*options.arguments)))
        return
    folder = Path(tempfile.mkdtemp(prefix="bench-materials-"))
    try:
        measure(folder, 5_000 if options.quick else options.chunks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(folder: Path, chunks: int) -> None:
    print(machine())
    small = min(chunks, 20_000)
    write_course(folder / "small", small, files=max(1, small // 100))
    base = in_own_process("alone", str(folder / "small"), str(folder / "i1"))
    most = in_own_process("without_insert", str(folder / "small"), str(folder / "i2"))
    full = in_own_process("whole", str(folder / "small"), str(folder / "i3"))
    print(f"Markdown, {small} chunks: all but the vector store's insert {most['rate']:.0f} chunks/s (wanted 1500), "
          f"{most['chunks'] / most['cpu_s']:.0f} per second of processor time")  # fmt: skip
    print(f"  embedding and insert alone {base['rate']:.0f}/s, the whole {full['rate']:.0f}/s: "
          f"{full['seconds'] / base['seconds']:.2f} times as long (wanted 1.3), "
          f"{full['cpu_s'] / base['cpu_s']:.2f} times the processor time; stages {full['stages']}")  # fmt: skip
    write_course(folder / "thousand", 4_000, files=1_000)
    in_own_process("whole", str(folder / "thousand"), str(folder / "i4"))
    again = in_own_process("resync", str(folder / "thousand"), str(folder / "i4"))
    print(f"re-sync of {again['files']} unchanged files: {again['seconds']:.2f} s (wanted 2)")
    pages = in_own_process("pdf_pages", str(folder), "300")
    print(
        f"PDF: {pages['rate']:.0f} pages/s, {pages['rate_of_cpu_time']:.0f} per second of processor time (wanted 100)"
    )
    index = folder / "i3"
    if chunks > small:
        write_course(folder / "large", chunks, files=chunks // 100)
        index = folder / "i5"
        large = in_own_process("whole", str(folder / "large"), str(index))
        print(f"{chunks} chunks: {large['rate']:.0f}/s, peak {large['peak_mb']:.0f} MB (wanted 600)")
    found = in_own_process("queries", str(index), "200")
    print(f"queries at {chunks} chunks, k=10, warm: " + ", ".join(f"{key} {value:.1f}" for key, value in found.items()))


if __name__ == "__main__":
    main()
