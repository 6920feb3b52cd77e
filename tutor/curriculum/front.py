"""The front matter of a lesson: YAML read as plain data, its size and shape bounded, every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from tutor.curriculum.suggest import closest

MAX_CHARS = 65_536
MAX_DEPTH = 12
ID = re.compile(r"[^\W_][\w.-]*$")
LESSON_ID = re.compile(r"[^\W_][\w.-]*(?:/[^\W_][\w.-]*)*$")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
BKT = ("prior", "learn", "guess", "slip")
_OURS = ("id", "title", "objectives", "kcs", "language")
_MYST = frozenset(
    {
        *("title", "subtitle", "description", "short_title", "author", "authors", "date", "doi", "keywords", "tags"),
        *(
            "license",
            "label",
            "numbering",
            "exports",
            "downloads",
            "jupytext",
            "kernelspec",
            "jupyter",
            "mystnb",
            "myst",
        ),
        *("html_meta", "name", "banner", "thumbnail", "github", "open_access", "venue", "subject", "math", "site"),
        *(
            "myst",
            "abbreviations",
            "bibliography",
            "parts",
            "options",
            "settings",
            "edit_url",
            "source_url",
            "affiliations",
        ),
    }
)

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built

Problem = tuple[int, str]
"""(line in the file, what is wrong and what to do)."""


class KcEntry(BaseModel):
    """One entry of `kcs`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    title: str = ""
    requires: list[str] = Field(default_factory=list)
    bkt: dict[str, float] = Field(default_factory=dict)

    @field_validator("id")
    @classmethod
    def _id(cls, value: str) -> str:
        if not ID.match(value):
            raise ValueError(f'"{value}" can\'t be an id; use letters, digits, "-", "_" and "."')
        return value

    @field_validator("bkt")
    @classmethod
    def _bkt(cls, value: dict[str, float]) -> dict[str, float]:
        for name, number in value.items():
            if name not in BKT:
                raise ValueError(f'unknown parameter "{name}"; there are {", ".join(BKT)}')
            if name in ("guess", "slip") and not 0 <= number < 0.5:
                raise ValueError(f"{name} is {number:g}; it must be at least 0 and below 0.5")
            if not 0 <= number <= 1:
                raise ValueError(f"{name} is {number:g}; it must be at least 0 and at most 1")
        return value


