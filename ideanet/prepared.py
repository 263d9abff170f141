"""Queries whose SQL is written once: for some of ours writing takes Django longer than answering takes PostgreSQL."""

import copy
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, Final, Generic, Protocol, Self, TypeVar, runtime_checkable

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404
from django.utils import timezone

from ideanet.planning import Planned

M = TypeVar("M")
# So many shapes of one question are kept; more means that values were taken for shapes.
MOST: Final = 500
# While answers are compared: so many of each shape, and then one in so many.
ENOUGH: Final = 10
SELDOM: Final = 100
# What stands in for whole numbers: within the range of a column, and nobody's constant.
_FIRST: Final = 2_071_300_001
# Asked first: whether something is an asker takes longer.
_PLAIN: Final = (int, str, float, datetime)
_EPOCH: Final = datetime(1, 1, 2, tzinfo=UTC)


@runtime_checkable
class Asker(Protocol):
    """A value of several parts, such as the person who asks."""

    def shape(self) -> Hashable:
        """What of it decides the words of a query."""

    def parts(self) -> tuple[int, ...]:
        """What of it only fills them."""

    def stand_in(self, parts: tuple[int, ...]) -> Self:
        """Another of this shape, with these parts."""


class UnpreparedError(Exception):
    """The question is not one whose words stay the same."""


@dataclass(frozen=True)
class _Statement(Generic[M]):
    queryset: QuerySet[Any, M]
    compiler: SQLCompiler | None  # None: it finds nothing, and is not asked
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # which parameter is which value
    words: str  # the SQL in which only values are open
    checked: set[Hashable] = field(default_factory=set)  # for which values, while answers are compared
    askings: Iterator[int] = field(default_factory=count)

    def is_due(self) -> bool:
        """Whether this answer is one to compare."""
        asking = next(self.askings)
        return asking < ENOUGH or asking % SELDOM == 0


class Prepared(Generic[M]):
    """A question that is asked often: values that are given by place fill it, those given by name shape it.

    `ask` makes the queryset. It hears stand-ins the first time that a shape is asked, and must say the same
    whatever the values are: with CHECK_PREPARED, as in tests, answers are compared with what they would be, the
    first of each shape and then each hundredth. Once for the same values, down to what is known of an asker that no
    shape may speak of.

    One that is `daily` has a shape for each day of a reader: what it asks says which day it is.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, M]], *, daily: bool = False) -> None:
        self._ask, self._daily = ask, daily
        self._statements: OrderedDict[Hashable, _Statement[M]] = OrderedDict()

    def rows(self, *values: Any, **shape: Hashable) -> list[M]:
        """The answer, with all that the queryset prefetches."""
        day = timezone.localdate() if self._daily else None
        key = tuple(_shape(value) for value in values), tuple(shape.items()), day
        statement = self._statements.get(key)
        if statement is None:
            statement = self._statements[key] = self._prepare(values, shape)
            if len(self._statements) > MOST:
                self._statements.popitem(last=False)
        parts = list(_parts(values))
        filled = {
            place: _as(statement.parameters[place], parts[number]) for place, number in statement.places
        }
        if settings.CHECK_PREPARED:
            given = tuple(filled.get(place, value) for place, value in enumerate(statement.parameters))
            self._check(statement, given, values, shape)
        return list(_bound(statement, tuple(filled.values()))) if statement.compiler else []

    def first(self, *values: Any, **shape: Hashable) -> M | None:
        """The only row, or None."""
        return next(iter(self.rows(*values, **shape)), None)

    def get(self, *values: Any, **shape: Hashable) -> M:
        """The only row; the model's DoesNotExist where there is none."""
        for row in self.rows(*values, **shape):
            return row
        raise next(iter(self._statements.values())).queryset.model.DoesNotExist

    def get_or_404(self, *values: Any, **shape: Hashable) -> M:
        """The only row; Http404 where there is none, or none that the reader may see."""
        for row in self.rows(*values, **shape):
            return row
        raise Http404

    def _prepare(self, values: tuple[Any, ...], shape: dict[str, Hashable]) -> _Statement[M]:
        marks: list[Any] = []
        plain: set[int] = set()  # the numbers of values that are no part of an asker
        stand_ins = []
        for value in values:
            if not isinstance(value, Asker):
                plain.add(len(marks))
            stand_ins.append(_stand_in(value, marks))
        queryset = self._ask(*stand_ins, **shape)
        compiler, sql, parameters = _written(queryset)
        places = tuple(_places(parameters, marks))
        if compiler and plain - {number for _place, number in places}:
            raise UnpreparedError("A value is asked for and fills nothing.")
        if not self._daily and any(type(parameter) is date for parameter in parameters):
            raise UnpreparedError(
                "A day stands in it, and tomorrow it would be asked for still: make it daily."
            )
        words = _written_out(sql, parameters, {place for place, _number in places})
        return _Statement(queryset, compiler, sql, parameters, places, words)

    def _check(
        self,
        statement: _Statement[M],
        given: tuple[Any, ...],
        values: tuple[Any, ...],
        shape: dict[str, Hashable],
    ) -> None:
        if not statement.is_due():
            return
        known = tuple(_known(value) for value in values)
        if known in statement.checked:
            return
        _compiler, sql, parameters = _written(self._ask(*values, **shape))
        if (sql, parameters) != (statement.sql, given):
            raise UnpreparedError(f"{statement.sql} {given} is not {sql} {parameters}")
        statement.checked.add(known)


