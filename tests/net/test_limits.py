"""No stretch of a window may hold more arrivals than the limit, whatever the latency does."""

import asyncio
import random
import time

import pytest

from refcheck.net.limits import Limiter, Limits

WINDOW = 0.1


def limiter(rate: int, concurrency: int) -> Limiter:
    made = Limiter(Limits({"list": rate, "single": 20}, concurrency, follow=True))
    made.learn("list", {"x-rate-limit-limit": str(rate), "x-rate-limit-interval": "100ms"})
    return made


async def send(made: Limiter, kind: str, arrivals: list[float], busy: list[int], dice: random.Random) -> None:
    async with made.slot(kind):
        busy[0] += 1
        busy[1] = max(busy)
        await asyncio.sleep(dice.uniform(0, 0.03))  # on its way
        arrivals.append(time.monotonic())
        await asyncio.sleep(dice.uniform(0, 0.03))  # on its way back
        busy[0] -= 1


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_no_window_holds_more_arrivals_than_the_limit(seed):
    made, arrivals, busy, dice = limiter(3, 3), [], [0, 0], random.Random(seed)  # noqa: S311
    await asyncio.gather(*(send(made, "list", arrivals, busy, dice) for _ in range(14)))
    arrivals.sort()
    assert len(arrivals) == 14
    assert all(later - earlier > WINDOW for earlier, later in zip(arrivals, arrivals[3:], strict=False))
    assert busy[1] <= 3


async def test_kinds_share_the_concurrency():
    made, busy, dice = limiter(20, 2), [0, 0], random.Random(1)  # noqa: S311
    await asyncio.gather(*(send(made, kind, [], busy, dice) for kind in ("list", "single") * 5))
    assert busy[1] == 2


async def test_an_answer_may_lower_every_limit_but_raise_only_those_that_follow():
    strict = Limiter(Limits({"single": 3}, 3))
    strict.learn("single", {"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s", "x-concurrency-limit": "99"})
    assert (strict._windows["single"].limit, strict._concurrency) == (3, 3)
    strict.learn("single", {"x-rate-limit-limit": "1", "x-rate-limit-interval": "1s", "x-concurrency-limit": "1"})
    assert (strict._windows["single"].limit, strict._concurrency) == (1, 1)
    following = Limiter(Limits({"single": 3}, 3, follow=True))
    following.learn("single", {"x-rate-limit-limit": "150", "x-concurrency-limit": "5"})
    assert (following._windows["single"].limit, following._concurrency) == (150, 5)


@pytest.mark.parametrize("limit", ["0", "-5", "many", "1e9", "٣", "9" * 400, ""])
async def test_a_nonsensical_header_changes_nothing(limit):
    made = Limiter(Limits({"single": 3}, 3, follow=True))
    made.learn("single", {"x-rate-limit-limit": limit, "x-rate-limit-interval": limit, "x-concurrency-limit": limit})
    assert (made._windows["single"].limit, made._concurrency) == (3, 3)


async def test_a_request_that_timed_out_keeps_its_place_but_never_the_last_one():
    made = Limiter(Limits({"single": 20}, 2))
    for _ in range(2):
        with pytest.raises(TimeoutError):
            async with made.slot("single"):
                raise TimeoutError  # the service may still be at work on it
    busy, dice = [0, 0], random.Random(1)  # noqa: S311
    await asyncio.gather(*(send(made, "single", [], busy, dice) for _ in range(3)))
    assert busy[1] == 1


async def test_a_pause_holds_for_all():
    made = Limiter(Limits({"single": 20}, 5))
    made.pause(0.1)
    began = time.monotonic()
    async with made.slot("single"):
        pass
    assert time.monotonic() - began >= 0.09


async def test_a_cancelled_wait_leaves_the_others_in_order():
    made = Limiter(Limits({"single": 20}, 1))
    order = []

    async def take(name: str, seconds: float) -> None:
        async with made.slot("single"):
            order.append(name)
            await asyncio.sleep(seconds)

    tasks = [asyncio.create_task(take(name, 0.02)) for name in "abc"]
    await asyncio.sleep(0.005)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["a", "c"]
