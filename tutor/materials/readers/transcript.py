"""Lecture transcripts, WebVTT and SRT: cues joined to passages that begin at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from tutor.materials.readers import Options, Reader
from tutor.materials.readers.text import decode
from tutor.materials.values import Block, Extract

WORDS = 110
"""A passage is ended at the first sentence's end after so many words,"""
MOST_WORDS = 170
"""or after so many in any case: spoken text may have no full stops."""
_TAG = re.compile(r"</?[^>]+>|\{\\[^}]*\}")
_END = re.compile(r"[.!?…][\"”')]*$")


def read(path: Path, options: Options) -> Extract:
    import webvtt

    text = decode(path.read_bytes())
    if path.suffix.lower() == ".srt":
        captions: Any = webvtt.from_string(_as_webvtt(text))
    else:
        captions = webvtt.from_buffer(StringIO(text))
    return Extract(title="", blocks=tuple(_passages(list(captions))))


def _as_webvtt(text: str) -> str:
    """SRT differs in the comma before the milliseconds and in having no header."""
    body = re.sub(r"(\d\d:\d\d:\d\d),(\d{3})", r"\1.\2", text)
    return f"WEBVTT\n\n{body}"


def _passages(captions: Sequence[Any]) -> Iterator[Block]:
    begun = ""
    words: list[str] = []
    speaker = ""
    for caption in captions:
        said = _TAG.sub(" ", caption.text).split()
        if not said:
            continue
        if not words:
            begun = clock(caption.start)
        voice = caption.voice or ""
        if voice and voice != speaker:
            speaker = voice
            said = [f"{voice}:", *said]
        if words[-len(said) :] != said:
            words.extend(said)
        if len(words) >= MOST_WORDS or (len(words) >= WORDS and _END.search(words[-1])):
            yield Block(text=" ".join(words), place=begun)
            words = []
    if words:
        yield Block(text=" ".join(words), place=begun)


def clock(time: str) -> str:
    """A cue's time for people: "00:12:05.300" -> "12:05", "01:02:03.0" -> "1:02:03"."""
    parts = [int(float(part)) for part in time.split(":")]
    while len(parts) < 3:
        parts.insert(0, 0)
    hours, minutes, seconds = parts
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


READER = Reader(name="transcript", suffixes=(".vtt", ".srt"), read=read)
