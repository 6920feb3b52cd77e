"""One frozen `Config`, read from a TOML file and `TUTOR_*` variables; every setting has a default that works."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from platformdirs import PlatformDirs

from tutor.errors import ConfigError

APP = "stepwise-tutor"
LANGUAGES = ("en", "de", "fr", "es")
"""Of the words of mathematics that the checker knows."""
MODEL_SCHEMES = ("auto", "embedded", "none", "ollama:NAME", "gguf:PATH", "scripted:FILE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting of the program.

    A field's name is its key in config.toml and, in capitals after TUTOR_, its variable.
    """

    home: Path
    """Folder of the learner's record, the index and the learner's own lessons."""
    learner: str = "default"
    """Whose record is used; any non-empty name."""
    model: str = "auto"
    """auto (a chosen Ollama model, else the embedded one, else none) or one of MODEL_SCHEMES."""
    ollama_host: str = ""
    """Address of an Ollama server; empty means OLLAMA_HOST if that is this machine, or 127.0.0.1:11434.

    Words go to another machine only if it is named here.
    """
    embedder: str = "auto"
    """auto (what the index was made with, else the embedded one), embedded, ollama:NAME."""
    chroma_url: str = ""
    """Address of a Chroma server, http://host:port; empty keeps the index in `home`."""
    num_ctx: int = 4096
    """The model's window in tokens, 1024 to 131072."""
    lessons: tuple[Path, ...] = ()
    """More lesson files or folders, besides the shipped ones and home/lessons."""
    decimal_comma: bool = False
    """Read 1,5 as one and a half."""
    language: str = "en"
    """en, de, fr or es: which words of mathematics (and, or, so, true) are known besides the signs."""
    reply_deadline_s: float = 3.0
    """Seconds to the first sentence of a reply, 0.1 to 60; then the template speaks."""

    @property
    def notation(self) -> dict[str, Any]:
        """How numbers and words of mathematics are written, as options of the checker."""
        return {"decimal_comma": self.decimal_comma, "language": self.language}

    @property
    def database(self) -> Path:
        """The SQLite file of the learners' records."""
        return self.home / "tutor.db"

    @property
    def index(self) -> Path:
        """The folder of the course index."""
        return self.home / "index"

    @property
    def ollama_url(self) -> str:
        """Base address of the Ollama server, with scheme and port."""
        if self.ollama_host:
            return _url(self.ollama_host)
        found = os.environ.get("OLLAMA_HOST", "")
        return _url(found if found and is_loopback(_url(found)) else "127.0.0.1:11434")

    @property
    def words_leave(self) -> bool:
        """Whether the configured servers are on another machine (the status line says so)."""
        ollama = self.model == "auto" or any(s.startswith("ollama:") for s in (self.model, self.embedder))
        return (ollama and not is_loopback(self.ollama_url)) or (
            bool(self.chroma_url) and not is_loopback(self.chroma_url)
        )


