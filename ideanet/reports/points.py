"""How much credit there is for what: the one table, which the pages show too."""

from decimal import Decimal
from typing import Final

from ideanet.reports.stages import CreditKind

# One credit is one idea that a council has approved. An idea's authors share what it earns by their
# credit shares; who reviews for a council, and whose amendment an idea took up, has the whole of it.
POINTS: Final[dict[CreditKind, Decimal]] = {
    CreditKind.APPROVED: Decimal("1.00"),
    CreditKind.PUBLISHED: Decimal("1.00"),
    CreditKind.ADOPTED: Decimal("2.00"),
    CreditKind.AWARD: Decimal("2.00"),
    CreditKind.MERGED: Decimal("0.50"),
    CreditKind.AMENDED: Decimal("0.10"),
    CreditKind.ADVISER: Decimal("0.25"),
}
