"""The only code that sets channels up."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideanet.activity import events
from ideanet.activity.stages import Reach
from ideanet.people.models import Person
from ideanet.publishing import notices, rules, sealing
from ideanet.publishing.models import Channel
from ideanet.publishing.stages import ChannelKind
from ideas.errors import RefusedError


@transaction.atomic
def save(
    channel: Channel | None,
    *,
    by: Person,
    name: str,
    address: str,
    user: str,
    password: str = "",
    is_active: bool = True,
) -> Channel:
    """Set up a WordPress site, or change one; without a password the one that is kept stays.

    Raises PermissionDenied, RefusedError for an address that would send the password in the open.
    """
    if not rules.may_run_channels(by):
        raise PermissionDenied
    found = Channel.objects.select_for_update().get(pk=channel.pk) if channel else Channel(made_by=by)
    if Channel.objects.sites().filter(name=name).exclude(pk=found.pk).exists():
        raise RefusedError(_("There is a channel of this name already."))
    if not password and (found.address, found.user) != (address, user):
        # Otherwise whoever may write an address here could have the kept password sent to it.
        raise RefusedError(_("Enter the application password: it belongs to this address and user."))
    _check_is_private(address)
    found.name, found.kind, found.is_active = name, ChannelKind.WORDPRESS, is_active
    found.address, found.user, found.changed_at = address, user, timezone.now()
    if password:
        found.sealed_password = sealing.seal(password)
    found.save()
    events.record(notices.CHANNEL_SAVED, found, by=by, reach=Reach.NAMED, is_active=is_active)
    return found


def _check_is_private(address: str) -> None:
    """The password goes with every request, so nobody may read along, except inside the house."""
    parts = urlsplit(address)
    host = f"{parts.hostname}:{parts.port or 80}"
    if parts.scheme != "https" and host not in settings.OUTGOING_PRIVATE_HOSTS:
        raise RefusedError(
            _("The address must begin with https://, or the password could be read on its way.")
        )
