"""docs/session.md says what the code does: every event, every field, its JSON type and its words."""

# ruff: noqa: E501
# Rows of tables are kept on one line.
from __future__ import annotations

import ast
import inspect
import json
import os
import re
import textwrap
from dataclasses import fields
from pathlib import Path

import pytest

import tutor.events
from tests.dialogue.test_golden import GOLDEN
from tutor.dialogue.lexicon import COMMANDS
from tutor.events import MoveKind, event_types, to_record

DOC = Path(__file__).parents[2] / "docs" / "session.md"
JSON_TYPES = {
    "str": "string", "str | None": "string or null", "int": "integer", "bool": "boolean", "float": "number", "tuple[str, ...]": "array of strings",
    "tuple[int, ...]": "array of integers", "MoveKind": "string", "Source": "string", "Mark": "string", "tuple[Mapping[str, Any], ...]": "array of objects",
    "Mapping[str, float] | None": "object or null",
}  # fmt: skip


def described(kind: type) -> dict[str, str]:
    """The docstring under each field of an event."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    found: dict[str, str] = {}
    for node, after in zip(body.body, [*body.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            found[node.target.id] = " ".join(str(text).split())
    return found


def tables() -> str:
    """The part of the page that follows from the code."""
    parts = []
    for kind in event_types():
        name = tutor.events._NAMES[kind]
        parts.append(f"### `{name}`\n{inspect.getdoc(kind)}\n")
        parts.append("| field | JSON | is |\n| --- | --- | --- |")
        words = described(kind)
        for each in fields(kind):
            parts.append(f"| `{each.name}` | {JSON_TYPES[str(each.type)]} | {words[each.name].replace('|', '/')} |")
        parts.append("")
    return "\n".join(parts)


def test_the_page_holds_the_events_as_they_are() -> None:
    page = DOC.read_text("utf-8")
    wanted = f"code compares -->\n{tables()}<!-- /events -->"
    if os.environ.get("TUTOR_TEST_GOLDEN") == "write":
        head, _, rest = page.partition("<!-- events:")
        tail = rest.partition("<!-- /events -->")[2]
        page = f"{head}<!-- events: written from tutor/events.py; the test of this code compares -->\n{tables()}<!-- /events -->{tail}"
        DOC.write_text(page, "utf-8")
    assert wanted in page


def test_every_record_of_the_journey_has_the_fields_of_the_page() -> None:
    page = DOC.read_text("utf-8")
    for line in GOLDEN.read_text("utf-8").splitlines():
        record = json.loads(line)
        section = re.search(rf"### `{record['type']}`\n(.*?)(?=\n###|<!-- /events)", page, re.DOTALL)
        assert section, record["type"]
        documented = set(re.findall(r"^\| `(\w+)` \|", section[1], re.MULTILINE))
        assert set(record) - {"type", "v", "session", "turn", "seq"} == documented


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_on_the_page(command: str) -> None:
    assert f"`/{command}" in DOC.read_text("utf-8")


@pytest.mark.parametrize("move", list(MoveKind))
def test_every_move_is_on_the_page(move: MoveKind) -> None:
    assert move.value in DOC.read_text("utf-8").split("`move`:")[1]


def test_a_record_is_one_line_of_json() -> None:
    example = tutor.events.Notice(text="a\nb")
    assert "\n" not in json.dumps(to_record(example, session="s", turn=1, seq=1))
