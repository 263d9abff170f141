"""Lists a page at a time by where the last one ended: page 1,000 costs what page 1 does."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import CharField, Field, GeneratedField, Model, Q, QuerySet

from ideanet.prepared import Prepared

M = TypeVar("M", bound=Model)
R = TypeVar("R")
SIZE = 30
LONGEST_CURSOR = 2_000


@dataclass(frozen=True)
class Page(Generic[R]):
    """The rows of one page; `next` is what `?after=` says for the page that follows, or None."""

    items: list[R]
    next: str | None
    is_first: bool

    def __iter__(self) -> Iterator[R]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class _BadCursorError(Exception):
    """The cursor was not made here, or for another order."""


def page(queryset: QuerySet[M], order: tuple[str, ...], *, after: str = "", size: int = SIZE) -> Page[M]:
    """One page of `queryset` in `order`, in one query.

    `order` names fields or annotations as `order_by` does, none of which may be null, the last
    being unique. Their values are in the cursor for the reader to see: order by nothing that
    the reader may not know. A cursor that makes no sense gives the first page.
    """
    beyond = _said(after, lambda: _fields(queryset, order))
    return _cut(list(_turned(queryset, order, beyond, size)), order, size, is_first=not beyond)


def page_of(rows: Sequence[R], name: str, *, after: str = "", size: int = SIZE) -> Page[R]:
    """As `page`, of rows in hand that stand in the order of the text `name` in each, all of them different."""
    beyond = _said(after, lambda: [CharField()])
    begin = bisect_right(rows, beyond[0], key=attrgetter(name)) if beyond else 0
    return _cut(list(rows[begin : begin + size + 1]), (name,), size, is_first=not beyond)


class PreparedPages(Generic[M]):
    """As `page`, for a list that is asked often: its SQL is written once, see ideanet.prepared."""

    def __init__(self, ask: Callable[..., QuerySet[M]]) -> None:
        self._ask = ask
        self._rows: Prepared[M] = Prepared(self._turn)
        self._fields: dict[Hashable, list[Field[Any, Any]]] = {}

    def page(
        self, *values: Any, order: tuple[str, ...], after: str = "", size: int = SIZE, **shape: Hashable
    ) -> Page[M]:
        """One page of what `ask` makes of the values and the shape; `order`, `after` and `size` as for `page`."""
        beyond = _said(after, lambda: self._fields_of(values, order, shape))
        turn = {"order": order, "size": size, "count": len(values)}
        items = self._rows.rows(*values, *beyond, **turn, **shape)
        return _cut(items, order, size, is_first=not beyond)

    def _turn(
        self, *values: Any, order: tuple[str, ...], size: int, count: int, **shape: Hashable
    ) -> QuerySet[M]:
        return _turned(self._ask(*values[:count], **shape), order, list(values[count:]), size)

    def _fields_of(
        self, values: tuple[Any, ...], order: tuple[str, ...], shape: dict[str, Hashable]
    ) -> "list[Field[Any, Any]]":
        if order not in self._fields:
            self._fields[order] = _fields(self._ask(*values, **shape), order)
        return self._fields[order]


def _turned(queryset: QuerySet[M], order: tuple[str, ...], beyond: list[Any], size: int) -> QuerySet[M]:
    """The rows of one page and one more."""
    rows = queryset.order_by(*order)
    return (rows.filter(_beyond(order, beyond)) if beyond else rows)[: size + 1]


def _cut(items: list[R], order: tuple[str, ...], size: int, *, is_first: bool) -> Page[R]:
    more = len(items) > size
    items = items[:size]
    return Page(items, _encode(items[-1], order) if more else None, is_first=is_first)


def _beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """What comes after the row with these values.

    The bound on the first field repeats what the rest says, so that an index can serve it.
    """
    first, *others = order
    lookup = "lt" if first.startswith("-") else "gt"
    name, value = first.lstrip("-"), values[0]
    strictly = Q((f"{name}__{lookup}", value))
    if not others:
        return strictly
    rest = Q((name, value)) & _beyond(tuple(others), values[1:])
    return Q((f"{name}__{lookup}e", value)) & (strictly | rest)


def cursor(*values: str) -> str:
    """What `?after=` says to begin behind a row with these values, one for each field of the order."""
    return urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _encode(row: object, order: tuple[str, ...]) -> str:
    return cursor(*(_as_text(row, name.lstrip("-")) for name in order))


def _as_text(row: object, name: str) -> str:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    if value is None:
        raise TypeError(f"{name} is null: a page cannot be ordered by it.")
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _said(cursor: str, fields: "Callable[[], list[Field[Any, Any]]]") -> list[Any]:
    """The values of the row behind which a page begins; none where the cursor is empty or makes no sense."""
    try:
        return _decode(fields(), cursor) if cursor else []
    except _BadCursorError:
        return []


def _decode(fields: "list[Field[Any, Any]]", cursor: str) -> list[Any]:
    try:
        padded = cursor[:LONGEST_CURSOR] + "=" * (-len(cursor) % 4)
        values = json.loads(urlsafe_b64decode(padded.encode("ascii")))
        if not isinstance(values, list) or len(values) != len(fields):
            raise _BadCursorError
        return [field.to_python(_checked(value)) for field, value in zip(fields, values, strict=True)]
    except (ValueError, ValidationError, ArithmeticError, RecursionError) as error:
        raise _BadCursorError from error


def _checked(value: object) -> str:
    """Text that the database can take."""
    if not isinstance(value, str) or "\x00" in value:
        raise _BadCursorError
    value.encode()  # Half of a surrogate pair is a ValueError here, before it is one there.
    return value


def _fields(rows: QuerySet[M], order: tuple[str, ...]) -> "list[Field[Any, Any]]":
    return [_field(rows, name.lstrip("-")) for name in order]


def _field(rows: QuerySet[M], name: str) -> "Field[Any, Any]":
    annotation = rows.query.annotations.get(name)
    if annotation is not None:
        found: Field[Any, Any] = annotation.output_field
        return found
    model: Any = rows.model
    *path, last = name.split("__")
    for part in path:
        model = model._meta.get_field(part).related_model
    named: Field[Any, Any] = model._meta.pk if last == "pk" else model._meta.get_field(last)
    return (named.output_field or named) if isinstance(named, GeneratedField) else named
