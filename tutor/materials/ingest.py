"""Ingesting: plan, read, cut, and send whole documents down the pipeline."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tutor.errors import MaterialError
from tutor.materials import chunk, languages, plan, readers
from tutor.materials.catalog import Catalog, Entry, insert_rows
from tutor.materials.pipeline import Pipeline
from tutor.materials.readers import Options
from tutor.materials.readers import markdown as markdown_reader
from tutor.materials.values import Chunk, Extract, IngestReport, Progress, TextDocument
from tutor.materials.writer import Prepared, Writer, counted, extras, passage_ids


def _untold(what: str, done: int, total: int) -> None:
    """Nobody asked to be told."""


def files(
    catalog: Catalog,
    writer: Writer,
    paths: Sequence[Path],
    *,
    course: str,
    options: Options,
    again: bool,
    on_progress: Progress | None,
    take_back: bool = False,
) -> IngestReport:
    """Make the store match these files and folders; `take_back` also takes in what a person took out of them."""
    begun = time.perf_counter()
    out = frozenset[str]() if take_back else catalog.held_back()
    stored = plan.Stored(entries=catalog.entries(), held_back=out, roots=catalog.roots())
    todo = plan.make(paths, course, options, stored, again=again)
    outcome = _Outcome(failures=list(todo.failures), unchanged=todo.unchanged)
    told = on_progress or _untold
    read = 0
    with Pipeline(writer, lambda what: told(what, read, len(todo.jobs))) as pipeline:
        for read, job in enumerate(todo.jobs):
            told(job.name, read, len(todo.jobs))
            try:
                document = _prepare(job, options, writer, again)
            except MaterialError as error:
                kept = " (its earlier version stays)" if job.known is not None else ""
                outcome.failures.append(f"{job.name}: {error}{kept}")
            else:
                if document is None:
                    outcome.unchanged += 1
                else:
                    (outcome.changed if job.known else outcome.added).append(job.name)
                    pipeline.put(document)
        pipeline.finish()
        told("done", len(todo.jobs), len(todo.jobs))
    writer.remove(todo.gone)
    _remember_roots(catalog, todo.roots, course, options, [job.source for job in todo.jobs])
    return IngestReport(
        added=tuple(outcome.added),
        changed=tuple(outcome.changed),
        unchanged=outcome.unchanged,
        removed=tuple(sorted(entry.name for entry in todo.gone)),
        failures=tuple(outcome.failures),
        skipped=todo.skipped,
        held_back=tuple(todo.held),
        chunks=pipeline.chunks,
        seconds=time.perf_counter() - begun,
        details={stage: round(seconds, 4) for stage, seconds in writer.timing.seconds.items()},
    )


def sync(
    catalog: Catalog, writer: Writer, course: str | None, on_progress: Progress | None, *, again: bool = False
) -> IngestReport:
    """Ingest every root (of a course) again, as it was ingested first; one that is gone keeps its documents and says
    so."""
    rows = catalog.database.connection.execute("SELECT path, course, options FROM roots ORDER BY path").fetchall()
    reports: list[IngestReport] = []
    for row in rows:
        if course is not None and row["course"] != course:
            continue
        path = Path(row["path"])
        if not path.exists():
            gone = f"{path}: is gone, its documents stay; take them out with: tutor materials remove {path.name}"
            reports.append(IngestReport(failures=(gone,)))
            continue
        options = _options(row["options"])
        reports.append(
            files(catalog, writer, [path], course=row["course"], options=options, again=again, on_progress=on_progress)
        )
    return merge(reports)


def texts(
    catalog: Catalog, writer: Writer, items: Sequence[TextDocument], on_progress: Progress | None
) -> IngestReport:
    """Take texts in; one that has no text left is removed."""
    begun = time.perf_counter()
    known = catalog.entries()
    outcome = _Outcome()
    ready: list[Prepared] = []
    gone: list[Entry] = []
    for item in items:
        entry = known.get(source_of(item))
        if entry is not None and entry.digest == _digest(item):
            outcome.unchanged += 1
            continue
        extract = markdown_reader.parse(item.text)
        pieces = chunk.split(replace(extract, title=item.title or extract.title), name=item.name)
        if not pieces:
            if entry is not None:
                gone.append(entry)
            else:
                outcome.failures.append(f"{item.name}: has no text in it")
            continue
        (outcome.changed if entry else outcome.added).append(item.name)
        ready.append(_of_text(item, pieces, entry, language_of(extract)))
    told = on_progress or _untold
    sent = 0
    with Pipeline(writer, lambda what: told(what, sent, len(ready))) as pipeline:
        for sent, document in enumerate(ready):
            told(document.name, sent, len(ready))
            pipeline.put(document)
        pipeline.finish()
    told("done", len(ready), len(ready))
    writer.remove(gone)
    return IngestReport(
        added=tuple(outcome.added),
        changed=tuple(outcome.changed),
        unchanged=outcome.unchanged,
        removed=tuple(entry.name for entry in gone),
        failures=tuple(outcome.failures),
        chunks=sum(len(document.chunks) for document in ready),
        seconds=time.perf_counter() - begun,
    )


def unchanged_texts(catalog: Catalog, items: Iterable[TextDocument]) -> IngestReport | None:
    """A report if every text is stored as it is, so that no lock is needed; else None."""
    known = catalog.entries()
    number = 0
    for item in items:
        entry = known.get(source_of(item))
        if entry is None or entry.digest != _digest(item):
            return None
        number += 1
    return IngestReport(unchanged=number)


def source_of(item: TextDocument) -> str:
    """How a text is known."""
    return f"text:{item.course}/{item.name}"


def language_of(extract: Extract) -> str:
    """The language the document declares, if words of it can be stemmed; else the one its words tell."""
    declared = languages.known(extract.language)
    return declared or languages.detect(" ".join(block.text for block in extract.blocks[:40]))


def merge(reports: Sequence[IngestReport]) -> IngestReport:
    """Several reports as one."""
    details: dict[str, float] = {}
    for report in reports:
        for stage, seconds in report.details.items():
            details[stage] = details.get(stage, 0.0) + seconds
    return IngestReport(
        added=tuple(name for report in reports for name in report.added),
        changed=tuple(name for report in reports for name in report.changed),
        unchanged=sum(report.unchanged for report in reports),
        removed=tuple(name for report in reports for name in report.removed),
        failures=tuple(line for report in reports for line in report.failures),
        skipped=sum(report.skipped for report in reports),
        held_back=tuple(name for report in reports for name in report.held_back),
        chunks=sum(report.chunks for report in reports),
        seconds=sum(report.seconds for report in reports),
        details=details,
    )


def hold_back(catalog: Catalog, gone: Mapping[str, str]) -> None:
    """Files (source -> name) that a person took out stay out when their folder is ingested again.

    Roots that are these very files, or folders without any document left, are forgotten altogether.
    """
    left = list(catalog.entries())
    with catalog.transaction() as connection:
        for row in connection.execute("SELECT path FROM roots").fetchall():
            path = row["path"]
            if path in gone or not any(source == path or source.startswith(path + os.sep) for source in left):
                connection.execute("DELETE FROM roots WHERE path = ?", (path,))
        roots = [row["path"] + os.sep for row in connection.execute("SELECT path FROM roots")]
        held = [pair for pair in gone.items() if any(pair[0].startswith(root) for root in roots)]
        insert_rows(connection, "OR REPLACE INTO held_back", held)
        for row in connection.execute("SELECT source FROM held_back").fetchall():
            if not any(row["source"].startswith(root) for root in roots):
                connection.execute("DELETE FROM held_back WHERE source = ?", (row["source"],))


@dataclass(slots=True)
class _Outcome:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    unchanged: int = 0


def _prepare(job: plan.Job, options: Options, writer: Writer, again: bool) -> Prepared | None:
    """Read and cut a file; None when its bytes are those that are stored."""
    begun = time.perf_counter()
    key = plan.settings_key(job.path, options)
    try:
        digest = plan.digest_of(job.path)
    except OSError as error:
        raise MaterialError(f"can't be opened: {error.strerror or error}", "check its permissions") from error
    entry = job.known
    if not again and entry is not None and (entry.digest, entry.options) == (digest, key):
        writer.rename(entry, name=job.name, course=job.course, stamp=job.stamp, options=key)
        return None
    reader, extract = readers.read(job.path, options)
    begun = writer.timing.add("read", begun)
    pieces = chunk.split(extract, name=job.path.stem)
    begun = writer.timing.add("chunk", begun)
    if not pieces:
        raise MaterialError("has headings but no text in it", "is it the right file?")
    language = language_of(extract)
    document = Prepared(
        source=job.source,
        name=job.name,
        course=job.course,
        title=_title(extract, job.path.stem),
        digest=digest,
        bytes=job.path.stat().st_size,
        stamp=job.stamp,
        reader=reader.name,
        options=key,
        chunks=pieces,
        ids=passage_ids(job.source, pieces),
        counted=[counted(piece.text, extras(piece), language) for piece in pieces],
        known=entry,
        language=language,
    )
    writer.timing.add("keywords", begun)
    return document


def _of_text(item: TextDocument, pieces: Sequence[Chunk], entry: Entry | None, language: str) -> Prepared:
    source = source_of(item)
    return Prepared(
        source=source,
        name=item.name,
        course=item.course,
        title=item.title or item.name,
        digest=_digest(item),
        bytes=len(item.text.encode("utf-8", "replace")),
        stamp="",
        reader="text",
        options="",
        chunks=pieces,
        ids=passage_ids(source, pieces),
        counted=[counted(piece.text, extras(piece), language) for piece in pieces],
        known=entry,
        language=language,
    )


def _digest(item: TextDocument) -> str:
    key = f"{chunk.VERSION}\n{item.title}\n{item.text}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _title(extract: Extract, name: str) -> str:
    return " ".join(chunk.clean(extract.title).split())[:300] or name


def _remember_roots(
    catalog: Catalog, roots: Sequence[str], course: str, options: Options, taken: Sequence[str]
) -> None:
    """What was named, to be synced; what was `taken` in is not held back any more."""
    with catalog.transaction() as connection:
        connection.executemany(
            "INSERT INTO roots VALUES (?, ?, ?) ON CONFLICT (path) "
            "DO UPDATE SET course = excluded.course, options = excluded.options",
            ((root, course, options.key()) for root in roots),
        )
        connection.executemany("DELETE FROM held_back WHERE source = ?", ((source,) for source in taken))


def _options(key: str) -> Options:
    return Options(outputs="outputs=1" in key, notes="notes=0" not in key)
