"""Why an idea stands where it does in an order: the method in words, and the working with its numbers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ideanet.people.models import Person, Segment
from ideas import draws, heat
from ideas.models import Idea, SegmentTally
from ideas.querysets import orders
from ideas.stages import CommentAudience, Order

METHODS: Final[dict[str, Promise]] = {
    Order.RISING: gettext_lazy(
        "Each person who supports an idea counts 2, each who commented on it 1 by their latest comment (but not "
        "the one who began it), and its opening 1. Each of these halves every seven days, so an older idea rises "
        "again when people return to it."
    ),
    Order.EYES: gettext_lazy(
        "Open ideas of which you have not said anything yet, but for those whose readers were asked by name: the "
        "%(pool)s with the fewest supporters and comments, shuffled anew for each reader every day, so that each gets "
        "its share of first places."
    ),
    Order.BACKED: gettext_lazy("By how many employees back it."),
    Order.CUSTOMERS: gettext_lazy(
        "By how many customer accounts say that it matters to their business, then by how many of their people do."
    ),
    Order.DISCUSSED: gettext_lazy("By how many comments you can read on it."),
}


@dataclass(frozen=True)
class Line:
    """One line of a sum: what it is about, and what it adds."""

    words: str
    figure: str


@dataclass(frozen=True)
class Working:
    """`lines` add up to `total`, where there is a sum."""

    method: str
    lines: list[Line] = field(default_factory=list)
    total: str = ""


def method_of(order: str) -> str:
    """How the order goes, in words; nothing for one that says it by its name."""
    return str(METHODS[order]) % {"pool": orders.POOL} if order in METHODS else ""


def working_of(
    idea: Idea, order: str, reader: Person, today: date, segment: Segment | None = None
) -> Working:
    """Why this visible idea stands where it does in that order, for that reader."""
    method = method_of(order)
    if order == Order.RISING:
        return _rising(idea, reader, method)
    if order == Order.EYES:
        return _eyes(idea, reader, today, method)
    if order == Order.CUSTOMERS:
        return Working(method, _for_customers(idea, reader, segment))
    if order == Order.BACKED:
        return Working(method, [_count(_("Employees who back it"), idea.backer_count)])
    return Working(method, [_count(_("Comments"), _comments(idea, reader))])


def _count(words: str, number: int) -> Line:
    return Line(words, str(number))


def _comments(idea: Idea, reader: Person) -> int:
    return idea.comment_count if reader.is_employee else idea.public_comment_count


def _for_customers(idea: Idea, reader: Person, segment: Segment | None) -> list[Line]:
    lines = [
        _count(_("Customer accounts"), idea.account_count),
        _count(_("People of customers"), idea.customer_count),
    ]
    if segment is None or not reader.is_employee:
        return lines
    tally = SegmentTally.objects.filter(idea=idea, segment=segment).first()
    accounts, customers = (tally.account_count, tally.customer_count) if tally else (0, 0)
    named = {"segment": segment.name}
    return [
        _count(_("Accounts in %(segment)s") % named, accounts),
        _count(_("People of customers in %(segment)s") % named, customers),
        *lines,
    ]


def _eyes(idea: Idea, reader: Person, today: date, method: str) -> Working:
    talk = _comments(idea, reader)
    lines = [
        _count(_("Employees who back it"), idea.backer_count),
        _count(_("People of customers"), idea.customer_count),
        _count(_("Comments"), talk),
    ]
    draw = draws.draw_of(reader, idea.pk, today)
    lines.append(Line(_("Your draw of the day, from 0 to f; the lowest comes first"), f"{draw[:4]}…"))
    attention = idea.backer_count + idea.customer_count + talk
    words = ngettext("%(count)s has said something of it", "%(count)s have said something of it", attention)
    return Working(method, lines, words % {"count": attention})


_BY_WEEK: Final = f"""
    SELECT least(floor(days / 7), 4)::int, count(*) FILTER (WHERE what = 'support'),
        count(*) FILTER (WHERE what = 'talk'), sum(weight * power(2::float8, -days / {heat.HALF_LIFE_DAYS}))
    FROM (
        SELECT what, weight, greatest(extract(epoch FROM now() - at)::float8 / 86400, 0) AS days FROM (
            SELECT 'support' AS what, {heat.SUPPORT} AS weight, at FROM ({heat.support_of("%(idea)s")}) support
            UNION ALL
            SELECT 'talk', {heat.TALK}, max(at) FROM ideas_comment
            WHERE idea_id = %(idea)s AND deleted_at IS NULL AND audience = ANY(%(audiences)s)
                AND author_id <> %(began)s
            GROUP BY author_id
            UNION ALL SELECT 'opening', {heat.OPENING}, %(opened)s WHERE %(opened)s IS NOT NULL
        ) happened
    ) aged GROUP BY 1 ORDER BY 1
"""  # noqa: S608  # our own words


def _rising(idea: Idea, reader: Person, method: str) -> Working:
    audiences = [CommentAudience.EVERYONE.value]
    if reader.is_employee:
        audiences.append(CommentAudience.EMPLOYEES.value)
    given: dict[str, Any] = {"idea": idea.pk, "audiences": audiences, "began": idea.created_by_id}
    with connection.cursor() as cursor:
        cursor.execute(_BY_WEEK, given | {"opened": idea.opened_at})
        rows = cursor.fetchall()
    weeks = (
        _("In the last seven days"),
        _("One to two weeks ago"),
        _("Two to three weeks ago"),
        _("Three to four weeks ago"),
        _("Earlier"),
    )
    lines = [Line(_week(weeks[week], support, talk), f"{points:.2f}") for week, support, talk, points in rows]
    return Working(method, lines, _("%(points).2f in all today") % {"points": sum(row[3] for row in rows)})


def _week(when: str, support: int, talk: int) -> str:
    """As in "One to two weeks ago: 3 supported it, 1 commented"."""
    said = [
        ngettext("%(count)s supported it", "%(count)s supported it", support) % {"count": support}
        if support
        else "",
        ngettext("%(count)s commented", "%(count)s commented", talk) % {"count": talk} if talk else "",
    ]
    return f"{when}: {', '.join(filter(None, said)) or _('it opened')}"
