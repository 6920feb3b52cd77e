"""How well the course store finds and judges: `python bench/retrieval.py BOOK [--ablate] [--fit] [--support]
[--paraphrased] [--formulas 50]`.

BOOK is a folder with CNXML modules and queries.jsonl ({"id","query","k","doc"}, `doc` the module that teaches it). The
book's own objectives are the queries, so they are taken out of a copy that is thrown away afterwards.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from tutor.curriculum.load import load_library, shipped_lessons
from tutor.dialogue.engine import lesson_documents
from tutor.materials import CourseStore, chunk, covered, open_embedder, rank, readers, search, tokens, writer
from tutor.materials.rank import Candidates
from tutor.materials.readers.mathml import latex, local
from tutor.materials.readers.safe import parse_xml
from tutor.materials.search import Scope
from tutor.materials.support import supports

Query = dict[str, Any]


def stripped(book: Path, target: Path) -> Path:
    """A copy of the modules without abstracts and sections called "learning objectives"."""
    from lxml import etree

    for path in sorted(book.rglob("*.cnxml")):
        root = parse_xml(path.read_bytes())
        for element in list(root.iter()):
            titles = [c for c in element if local(c) == "title"]
            named = titles and "learning objectives" in "".join(titles[0].itertext()).lower()
            if local(element) == "abstract" or (local(element) == "section" and named):
                element.getparent().remove(element)
        copy = target / path.relative_to(book)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(etree.tostring(root))
    if (book / "collection.xml").exists():
        shutil.copy(book / "collection.xml", target)
    return target


def off_subject() -> list[str]:
    return listed("off_subject.txt")


def listed(name: str) -> list[str]:
    """The lines of a file beside this one, without blank lines and remarks."""
    lines = (Path(__file__).parent / name).read_text("utf-8").split("\n")
    return [line for line in lines if line.strip() and not line.startswith("#")]


def score(ranked: Sequence[Sequence[str]], queries: Sequence[Query]) -> str:
    """MRR and hits by document; in brackets the MRR of the two halves of the queries."""
    found = []
    for documents, query in zip(ranked, queries, strict=True):
        order = list(dict.fromkeys(documents))
        found.append(1 / (order.index(query["doc"]) + 1) if query["doc"] in order else 0.0)
    values = np.array(found)
    halves = f"({values[::2].mean():.3f}, {values[1::2].mean():.3f})"
    return f"MRR {values.mean():.3f} {halves} hit@1 {(values == 1).mean():.3f} hit@5 {(values >= 0.2).mean():.3f}"


def ranked_by(store: CourseStore, queries: Sequence[Query], order: Callable[[Candidates], Any], k: int) -> str:
    """The score when candidates are put in this order."""
    documents = []
    for query in queries:
        found = store._searcher.candidates(query["query"], Scope())
        rows = [int(found.rows[at]) for at in rank.top(order(found), k)]
        passages = store._catalog.passages(rows)
        documents.append([passages[row].document for row in rows])
    return score(documents, queries)


ORDERS: dict[str, Callable[[Candidates], Any]] = {
    "keywords alone": lambda found: found.lexical,
    "vectors alone": lambda found: np.maximum(found.semantic, 0),
    "both": lambda found: rank.score(found, sections=False),
    "both, with the section's evidence": rank.score,
}


@contextmanager
def changed(*settings: tuple[Any, str, Any]) -> Iterator[None]:
    """Other settings for a while."""
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in settings]
    for owner, name, value in settings:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


def opened(folder: Path, book: Path | Sequence[Path]) -> CourseStore:
    store = CourseStore(folder, open_embedder("embedded"))
    report = store.ingest([book] if isinstance(book, Path) else list(book))
    print(f"  {report.as_text()}", file=sys.stderr)
    return store


def plain_terms(query: str, among: Sequence[str]) -> list[tuple[tuple[str, ...], float]]:
    return [(forms, 1.0) for forms, _ in tokens.query_terms(query, among)]


def untitled(titles: Sequence[str], text: str) -> str:
    return text


def sized(target: int, most: int) -> tuple[Any, str, Any]:
    original = chunk.split

    def split(extract: Any, *, name: str) -> Any:
        return original(extract, name=name, target=target, most=most)

    return (chunk, "split", split)


def ablate(book: Path, folder: Path, queries: Sequence[Query], k: int) -> None:
    """What each part adds, one at a time."""
    bare = [(writer, "HEADING_WEIGHT", 0), (writer, "searchable", untitled)]
    variants: list[tuple[str, list[tuple[Any, str, Any]]]] = [
        ("170-word chunks, untitled, all words count", [*bare, sized(170, 240), (search, "query_terms", plain_terms)]),
        ("+ titles in the chunk", [sized(170, 240), (search, "query_terms", plain_terms)]),
        ("+ verbs of asking count a quarter", [sized(170, 240)]),
        ("+ 140-word chunks (as shipped)", []),
        ("90-word chunks", [sized(90, 130)]),
        ("250-word chunks", [sized(250, 330)]),
    ]  # fmt: skip
    for number, (name, settings) in enumerate(variants):
        with changed(*settings):
            store = opened(folder / f"variant{number}", book)
            for order, function in ORDERS.items():
                print(f"{name}: {order}: {ranked_by(store, queries, function, k)}")
            store.close()


def steps_of(store: CourseStore, questions: Sequence[str]) -> Any:
    backdrop = covered.from_text(store._catalog.setting("backdrop"))["en"]
    return np.array([backdrop.steps(store._searcher.signals(question)) for question in questions])


def judge_covered(store: CourseStore, queries: Sequence[Query]) -> None:
    chosen = random.Random(1).sample(list(queries), min(100, len(queries)))
    elsewhere = off_subject()
    hits = [store.search(query["query"]).covered for query in chosen]
    wrong = [question for question in elsewhere if store.search(question).covered]
    recall, false = sum(hits) / len(hits), len(wrong) / len(elsewhere)
    print(f"covered: recall {recall:.3f} on {len(hits)} of the book's, precision {recall / (recall + false):.3f} "
          f"against {len(elsewhere)} from elsewhere (balanced); taken for covered: {wrong}")  # fmt: skip


def fit(book: Path, folder: Path, queries: Sequence[Query]) -> None:
    """Fit the logistic curve on the whole book and on small stores cut from it, leaving each out in turn.

    Half of the weight of what is covered goes to the book's own questions, half to those in everyday words.
    """
    rng = random.Random(3)
    documents = sorted({query["doc"] for query in queries})
    picks = [documents, *(rng.sample(documents, size) for size in (3, 3, 3, 3, 8, 8, 8, 20, 20, 40))]
    data, stores = [], []
    for number, names in enumerate(picks):
        wanted = set(names)
        store = opened(folder / f"fit{number}", [book / name for name in names])
        inside = steps_of(store, [query["query"] for query in queries if query["doc"] in wanted])
        outside = steps_of(store, off_subject())
        titles = [document.title for document in store.documents()]
        everyday = [q["query"] for q in paraphrased() if any(re.search(q["title"], title) for title in titles)]
        steps = [part for part in (inside, steps_of(store, everyday), outside) if len(part)]
        data.append((steps[0], steps[-1]))
        if len(steps) == 3:
            data.append((steps[1], steps[-1]))
        stores += [len(names), -len(names)][: len(steps) - 1]
        store.close()
    store = shipped(folder)
    data.append((steps_of(store, listed("lesson_questions.txt")), steps_of(store, off_subject())))
    stores.append(len(store.documents()))
    store.close()
    for left, size in enumerate(stores):
        weights = logistic([part for at, part in enumerate(data) if abs(stores[at]) != abs(size)])
        inside, outside = (with_one(part) @ weights > 0 for part in data[left])
        precision = inside.mean() / max(1e-9, inside.mean() + outside.mean())
        kind = "in everyday words" if size < 0 else "of the book"
        print(
            f"left out: {abs(size)} documents, {len(inside)} questions {kind}: "
            f"recall {inside.mean():.3f} precision {precision:.3f}, taken for covered {outside.mean():.3f}"
        )
    print("weights and bias:", np.round(logistic(data), 2))


def judge_lessons(folder: Path) -> None:
    """The shipped lessons alone: are a learner's questions about them taken for covered, and others not?"""
    store = shipped(folder)
    asked = listed("lesson_questions.txt")
    hits = sum(store.search(question).covered for question in asked) / len(asked)
    wrong = [question for question in off_subject() if store.search(question).covered]
    print(f"shipped lessons: {hits:.3f} of {len(asked)} questions about them covered, {len(wrong)} of "
          f"{len(off_subject())} others: {wrong}")  # fmt: skip
    store.close()