def is_loopback(url: str) -> bool:
    """Whether an address, with or without its scheme, is this machine's own."""
    host = urlsplit(url if "://" in url else f"//{url}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _url(host: str) -> str:
    url = host if "://" in host else f"http://{host}"
    scheme, rest = url.split("://", 1)
    rest = rest.rstrip("/").replace("0.0.0.0", "127.0.0.1")
    return f"{scheme}://{rest}" if ":" in rest.split("]")[-1] else f"{scheme}://{rest}:11434"


def load_config(environ: Mapping[str, str] | None = None, **overrides: Any) -> Config:
    """The settings: defaults, then config.toml, then TUTOR_* variables, then `overrides` that aren't None.

    Raises ConfigError naming the file and key (or the variable) of every problem found.
    """
    env = os.environ if environ is None else environ
    file = config_file(env)
    home = file.parent if env.get("TUTOR_HOME") else Path(PlatformDirs(APP, appauthor=False).user_data_dir)
    problems: list[str] = []
    found: dict[str, Any] = {}
    known = {field.name for field in fields(Config)}
    for key, value in _read(file, problems).items():
        _take(found, f"{file}: {key}", key, value, known - {"home"}, problems)
    for name in known - {"home"}:
        if value := env.get(f"TUTOR_{name.upper()}"):
            _take(found, f"TUTOR_{name.upper()}", name, value, known, problems)
    for key, value in overrides.items():
        if value is not None:
            _take(found, f"--{key.replace('_', '-')}", key, value, known, problems)
    if problems:
        raise ConfigError("; ".join(problems), "correct it, or remove it to get the default")
    return Config(**{"home": home, **found})


def save_setting(key: str, value: str, environ: Mapping[str, str] | None = None) -> Path:
    """Write one setting into config.toml, leaving the rest of the file as it is; gives the file.

    Raises ConfigError if the setting is unknown, the value impossible or the file can't be written.
    """
    import tomlkit

    file = config_file(environ)
    problems: list[str] = []
    _take({}, f"{file}: {key}", key, value, {field.name for field in fields(Config)} - {"home"}, problems)
    _read(file, problems)
    if problems:
        raise ConfigError("; ".join(problems), "correct it first")
    try:
        document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
        document[key] = value
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise ConfigError(f"can't write {file}: {error.strerror}", "check the folder's permissions") from error
    return file


def config_file(environ: Mapping[str, str] | None = None) -> Path:
    """Where config.toml is read from."""
    env = os.environ if environ is None else environ
    if env.get("TUTOR_HOME"):
        return Path(env["TUTOR_HOME"]).expanduser() / "config.toml"
    return Path(PlatformDirs(APP, appauthor=False).user_config_dir) / "config.toml"


def _read(file: Path, problems: list[str]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        problems.append(f"{file}: {error.strerror}")
    except UnicodeDecodeError as error:
        problems.append(f"{file}: not UTF-8 text (byte {error.start + 1})")
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{file}: {error}")
    return {}


def _take(found: dict[str, Any], where: str, key: str, value: Any, known: set[str], problems: list[str]) -> None:
    if key not in known:
        near = difflib.get_close_matches(key, known, 1)
        guess = f' (did you mean "{near[0]}"?)' if near else f" (there are: {', '.join(sorted(known))})"
        problems.append(f"{where}: unknown setting{guess}")
        return
    try:
        found[key] = _convert(key, value)
    except (ValueError, TypeError) as error:
        problems.append(f"{where}: {error}")


def _convert(key: str, value: Any) -> Any:
    match key:
        case "num_ctx":
            return int(_between(int(value), 1024, 131072))
        case "reply_deadline_s":
            return _between(float(value), 0.1, 60.0)
        case "decimal_comma":
            return _boolean(value)
        case "language":
            if value not in LANGUAGES:
                raise ValueError(f"{value} is none of {', '.join(LANGUAGES)}")
            return str(value)
        case "home":
            return Path(value).expanduser()
        case "lessons":
            paths = value.split(os.pathsep) if isinstance(value, str) else value
            if not isinstance(paths, list | tuple) or not all(isinstance(path, str | Path) for path in paths):
                raise ValueError("must be a list of paths")
            return tuple(Path(path).expanduser() for path in paths)
        case "model":
            return str(value) if _from_outside(str(value)) else _scheme(str(value), MODEL_SCHEMES)
        case "embedder":
            return _scheme(str(value), ("auto", "embedded", "ollama:NAME"))
        case "learner":
            if not str(value).strip():
                raise ValueError("must not be empty")
            return str(value).strip()
        case _:
            return str(value)


def _between(value: float, low: float, high: float) -> float:
    if not low <= value <= high:
        raise ValueError(f"{value} is not between {low} and {high}")
    return value


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).lower()
    if word in {"1", "true", "yes", "on"}:
        return True
    if word in {"0", "false", "no", "off", ""}:
        return False
    raise ValueError(f'"{value}" is neither true nor false')


def _from_outside(value: str) -> bool:
    """Whether an installed package brings a model backend of this name."""
    from importlib.metadata import entry_points

    return value.partition(":")[0] in {point.name for point in entry_points(group="stepwise_tutor.models")}


def _scheme(value: str, schemes: tuple[str, ...]) -> str:
    head, _, rest = value.partition(":")
    for scheme in schemes:
        name, _, argument = scheme.partition(":")
        if head == name and bool(rest) == bool(argument):
            return value
    raise ValueError(f'"{value}" is not one of {", ".join(schemes)}')
