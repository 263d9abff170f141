"""A linear programme written down column by column and row by row; scipy's HiGHS solves it."""

from collections.abc import Sequence
from math import inf


class ProgrammeError(Exception):
    """The solver gave no answer."""


class Programme:
    """Minimise the cost of columns that are whole numbers from 0 to a bound, under rows of sums."""

    def __init__(self) -> None:
        self._costs: list[float] = []
        self._bounds: list[float] = []
        self._entries: list[tuple[int, int, float]] = []
        self._rows: list[tuple[float, float]] = []

    def add(self, cost: float, bound: float) -> int:
        """A new column, by its number: what one of it costs, and how many there may be."""
        self._costs.append(cost)
        self._bounds.append(bound)
        return len(self._costs) - 1

    def hold(
        self, columns: Sequence[int], low: float, high: float = inf, *, minus: Sequence[int] = ()
    ) -> None:
        """Keep the sum of the columns, less those of `minus`, between two numbers."""
        row = len(self._rows)
        self._entries += [(row, column, 1.0) for column in columns]
        self._entries += [(row, column, -1.0) for column in minus]
        self._rows.append((low, high))

    def solve(self, *, is_flow: bool) -> list[int]:
        """How many of each column. A flow's optimum is whole by itself; otherwise the solver branches.

        Raises ProgrammeError where there is no solution or none in a minute.
        """
        # Here, because it takes a second and 50 MB, which every process of the site would spend at its start.
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array

        if not self._costs:
            return []
        rows, columns, factors = zip(*self._entries, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(self._rows), len(self._costs)))
        low, high = zip(*self._rows, strict=True)
        found = milp(
            self._costs,
            bounds=Bounds(0, self._bounds),
            constraints=LinearConstraint(matrix, low, high),
            integrality=[0 if is_flow else 1] * len(self._costs),
            options={"time_limit": 60},
        )
        if found.x is None:
            raise ProgrammeError(found.message)
        return [round(value) for value in found.x]
