"""Divides points by shares so that the parts add up to the whole, to the hundredth."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

HUNDREDTH: Final = Decimal("0.01")


def allocate(points: Decimal, shares: Mapping[int, int]) -> dict[int, Decimal]:
    """The points of each key, by the method of largest remainders (Hamilton's).

    Args:
        points: a whole number of hundredths, not negative.
        shares: how much of it each key has, in any unit; keys without a share get no part.

    Ties go to the larger share, then to the smaller key. Parts of nothing are left out.
    """
    total = sum(shares.values())
    if total == 0:
        return {}
    units = int(points / HUNDREDTH)
    quotas = {key: divmod(units * share, total) for key, share in shares.items() if share}
    left = units - sum(whole for whole, _rest in quotas.values())
    first = sorted(quotas, key=lambda key: (-quotas[key][1], -shares[key], key))[:left]
    parts = {key: whole + (key in first) for key, (whole, _rest) in quotas.items()}
    return {key: HUNDREDTH * part for key, part in parts.items() if part}
