"""The mail of a digest, written at the moment it is sent."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ideanet.activity import mornings, unsubscribing, wishing
from ideanet.activity.contents import Section, sections_of
from ideanet.activity.envelopes import Envelope, way_out_by
from ideanet.activity.models import Digest, Notice
from ideanet.activity.needs import needs_of
from ideanet.people.models import Person


def message_for(digest: Digest) -> EmailMultiAlternatives | None:
    """None when nothing is left of it that its reader may see and has not read."""
    person = Person.objects.for_session().get(pk=digest.person_id)
    with translation.override(settings.LANGUAGE_CODE), timezone.override(mornings.zone_of(person.time_zone)):
        sections = sections_of(person, Notice.objects.filter(digest=digest))
        if not sections:
            return None
        envelope = Envelope(
            to=person.email,
            subject=subject_of(sections),
            name=f"digest.{digest.pk}",
            list_name=unsubscribing.DIGESTS,
            list_label="digests",
            way_out=way_out_by(unsubscribing.token_for_digests(person)),
        )
        context = {
            "person": person,
            "sections": sections,
            "needs": needs_of(person),
            "day": date_format(digest.morning, "l, j F"),
            "pace": wishing.pace_of(person).value,
        }
        return envelope.fill("activity/email/digest", context)


def subject_of(sections: list[Section]) -> str:
    """What came first, and how much more there is."""
    count = sum(len(section.lines) + section.more for section in sections)
    first = sections[0].lines[-1].sentence
    if count == 1:
        return first
    rest = ngettext("and %(count)d more", "and %(count)d more", count - 1) % {"count": count - 1}
    return _("%(first)s, %(rest)s") % {"first": first, "rest": rest}
