"""The one llama.cpp server of this process, spoken to in plain blocking calls.

xllamacpp always opens the server's HTTP port. It is kept from everybody: a random key, no endpoint that shows prompts,
and where the platform has them a Unix socket in a private folder that is removed as soon as it is open.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.errors import ModelError
from tutor.models.port import Request

BATCH_TOKENS = 128
"""Between two batches of a prompt a stop is noticed: at 200 tokens/s within 0.6 s."""
PROMPT_CACHE_MIB = 256
"""Memory for the prefixes of other conversations than the last (llama.cpp's own default is 8 GiB)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Which server: a file with a window."""

    file: Path
    num_ctx: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """What one run cost; tokens taken from the cached prefix are not counted."""

    prompt_tokens: float = 0
    prompt_s: float = 0
    reply_tokens: float = 0
    reply_s: float = 0


@dataclass(slots=True)
class Run:
    """One generation: where its text goes, and the flag that stops it."""

    emit: Callable[[str], object]
    stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """End the generation at the next token or prompt batch. May be called from any thread, more than once."""
        self.stopped.set()


_lock = threading.Lock()
_loaded: tuple[Key, Any] | None = None


def server(key: Key) -> Any:
    """The xllamacpp.Server for `key`, loaded if need be in place of another one. Loading blocks (0.5 s).

    Raises ModelError if llama.cpp isn't installed or refuses the file.
    """
    global _loaded  # noqa: PLW0603  one model a process: two would not fit a small machine
    with _lock:
        if _loaded is None or _loaded[0] != key:
            _loaded = None
            _loaded = (key, _start(key))
        return _loaded[1]


def unload(key: Key) -> None:
    """Free the memory of `key`'s server if it is the one that is loaded."""
    global _loaded  # noqa: PLW0603
    with _lock:
        if _loaded is not None and _loaded[0] == key:
            _loaded = None


def _start(key: Key) -> Any:
    xllamacpp = _library()
    params = xllamacpp.CommonParams()
    params.model.path = str(key.file)
    params.n_ctx = key.num_ctx
    params.n_parallel = 1
    params.n_batch = BATCH_TOKENS
    params.verbosity = -1
    params.warmup = False
    params.cache_ram_mib = PROMPT_CACHE_MIB
    params.cpuparams.n_threads = threads()
    if all(device["name"] == "CPU" for device in xllamacpp.get_device_info()):
        # Measured on 2 cores at a depth of 1500 tokens: 44 tokens read in 397 ms, against 462 with flash attention.
        params.flash_attn_type = xllamacpp.llama_flash_attn_type.LLAMA_FLASH_ATTN_TYPE_DISABLED
    params.ui = False
    params.endpoint_slots = False
    params.api_keys = [secrets.token_urlsafe(32)]
    with tempfile.TemporaryDirectory(prefix="tutor-", ignore_cleanup_errors=True) as folder:
        if sys.platform != "win32":
            params.hostnames = [os.path.join(folder, "s.sock")]
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise ModelError(
                f"llama.cpp can't load {key.file}",
                "the file may be damaged, or too big for the memory; choose another with --model",
            ) from error


def _library() -> Any:
    """xllamacpp, with threads that sleep while they wait for each other.

    They would spin, which starves them all on a machine that is busy with something else (the checker, a build):
    under a load of 7 on 2 cores 29 to 55 tokens/s were written with sleeping threads, 8 to 21 with spinning ones.
    OpenMP reads this when it is loaded.
    """
    asked = os.environ.get("OMP_WAIT_POLICY")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelError(f"llama.cpp can't be loaded: {error}", 'install it with "uv pip install xllamacpp"') from error
    finally:
        if asked is None:
            del os.environ["OMP_WAIT_POLICY"]
    return xllamacpp


def threads() -> int:
    """Threads that llama.cpp computes with: the processors this process may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, usable if usable <= 4 else usable // 2)


def generate(llama: Any, request: Request, run: Run) -> Timings:
    """Run a request to its end or until it is stopped, giving its text to `run.emit`.

    Raises ModelError with llama.cpp's reason, e.g. where the prompt doesn't fit the window.
    """
    last: dict[str, Any] = {}
    failure: dict[str, Any] = {}

    def on_chunk(chunk: dict[str, Any]) -> bool:
        if "error" in chunk:
            failure.update(chunk["error"])
            return True
        last.update(chunk.get("timings") or {})
        for choice in chunk.get("choices") or ():
            text = (choice.get("delta") or {}).get("content")
            if text and not run.stopped.is_set():
                try:
                    run.emit(text)
                except RuntimeError:  # the loop that read the stream is gone
                    run.stop()
        return run.stopped.is_set()

    if run.stopped.is_set():
        return Timings()
    try:
        answer = llama.handle_chat_completions(_payload(request), on_chunk)
    except (ValueError, RuntimeError) as error:
        raise ModelError(f"llama.cpp refused the request: {error}", "") from error
    if isinstance(answer, dict):
        failure.update(answer.get("error") or {})
    if failure:
        raise _error(failure)
    return Timings(
        prompt_tokens=last.get("prompt_n", 0),
        prompt_s=last.get("prompt_ms", 0) / 1000,
        reply_tokens=last.get("predicted_n", 0),
        reply_s=last.get("predicted_ms", 0) / 1000,
    )


def count(llama: Any, text: str, num_ctx: int) -> tuple[int, int]:
    """Exact tokens of `text` and the real window; nothing is evaluated.

    llama.cpp says both as it refuses a prompt that is too long. The prompt is the text
    followed by as many token ids as fill `num_ctx`. 7 ms; the cached prefix stays.
    """
    reply: Any = llama.handle_completions({"prompt": [text, *([1] * num_ctx)], "max_tokens": 1})
    found = reply.get("error", {})
    if "n_prompt_tokens" not in found:
        raise ModelError(f"llama.cpp can't count tokens: {json.dumps(reply)[:200]}", "")
    return found["n_prompt_tokens"] - num_ctx, found["n_ctx"]


def _payload(request: Request) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "messages": [{"role": message.role, "content": message.content} for message in request.messages],
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
        "stream": True,
        "cache_prompt": True,
        "return_progress": True,
        "timings_per_token": True,
        "chat_template_kwargs": {"enable_thinking": False},
    }
    if request.schema is not None:
        payload["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "reply", "schema": dict(request.schema)},
        }
    if request.stop:
        payload["stop"] = list(request.stop)
    return payload


def _error(failure: dict[str, Any]) -> ModelError:
    if failure.get("type") == "exceed_context_size_error":
        return ModelError(
            f"the prompt has {failure['n_prompt_tokens']} tokens and the model's window only {failure['n_ctx']}",
            "set a larger num_ctx in config.toml, or start a new session",
        )
    return ModelError(f"llama.cpp refused the request: {failure.get('message', failure)}", "")
