"""The one place where the parts are put together: from a `Config` to an engine, and openers of single parts for the
front ends.

Each opener imports only what it needs, so that a command which needs little starts quickly.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tutor.config import Config, is_loopback

if TYPE_CHECKING:
    from tutor.curriculum.values import Library
    from tutor.dialogue.engine import Tutor
    from tutor.learner.memory import MemoryStore
    from tutor.learner.record import LearnerRecord
    from tutor.learner.report import LearnerReport
    from tutor.materials.concepts import ConceptGraph
    from tutor.materials.embed import Embedder
    from tutor.materials.store import CourseStore
    from tutor.models.port import ModelBackend
    from tutor.storage import Database


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


def build(
    config: Config,
    *,
    model: ModelBackend | None = None,
    clock: Callable[[], datetime] = utc_now,
    ids: Callable[[], str] | None = None,
) -> Tutor:
    """The engine for a configuration. Nothing heavy is loaded before it is used.

    `model` stands in for the configured one. Raises LessonError never: broken lessons are in `Library.problems`;
    raises StoreError if
    the record can't be opened.
    """
    from tutor import checker
    from tutor.dialogue.engine import Tutor, new_id
    from tutor.materials.entail import follows
    from tutor.materials.support import supports

    database = open_database(config)
    store, library = open_store(config), open_library(config)
    return Tutor(
        config=config,
        library=library,
        record=open_record(config, database, clock=clock),
        memory=open_memory(config, database, clock=clock, embedder=store.embedder),
        store=store,
        checker=checker,
        supports=supports,
        db=database,
        model_opener=lambda: model if model is not None else open_model(config),
        clock=clock,
        ids=ids or new_id,
        follows=follows,
        concepts=functools.cache(lambda: concept_graph(store, library)),
    )


def open_database(config: Config) -> Database:
    """The record's file. Raises StoreError."""
    from tutor.storage import Database

    return Database(config.database)


def open_library(config: Config) -> Library:
    """Every lesson: the shipped ones, those in home/lessons, those the configuration names."""
    from tutor.curriculum.load import load_library, shipped_lessons

    own = config.home / "lessons"
    return load_library([shipped_lessons(), *([own] if own.is_dir() else []), *config.lessons])


def open_record(
    config: Config, database: Database | None = None, *, clock: Callable[[], datetime] = utc_now
) -> LearnerRecord:
    """The learner's attempts, mastery and reviews, with the lessons' own tracing parameters."""
    from tutor.learner.mastery import DEFAULTS, BktParams
    from tutor.learner.record import LearnerRecord

    params = {}
    for kc in open_library(config).kcs.values():
        if kc.bkt:
            known = {name: value for name, value in kc.bkt.items() if name in {"prior", "learn", "slip", "guess"}}
            default = {"prior": DEFAULTS.prior, "learn": DEFAULTS.learn, "slip": DEFAULTS.slip, "guess": DEFAULTS.guess}
            params[kc.id] = BktParams(**{**default, **known})
    return LearnerRecord(database or open_database(config), config.learner, clock, params=params)


def open_memory(
    config: Config,
    database: Database | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    embedder: Embedder | None = None,
) -> MemoryStore:
    """What is remembered about the learner."""
    from tutor.learner.memory import MemoryStore

    return MemoryStore(database or open_database(config), config.learner, clock)


def open_progress(config: Config) -> LearnerReport:
    """All that is believed about the learner's knowledge, with its evidence."""
    return open_record(config).report()


def open_store(config: Config) -> CourseStore:
    """The course materials' index."""
    from tutor.materials.store import CourseStore

    return CourseStore(config.index, open_embedder(config), chroma_url=config.chroma_url)


def open_store_with_lessons(config: Config) -> CourseStore:
    """The course materials' index with the lessons' prose in it; what has not changed costs nothing."""
    from tutor.dialogue.engine import lesson_documents

    store = open_store(config)
    store.ingest_texts(lesson_documents(open_library(config)))
    return store