def shipped(folder: Path) -> CourseStore:
    """A store of the shipped lessons."""
    store = CourseStore(folder / "lessons", open_embedder("embedded"))
    store.ingest_texts(lesson_documents(load_library([shipped_lessons()])))
    return store


def paraphrased() -> list[Query]:
    """Questions in everyday words about University Physics 1: {"query", "title"}, `title` a pattern for the titles of
    the modules that answer it."""
    lines = (Path(__file__).parent / "paraphrased.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def judge_paraphrased(store: CourseStore) -> None:
    """Questions in everyday words: are they found, and taken for covered?"""
    first = near = sure = 0
    for query in paraphrased():
        result = store.search(query["query"], 3)
        right = [bool(re.search(query["title"], " / ".join(hit.passage.title_path))) for hit in result.hits]
        first, near, sure = first + right[0], near + any(right), sure + result.covered
    count = len(paraphrased())
    print(f"{count} questions in everyday words: hit@1 {first / count:.3f} hit@3 {near / count:.3f} "
          f"covered {sure / count:.3f}")  # fmt: skip


def with_one(values: Any) -> Any:
    return np.c_[values, np.ones(len(values))]


def logistic(data: Sequence[tuple[Any, Any]], steps: int = 4000, rate: float = 0.02) -> Any:
    """Each store and each side weighs the same."""
    x = with_one(np.vstack([side for pair in data for side in pair]))
    y = np.concatenate([np.full(len(side), 1.0 - at) for pair in data for at, side in enumerate(pair)])
    share = np.concatenate([np.full(len(side), 0.5 / len(side) / len(data)) for pair in data for side in pair])
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -50, 50)))
        slope = x.T @ (share * (p - y)) + 0.001 * np.r_[weights[:-1], 0]
        weights -= rate * 10 * slope / (1 + np.abs(x).mean())
    return weights


