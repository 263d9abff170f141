"""Parts that add up to the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideanet.reports.allocation import HUNDREDTH, allocate
from ideanet.reports.points import POINTS
from ideanet.reports.stages import CreditKind

SHARES = st.dictionaries(st.integers(1, 10_000), st.integers(0, 100), min_size=1, max_size=12)


@given(st.integers(0, 100_000).map(lambda units: units * HUNDREDTH), SHARES)
def test_parts_add_up_to_the_whole(points: Decimal, shares: dict[int, int]) -> None:
    parts = allocate(points, shares)
    assert sum(parts.values()) == (points if any(shares.values()) else 0)
    total = sum(shares.values())
    for key, part in parts.items():
        assert part > 0
        assert abs(part - points * shares[key] / total) < HUNDREDTH
    for key, share in shares.items():
        if share and key not in parts:
            assert points * share / total < HUNDREDTH


@given(st.integers(0, 1000).map(lambda units: units * HUNDREDTH), SHARES)
def test_who_has_more_never_gets_less(points: Decimal, shares: dict[int, int]) -> None:
    parts = allocate(points, shares)
    ranked = sorted(shares, key=lambda key: shares[key])
    gained = [parts.get(key, Decimal(0)) for key in ranked]
    assert all(
        more >= less or shares[a] == shares[b]
        for (a, less), (b, more) in zip(
            zip(ranked, gained, strict=True), list(zip(ranked, gained, strict=True))[1:], strict=False
        )
    )


@given(SHARES)
def test_the_same_shares_always_give_the_same_parts(shares: dict[int, int]) -> None:
    backwards = dict(reversed(shares.items()))
    assert allocate(Decimal("1.00"), shares) == allocate(Decimal("1.00"), backwards)


@pytest.mark.parametrize(
    ("points", "shares", "parts"),
    [
        ("1.00", {1: 100}, {1: "1.00"}),
        ("1.00", {1: 33, 2: 33, 3: 34}, {1: "0.33", 2: "0.33", 3: "0.34"}),
        ("0.25", {1: 50, 2: 50}, {1: "0.13", 2: "0.12"}),
        ("0.25", {7: 25, 3: 25, 5: 50}, {3: "0.06", 5: "0.13", 7: "0.06"}),
        ("1.00", {1: 100, 2: 0}, {1: "1.00"}),
        ("0.01", {1: 40, 2: 60}, {2: "0.01"}),
        ("1.00", {1: 0}, {}),
        ("1.00", {}, {}),
    ],
)
def test_the_largest_remainder_gets_what_is_left(
    points: str, shares: dict[int, int], parts: dict[int, str]
) -> None:
    assert allocate(Decimal(points), shares) == {key: Decimal(part) for key, part in parts.items()}


def test_every_kind_of_credit_has_its_points() -> None:
    assert set(POINTS) == set(CreditKind)
    assert all(points > 0 and points % HUNDREDTH == 0 for points in POINTS.values())
