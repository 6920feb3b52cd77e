"""The port's laws, on every registered adapter: what holds for one holds for all."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from model_adapters import ADAPTERS, SENTENCES, ask, opened, reply

from tutor.errors import ModelError
from tutor.models import Message, ModelBackend, Request, schemes

YES_OR_NO = {
    "type": "object",
    "properties": {"answer": {"enum": ["yes", "no"]}},
    "required": ["answer"],
    "additionalProperties": False,
}


def test_every_registered_adapter_that_is_a_model_is_in_the_contract() -> None:
    assert {str(adapter.id) for adapter in ADAPTERS} == set(schemes()) - {"none"}


async def test_a_backend_is_what_the_port_says(backend: ModelBackend) -> None:
    assert isinstance(backend, ModelBackend)
    assert backend.name.split(":")[0] in schemes()
    assert backend.label
    assert backend.local
    assert backend.context_tokens == 512


async def test_a_reply_comes_in_pieces_that_join_to_words(backend: ModelBackend) -> None:
    pieces = [piece async for piece in backend.stream(ask("Say in one sentence what a triangle is."))]
    assert len(pieces) > 1
    assert all(pieces)
    assert "".join(pieces).split()


async def test_a_reply_is_never_longer_than_asked_for(backend: ModelBackend) -> None:
    text = await reply(backend, ask("Tell me everything about lines.", max_tokens=3))
    assert len(text.split()) <= 4


async def test_a_reply_stops_before_a_stop_word(backend: ModelBackend) -> None:
    request = ask("Is three more than two?", max_tokens=40, temperature=0.0)
    word = (await reply(backend, request)).split()[1].strip(",.")
    stopped = await reply(backend, ask("Is three more than two?", max_tokens=40, temperature=0.0, stop=(word,)))
    assert word not in stopped


async def test_a_schema_is_followed(backend: ModelBackend) -> None:
    request = ask("Is 3 more than 2? Answer in JSON.", schema=YES_OR_NO, max_tokens=40)
    assert json.loads(await reply(backend, request))["answer"] in {"yes", "no"}


async def test_a_reply_can_be_held_to_a_few_sentences(backend: ModelBackend) -> None:
    request = ask("Which sentence is it?", schema={"type": "string", "enum": list(SENTENCES)}, max_tokens=120)
    assert json.loads(await reply(backend, request)) in SENTENCES


async def test_closing_the_stream_leaves_the_backend_ready(backend: ModelBackend) -> None:
    stream = backend.stream(ask("Tell me a long story about a line.", max_tokens=300))
    await anext(stream)
    await stream.aclose()
    assert await reply(backend, ask("Hello."))


async def test_cancelling_the_task_that_reads_leaves_the_backend_ready(backend: ModelBackend) -> None:
    started = asyncio.Event()

    async def read() -> None:
        async for _ in backend.stream(ask("Tell me a long story about a line.", max_tokens=300)):
            started.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(read())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await reply(backend, ask("Hello."))


async def test_a_stream_closed_before_it_began_asks_nothing(backend: ModelBackend) -> None:
    await backend.stream(ask("Hello.")).aclose()
    assert await reply(backend, ask("Hello."))


@pytest.mark.parametrize(
    "text", ["", " ", "x", "3x + 5 = 11", "Die Länge beträgt 3,5 m.", "∫₀¹ x² dx", "🙂" * 5, "\n\n\t\n"]
)
async def test_counts_grow_with_the_text(backend: ModelBackend, text: str) -> None:
    count = await backend.count_tokens(text)
    assert (count == 0) == (text == "") or not text.strip()
    assert await backend.count_tokens(text + " and more") > count


async def test_a_prompt_that_does_not_fit_is_refused_never_cut(backend: ModelBackend) -> None:
    with pytest.raises(ModelError, match=r"window.* only 512.*num_ctx"):
        await reply(backend, ask("word " * 3000))


async def test_a_prompt_that_is_counted_to_fit_is_taken(backend: ModelBackend) -> None:
    text = "A line has no thickness, and a point has no size. " * 3
    count = await backend.count_tokens(text)
    times = (backend.context_tokens - 120) // count
    assert await reply(backend, ask(text * times + "What is a line?", max_tokens=8))


async def test_requests_at_the_same_time_are_both_answered(backend: ModelBackend) -> None:
    replies = await asyncio.gather(reply(backend, ask("Say yes.")), reply(backend, ask("Say so.")))
    assert all(replies)


async def test_the_same_request_gives_the_same_reply(backend: ModelBackend) -> None:
    request = ask("What is a line?", temperature=0.0, max_tokens=12)
    await reply(backend, request)
    assert await reply(backend, request) == await reply(backend, request)


async def test_warming_may_be_repeated_and_read_ahead(backend: ModelBackend) -> None:
    await backend.warm()
    await backend.warm((Message(role="system", content="You are a tutor."),))
    assert await reply(backend, ask("Hello."))


async def test_a_closed_backend_can_be_used_again(backend: ModelBackend) -> None:
    await backend.aclose()
    await backend.aclose()
    assert await reply(backend, ask("Hello."))


@pytest.mark.parametrize("scheme", [adapter for adapter in ADAPTERS if adapter.id != "scripted"])
async def test_speeds_are_unknown_until_measured(scheme: str, tmp_path: Path) -> None:
    model = opened(scheme, tmp_path)
    assert model.prompt_tokens_per_s is None
    assert model.generate_tokens_per_s is None
    conversation = (Message(role="user", content="A line has no thickness. " * 12),)
    async for _ in model.stream(Request(messages=conversation, max_tokens=12)):
        pass
    assert model.prompt_tokens_per_s
    assert model.generate_tokens_per_s
    await model.aclose()