def judge_support(book: Path) -> None:
    """Sentences against their own passage (a third of the words left out), another of the document, another
    document's."""
    rng = random.Random(1)
    documents = [chunk.split(readers.read(p)[1], name=p.stem) for p in sorted(book.rglob("*.cnxml")) if _readable(p)]
    own, near, far = [], [], []
    for _ in range(600):
        pieces = rng.choice([part for part in documents if len(part) > 2])
        piece, beside = rng.sample(pieces, 2)
        options = [s for s in chunk.sentences(piece.text) if 8 <= len(s.split()) <= 40]
        if not options:
            continue
        sentence = rng.choice(options)
        words = [w for w in sentence.split() if "$" in sentence or w.lower() in ("not", "no") or rng.random() > 0.33]
        own.append(supports(" ".join(words), piece.text).supported)
        near.append(supports(sentence, beside.text).supported)
        far.append(supports(sentence, rng.choice(rng.choice(documents)).text).supported)
    print(
        f"citations: of {len(own)} sentences {np.mean(own):.3f} are carried by their own passage, cut by a third, "
        f"{np.mean(near):.3f} by another of the document, {np.mean(far):.3f} by any"
    )


def _readable(path: Path) -> bool:
    try:
        return bool(readers.read(path))
    except readers.MaterialError:
        return False


def show_formulas(book: Path, count: int) -> None:
    """A sample to look at."""
    found = [
        e for path in sorted(book.rglob("*.cnxml")) for e in parse_xml(path.read_bytes()).iter() if local(e) == "math"
    ]
    texts = [latex(element) for element in found]
    print(f"{len(texts)} formulas, {sum(not text for text in texts)} empty")
    for text in random.Random(5).sample(texts, min(count, len(texts))):
        print(f"  {text}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", type=Path)
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--paraphrased", action="store_true", help="for University Physics 1 only")
    parser.add_argument("--support", action="store_true")
    parser.add_argument("--formulas", type=int, default=0, metavar="N")
    parser.add_argument("-k", type=int, default=30)
    options = parser.parse_args()
    queries = [json.loads(line) for line in (options.book / "queries.jsonl").read_text("utf-8").splitlines() if line]
    folder = Path(tempfile.mkdtemp(prefix="bench-retrieval-"))
    try:
        book = stripped(options.book, folder / "book")
        store = opened(folder / "index", book)
        results = [[hit.passage.document for hit in store.search(q["query"], options.k).hits] for q in queries]
        print(f"{len(queries)} queries: {score(results, queries)}")
        judge_covered(store, queries)
        judge_lessons(folder)
        if options.ablate:
            ablate(book, folder, queries, options.k)
        if options.fit:
            fit(book, folder, queries)
        if options.paraphrased:
            judge_paraphrased(store)
        if options.support:
            judge_support(book)
        if options.formulas:
            show_formulas(book, options.formulas)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
