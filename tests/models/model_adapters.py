"""Every registered adapter of the port, real ones included, and how to ask one."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from tutor.errors import ModelError
from tutor.models import Message, ModelBackend, Request, open_model
from tutor.models.registry import bundled_model

OLLAMA_REASON = 'no Ollama server for tests: eval "$(.ci/ollama.sh start)" starts one and says where it is'
BUNDLED_REASON = "the bundled model is not installed: uv sync installs it"

ADAPTERS = [
    pytest.param("scripted", id="scripted"),
    pytest.param("embedded", id="embedded"),
    pytest.param("gguf", id="gguf"),
    pytest.param(
        "ollama",
        id="ollama",
        marks=[pytest.mark.ollama, pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])],
    ),
]


def ollama_server() -> tuple[str, str]:
    """Address and model of the test server; skips the test where there is none."""
    url = os.environ.get("TUTOR_TEST_OLLAMA", "")
    if not url:
        pytest.skip(OLLAMA_REASON)
    return url, os.environ.get("TUTOR_TEST_OLLAMA_MODEL", "smollm2")


def bundled() -> Path:
    """The bundled GGUF; skips the test where it isn't installed."""
    file = bundled_model()
    if file is None:
        pytest.skip(BUNDLED_REASON)
    return file


SENTENCES = (
    "What was done last is undone first.",
    "The tangent has the slope $f'(a) = frac{1}{2}$, and the graph is “level” – nearly – where it is 0.",
    "A half is three sixths:\n\n$$½ = 3/6$$",
)
"""Sentences as passages have them, with formulas, signs and line ends."""


def opened(scheme: str, tmp_path: Path, *, num_ctx: int = 512) -> ModelBackend:
    """A backend of the scheme, ready to be asked anything."""
    url = "http://127.0.0.1:9"
    match scheme:
        case "scripted":
            script = tmp_path / "script.json"
            script.write_text(
                '{"loop": true, "replies": [{"when": "JSON", "text": {"answer": "yes"}},'
                f' {{"when": "sentence", "text": {json.dumps(json.dumps(SENTENCES[1]))}}}, "Yes, it is so. "]}}'
            )
            spec = f"scripted:{script}"
        case "ollama":
            url, name = ollama_server()
            spec = f"ollama:{name}"
        case "gguf":
            spec = f"gguf:{bundled()}"
        case _:
            bundled()
            spec = scheme
    backend = open_model(spec, ollama_url=url, num_ctx=num_ctx)
    assert backend is not None
    return backend


def ask(text: str, *, system: str = "You are a tutor.", **fields: Any) -> Request:
    """A request of one question."""
    return Request(
        messages=(Message(role="system", content=system), Message(role="user", content=text)),
        **{"max_tokens": 24, **fields},
    )


async def reply(model: ModelBackend, request: Request) -> str:
    """The whole reply."""
    return "".join([piece async for piece in model.stream(request)])


async def until_failure(model: ModelBackend, request: Request) -> tuple[list[str], ModelError | None]:
    """What came, and the failure that ended it."""
    seen = []
    try:
        async for piece in model.stream(request):
            seen.append(piece)
    except ModelError as error:
        return seen, error
    return seen, None


def gguf_metadata(file: Path) -> dict[str, Any]:
    """The key-value part of a GGUF file: the vocabulary as an Ollama server would show it."""
    with file.open("rb") as stream:
        assert stream.read(4) == b"GGUF"
        _, _, entries = struct.unpack("<IQQ", stream.read(20))
        return {_text(stream): _value(stream, _number(stream, "I")) for _ in range(entries)}


def _number(stream: BinaryIO, code: str) -> Any:
    return struct.unpack(f"<{code}", stream.read(struct.calcsize(f"<{code}")))[0]


def _text(stream: BinaryIO) -> str:
    return stream.read(_number(stream, "Q")).decode("utf-8", "replace")


def _value(stream: BinaryIO, kind: int) -> Any:
    if kind == 8:
        return _text(stream)
    if kind == 9:
        inner, length = _number(stream, "I"), _number(stream, "Q")
        return [_value(stream, inner) for _ in range(length)]
    return _number(
        stream, {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}[kind]
    )
