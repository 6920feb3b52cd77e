"""The course store: what a program uses to ingest documents and to search their passages."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tutor.errors import StoreError, UsageError
from tutor.materials import chunk, ingest, rebuild, reword
from tutor.materials.catalog import Catalog, put_setting
from tutor.materials.embed import Embedder
from tutor.materials.readers import Options
from tutor.materials.search import Scope, Searcher
from tutor.materials.values import (
    DEFAULT_COURSE,
    DocumentInfo,
    IngestReport,
    Passage,
    Progress,
    SearchResult,
    TextDocument,
)
from tutor.materials.vectors import ChromaVectors, VectorStore
from tutor.materials.writer import Writer

LOCK_TIMEOUT_S = 60.0


class CourseStore:
    """Documents in, passages out. Cheap to make: nothing is imported, opened or created before it is used. Thread-safe.

    Other processes may use the same folder at once: one writes at a time, behind a file lock, and readers see each
    document's vectors and keywords together or not at all.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, *, chroma_url: str = "", vectors: VectorStore | None = None
    ) -> None:
        self.folder = folder
        self.embedder = embedder
        self._catalog = Catalog(folder)
        self._vectors = vectors or ChromaVectors(folder, chroma_url)
        self._scope = hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12] if chroma_url else ""
        self._searcher = Searcher(self._catalog, self._vectors, embedder)
        self._threads = threading.Lock()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever ingested."""
        return not self._catalog.exists or not self._catalog.documents()

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        course: str = DEFAULT_COURSE,
        on_progress: Progress | None = None,
        options: Options | None = None,
        again: bool = False,
    ) -> IngestReport:
        """Take files and folders in; a folder given before is made to match what is in it now, but for the files that
        were removed by name: they stay out until they are named themselves, or with `again`, which reads everything.

        A file that can't be read is a line in `failures`, and its earlier version stays. Raises IndexMismatchError
        when the index was made with other settings, StoreError when another process keeps writing or the store fails.
        Stopping it with Ctrl-C keeps what was done.
        """
        with self._writing() as writer:
            return ingest.files(
                self._catalog,
                writer,
                paths,
                course=course,
                options=options or Options(),
                again=again,
                on_progress=on_progress,
                take_back=again,
            )

    def ingest_texts(self, items: Sequence[TextDocument], *, on_progress: Progress | None = None) -> IngestReport:
        """Take Markdown texts in; those that didn't change are left alone. Raises as `ingest`."""
        if self._catalog.exists and not reword.is_stale(self._catalog):
            report = ingest.unchanged_texts(self._catalog, items)
            if report is not None:
                return report
        with self._writing() as writer:
            return ingest.texts(self._catalog, writer, items, on_progress)

    def sync(self, *, course: str | None = None, on_progress: Progress | None = None) -> IngestReport:
        """Ingest again every file and folder that was ever given (for this course). Raises as `ingest`."""
        if not self._catalog.exists:
            return IngestReport()
        with self._writing() as writer:
            return ingest.sync(self._catalog, writer, course, on_progress)

    def rebuild(self, *, on_progress: Progress | None = None) -> IngestReport:
        """Make the vectors again from the stored passages, with the embedder that is set now; and where the program
        cuts by other rules than the index was made with, read and cut every file again.

        Stopped at any point, it goes on from there the next time; until it is done, searches use the old vectors.
        """
        if not self._catalog.exists:
            return IngestReport()
        with self._writing(check=False) as writer:
            report = rebuild.vectors(self._catalog, self._vectors, self.embedder, self._scope, on_progress)
            if self._catalog.setting("chunking") != str(chunk.VERSION):
                report = ingest.merge([report, ingest.sync(self._catalog, writer, None, on_progress, again=True)])
                with self._catalog.transaction() as connection:
                    put_setting(connection, "chunking", str(chunk.VERSION))
            self._searcher.remember_backdrop()
        return report

    def remove(self, name: str, *, course: str | None = None) -> tuple[str, ...]:
        """Take the documents of that name out, or all under a folder's name, or a whole course when `name` is "".

        A file of a folder that still has others stays out when the folder is ingested again. Gives the names removed;
        raises UsageError when there are none.
        """
        found = [
            entry
            for entry in (self._catalog.entries().values() if self._catalog.exists else ())
            if (course is None or entry.course == course)
            and (entry.name == name or entry.name.startswith(name.rstrip("/") + "/") or (not name and course))
        ]
        if not found:
            raise UsageError(f'there is no document "{name}"', "see what there is with: tutor materials list")
        with self._writing(check=False) as writer:
            writer.remove(found)
            ingest.hold_back(self._catalog, {entry.source: entry.name for entry in found})
        return tuple(sorted(entry.name for entry in found))

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        courses: Sequence[str] | None = None,
        exclude_courses: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        words_only: bool = False,
    ) -> SearchResult:
        """The k passages that answer best, best first, and whether the materials cover the question at all.

        With `words_only` neither embedder nor vector store is loaded or asked: an answer in milliseconds while they are
        not ready, or while their server is down; it finds less of what is asked in other words than the materials'.
        Raises IndexMismatchError when the index was made with another embedder, unless `words_only`.
        """
        if not self._catalog.exists:
            return SearchResult(covered=False, hits=())
        if reword.is_stale(self._catalog):
            # Where they can't be made again now, the old ones find nearly as much.
            with suppress(StoreError, OSError), self._writing(check=False):
                pass
        return self._searcher.search(
            query,
            k,
            Scope(courses=courses, exclude_courses=exclude_courses, documents=documents),
            words_only=words_only,
        )

    def passage(self, id_: str) -> Passage:
        """A passage by its id. Raises UsageError when it is gone."""
        found = self._catalog.passages_by_id([id_]) if self._catalog.exists else {}
        if id_ not in found:
            raise UsageError("that passage is no longer in the materials", "ask again to get a current one")
        return found[id_]

    def around(self, id_: str, *, before: int = 1, after: int = 1) -> tuple[Passage, ...]:
        """A passage with its neighbours in the document, in reading order, to show it in its place.

        Raises UsageError when it is gone.
        """
        passage = self.passage(id_)
        whole = self._catalog.of_document(self._catalog.document_of(id_))
        at = next(index for index, other in enumerate(whole) if other.id == passage.id)
        return tuple(whole[max(0, at - before) : at + after + 1])

    def documents(self) -> tuple[DocumentInfo, ...]:
        """What is in the store, by course and name."""
        return self._catalog.documents() if self._catalog.exists else ()

    def passages(self, name: str) -> tuple[Passage, ...]:
        """The passages of the documents of that name, in reading order. Raises UsageError when there are none."""
        entries = (
            [entry for entry in self._catalog.entries().values() if entry.name == name] if self._catalog.exists else []
        )
        if not entries:
            raise UsageError(f'there is no document "{name}"', "see what there is with: tutor materials list")
        return tuple(passage for entry in entries for passage in self._catalog.of_document(entry.id))

    @property
    def generation(self) -> int:
        """Number of changes so far; what was derived from the store at another one is stale."""
        return self._catalog.generation() if self._catalog.exists else 0

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the documents, the one of most passages first."""
        return self._searcher.languages() if self._catalog.exists else ()

    def marks(self) -> list[tuple[str, int, str, str]]:
        """What authors marked: (key, row of the passage, "definition", "term" or "heading", the words), in reading
        order."""
        return self._catalog.marks() if self._catalog.exists else []

    def passages_at(self, rows: Sequence[int]) -> dict[int, Passage]:
        """Passages by row, as `marks` gives them; rows that are gone are left out."""
        return self._catalog.passages(rows) if self._catalog.exists and rows else {}

    def close(self) -> None:
        """Let go of files and connections."""
        self._vectors.close()
        self._catalog.close()

    @contextmanager
    def _writing(self, *, check: bool = True) -> Iterator[Writer]:
        """The writer, alone among all threads and processes."""
        from filelock import FileLock, Timeout

        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "index.lock", thread_local=False)
        with self._threads:
            try:
                lock.acquire(timeout=LOCK_TIMEOUT_S)
            except Timeout as error:
                raise StoreError(
                    f"another process is writing to the course index in {self.folder}", "try again when it is done"
                ) from error
            try:
                generation = self._catalog.generation()
                if generation != self._catalog.seen:
                    self._vectors.refresh()
                    self._catalog.seen = generation
                writer = Writer(self._catalog, self._vectors, self.embedder, self._scope)
                if reword.is_stale(self._catalog):
                    reword.again(self._catalog)
                if check:
                    writer.open()
                yield writer
                if check:
                    self._searcher.remember_backdrop()
            finally:
                lock.release()
