"""Making the vectors again, e.g. for another embedder: explicit, resumable, and never two kinds in one collection."""

from __future__ import annotations

import json
import time

from tutor.materials.catalog import Catalog, insert_rows, put_setting
from tutor.materials.embed import Embedder
from tutor.materials.values import IngestReport, Progress
from tutor.materials.vectors import VectorStore, collection_name
from tutor.materials.writer import searchable

LEAST_BATCH = 64
"""Passages that are embedded before they are noted as done: what a stopped run loses at most, unless the embedder takes
more at once."""


def vectors(
    catalog: Catalog, store: VectorStore, embedder: Embedder, scope: str, on_progress: Progress | None
) -> IngestReport:
    """Embed every passage into a new collection, then switch to it in one transaction; the caller holds the lock.

    A stopped run left its collection and the ids that are in it: one with the same embedder goes on from there.
    """
    begun = time.perf_counter()
    target = _target(catalog, store, embedder, scope)
    connection = catalog.database.connection
    total = int(connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0])
    missing = connection.execute("SELECT COUNT(*) FROM passages WHERE id NOT IN (SELECT id FROM moved)").fetchone()[0]
    size = max(LEAST_BATCH, embedder.batch)
    last = written = 0
    while batch := _missing(catalog, last, size):
        if on_progress is not None:
            on_progress(f"embedding with {embedder.name}", total - missing + written, total)
        ids = [id_ for _, id_, _ in batch]
        store.add(target, ids, embedder.embed([text for _, _, text in batch]))
        with catalog.database.transaction() as inner:
            insert_rows(inner, "OR IGNORE INTO moved", [(id_,) for id_ in ids])
        last = batch[-1][0]
        written += len(batch)
    _switch(catalog, store, embedder, target)
    if on_progress is not None:
        on_progress("done", total, total)
    return IngestReport(chunks=written, seconds=time.perf_counter() - begun)


def _target(catalog: Catalog, store: VectorStore, embedder: Embedder, scope: str) -> str:
    """The collection to fill: that of the run that was stopped, or a new one."""
    wanted = [embedder.name, embedder.dimension]
    text = catalog.setting("moving")
    if text:
        name, dimension, collection = json.loads(text)
        if [name, dimension] == wanted:
            return str(collection)
        store.drop(collection)
    build = int(catalog.setting("build", "0")) + 1
    target = collection_name(embedder.name, embedder.dimension, scope=scope, build=build)
    store.drop(target)
    with catalog.transaction() as connection:
        connection.execute("DELETE FROM moved")
        put_setting(connection, "build", str(build))
        put_setting(connection, "moving", json.dumps([*wanted, target]))
    return target


def _missing(catalog: Catalog, after: int, most: int) -> list[tuple[int, str, str]]:
    """Passages in rows `after` one that are not in the new collection yet: row, id, what to embed."""
    rows = catalog.database.connection.execute(
        "SELECT row, id, title_path, text FROM passages WHERE row > ? AND id NOT IN (SELECT id FROM moved) "
        "ORDER BY row LIMIT ?",
        (after, most),
    )
    return [(row["row"], row["id"], searchable(json.loads(row["title_path"]), row["text"])) for row in rows]


def _switch(catalog: Catalog, store: VectorStore, embedder: Embedder, target: str) -> None:
    old = catalog.setting("collection")
    live = {row["id"] for row in catalog.database.connection.execute("SELECT id FROM passages")}
    orphans = sorted(store.ids(target) - live)
    if orphans:
        store.delete(target, orphans)
    with catalog.transaction() as connection:
        put_setting(connection, "embedder", embedder.name)
        put_setting(connection, "dimension", str(embedder.dimension))
        put_setting(connection, "collection", target)
        connection.execute("DELETE FROM settings WHERE key IN ('moving', 'backdrop')")
        connection.execute("DELETE FROM moved")
        connection.execute("DELETE FROM strays")
    if old and old != target:
        store.drop(old)
