import pytest

from refcheck.config.settings import Settings
from refcheck.progress import Silent
from refcheck.sources import open_sources


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    """Retries wait for milliseconds instead of seconds."""
    monkeypatch.setattr("refcheck.net.retry._FIRST_WAIT", 0.001)
    monkeypatch.setattr("refcheck.net.channel._PAUSE", 0.05)


@pytest.fixture
async def sources(tmp_path):
    settings = Settings(mailto="editor@example.org", cache_dir=tmp_path)
    async with open_sources(settings, Silent()) as opened:
        yield opened
