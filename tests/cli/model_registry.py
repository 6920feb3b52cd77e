"""A little model registry on this machine, as an Ollama server pulls from: a manifest, and blobs in parts (OCI)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
TEMPLATE = """{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
CHUNK = 1 << 20


class Registry:
    """Serves one model, `library/tiny:latest`; `gate` holds back what comes after `held_after` bytes of its weights."""

    def __init__(self, gguf: Path, *, held_after: int | None = None) -> None:
        self.gate = threading.Event()
        self.held_after = held_after
        self.asked: list[str] = []
        """Paths of all requests, with the ranges asked for."""
        config = {"model_format": "gguf", "model_family": "llama", "architecture": "amd64", "os": "linux"}
        parts = {
            "application/vnd.docker.container.image.v1+json": json.dumps(config).encode(),
            "application/vnd.ollama.image.model": gguf.read_bytes() + os.urandom(32),  # not the one the server has
            "application/vnd.ollama.image.template": TEMPLATE.encode(),
            "application/vnd.ollama.image.params": json.dumps({"stop": ["<|im_start|>", "<|im_end|>"]}).encode(),
        }
        self.blobs = {f"sha256:{hashlib.sha256(data).hexdigest()}": data for data in parts.values()}
        described = [
            {"mediaType": kind, "digest": digest, "size": len(data)}
            for (kind, data), digest in zip(parts.items(), self.blobs, strict=True)
        ]
        self.weights = described[1]["digest"]
        self.manifest = json.dumps(
            {"schemaVersion": 2, "mediaType": MANIFEST, "config": described[0], "layers": described[1:]}
        ).encode()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def port(self) -> int:
        """Where it listens, on this machine only."""
        return int(self._server.server_address[1])

    @property
    def model(self) -> str:
        """The model's whole name, for `tutor model pull`."""
        return f"127.0.0.1:{self.port}/library/tiny:latest"

    @contextmanager
    def running(self) -> Iterator[Registry]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.gate.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def _handler(registry: Registry) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is printed."""

        def _answer(self, *, body: bool) -> None:
            wanted = self.headers.get("Range", "")
            registry.asked.append(f"{self.command} {self.path} {wanted}".strip())
            name = self.path.rsplit("/", 1)[-1]
            if self.path == "/v2/library/tiny/manifests/latest":
                data, kind = registry.manifest, MANIFEST
            elif name in registry.blobs:
                data, kind = registry.blobs[name], "application/octet-stream"
            else:
                self.send_error(404)
                return
            if body and name in registry.blobs and not self.path.startswith("/storage/"):
                self.send_response(307)  # real registries keep blobs on another host, and Ollama expects that
                self.send_header("Location", f"http://localhost:{registry.port}/storage/{name}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            found = re.match(r"bytes=(\d+)-(\d*)", wanted)
            start = int(found[1]) if found else 0
            end = min(int(found[2]) + 1 if found and found[2] else len(data), len(data))
            self.send_response(206 if found else 200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(end - start))
            if found:
                self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(data)}")
            self.end_headers()
            if body:
                held = registry.held_after if name == registry.weights and found else None
                self._send(data, start, end, held)

        def _send(self, data: bytes, start: int, end: int, held: int | None) -> None:
            with suppress(OSError):  # who asked has gone
                for at in range(start, end, CHUNK):
                    if held is not None and at >= held:
                        registry.gate.wait()
                    self.wfile.write(data[at : min(at + CHUNK, end)])

    return Handler
