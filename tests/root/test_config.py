from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tutor.checker.lexicon import LANGUAGE_KEYWORDS
from tutor.config import Config, config_file, is_loopback, load_config, save_setting
from tutor.errors import ConfigError


def _env(tmp_path: Path, toml: str = "", **more: str) -> dict[str, str]:
    if toml:
        (tmp_path / "config.toml").write_text(toml, "utf-8")
    return {"TUTOR_HOME": str(tmp_path), **more}


def test_without_file_or_variables_every_setting_has_a_default(tmp_path: Path) -> None:
    config = load_config(_env(tmp_path))
    assert config == Config(home=tmp_path)
    assert config.database == tmp_path / "tutor.db"
    assert not config.words_leave


def test_variables_beat_the_file_and_arguments_beat_both(tmp_path: Path) -> None:
    toml = 'learner = "file"\nmodel = "none"\nnum_ctx = 2048\n'
    env = _env(tmp_path, toml, TUTOR_LEARNER="variable", TUTOR_NUM_CTX="8192")
    config = load_config(env, learner="argument", model=None)
    assert (config.learner, config.model, config.num_ctx) == ("argument", "none", 8192)


def test_every_problem_is_named_with_its_file_and_key_at_once(tmp_path: Path) -> None:
    env = _env(tmp_path, 'modle = "none"\nnum_ctx = 5\n', TUTOR_DECIMAL_COMMA="perhaps")
    with pytest.raises(ConfigError) as raised:
        load_config(env)
    text = str(raised.value)
    assert f'{tmp_path / "config.toml"}: modle: unknown setting (did you mean "model"?)' in text
    assert "num_ctx: 5 is not between 1024 and 131072" in text
    assert 'TUTOR_DECIMAL_COMMA: "perhaps" is neither true nor false' in text


@pytest.mark.parametrize("toml", ["model = [", "\x00", "num_ctx = 'many'"])
def test_a_broken_file_is_one_sentence(tmp_path: Path, toml: str) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml"):
        load_config(_env(tmp_path, toml))


@pytest.mark.parametrize(
    "model", ["auto", "embedded", "none", "ollama:qwen2.5:3b", "gguf:/models/a.gguf", "scripted:replies.json"]
)
def test_every_documented_model_scheme_is_taken(tmp_path: Path, model: str) -> None:
    assert load_config(_env(tmp_path), model=model).model == model


@pytest.mark.parametrize("model", ["gpt", "ollama", "ollama:", "none:x", "", " "])
def test_an_unknown_model_scheme_lists_what_there_is(tmp_path: Path, model: str) -> None:
    with pytest.raises(ConfigError, match="embedded"):
        load_config(_env(tmp_path), model=model)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:11434", True),
        ("http://localhost:11434", True),
        ("http://[::1]:11434", True),
        ("http://127.8.8.8", True),
        ("localhost", True),
        ("http://192.168.1.5:11434", False),
        ("https://ollama.example", False),
        ("http://localhost.example:80", False),
        ("http://127.example.org", False),
    ],
)
def test_only_this_machine_is_loopback(url: str, loopback: bool) -> None:
    assert is_loopback(url) is loopback


def test_words_leave_only_when_the_config_names_another_machine(tmp_path: Path) -> None:
    assert not load_config(_env(tmp_path)).words_leave
    assert load_config(_env(tmp_path), ollama_host="gpu.example:11434", model="ollama:qwen3").words_leave
    assert not load_config(_env(tmp_path), ollama_host="gpu.example:11434", model="embedded").words_leave
    assert load_config(_env(tmp_path), chroma_url="http://store.example:8000").words_leave


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("", "http://127.0.0.1:11434"),
        ("gpu:9999", "http://gpu:9999"),
        ("https://gpu", "https://gpu:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("[::1]", "http://[::1]:11434"),
        ("https://gpu.example:443/", "https://gpu.example:443"),
    ],
)
def test_the_server_address_is_completed(tmp_path: Path, host: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OLLAMA_HOST")
    assert load_config(_env(tmp_path), ollama_host=host or None).ollama_url == url


def test_the_config_file_stands_in_the_home_when_one_is_named(tmp_path: Path) -> None:
    assert config_file(_env(tmp_path)) == tmp_path / "config.toml"
    assert config_file({}).name == "config.toml"


def test_several_lesson_folders_are_split_as_paths_are(tmp_path: Path) -> None:
    config = load_config(_env(tmp_path, TUTOR_LESSONS="/a:/b"))
    assert config.lessons == (Path("/a"), Path("/b"))


def test_a_remote_ollama_host_of_the_environment_is_not_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OLLAMA_HOST", "gpu.example:11434")
    config = load_config(_env(tmp_path), model="ollama:qwen3")
    assert config.ollama_url == "http://127.0.0.1:11434"
    assert not config.words_leave


def test_saving_a_setting_leaves_the_rest_of_the_file_alone(tmp_path: Path) -> None:
    env = _env(tmp_path, '# mine\nlearner = "ada"  # that is me\nmodel = "none"\n')
    file = save_setting("model", "ollama:qwen2.5:3b", env)
    assert file.read_text("utf-8") == '# mine\nlearner = "ada"  # that is me\nmodel = "ollama:qwen2.5:3b"\n'
    assert load_config(env).model == "ollama:qwen2.5:3b"


def test_saving_the_first_setting_makes_the_file(tmp_path: Path) -> None:
    env = {"TUTOR_HOME": str(tmp_path / "new")}
    save_setting("model", "none", env)
    assert load_config(env).model == "none"


@pytest.mark.parametrize(("key", "value"), [("model", "gpt"), ("modle", "none")])
def test_an_impossible_setting_is_not_saved(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(ConfigError):
        save_setting(key, value, _env(tmp_path))
    assert not (tmp_path / "config.toml").exists()


def test_every_language_of_the_checker_can_be_set_and_no_other(tmp_path: Path) -> None:
    for language in LANGUAGE_KEYWORDS:
        found = load_config(_env(tmp_path, TUTOR_LANGUAGE=language))
        assert found.notation == {"decimal_comma": False, "language": language}
    with pytest.raises(ConfigError, match="it is none of"):
        load_config(_env(tmp_path, TUTOR_LANGUAGE="it"))


def test_the_readme_names_every_setting_and_no_other() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    table = readme.partition("## Settings")[2].partition("## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == {field.name for field in fields(Config)}
