"""The Ollama backend's own laws, against a scripted transport: what it sends, and what it says when things go wrong."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import ollama
import pytest
from model_adapters import OLLAMA_REASON, ask, bundled, gguf_metadata, ollama_server, reply, until_failure

from tutor.errors import ModelError
from tutor.models import Message, Request, open_model
from tutor.models.catalogue import PullProgress, has_model, list_models, pull, with_tag
from tutor.models.ollama import OllamaModel, is_cloud

URL = "http://127.0.0.1:11434"
SHOWN: dict[str, Any] = {"model_info": {"llama.context_length": 8192}, "capabilities": ["completion"]}


def said(text: str, **fields: Any) -> bytes:
    """One line of a chat stream."""
    return (
        json.dumps({"model": "m", "message": {"role": "assistant", "content": text}, "done": False, **fields}).encode()
        + b"\n"
    )


DONE = said(
    "", done=True, prompt_eval_count=100, prompt_eval_duration=500_000_000, eval_count=40, eval_duration=400_000_000
)


class Server:
    """Answers as an Ollama server would; keeps what it was sent."""

    def __init__(
        self, chat: list[bytes | Exception] | httpx.Response | None = None, shown: dict[str, Any] | None = None
    ) -> None:
        self.chat = [said("Two "), said("lines."), DONE] if chat is None else chat
        self.shown = SHOWN if shown is None else shown
        self.sent: list[dict[str, Any]] = []

    def client(self, url: str) -> ollama.AsyncClient:
        return ollama.AsyncClient(url, transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/show":
            return httpx.Response(200, json=self.shown)
        self.sent.append(json.loads(request.content or b"{}"))
        if request.url.path == "/api/generate":
            return httpx.Response(200, json={"model": "m", "response": "", "done": True})
        if isinstance(self.chat, httpx.Response):
            return self.chat
        return httpx.Response(200, content=self.lines(self.chat))

    @staticmethod
    async def lines(chat: list[bytes | Exception]) -> AsyncIterator[bytes]:
        for line in chat:
            if isinstance(line, Exception):
                raise line
            yield line

    def model(self, **fields: Any) -> OllamaModel:
        return OllamaModel("m", url=URL, local=True, open_client=self.client, **{"num_ctx": 2048, **fields})


async def test_the_window_goes_with_every_request() -> None:
    server = Server()
    model = server.model()
    assert await reply(model, ask("Hello.", temperature=0.0, seed=7, stop=("END",))) == "Two lines."
    await model.warm()
    assert [sent["options"]["num_ctx"] for sent in server.sent] == [2048, 2048]
    assert server.sent[0]["options"] | {"num_ctx": 0} == {
        "num_ctx": 0,
        "num_predict": 24,
        "temperature": 0.0,
        "seed": 7,
        "stop": ["END"],
    }


async def test_the_window_is_never_larger_than_the_model_was_made_for() -> None:
    model = Server(shown={"model_info": {"x.context_length": 1024}}).model()
    await model.warm()
    assert model.context_tokens == 1024


async def test_a_reply_may_not_run_over_the_window() -> None:
    server = Server()
    await reply(server.model(num_ctx=512), ask("word " * 200, max_tokens=400))
    sent = server.sent[0]["options"]
    assert 16 <= sent["num_predict"] < 512 - 200


async def test_a_thinking_model_is_told_not_to() -> None:
    server = Server(shown=SHOWN | {"capabilities": ["completion", "thinking"]})
    await reply(server.model(), ask("Hello."))
    plain = Server()
    await reply(plain.model(), ask("Hello."))
    assert server.sent[0]["think"] is False
    assert plain.sent[0].get("think") is None


async def test_a_schema_is_sent_as_the_format() -> None:
    server = Server()
    await reply(server.model(), ask("Hello.", schema={"type": "object"}))
    assert server.sent[0]["format"] == {"type": "object"}


async def test_speeds_come_from_the_servers_own_clock() -> None:
    model = Server().model()
    assert model.prompt_tokens_per_s is None
    await reply(model, ask("Hello."))
    assert model.prompt_tokens_per_s == pytest.approx(200)
    assert model.generate_tokens_per_s == pytest.approx(100)


async def test_a_cached_prefix_is_not_taken_for_speed() -> None:
    model = Server().model()
    await reply(model, ask("Hello."))
    await reply(model, ask("Hello."))
    assert model.prompt_tokens_per_s == pytest.approx(200)


async def test_a_count_that_was_too_low_is_corrected_for_good() -> None:
    line = said("", done=True, prompt_eval_count=400, prompt_eval_duration=1, eval_count=1, eval_duration=1)
    model = Server(chat=[line]).model()
    before = await model.count_tokens("a line has no thickness")
    await reply(model, ask("Hello."))
    assert await model.count_tokens("a line has no thickness") >= 4 * before


FAILURES: list[tuple[str, list[bytes | Exception] | httpx.Response, str]] = [
    (
        "port refused",
        [httpx.ConnectError("refused")],
        'no model answers at 127.0.0.1:11434; start it with "ollama serve"',
    ),
    (
        "port silent",
        [httpx.ConnectTimeout("slow")],
        'no model answers at 127.0.0.1:11434; start it with "ollama serve"',
    ),
    ("dies after a word", [said("Two "), httpx.ReadError("gone")], "stopped in the middle of a reply"),
    ("dies at a line's end", [said("Two "), said("lines.")], "stopped in the middle of a reply"),
    (
        "fails in the stream",
        [said("Two "), b'{"error": "llama runner process has terminated"}\n'],
        "llama runner process",
    ),
    (
        "model missing",
        httpx.Response(404, json={"error": 'model "m" not found'}),
        'Ollama at 127.0.0.1:11434 has no model "m"; get it with: tutor model pull m',
    ),
    ("out of memory", httpx.Response(500, json={"error": "model requires more system memory"}), "more system memory"),
]


@pytest.mark.parametrize(("chat", "said_so"), [case[1:] for case in FAILURES], ids=[case[0] for case in FAILURES])
async def test_a_failure_is_one_sentence_with_what_to_do(
    chat: list[bytes | Exception] | httpx.Response, said_so: str
) -> None:
    model = Server(chat=chat).model()
    with pytest.raises(ModelError) as caught:
        await reply(model, ask("Hello."))
    assert said_so in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_what_came_before_a_failure_was_given() -> None:
    model = Server(chat=[said("Two "), httpx.ReadError("gone")]).model()
    seen, error = await until_failure(model, ask("Hello."))
    assert seen == ["Two "]
    assert error is not None


@pytest.mark.parametrize("url", ["http://192.168.1.5:11434", "http://ollama.example:80", "https://[2001:db8::1]:11434"])
def test_another_machine_is_refused_unless_the_configuration_names_it(url: str) -> None:
    with pytest.raises(ModelError, match="on another machine") as caught:
        open_model("ollama:m", ollama_url=url)
    assert f'ollama_host = "{url}"' in caught.value.hint
    model = open_model("ollama:m", ollama_url=url, remote_named=True)
    assert model is not None
    assert not model.local
    assert "another machine" in model.label


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "kimi-k2:cloud", "deepseek-v3.1:671b-cloud"])
def test_a_cloud_model_is_refused_unless_the_configuration_names_it(name: str) -> None:
    assert is_cloud(name)
    with pytest.raises(ModelError, match="runs in a cloud"):
        open_model(f"ollama:{name}")
    model = open_model(f"ollama:{name}", cloud_named=True)
    assert model is not None
    assert not model.local


@pytest.mark.parametrize("name", ["cloudy:3b", "llama3.2:3b", "cloud"])
def test_a_local_model_is_not_taken_for_a_cloud_one(name: str) -> None:
    model = open_model(f"ollama:{name}")
    assert model is not None
    assert model.local


async def test_something_else_at_the_port_is_not_taken_for_a_server() -> None:
    page = answering(lambda request: httpx.Response(200, text="<html>hello</html>"))
    with pytest.raises(ModelError, match="is not an Ollama server"):
        await OllamaModel("m", url=URL, num_ctx=2048, local=True, open_client=page).warm()
    with pytest.raises(ModelError, match="is not an Ollama server"):
        await list_models(URL, open_client=page)


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> Callable[[str], ollama.AsyncClient]:
    """Opens clients that this function answers."""
    return lambda url: ollama.AsyncClient(url, transport=httpx.MockTransport(answer))


async def test_models_are_listed_by_name_with_their_size() -> None:
    body = {
        "models": [
            {
                "model": "qwen2.5:3b",
                "size": 1_900_000_000,
                "details": {"parameter_size": "3.1B", "quantization_level": "Q4_K_M"},
            },
            {"model": "big:cloud", "size": 300},
        ]
    }
    found = await list_models(URL, open_client=answering(lambda request: httpx.Response(200, json=body)))
    assert [(m.name, m.parameters, m.quantisation, m.cloud) for m in found] == [
        ("big:cloud", "", "", True),
        ("qwen2.5:3b", "3.1B", "Q4_K_M", False),
    ]


async def test_a_pull_reports_its_progress_and_its_failure() -> None:
    lines = (
        b'{"status": "pulling manifest"}\n{"status": "pulling abc", "total": 10, "completed": 4}\n'
        b'{"error": "pull model manifest: file does not exist"}\n'
    )
    steps = pull(URL, "nosuch", open_client=answering(lambda request: httpx.Response(200, content=lines)))
    assert await anext(steps) == PullProgress(status="pulling manifest", done=0, total=0)
    assert await anext(steps) == PullProgress(status="pulling abc", done=4, total=10)
    with pytest.raises(ModelError, match="file does not exist"):
        await anext(steps)


@pytest.mark.parametrize(
    ("name", "tagged"),
    [("qwen2.5", "qwen2.5:latest"), ("qwen2.5:3b", "qwen2.5:3b"), ("host:80/a/b", "host:80/a/b:latest")],
)
def test_a_name_without_a_tag_means_the_latest(name: str, tagged: str) -> None:
    assert with_tag(name) == tagged


@pytest.mark.ollama
@pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"])
class TestRealServer:
    """Against the server that .ci/ollama.sh starts."""

    async def test_its_model_is_listed(self) -> None:
        url, name = ollama_server()
        assert await has_model(url, name)
        assert not await has_model(url, "no-such-model")

    async def test_a_missing_model_names_the_command_that_gets_it(self) -> None:
        url, _ = ollama_server()
        model = open_model("ollama:no-such-model", ollama_url=url)
        assert model is not None
        with pytest.raises(ModelError, match="tutor model pull no-such-model"):
            await model.warm()
        await model.aclose()

    async def test_a_refused_port_names_the_command_that_starts_it(self) -> None:
        model = open_model("ollama:m", ollama_url="http://127.0.0.1:9")
        assert model is not None
        with pytest.raises(ModelError, match="ollama serve"):
            await model.warm()
        await model.aclose()

    async def test_counts_are_the_servers_or_a_little_more(self) -> None:
        url, name = ollama_server()
        model = open_model(f"ollama:{name}", ollama_url=url, num_ctx=1024)
        assert isinstance(model, OllamaModel)
        text = "Solve $3x + 5 = 11$: take 5 from both sides, then divide by 3.\n\n" * 8
        counted = await model.count_tokens(text)
        exact = read_by_server = 0
        real = model._measure

        def spy(request: Request, chunk: Any, need: int) -> None:
            nonlocal read_by_server
            read_by_server = chunk.prompt_eval_count
            real(request, chunk, need)

        model._measure = spy  # type: ignore[method-assign]
        async for _ in model.stream(Request(messages=(Message(role="user", content=text),), max_tokens=1)):
            pass
        exact = read_by_server - 10  # the template's own tokens: marks, role, line ends
        assert exact <= counted <= 1.2 * exact
        await model.aclose()


def test_the_reason_for_a_skip_says_how_to_run() -> None:
    assert ".ci/ollama.sh start" in OLLAMA_REASON


async def test_the_vocabulary_a_server_shows_is_counted_with() -> None:
    info = gguf_metadata(bundled())
    model = Server(shown={"model_info": info}).model()
    assert await model.count_tokens("hello there my friend") == 4
