"""The one HTTP client: addresses that may be asked, limits, retries and the cache."""

from refcheck.net.cache import Cache, CacheInfo
from refcheck.net.channel import Channel, NotAskedError
from refcheck.net.client import Answer, Client, Request, TransientError
from refcheck.net.guard import ForbiddenAddressError
from refcheck.net.limits import Limits

__all__ = [
    "Answer", "Cache", "CacheInfo", "Channel", "Client", "ForbiddenAddressError", "Limits", "NotAskedError", "Request",
    "TransientError",
]  # fmt: skip
