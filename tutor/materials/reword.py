"""Making the keywords again from the stored passages, when the program makes other terms of a text than it did."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict

from tutor.materials import keywords, languages, tokens
from tutor.materials.catalog import Catalog, insert_rows, put_setting
from tutor.materials.writer import concept_key, counted


def is_stale(catalog: Catalog) -> bool:
    """Whether there is an index whose keywords were made by other rules."""
    return bool(catalog.setting("embedder")) and catalog.setting("keywords") != str(tokens.VERSION)


def again(catalog: Catalog) -> None:
    """Make all keywords and marks again in one transaction; the caller holds the lock. Vectors stay."""
    with catalog.transaction() as connection:
        connection.execute("DELETE FROM postings")
        segments = connection.execute("SELECT DISTINCT segment FROM documents ORDER BY segment").fetchall()
        for (segment,) in segments:
            found = connection.execute("SELECT id, language FROM documents WHERE segment = ?", (segment,)).fetchall()
            by_row: dict[int, Counter[str]] = {}
            for document, language in found:
                by_row.update(_document(connection, document, language))
            insert_rows(connection, "INTO postings", keywords.packed(segment, by_row))
        put_setting(connection, "keywords", str(tokens.VERSION))
        connection.execute("DELETE FROM settings WHERE key = 'backdrop'")


def _document(connection: sqlite3.Connection, document: int, language: str) -> dict[int, Counter[str]]:
    """Term frequencies by row, with what goes with them (lengths, marks, the language) set."""
    passages = connection.execute(
        "SELECT row, title_path, text FROM passages WHERE document = ? ORDER BY row", (document,)
    ).fetchall()
    if not language:
        language = languages.detect(" ".join(row["text"] for row in passages[:20]))
        connection.execute("UPDATE documents SET language = ? WHERE id = ?", (language, document))
    labels: defaultdict[int, list[str]] = defaultdict(list)
    marks = connection.execute(
        "SELECT m.row, m.kind, m.label FROM marks m JOIN passages p ON p.row = m.row WHERE p.document = ?", (document,)
    ).fetchall()
    for mark in marks:
        if mark["kind"] != "heading":
            labels[mark["row"]].append(mark["label"])
    found = {
        row["row"]: counted(row["text"], (*json.loads(row["title_path"]), *labels[row["row"]]), language)
        for row in passages
    }
    connection.executemany(
        "UPDATE passages SET length = ? WHERE row = ?", ((terms.total(), row) for row, terms in found.items())
    )
    connection.executemany("DELETE FROM marks WHERE row = ?", ((row,) for row in found))
    keys = ((concept_key(mark["label"], language), mark["row"], mark["kind"], mark["label"]) for mark in marks)
    insert_rows(connection, "OR IGNORE INTO marks", [key for key in keys if key[0]])
    return found
