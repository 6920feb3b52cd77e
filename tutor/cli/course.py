"""`tutor ingest`, `tutor materials …`, `tutor concepts`: course materials in, passages out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tutor.cli.options import Json, config_from, existing, open_lines, print_json, write_lines
from tutor.errors import UsageError
from tutor.wiring import open_store, open_store_with_lessons

if TYPE_CHECKING:
    from tutor.cli.progress import ProgressLine
    from tutor.materials import IngestReport

app = typer.Typer(help="Course materials: what is indexed, and searching it.", no_args_is_help=True)
SHIPPED = "lessons"

Course = Annotated[str | None, typer.Option(help="Only this course.", metavar="NAME")]
Count = Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=1000, metavar="COUNT")]


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: textbooks, slides, lectures, notebooks.", metavar="PATH")
    ],
    course: Annotated[str, typer.Option(help="The course they belong to.", metavar="NAME")] = "default",
    again: Annotated[
        bool, typer.Option("--again", help="Read every file again, those that were removed by hand too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take course materials in; again later, only what changed. Exits with 1 if a file could not be read."""
    for path in paths:
        existing(path)
    with _bar() as bar:
        report = open_store(config_from()).ingest(paths, course=course, again=again, on_progress=bar)
    _print_report(report, as_json)


def concepts(
    term: Annotated[str, typer.Argument(help="A term or a knowledge component.", metavar="TERM")], as_json: Json = False
) -> None:
    """What a concept is, where it is taught, what it needs and what needs it."""
    from tutor.wiring import open_concepts

    if not term.strip():
        raise UsageError("there is no term", 'name one, e.g. tutor concepts "chain rule"')
    concept = open_concepts(config_from()).find(term)
    if concept is None:
        print(f'nothing in your materials or lessons is called "{term}"', file=sys.stderr)
        raise typer.Exit(1)
    if as_json:
        print_json(concept.as_json())
    else:
        print(concept.as_text())


@app.command("list")
def list_documents(course: Course = None, as_json: Json = False) -> None:
    """The documents that are indexed."""
    documents = [info for info in open_store(config_from()).documents() if course in {None, info.course}]
    if as_json:
        print_json([{"document": d.name, "course": d.course, "chunks": d.chunks} for d in documents])
        return
    if not documents:
        print("nothing is indexed yet; add materials with: tutor ingest PATH")
    for document in documents:
        print(f"{document.course:<16} {document.chunks:>6} passages  {document.name}")


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A document, as `materials list` names it.", metavar="DOCUMENT")],
    as_json: Json = False,
) -> None:
    """The passages of one document, in order."""
    passages = open_store(config_from()).passages(document)
    if as_json:
        print_json([{"id": p.id, "locator": p.locator, "text": p.text} for p in passages])
        return
    for passage in passages:
        print(f"--- {passage.locator}\n{passage.text}\n")


@app.command()
def remove(
    document: Annotated[str, typer.Argument(help="A document, as `materials list` names it.", metavar="DOCUMENT")],
) -> None:
    """Take a document out of the index."""
    open_store(config_from()).remove(document)
    print(f"removed {document}; it stays out until you name it: tutor ingest PATH")


@app.command()
def sync(
    course: Course = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Embed everything again, e.g. for another embedder.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring the index up to date with the folders it was made from."""
    store = open_store(config_from())
    with _bar() as bar:
        report = store.rebuild(on_progress=bar) if rebuild else store.sync(course=course, on_progress=bar)
    _print_report(report, as_json)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.", metavar="QUERY")],
    k: Count = 10,
    course: Course = None,
    document: Annotated[str | None, typer.Option(help="Only this document.", metavar="DOCUMENT")] = None,
    with_lessons: Annotated[bool, typer.Option("--with-lessons", help="Also in the shipped lessons.")] = False,
    as_json: Json = False,
) -> None:
    """The passages that answer a query, best first. Exits with 1 if the materials don't cover it."""
    from tutor.materials import hit_json

    if not query.strip():
        raise UsageError("there is no query", 'say what to look for, e.g. tutor materials search "chain rule"')
    opened = open_store_with_lessons if with_lessons or course == SHIPPED else open_store
    store = opened(config_from())
    if course is not None and course not in {SHIPPED, *(info.course for info in store.documents())}:
        raise UsageError(f'there is no course "{course}"', "see what there is with: tutor materials list")
    result = store.search(
        query,
        k,
        courses=[course] if course else None,
        exclude_courses=() if with_lessons or course == SHIPPED else (SHIPPED,),
        documents=[document] if document else None,
    )
    if as_json:
        print_json({"query": query, "covered": result.covered, "hits": [hit_json(hit) for hit in result.hits]})
    else:
        if not result.covered:
            print("your materials don't cover this", file=sys.stderr)
        for n, hit in enumerate(result.hits, 1):
            print(f"[{n}] {hit.passage.document}, {hit.passage.locator} ({hit.score:.3f})\n{hit.passage.text}\n")
    raise typer.Exit(0 if result.covered else 1)


@app.command(short_help="Answer a file of queries.")
def batch(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Queries, one JSON object a line.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Where the hits go, in the same order.")],
    with_lessons: Annotated[bool, typer.Option("--with-lessons", help="Also in the shipped lessons.")] = False,
) -> None:
    """Answer a file of queries: {"id","query","k"} to {"id","covered","hits"}."""
    from tutor.materials import run_batch

    exclude = () if with_lessons else (SHIPPED,)
    store = (open_store_with_lessons if with_lessons else open_store)(config_from())
    with open_lines(source) as lines:
        count = write_lines(target, run_batch(lines, store, exclude_courses=exclude))
    print(f"{count} records", file=sys.stderr)


def _bar() -> ProgressLine:
    """A progress line on a terminal's stderr; nothing where stderr is a file."""
    from tutor.cli.progress import ProgressLine

    return ProgressLine(sys.stderr, shown=sys.stderr.isatty())


def _print_report(report: IngestReport, as_json: bool) -> None:
    if as_json:
        print_json(report.as_json())
    else:
        print(report.as_text())
    for failure in report.failures:
        print(f"tutor: {failure}", file=sys.stderr)
    raise typer.Exit(1 if report.failures else 0)
