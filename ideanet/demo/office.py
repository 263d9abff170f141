"""What the demo's administrators do: vouch for credentials, and invite those who are not here yet."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from ideanet.demo.clock import Clock
from ideanet.demo.ideas import Row
from ideanet.demo.people import Cast, read
from ideanet.people.models import Credential, Invitation
from ideanet.people.workflow import claiming, inviting


def plan(clock: Clock, cast: Cast) -> None:
    content = read("people.yaml")
    for number, row in enumerate(content["credentials"]):
        # Whatever councils ask for was verified before there were any.
        day = 385 - 3 * number if "verified_by" in row else 12 - number / 2
        clock.at(day, partial(_claim, row, cast))
        if "verified_by" in row:
            clock.at(day - 1.5, partial(_verify, row, cast))
    for row in content["invitations"]:
        clock.at(row["days_ago"], partial(_invite, row, cast))


def _claim(row: Row, cast: Cast) -> None:
    fields = {name: row[name] for name in ("kind", "title", "reference")}
    fields["dated_on"] = timezone.localdate() - timedelta(days=365 * row["years_ago"] + 30)
    claiming.claim(fields, by=cast[row["person"]])


def _verify(row: Row, cast: Cast) -> None:
    credential = Credential.objects.get(person=cast[row["person"]], title=row["title"])
    claiming.verify(credential, by=cast[row["verified_by"]], seen=claiming.version_of(credential))


def _invite(row: Row, cast: Cast) -> None:
    """As if the mail had gone out; the demo sends none."""
    organisation = cast.organisations[row["organisation"]]
    invitation = inviting.invite(row["email"], organisation, by=cast[row["by"]])
    Invitation.objects.filter(pk=invitation.pk).update(mailed_at=timezone.now())