def open_embedder(config: Config) -> Embedder:
    """The configured embedder; "auto" is what the index was made with, else the embedded one."""
    from tutor.materials.embed import open_embedder as opened

    name = config.embedder
    if name == "auto":
        from tutor.materials.catalog import Catalog

        catalog = Catalog(config.index)
        name = (catalog.setting("embedder") if catalog.exists else "") or "embedded"
        catalog.close()
    return opened(name, ollama_url=config.ollama_url)


def open_model(config: Config) -> ModelBackend | None:
    """What phrases the replies; None for none. Raises ModelError or UsageError."""
    from tutor.models.registry import open_model as opened

    remote = bool(config.ollama_host) and not is_loopback(config.ollama_url)
    return opened(
        config.model,
        ollama_url=config.ollama_url,
        num_ctx=config.num_ctx,
        remote_named=remote,
        cloud_named=config.model.startswith("ollama:"),
    )


def open_concepts(config: Config) -> ConceptGraph:
    """Terms and knowledge components, with where they are taught and what they need."""
    return concept_graph(open_store_with_lessons(config), open_library(config))


def concept_graph(store: CourseStore, library: Library) -> ConceptGraph:
    """The concepts of a store and of the lessons."""
    from tutor.materials.concepts import Component, ConceptGraph

    components = {
        kc.id: Component(
            id=kc.id,
            title=kc.title,
            requires=kc.requires,
            lesson=kc.lesson,
            exercises=tuple(exercise.id for exercise in library.exercises_for(kc.id)),
        )
        for kc in library.kcs.values()
    }
    return ConceptGraph(store, components)


def lint_lessons(config: Config, paths: Sequence[Path]) -> tuple[str, ...]:
    """What is wrong in lesson files, the agreement of answers with solutions included."""
    from tutor import checker
    from tutor.curriculum.lint import lint
    from tutor.curriculum.load import shipped_lessons

    own = config.home / "lessons"
    known = [shipped_lessons(), *([own] if own.is_dir() else []), *config.lessons]
    return lint(
        paths or known,
        check_answer=checker.check_answer,
        check_work=checker.check_work,
        mentions=checker.mentions,
        known=known,
    )


def draft_stats(config: Config) -> Mapping[str, Any]:
    """How the model's drafts went: shown, redrafted, replaced, and why."""
    from tutor.dialogue.ledger import Ledger
    from tutor.dialogue.recorder import Recorder

    return Recorder(Ledger(open_database(config), config.learner, utc_now)).stats()


def export_learner(config: Config) -> Mapping[str, Any]:
    """Everything stored about the learner, as JSON-able data."""
    from tutor.dialogue.ledger import Ledger

    database = open_database(config)
    record = open_record(config, database)
    return {
        "learner": config.learner,
        "record": record.export(),
        "dialogue": Ledger(database, config.learner, utc_now).export(),
    }


def forget_learner(config: Config) -> None:
    """Delete everything stored about the learner."""
    from tutor.dialogue.ledger import Ledger

    database = open_database(config)
    Ledger(database, config.learner, utc_now).forget()
    open_record(config, database).forget()


async def probe_model(config: Config) -> Mapping[str, Any]:
    """Examine the configured model and keep what it can be trusted with. Raises ModelError where it can't be used."""
    from tutor.dialogue.ledger import Ledger
    from tutor.dialogue.recorder import Recorder
    from tutor.models.probe import probe

    model = open_model(config)
    if model is None:
        return {"model": "none", "level": 0}
    try:
        found = await probe(model)
    finally:
        await model.aclose()
    report: dict[str, Any] = {
        "model": model.name,
        "level": found.level,
        **{f"passed_{name}": passed for name, passed in found.passed.items()},
        "prompt_tokens_per_s": found.prompt_tokens_per_s,
        "generate_tokens_per_s": found.generate_tokens_per_s,
        "seconds": round(found.seconds, 1),
    }
    Recorder(Ledger(open_database(config), config.learner, utc_now)).set_level(model.name, found.level, report)
    return report
