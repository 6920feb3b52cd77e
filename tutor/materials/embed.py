"""Embedders: text to vectors of unit length. Registered here by scheme; `open_embedder` opens one by name."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from tutor.errors import MaterialError, UsageError
from tutor.materials.wordcache import WordCache, fits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_FEW = 4
"""So many texts are cut as they are: a question is one text."""
DEFAULT_OLLAMA_URL = "http://127.0.0.1:11434"
CONNECT_S = 5.0
ANSWER_S = 300.0
"""A server may have to load the model first, and embeds on a processor alone where it has to."""


class Embedder(Protocol):
    """What turns text into vectors."""

    @property
    def name(self) -> str:
        """As written in settings: "embedded", "ollama:NAME"."""

    @property
    def dimension(self) -> int:
        """Length of its vectors. Raises MaterialError when it has to ask a server that does not answer."""

    @property
    def batch(self) -> int:
        """Texts that are best embedded at once; a run that is stopped waits for so many."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One float32 row of unit length for each text. Raises MaterialError when it can't."""


class EmbeddedEmbedder:
    """WordLlama's static token vectors, 256-d, from the weights inside its own wheel; nothing is downloaded.

    The mean over a text's tokens is taken here, word by word: the package's own `embed` gives the same, but pads every
    batch to its longest text and cuts each word into tokens each time it comes.
    """

    name = "embedded"
    dimension = 256
    batch = 250

    def __init__(self) -> None:
        self._model: Any = None
        self._words: WordCache | None = None
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        model = self._load()
        if len(texts) > _FEW and self._words is not None:
            return unit(self._words.means(texts))
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            ids = model.tokenizer.encode(text, add_special_tokens=False).ids
            if ids:
                rows[row] = np.take(model.embedding, ids, axis=0).sum(axis=0) / len(ids)
        return unit(rows)

    def _load(self) -> Any:
        with self._lock:
            if self._model is None:
                wordllama = _import_wordllama()
                folder = Path(wordllama.__file__).parent
                model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
                model.tokenizer.no_padding()
                if fits(model.tokenizer):
                    self._words = WordCache(model.tokenizer, model.embedding)
                self._model = model
        return self._model


def _import_wordllama() -> Any:
    """The package, without the root log handler that its import sets up (it would print every library's INFO lines)."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    import wordllama

    root.handlers[:] = handlers
    root.setLevel(level)
    return wordllama


class OllamaEmbedder:
    """An embedding model of an Ollama server."""

    def __init__(self, model: str, url: str = DEFAULT_OLLAMA_URL, *, batch: int = 16) -> None:
        self.name = f"ollama:{model}"
        self.batch = batch
        self._model = model
        self._url = url
        self._dimension: int | None = None
        self._client: Any = None

    @property
    def dimension(self) -> int:
        if self._dimension is None:
            self._dimension = int(self.embed(["dimension"]).shape[1])
        return self._dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        said = [at for at, text in enumerate(texts) if text.strip()]
        found: list[Sequence[float]] = []
        for at in range(0, len(said), self.batch):
            found.extend(self._ask([texts[index] for index in said[at : at + self.batch]]))
        # The server refuses a text without a token.
        wide = len(found[0]) if found else self.dimension
        rows = np.zeros((len(texts), wide), dtype=np.float32)
        rows[said] = np.asarray(found, dtype=np.float32).reshape(len(found), wide)
        return unit(rows)

    def _ask(self, texts: list[str]) -> Sequence[Sequence[float]]:
        import httpx
        import ollama

        if self._client is None:
            # Nothing is kept open between calls: an embedder is never closed.
            limits = httpx.Limits(max_keepalive_connections=0)
            timeout = httpx.Timeout(ANSWER_S, connect=CONNECT_S)
            self._client = ollama.Client(host=self._url, timeout=timeout, limits=limits)
        try:
            found: Sequence[Sequence[float]] = self._client.embed(model=self._model, input=texts).embeddings
        except ollama.ResponseError as error:
            missing = error.status_code == 404
            raise MaterialError(
                f'the server at {self._url} can\'t embed with "{self._model}": {error.error}',
                (f'get it with "ollama pull {self._model}"' if missing else "see the server's log")
                + ', or use the built-in embedder: embedder = "embedded"',
            ) from error
        except httpx.TimeoutException as error:
            raise MaterialError(
                f'the Ollama server at {self._url} took longer than {ANSWER_S:.0f} s to embed with "{self._model}"',
                'try again when it has less to do, or use the built-in embedder: embedder = "embedded"',
            ) from error
        except (ConnectionError, httpx.HTTPError) as error:
            raise MaterialError(
                f'no Ollama server answers at {self._url} to embed with "{self._model}"',
                'start it with "ollama serve", or use the built-in embedder: embedder = "embedded"',
            ) from error
        return found


Opener = Callable[[str, str], Embedder]
EMBEDDERS: Mapping[str, Opener] = {
    "embedded": lambda argument, url: EmbeddedEmbedder(),
    "ollama": OllamaEmbedder,
}
"""Scheme of a name -> what opens it, given what follows the colon and the Ollama server's address."""


def open_embedder(name: str, *, ollama_url: str = DEFAULT_OLLAMA_URL) -> Embedder:
    """The embedder of that name; nothing is loaded or asked yet.

    Raises UsageError for an unknown one, listing what there is.
    """
    scheme, _, argument = name.partition(":")
    opener = EMBEDDERS.get(scheme)
    if opener is None or bool(argument) != (scheme == "ollama"):
        raise UsageError(f'there is no embedder "{name}"', "use one of: embedded, ollama:NAME")
    return opener(argument, ollama_url)


def unit(rows: Vectors) -> Vectors:
    """Rows scaled to length 1; a zero row (a text without known words) gets a fixed direction, as cosine needs one."""
    import numpy as np

    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-12)
    if rows.shape[1]:
        scaled[lengths[:, 0] <= 1e-12, 0] = 1.0
    return scaled
