"""Tests that run on one piece of stack: a twelfth of their time went into asking for more of it and giving it back."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from _pytest import runner

P = ParamSpec("P")
R = TypeVar("R")
# Places for values, eight bytes each: with its own, a frame gets the rest of a megabyte.
PLACES = 70_000


def install() -> None:
    """For every test, its fixtures included."""
    runner.runtestprotocol = in_one_piece(runner.runtestprotocol)


def in_one_piece(function: Callable[P, R]) -> Callable[P, R]:
    """The function, on a stack that holds whatever it calls.

    Python lays frames in pieces of 16 KB, asks the system for one when a call needs it and returns it when
    that call ends. A loop that stands at the end of one does so at each turn: 170 times for one request.
    A frame that says it needs much gets a piece of that size, and all that it calls lies there too.
    """

    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=PLACES)
    return call
