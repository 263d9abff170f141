"""What a list of ideas is ordered by: columns that the reader may know the values of."""

from ideanet.people.models import Person
from ideas.stages import Order


def columns(order: str, person: Person) -> tuple[str, ...]:
    """Fields for `ideanet.paging.page`, none of them null in an idea that was opened."""
    if order == Order.BACKED:
        return ("-backer_count", "-pk")
    if order == Order.CUSTOMERS:
        return ("-account_count", "-customer_count", "-pk")
    if order == Order.DISCUSSED:
        # Outsiders learn nothing of talk that is not theirs to read, not even by where a row stands.
        return ("-comment_count" if person.is_employee else "-public_comment_count", "-pk")
    return ("-opened_at", "-pk")
