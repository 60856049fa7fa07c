import pytest


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    """Retries wait for milliseconds instead of seconds."""
    monkeypatch.setattr("refcheck.net.retry._FIRST_WAIT", 0.001)
    monkeypatch.setattr("refcheck.net.channel._PAUSE", 0.05)
