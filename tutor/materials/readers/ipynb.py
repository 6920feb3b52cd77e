"""Jupyter notebooks: Markdown cells as Markdown, code cells as code, their text outputs by choice."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tutor.errors import MaterialError
from tutor.materials.readers import Options, Reader, markdown
from tutor.materials.readers.text import decode
from tutor.materials.values import Block, BlockKind, Extract

MOST_OUTPUT = 4000
"""Characters of one output that are kept."""


def read(path: Path, options: Options) -> Extract:
    import nbformat

    parse: Any = nbformat.reads
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = parse(decode(path.read_bytes()), as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, KeyError, AttributeError) as error:
        raise MaterialError("is not a notebook that can be read", "open it in Jupyter and save it again") from error
    blocks: list[Block] = []
    title = ""
    for cell in notebook.cells:
        source = str(cell.get("source", ""))
        if cell.cell_type == "markdown":
            extract = markdown.parse(source)
            title = title or extract.title
            blocks.extend(extract.blocks)
        elif cell.cell_type == "code" and source.strip():
            blocks.append(Block(kind=BlockKind.CODE, text=source.strip("\n")))
            if options.outputs:
                blocks.extend(_outputs(cell.get("outputs", [])))
    language = str(notebook.metadata.get("language", ""))
    return Extract(title=str(notebook.metadata.get("title", "")) or title, blocks=tuple(blocks), language=language[:2])


def _outputs(outputs: Any) -> Iterator[Block]:
    for output in outputs:
        text = ""
        if output.get("output_type") == "stream":
            text = str(output.get("text", ""))
        else:
            data = output.get("data", {})
            for kind in ("text/markdown", "text/latex", "text/plain"):
                if kind in data:
                    text = str(data[kind])
                    break
        if text.strip():
            yield Block(kind=BlockKind.CODE, text=f"Output: {text.strip()[:MOST_OUTPUT]}")


READER = Reader(name="notebook", suffixes=(".ipynb",), read=read)
