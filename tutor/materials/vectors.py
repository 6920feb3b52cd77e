"""The vector store: Chroma in a folder, or on a server. Only ids and vectors are kept there; all else is in the
catalog.

A Chroma client keeps a folder's index in memory and does not notice what another process writes to it: after that,
`refresh` must be called before anything is read or (worse: it would write its old index back) written. The catalog's
generation tells when.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from tutor.errors import StoreError

if TYPE_CHECKING:
    from tutor.materials.embed import Vectors

BATCH = 500
"""Vectors in one call, 0.15 s: a search of another thread waits no longer."""
_TRIES = 4
_numbers = itertools.count()


def collection_name(embedder: str, dimension: int, *, scope: str = "", build: int = 0) -> str:
    """One collection for each embedder, dimension and rebuild, so that they never mix; `scope` keeps stores on one
    server apart."""
    key = hashlib.sha256(f"{embedder}\n{dimension}\n{scope}\n{build}".encode()).hexdigest()[:16]
    return f"passages-{key}"


class VectorStore(Protocol):
    """Vectors by passage id, in named collections; thread-safe. Every method raises StoreError when the store fails."""

    def add(self, collection: str, ids: Sequence[str], vectors: Vectors) -> None:
        """Write vectors; ids that exist are overwritten."""

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        """Remove vectors; ids that don't exist are fine."""

    def nearest(
        self, collection: str, vector: Vectors, k: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """The k nearest ids with their cosine similarity in [-1, 1], best first; only `among` these ids when given."""

    def vectors(self, collection: str, ids: Sequence[str]) -> Mapping[str, Vectors]:
        """The vectors of these ids; missing ones are left out."""

    def ids(self, collection: str) -> set[str]:
        """Every id in it."""

    def drop(self, collection: str) -> None:
        """Remove a whole collection, if it is there."""

    def refresh(self) -> None:
        """Forget what is held in memory: another process has written."""

    def close(self) -> None:
        """Let go of files and connections."""


class ChromaVectors:
    """Vectors in Chroma, which is imported at the first use."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._url = url
        self._client: Any = None
        self._collections: dict[str, Any] = {}
        self._lock = threading.RLock()

    def add(self, collection: str, ids: Sequence[str], vectors: Vectors) -> None:
        with self._told():
            target = self._collection(collection, create=True)
            for at in range(0, len(ids), BATCH):
                target.upsert(ids=list(ids[at : at + BATCH]), embeddings=vectors[at : at + BATCH])

    def delete(self, collection: str, ids: Sequence[str]) -> None:
        with self._told():
            target = self._collection(collection, create=False)
            if target is None:
                return
            for at in range(0, len(ids), BATCH):
                target.delete(ids=list(ids[at : at + BATCH]))

    def nearest(
        self, collection: str, vector: Vectors, k: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        with self._told():
            k = k if among is None else min(k, len(among))
            if k <= 0:
                return []
            asked: dict[str, Any] = {"query_embeddings": [vector], "n_results": k, "include": ["distances"]}
            found = self._read(collection, lambda target: _queried(target, asked, among))
        if found is None:
            return []
        return [(id_, 1.0 - distance) for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def vectors(self, collection: str, ids: Sequence[str]) -> Mapping[str, Vectors]:
        with self._told():
            if not ids:
                return {}
            found = self._read(collection, lambda target: target.get(ids=list(ids), include=["embeddings"]))
        if found is None:
            return {}
        return dict(zip(found["ids"], found["embeddings"], strict=True))

    def ids(self, collection: str) -> set[str]:
        with self._told():
            target = self._collection(collection, create=False)
            return set(target.get(include=[])["ids"]) if target is not None else set()

    def drop(self, collection: str) -> None:
        with self._told():
            if self._collection(collection, create=False) is not None:
                self._open().delete_collection(collection)
                self._collections.pop(collection, None)

    def refresh(self) -> None:
        if not self._url:
            self.close()

    def close(self) -> None:
        with self._lock:
            self._collections.clear()
            client, self._client = self._client, None
            if client is not None:
                client.close()
                _hang_up(client)

    def _read(self, collection: str, act: Callable[[Any], Any]) -> Any:
        """What a collection answers; None when there is no such collection, or its vectors can't be found.

        Chroma reads ids from disk and vectors from memory: when another process has just written, the two disagree and
        it fails until the index is loaded again.
        """
        from chromadb.errors import InternalError

        for _ in range(_TRIES):
            target = self._collection(collection, create=False)
            if target is None:
                return None
            try:
                return act(target)
            except InternalError:
                self.refresh()
        return None

    def _collection(self, name: str, *, create: bool) -> Any:
        if name not in self._collections:
            client = self._open()
            if create:
                self._collections[name] = client.get_or_create_collection(
                    name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            else:
                found = _existing(client, name)
                if found is None:
                    return None
                self._collections[name] = found
        return self._collections[name]

    def _open(self) -> Any:
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            settings = Settings(anonymized_telemetry=False)
            if self._url:
                parts = urlsplit(self._url if "://" in self._url else f"http://{self._url}")
                self._client = chromadb.HttpClient(
                    host=parts.hostname or "127.0.0.1",
                    port=parts.port or 8000,
                    ssl=parts.scheme == "https",
                    settings=settings,
                )
            else:
                # Clients of one process that name the same path share one index in memory: each store names it
                # differently.
                path = str(self._folder / "chroma") + f"{os.sep}." * (1 + next(_numbers) % 500)
                self._client = chromadb.PersistentClient(path, settings=settings)
        return self._client

    @contextmanager
    def _told(self) -> Iterator[None]:
        """One thread at a time, and Chroma's failures as errors of ours."""
        try:
            with self._lock:
                yield
        except StoreError:
            raise
        except Exception as error:
            where = self._url or str(self._folder / "chroma")
            hint = (
                f'start it with "chroma run --port {urlsplit(self._url).port or 8000}", or unset TUTOR_CHROMA_URL'
                if self._url
                else "make the vectors again from the stored passages: tutor materials sync --rebuild"
            )
            raise StoreError(f"the vector store {where} failed: {error}", hint) from error


def _hang_up(client: Any) -> None:
    """Close the connections that a client of a server leaves open."""
    for part in (client, getattr(client, "_admin_client", None)):
        session = getattr(getattr(part, "_server", None), "_session", None)
        if session is not None and hasattr(session, "close"):
            session.close()


def _queried(target: Any, asked: dict[str, Any], among: Sequence[str] | None) -> Any:
    """A query, perhaps among some ids; Chroma fails when one of them is not there, which is asked only then."""
    from chromadb.errors import InternalError

    if among is None:
        return target.query(**asked)
    try:
        return target.query(ids=list(among), **asked)
    except InternalError:
        held = target.get(ids=list(among), include=[])["ids"]
        if not held:
            return {"ids": [[]], "distances": [[]]}
        return target.query(ids=held, **{**asked, "n_results": min(asked["n_results"], len(held))})


def _existing(client: Any, name: str) -> Any:
    from chromadb.errors import NotFoundError

    try:
        return client.get_collection(name, embedding_function=None)
    except (NotFoundError, ValueError):
        return None
