"""The scripted model: its file format, its queue and what it remembers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from model_adapters import ask, reply, until_failure

from tutor.errors import ModelError
from tutor.models import ModelBackend, open_model
from tutor.models.scripted import Reply, ScriptedModel


def written(tmp_path: Path, content: Any, name: str = "script.json") -> ModelBackend:
    """The model of a script with this content."""
    file = tmp_path / name
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    model = open_model(f"scripted:{file}")
    assert model is not None
    return model


async def test_replies_are_used_in_their_order(tmp_path: Path) -> None:
    model = written(tmp_path, ["One.", {"text": "Two."}])
    assert [await reply(model, ask("a")), await reply(model, ask("b"))] == ["One.", "Two."]
    with pytest.raises(ModelError, match="no reply left"):
        await reply(model, ask("c"))


async def test_a_reply_may_wait_for_its_question(tmp_path: Path) -> None:
    model = written(tmp_path, {"replies": [{"when": "slope", "text": "Slope."}, "Else."]})
    assert await reply(model, ask("hello")) == "Else."
    assert await reply(model, ask("the slope?")) == "Slope."


async def test_a_loop_never_ends(tmp_path: Path) -> None:
    model = written(
        tmp_path, {"replies": [{"when": "never", "text": "x"}, "A.", "B."], "loop": True, "label": "parrot"}
    )
    assert [await reply(model, ask("q")) for _ in range(5)] == ["A.", "B.", "A.", "B.", "A."]
    assert model.label == "parrot"


async def test_plain_text_is_parted_by_lines_of_dashes(tmp_path: Path) -> None:
    model = written(tmp_path, "One\nstill one.\n---\nTwo.\n", "script.txt")
    assert [await reply(model, ask("a")), await reply(model, ask("b"))] == ["One\nstill one.", "Two."]


async def test_a_text_that_is_an_object_is_given_as_json(tmp_path: Path) -> None:
    model = written(tmp_path, [{"text": {"answer": "yes"}}])
    assert json.loads(await reply(model, ask("q"))) == {"answer": "yes"}


async def test_pieces_join_to_the_text_as_it_was() -> None:
    text = "  Two  lines:\n\n```\nx = 1\n```\n"
    pieces = [piece async for piece in ScriptedModel([text]).stream(ask("q", max_tokens=50))]
    assert "".join(pieces) == text
    assert len(pieces) > 4


async def test_an_error_comes_after_the_text() -> None:
    model = ScriptedModel([Reply(text="Half a", error="the model died")])
    seen, error = await until_failure(model, ask("q"))
    assert seen == ["Half", " a"]
    assert str(error) == "the model died"


async def test_every_request_is_remembered_and_every_stop_counted() -> None:
    model = ScriptedModel(["One two three.", "Four."])
    first, second = ask("a"), ask("b")
    stream = model.stream(first)
    await anext(stream)
    await stream.aclose()
    await reply(model, second)
    assert model.history == [first, second]
    assert model.stopped == 1


async def test_replies_can_be_added() -> None:
    model = ScriptedModel()
    model.add("One.", Reply(text="Two."))
    assert [await reply(model, ask("a")), await reply(model, ask("b"))] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is not one"),
        ("{}", "is not one"),
        ("[3]", "reply 1 is neither text nor an object"),
        ('["a", {"txt": "b"}]', "reply 2 has unknown fields: txt"),
    ],
)
def test_a_script_that_is_none_is_named_with_its_entry(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(ModelError) as caught:
        written(tmp_path, content)
    assert said in str(caught.value)
    assert "script.json" in str(caught.value)


def test_a_script_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"nothing\.json can't be read"):
        open_model(f"scripted:{tmp_path / 'nothing.json'}")
