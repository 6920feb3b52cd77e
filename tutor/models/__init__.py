"""Language models behind one port: Ollama, the embedded llama.cpp, a script for tests, or none.

Everything a caller needs is here; each backend is one module, imported only when a spec names it.
"""

from __future__ import annotations

from tutor.models.port import Message, ModelBackend, Request
from tutor.models.registry import Resolution, open_model, resolve, schemes

__all__ = ["Message", "ModelBackend", "Request", "Resolution", "open_model", "resolve", "schemes"]
