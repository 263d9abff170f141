"""Requests, timed: medians at one client, throughput at sixteen, interleaved so that all see the same machine."""

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.test import Client

from tests.ideas.cast import queries

# A page, asked of a server by its address or of the application in this process.
Call = Callable[[httpx.Client | Client], Any]


@dataclass
class Case:
    """One page as one person, and what it may cost as a multiple of its `bare` counterpart."""

    name: str
    call: Call
    client: httpx.Client
    bare: str = ""
    limit: float = 0
    is_rationed: bool = False  # a person may ask it so often an hour: no crowd does
    times: list[float] = field(default_factory=list)
    size: int = 0
    status: int = 0
    rate: float = 0
    queries: int = 0

    @property
    def median(self) -> float:
        """In milliseconds."""
        return statistics.median(self.times) * 1000

    @property
    def spread(self) -> float:
        """Between the quartiles, in milliseconds."""
        first, _second, third = statistics.quantiles(self.times, n=4)
        return (third - first) * 1000

    def once(self) -> None:
        start = time.perf_counter()
        response = self.call(self.client)
        self.times.append(time.perf_counter() - start)
        self.size, self.status = len(response.content), response.status_code


def interleave(cases: Sequence[Case], rounds: int) -> None:
    """Each case once a round, after three rounds that do not count."""
    for number in range(rounds + 3):
        for case in cases:
            case.once()
            if number < 3:
                case.times.clear()


def crowd(case: Case, clients: int, seconds: float) -> None:
    """Requests a second with so many clients at once."""
    end = time.perf_counter() + seconds

    def work() -> int:
        done = 0
        like = case.client
        with httpx.Client(
            base_url=like.base_url, cookies=like.cookies, headers=like.headers, timeout=like.timeout
        ) as own:
            while time.perf_counter() < end:
                case.call(own)
                done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        case.rate = sum(pool.map(lambda _number: work(), range(clients))) / seconds


def count_queries(case: Case) -> None:
    """The most that one of two requests asks, in this process, once the session is known."""
    inside = Client()
    for name, value in case.client.cookies.items():
        inside.cookies[name] = value
    case.call(inside)
    for _request in range(2):
        with queries() as asked:
            case.call(inside)
        case.queries = max(case.queries, len(asked))
