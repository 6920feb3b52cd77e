"""What `tutor doctor` finds: what is installed, which model and embedder are used and why, how to get better ones."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, version

from tutor.config import Config, config_file
from tutor.errors import TutorError
from tutor.wiring import open_library, open_store

BETTER = "qwen2.5:3b"
"""A model on Ollama that is large enough to phrase replies by itself, and small enough for a laptop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    what: str
    state: str
    ok: bool = True
    """False where something is missing or worth changing."""
    advice: str = ""
    """What to type; empty if there is nothing to do."""


async def examine(config: Config) -> tuple[Finding, ...]:
    """Look at everything the tutor rests on. Nothing is changed, loaded or downloaded; no part's failure stops it."""
    from tutor import __version__

    return (
        Finding(what="version", state=f"stepwise-tutor {__version__}, Python {platform.python_version()}"),
        *_namesakes(),
        Finding(what="settings", state=_settings(config)),
        _record(config),
        *await _models(config),
        _embedder(config),
        _lessons(config),
        _materials(config),
        _checker(),
        _privacy(config),
    )


def _settings(config: Config) -> str:
    file = config_file()
    return f"{file}{'' if file.exists() else ' (not there: the defaults hold)'}"


def _record(config: Config) -> Finding:
    state = f"{config.database} (learner {config.learner})"
    there = next((path for path in (config.database, *config.database.parents) if path.exists()), config.home)
    if os.access(there, os.W_OK) and (there.is_dir() or there == config.database):
        return Finding(what="record", state=state)
    advice = "see that the folder can be written, or name another with TUTOR_HOME"
    return Finding(what="record", state=f"{state}: {there} can't be written", ok=False, advice=advice)


def _namesakes() -> list[Finding]:
    found = []
    for name, whose in (("tutor", "Open edX's command of the same name"), ("tutormagic", "another %%tutor")):
        try:
            distribution(name)
        except PackageNotFoundError:
            continue
        advice = f"pip uninstall {name}, or keep the two in separate environments"
        found.append(Finding(what="namesake", state=f'"{name}" is installed too: {whose}', ok=False, advice=advice))
    return found


async def _models(config: Config) -> list[Finding]:
    from tutor.models import resolve

    resolution = resolve(config.model)
    served = await _served(config)
    best = next((name for name in served if not name.startswith("smollm")), None)
    advice = ""
    if resolution.spec in {"embedded", "none"}:
        advice = (
            f"for more fluent replies: tutor model use ollama:{best}"
            if best
            else f"for more fluent replies install Ollama, then: tutor model pull {BETTER} && "
            f"tutor model use ollama:{BETTER}"
        )
    return [_model_in_use(config, resolution.spec, resolution.why, advice), _server(config, served)]


def _model_in_use(config: Config, spec: str, why: str, advice: str) -> Finding:
    from tutor.wiring import open_model

    try:
        backend = open_model(config)
    except TutorError as error:
        return Finding(what="model", state=error.message, ok=False, advice=error.hint)
    if backend is None:
        state = f"no model ({why}): lessons, hints, checking, review and citations work all the same"
        return Finding(what="model", state=state, ok=spec == config.model, advice=advice)
    return Finding(what="model", state=f"{backend.label} ({why})", advice=advice)


async def _served(config: Config) -> tuple[str, ...]:
    from tutor.models.catalogue import list_models

    try:
        return tuple(model.name for model in await list_models(config.ollama_url))
    except TutorError:
        return ()


def _server(config: Config, served: tuple[str, ...]) -> Finding:
    from tutor.config import is_loopback

    named = os.environ.get("OLLAMA_HOST", "")
    if named and not config.ollama_host and not is_loopback(named):
        advice = f'to send words there, say so in the settings: ollama_host = "{named}"'
        return Finding(what="Ollama", state=f"OLLAMA_HOST={named} is another machine: not used", advice=advice)
    if served:
        return Finding(what="Ollama", state=f"{config.ollama_url} has {', '.join(served)}")
    return Finding(what="Ollama", state=f"no model at {config.ollama_url} (not needed)", advice="")


def _embedder(config: Config) -> Finding:
    chosen = "embedded" if config.embedder == "auto" else config.embedder
    why = "the default" if config.embedder == "auto" else "the settings name it"
    try:
        about = f"WordLlama {version('wordllama')}, 256 dimensions" if chosen == "embedded" else config.ollama_url
    except PackageNotFoundError:
        return Finding(what="embedder", state="wordllama is not installed", ok=False, advice="uv sync")
    advice = 'for a better one: set embedder = "ollama:nomic-embed-text", then tutor materials sync --rebuild'
    return Finding(what="embedder", state=f"{chosen} ({about}; {why})", advice=advice if chosen == "embedded" else "")


def _lessons(config: Config) -> Finding:
    library = open_library(config)
    state = (
        f"{len(library.lessons)} lessons, {sum(len(lesson.exercises) for lesson in library.lessons.values())} exercises"
    )
    if library.problems:
        return Finding(what="lessons", state=f"{state}; {library.problems[0]}", ok=False, advice="tutor lesson lint")
    return Finding(what="lessons", state=state)


def _materials(config: Config) -> Finding:
    where = config.chroma_url or str(config.index)
    try:
        documents = open_store(config).documents()
    except TutorError as error:
        return Finding(what="materials", state=error.message, ok=False, advice=error.hint)
    own = [document for document in documents if document.course != "lessons"]
    advice = "" if own else "add your textbook or notes: tutor ingest PATH"
    return Finding(what="materials", state=f"{len(own)} documents of your own in {where}", advice=advice)


def _checker() -> Finding:
    from tutor.checker import check_answer

    verdict = check_answer("x^2-1", "(x-1)(x+1)")
    works = verdict.status == "valid"
    return Finding(
        what="checker", state="works" if works else verdict.reason, ok=works, advice="" if works else "uv sync"
    )


def _privacy(config: Config) -> Finding:
    if config.words_leave:
        state = "the settings name a server on another machine: your words are sent to it"
        return Finding(what="privacy", state=state, ok=False, advice="tutor model use embedded keeps them here")
    return Finding(what="privacy", state="nothing leaves this machine")
