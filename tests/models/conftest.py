"""One fixture: each registered adapter in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from model_adapters import ADAPTERS, opened

from tutor.models import ModelBackend


@pytest_asyncio.fixture(params=ADAPTERS)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ModelBackend]:
    """Each adapter in turn, closed after the test."""
    model = opened(request.param, tmp_path)
    yield model
    await model.aclose()