def _shape(value: Any) -> Hashable:
    return (
        type(value).__name__ if isinstance(value, _PLAIN) or not isinstance(value, Asker) else value.shape()
    )


def _parts(values: tuple[Any, ...]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, _PLAIN) or not isinstance(value, Asker):
            yield value
        else:
            yield from value.parts()


def _known(value: Any) -> Hashable:
    """All that a question might look at in the value: two rows of one key may differ."""
    if not isinstance(value, Model):
        return value  # type: ignore[no-any-return]
    row = getattr(value, "_wrapped", value)  # `request.user` is lazy.
    beside = row._state.fields_cache.items()  # noqa: SLF001  # what was loaded with it
    rows = [("", row), *((name, row) for name, row in beside if isinstance(row, Model))]
    return tuple(
        (name, *sorted((key, repr(each)) for key, each in vars(row).items() if key != "_state"))
        for name, row in rows
    )


def _stand_in(value: Any, marks: list[Any]) -> Any:
    """In place of the value, and what will mark it among the parameters."""
    if isinstance(value, Asker):
        parts = tuple(_FIRST + len(marks) + number for number in range(len(value.parts())))
        marks += parts
        return value.stand_in(parts)
    number = len(marks)
    if type(value) is int:
        mark: Any = _FIRST + number
    elif type(value) is float:
        mark = _FIRST + number + 0.5
    elif type(value) is str:
        mark = f"\ue000{number}\ue000"
    elif isinstance(value, datetime):
        mark = _EPOCH + timedelta(microseconds=number)
    else:
        raise UnpreparedError(f"{value!r} is no value that fills a query: name it, and it shapes the query.")
    marks.append(mark)
    return mark


def _places(parameters: tuple[Any, ...], marks: list[Any]) -> Iterator[tuple[int, int]]:
    """Which of the parameters is which mark."""
    for place, parameter in enumerate(parameters):
        if isinstance(parameter, int | float | str | datetime) and parameter in marks:
            yield place, marks.index(parameter)
        elif any(str(mark) in str(parameter) for mark in marks):
            raise UnpreparedError(f"A value is a part of the parameter {parameter!r}.")


def _as(pattern: Any, value: Any) -> Any:
    """The value as the adapter wants it: integers have a type of their own for each size of column."""
    return type(pattern)(value) if isinstance(value, int) else value


def _written(queryset: QuerySet[Any]) -> tuple[SQLCompiler | None, str, tuple[Any, ...]]:
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return None, "", ()
    return compiler, sql, tuple(parameters)


def _written_out(sql: str, parameters: tuple[Any, ...], open_places: set[int]) -> str:
    """The SQL with the parameters that stay as they are in their places: PostgreSQL knows them when it plans."""
    ops: Any = connections[DEFAULT_DB_ALIAS].ops
    places = count()

    def write(found: re.Match[str]) -> str:
        place = next(places) if found[0] == "%s" else None
        if place is None or place in open_places:
            return found[0]
        literal: str = ops.compose_sql("%s", [parameters[place]])
        return literal.replace("%", "%%")

    return re.sub("%[%s]", write, sql)


def remember(row: Model, name: str, found: Sequence[Model]) -> None:
    """What `row.name.all()` answers from now on, as if it had been prefetched."""
    manager = getattr(row, name)
    for one in found:
        setattr(one, manager.field.name, row)
    answer = manager.all()
    answer._result_cache = list(found)  # noqa: SLF001  # as prefetching does, which asks the library's own way
    answer._prefetch_done = True  # noqa: SLF001
    row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = answer


def _bound(statement: _Statement[M], parameters: tuple[Any, ...]) -> QuerySet[Any, M]:
    """The queryset, which when it is evaluated sends the words that are known."""
    compiler = copy.copy(statement.compiler)
    compiler.connection = Planned(connections[DEFAULT_DB_ALIAS])  # type: ignore[union-attr]
    compiler.as_sql = lambda *_arguments, **_named: (statement.words, parameters)  # type: ignore[union-attr,method-assign]
    query = copy.copy(statement.queryset.query)
    query.get_compiler = lambda *_arguments, **_named: compiler  # type: ignore[method-assign]
    bound = statement.queryset.all()
    bound._query = query  # type: ignore[attr-defined]  # noqa: SLF001  # the setter forgets values_list()
    return bound
