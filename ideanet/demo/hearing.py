"""How the people of the demo hear: wishes, digests that tell the last days, private addresses."""

import secrets
from datetime import timedelta

from django.db.models import F, Window
from django.db.models.functions import Now, RowNumber
from django.utils.translation import gettext as _

from ideanet.activity import addressing, wishing
from ideanet.activity.groups import Choice
from ideanet.activity.models import Address, Notice
from ideanet.activity.stages import Group, MailTime, Outlet, Pace
from ideanet.demo.people import Cast
from ideanet.people.models import Person

# What happened before was told by digests that nobody kept.
LATELY = timedelta(days=10)
# One's morning is that of where one lives; who moved since says so in their profile.
ZONES = {
    "AR": "America/Argentina/Buenos_Aires",
    "BR": "America/Sao_Paulo",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "GB": "Europe/London",
    "FR": "Europe/Paris",
    "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JO": "Asia/Amman",
    "JP": "Asia/Tokyo",
    "MX": "America/Mexico_City",
    "NG": "Africa/Lagos",
    "NL": "Europe/Amsterdam",
    "NO": "Europe/Oslo",
    "PL": "Europe/Warsaw",
    "PT": "Europe/Lisbon",
    "SE": "Europe/Stockholm",
    "SG": "Asia/Singapore",
}


# People read what they are told, but for the last few: each leaves as many as their place in the house says.
UNREAD_MOST = 9
UNREAD_LEAST = 3


def settle(cast: Cast) -> None:
    _read()
    Notice.objects.untold().filter(at__lt=Now() - LATELY).update(in_digest=False)
    for country, zone in ZONES.items():
        Person.objects.filter(country=country).update(time_zone=zone)
    _wish(cast)
    _make_addresses(cast)


def _read() -> None:
    newest = Window(RowNumber(), partition_by=F("person"), order_by=F("pk").desc())
    left = UNREAD_LEAST + F("person_id") % UNREAD_MOST
    read = Notice.objects.annotate(number=newest).filter(number__gt=left).values("pk")
    Notice.objects.filter(pk__in=read, read_at=None).update(read_at=F("at") + timedelta(hours=3))


def _wish(cast: Cast) -> None:
    """The executive wants it by the week; the expert wants no mail of each comment."""
    helena, hugo = cast["helena"], cast["hugo"]
    wishing.choose(helena, wishing.wishes_of(helena), Pace.WEEKLY)
    details = {Group.DETAILS: Choice(on_site=True, mail=MailTime.NEVER)}
    wishing.choose(hugo, wishing.wishes_of(hugo) | details, Pace.DAILY)


def _make_addresses(cast: Cast) -> None:
    """Nobody was shown their tokens: they are there to be looked at and revoked."""
    hugo = cast["hugo"]
    for outlet, name in ((Outlet.IDEAS, _("The old laptop")), (Outlet.CALENDAR, _("Phone"))):
        addressing.make(hugo, outlet, once=secrets.token_urlsafe(16), name=name)
    Address.objects.filter(person=hugo).update(made_at=Now() - timedelta(days=40))
    Address.objects.filter(outlet=Outlet.CALENDAR).update(used_at=Now() - timedelta(hours=3))
    Address.objects.filter(outlet=Outlet.IDEAS).update(revoked_at=Now() - timedelta(days=9))
