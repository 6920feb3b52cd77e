"""Which files a path means, and which of them have changed since they were read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from tutor.materials.catalog import Entry
from tutor.materials.readers import Options, reader_for

SKIPPED_FOLDERS = frozenset({".git", ".hg", ".svn", "__pycache__", "node_modules", ".ipynb_checkpoints", ".venv"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to read."""

    path: Path
    source: str
    """Absolute path, links resolved."""
    name: str
    """As cited: relative to the path given, with forward slashes."""
    course: str
    stamp: str
    known: Entry | None
    """What is stored of it now."""


@dataclass(slots=True)
class Plan:
    """What an ingestion has to do."""

    jobs: list[Job] = field(default_factory=list)
    unchanged: int = 0
    gone: list[Entry] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    skipped: int = 0
    roots: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    """Names of files that a person took out of a folder: they stay out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What is known before an ingestion."""

    entries: Mapping[str, Entry]
    """Documents by source."""
    held_back: Set[str] = frozenset()
    """Sources that a person took out."""
    roots: Set[str] = frozenset()
    """Paths that were ingested before."""


def make(paths: Sequence[Path], course: str, options: Options, stored: Stored, *, again: bool = False) -> Plan:
    """Look at every file under the paths; stat only. `again` reads all of them, changed or not.

    A file that a person took out stays out until it is named itself, or a folder of it that was not given before.
    """
    plan = Plan()
    known = stored.entries
    seen: set[str] = set()
    for path in paths:
        root = path.expanduser()
        try:
            resolved = root.resolve(strict=True)
        except (OSError, RuntimeError) as error:
            reason = "there is no such file or folder" if isinstance(error, FileNotFoundError) else str(error)
            plan.failures.append(f"{path}: {reason}; check the spelling")
            continue
        plan.roots.append(str(resolved))
        if resolved.is_dir():
            out = stored.held_back if str(resolved) in stored.roots else frozenset[str]()
            _folder(resolved, course, options, known, out, seen, plan, again)
        elif resolved.is_file():
            _file(resolved, root.name, course, options, known, seen, plan, again)
        else:
            plan.failures.append(f"{path}: is neither a file nor a folder; name one")
    return plan


def _folder(
    root: Path,
    course: str,
    options: Options,
    known: Mapping[str, Entry],
    out: Set[str],
    seen: set[str],
    plan: Plan,
    again: bool,
) -> None:
    for path in _walk(root, plan):
        if reader_for(path) is None:
            plan.skipped += 1
            continue
        try:
            resolved = path.resolve(strict=True)
        except (OSError, RuntimeError):
            continue
        name = path.relative_to(root).as_posix()
        if not resolved.is_file():
            plan.failures.append(f"{name}: is neither a file nor a folder; name one")
            continue
        if not resolved.is_relative_to(root):
            plan.failures.append(f"{name}: is a link that leads out of the folder; ingest {resolved.name} itself")
            continue
        if str(resolved) in out:
            plan.held.append(name)
            continue
        _file(resolved, name, course, options, known, seen, plan, again)
    prefix = str(root) + os.sep
    plan.gone += [entry for source, entry in known.items() if source.startswith(prefix) and source not in seen]


def _walk(root: Path, plan: Plan) -> Iterator[Path]:
    """Files in a stable order; folders that are links are not followed, so there are no loops."""

    def failed(error: OSError) -> None:
        plan.failures.append(f"{error.filename}: can't be opened: {error.strerror}; check its permissions")

    for folder, folders, files in os.walk(root, onerror=failed):
        folders[:] = sorted(name for name in folders if name not in SKIPPED_FOLDERS and not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def _file(
    path: Path,
    name: str,
    course: str,
    options: Options,
    known: Mapping[str, Entry],
    seen: set[str],
    plan: Plan,
    again: bool,
) -> None:
    source = str(path)
    if not _is_unicode(source):
        shown = name.encode("utf-8", "replace").decode("utf-8")
        plan.failures.append(f"{shown}: its name is not Unicode; rename it")
        return
    if source in seen:
        return
    seen.add(source)
    try:
        stamp = stamp_of(path)
    except OSError as error:
        plan.failures.append(f"{name}: can't be opened: {error.strerror}; check its permissions")
        return
    entry = known.get(source)
    same = entry is not None and (entry.stamp, entry.options) == (stamp, settings_key(path, options))
    if not again and same and entry is not None and (entry.name, entry.course) == (name, course):
        plan.unchanged += 1
        return
    plan.jobs.append(Job(path=path, source=source, name=name, course=course, stamp=stamp, known=entry))


def _is_unicode(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def settings_key(path: Path, options: Options) -> str:
    """What, besides its bytes, decides how a file is read."""
    reader = reader_for(path)
    return f"{reader.name} {reader.version},{options.key()}" if reader else options.key()


def stamp_of(path: Path) -> str:
    """Size and times, which move whenever the file is written."""
    stat = path.stat()
    return f"{stat.st_size},{stat.st_mtime_ns},{stat.st_ctime_ns},{stat.st_ino}"


def digest_of(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