class FrontMatter(BaseModel):
    """What a lesson declares about itself; other keys are left to Jupyter Book."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str
    title: str = Field(min_length=1, max_length=200)
    objectives: list[str] = Field(default_factory=list, max_length=50)
    kcs: list[KcEntry] = Field(min_length=1, max_length=200)
    language: str = "en"

    @field_validator("id")
    @classmethod
    def _id(cls, value: str) -> str:
        if not LESSON_ID.match(value):
            raise ValueError(
                f'"{value}" can\'t be an id; use letters, digits, "-", "_" and ".", parts separated by "/"'
            )
        return value

    @field_validator("language")
    @classmethod
    def _language(cls, value: str) -> str:
        if not LANGUAGE.match(value):
            raise ValueError(f'"{value}" is no language tag; write for example "en", "de" or "pt-BR"')
        return value

    @field_validator("kcs", mode="before")
    @classmethod
    def _short_entries(cls, value: object) -> object:
        if isinstance(value, Mapping):
            return [{"id": key} | (entry if isinstance(entry, dict) else {}) for key, entry in value.items()]
        if isinstance(value, list):
            return [{"id": entry} if isinstance(entry, str) else entry for entry in value]
        return value


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a file, as far as it could be read."""

    values: FrontMatter | None
    lines: Mapping[tuple[str | int, ...], int]
    """Path in the YAML -> line in the file."""
    problems: tuple[Problem, ...]

    def line(self, *path: str | int) -> int:
        """The line of a place in the YAML, or of what encloses it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def read_front(text: str) -> Front:
    """Reads the front matter at the head of a lesson's text; problems are collected, nothing is raised."""
    match = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if not match:
        what = "there is no front matter; start the file with --- and id, title, objectives, kcs, language"
        return Front(None, {}, ((1, what),))
    source = match[1]
    problems = _unsafe(source)
    if problems:
        return Front(None, {}, tuple(problems))
    try:
        node = yaml.compose(source, Loader=_Loader)
        data = yaml.load(source, Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return Front(None, {}, (_yaml_problem(error),))
    if not isinstance(data, dict) or node is None:
        return Front(None, {}, ((1, "the front matter holds no keys; write id, title, objectives, kcs, language"),))
    lines: dict[tuple[str | int, ...], int] = {}
    found = list(_walk(node, (), lines)) + _misspelt(data, lines)
    try:
        values = FrontMatter.model_validate(data)
    except ValidationError as error:
        partial = Front(None, lines, ())
        found += [(partial.line(*detail["loc"]), _worded(detail)) for detail in error.errors()]
        return Front(None, lines, tuple(found))
    return Front(values, lines, tuple(found))


def _unsafe(source: str) -> list[Problem]:
    """What must not even be composed: too long, too deep, anchors and aliases, broken YAML."""
    if len(source) > MAX_CHARS:
        return [(1, f"the front matter has {len(source)} characters; at most {MAX_CHARS} are read")]
    depth = 0
    try:
        for event in yaml.parse(source, Loader=_Loader):
            line = (event.start_mark.line if event.start_mark else 0) + 2
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return [
                    (line, "anchors and aliases (& and *) are not read here; write the value out, or put it in quotes")
                ]
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                return [(line, f"the front matter is nested more than {MAX_DEPTH} deep")]
    except (yaml.YAMLError, RecursionError) as error:
        return [_yaml_problem(error)]
    return []


def _yaml_problem(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or str(error).split("\n", 1)[0]
    return (
        (mark.line + 2) if mark else 1
    ), f'the front matter is no valid YAML: {what}; quote values that hold ":" or "#"'


def _walk(node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int]) -> list[Problem]:
    """Notes the line of every place below `node`; returns keys that come twice."""
    lines.setdefault(path, node.start_mark.line + 2)
    problems: list[Problem] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            line = key.start_mark.line + 2
            if (*path, name) in lines:
                problems.append((line, f'"{name}" is given twice; keep one'))
            lines[(*path, name)] = line
            problems += _walk(value, (*path, name), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            problems += _walk(value, (*path, index), lines)
    return problems


def _misspelt(data: Mapping[Any, Any], lines: Mapping[tuple[str | int, ...], int]) -> list[Problem]:
    """Keys that are neither ours nor MyST's but look like one of ours."""
    problems = []
    for key in data:
        near = closest(str(key), _OURS, 0.75)
        if key not in _OURS and key not in _MYST and near:
            problems.append((lines.get((str(key),), 1), f'unknown key "{key}" (did you mean "{near}"?)'))
    return problems


def _worded(detail: ErrorDetails) -> str:
    """A sentence for one of pydantic's findings."""
    where = _place(detail["loc"])
    kind = detail["type"]
    if kind == "missing":
        return f"{where} is missing; add it"
    if kind == "extra_forbidden":
        names = tuple(KcEntry.model_fields)
        near = closest(str(detail["loc"][-1]), names)
        return f"{where} is unknown" + (f' (did you mean "{near}"?)' if near else f"; there are {', '.join(names)}")
    if kind == "value_error":
        return f"{where}: {detail['ctx']['error']}"
    wanted = {
        "string_type": "text (put it in quotes)",
        "list_type": "a list",
        "dict_type": "a mapping",
        "model_type": "a mapping with id, title and requires",
        "float_type": "a number",
        "string_too_short": "at least one character",
        "too_short": "at least one entry",
        "too_long": "fewer entries",
        "string_too_long": "at most 200 characters",
    }
    return f"{where} must be {wanted.get(kind, detail['msg'])}"


def _place(path: tuple[str | int, ...]) -> str:
    words = [f"entry {part + 1}" if isinstance(part, int) else f'"{part}"' for part in path]
    return " of ".join(reversed(words)) if words else "the front matter"
