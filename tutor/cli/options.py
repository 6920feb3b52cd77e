"""Options that several commands share, and how results are printed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType
from typing import IO, Annotated, Any

import typer

from tutor.config import Config, load_config
from tutor.errors import UsageError

Learner = Annotated[str | None, typer.Option(help="Whose record to use.", metavar="NAME")]
Model = Annotated[
    str | None,
    typer.Option(help="embedded, none, ollama:NAME, gguf:PATH or scripted:FILE.", metavar="MODEL"),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Lessons = Annotated[
    list[Path] | None, typer.Option("--lessons", help="More lesson files or folders; may be repeated.", metavar="PATH")
]
_BEFORE: ContextVar[Mapping[str, Any]] = ContextVar("options before the command", default=MappingProxyType({}))


def hand_down(options: Mapping[str, Any]) -> None:
    """Options that stood before the command's name; its own win."""
    _BEFORE.set({name: value for name, value in options.items() if value is not None and value != []})


def config_from(**overrides: Any) -> Config:
    """The settings with a command's options over them, and those before its name; None keeps what is configured.

    Raises UsageError for lessons that are not there, ConfigError for settings that are wrong.
    """
    wanted = {**_BEFORE.get(), **{name: value for name, value in overrides.items() if value is not None}}
    for path in wanted.get("lessons") or ():
        existing(path)
    return load_config(**wanted)


def existing(path: Path) -> Path:
    """The path, if something is there. Raises UsageError."""
    if not path.exists():
        raise UsageError(f"there is no {path}", "check the path")
    return path


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_line(value: Any) -> None:
    """One JSON line on stdout, flushed, so that a reader need not wait."""
    print(json.dumps(value, ensure_ascii=False, default=str), flush=True)


def read_text(path: Path | None) -> str:
    """A file's text, or stdin's for `-` or None.

    Raises UsageError if it can't be read as UTF-8 text.
    """
    name = "stdin" if path is None or str(path) == "-" else str(path)
    if name == "stdin" and sys.stdin is None:
        raise UsageError("stdin is closed", "give a file")
    try:
        data = sys.stdin.buffer.read() if name == "stdin" else Path(name).read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8 text (byte {error.start + 1})", "save it as UTF-8") from error
    except OSError as error:
        raise UsageError(f"can't read {name}: {error.strerror}", "check the path") from error


def open_lines(path: Path) -> IO[str]:
    """A text file to be read line by line; undecodable bytes are replaced, so that one bad line spoils no other.

    Raises UsageError if it can't be opened.
    """
    if str(path) == "-":
        if sys.stdin is None:
            raise UsageError("stdin is closed", "give a file")
        return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
    try:
        return path.open(encoding="utf-8-sig", errors="replace", newline="\n")
    except OSError as error:
        raise UsageError(f"can't read {path}: {error.strerror}", "check the path") from error


def distinct(source: Path, target: Path) -> None:
    """Raises UsageError if both name one file, which writing would empty before it is read."""
    try:
        same = str(source) != "-" and str(target) != "-" and target.exists() and source.samefile(target)
    except OSError:
        return
    if same and target.is_file():
        raise UsageError(f"{source} and {target} are the same file", "write to another one")


def write_lines(path: Path, records: Iterable[Any]) -> int:
    """Write records as JSON lines, each flushed as it comes; gives their number.

    Raises UsageError if the file can't be written.
    """
    try:
        out = sys.stdout if str(path) == "-" else path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"can't write {path}: {error.strerror}", "name another file") from error
    count = 0
    try:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
            out.flush()
            count += 1
    finally:
        if out is not sys.stdout:
            out.close()
    return count
