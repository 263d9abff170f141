"""What invitations and seats mean for open nominations: whoever is invited or seated otherwise is, too."""

from django.db.models.functions import Now

from councils.models import Nomination, Nominee, Seat, SeatInvitation


def note(invitation: SeatInvitation) -> None:
    """The invited stand in line with this invitation, wherever they are nominated."""
    Nominee.objects.filter(
        nomination__council=invitation.council_id,
        nomination__closed_at__isnull=True,
        person=invitation.person_id,
    ).update(invitation=invitation)


def settle(invitation: SeatInvitation, seat: Seat) -> None:
    """A seat was taken: the nominations that led to it are closed."""
    ours = Nominee.objects.filter(invitation=invitation).values("nomination")
    Nomination.objects.open().filter(pk__in=ours).update(closed_at=Now(), seat=seat)
