"""What happens to people and what belongs to them, as sentences, and who is told."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ideanet.activity import events, feed, groups, kinds, needs, outlets
from ideanet.activity.kinds import EventKind, Telling
from ideanet.activity.models import Event, Notice
from ideanet.activity.needs import Need
from ideanet.activity.stages import Group, Outlet, Reach
from ideanet.people import chronicle, rules
from ideanet.people.models import Credential, Guidelines, Organisation, Person, Segment
from ideanet.people.stages import Deed
from ideanet.prepared import Prepared

# More than these are summed up in one line.
MOST: Final = 3


def the_person(event: Event) -> Iterable[Telling]:
    return [Telling(event.topic_id, "yours")]


SENTENCES: Final = {
    Deed.JOINED: _("%(actor)s joined"),
    Deed.CHANGED_PROFILE: _("%(actor)s changed their profile"),
    Deed.CHANGED_ROLES: _("%(actor)s changed the roles of %(topic)s"),
    Deed.PLACED: _("%(actor)s changed where %(topic)s stands in the organisation"),
    Deed.DEACTIVATED: _("%(actor)s ended the access of %(topic)s"),
    Deed.REACTIVATED: _("%(actor)s let %(topic)s in again"),
    Deed.REMOVED_FACTORS: _("%(actor)s removed the second factors of %(topic)s"),
    Deed.INVITED: _("%(actor)s invited %(email)s for %(topic)s"),
    Deed.INVITED_AGAIN: _("%(actor)s invited %(email)s again for %(topic)s"),
    Deed.REVOKED: _("%(actor)s took back the invitation of %(email)s for %(topic)s"),
    Deed.ACCEPTED: _("%(actor)s accepted an invitation"),
    Deed.CLAIMED: _("%(actor)s claimed a credential: %(title)s"),
    Deed.CHANGED_CLAIM: _("%(actor)s changed a credential: %(title)s"),
    Deed.WITHDREW: _("%(actor)s withdrew a credential: %(title)s"),
    Deed.VERIFIED: _("%(actor)s verified a credential of %(topic)s: %(title)s"),
    Deed.REJECTED: _("%(actor)s could not verify a credential of %(topic)s, %(title)s: %(reason)s"),
    Deed.FOUNDED: _("%(actor)s set up the organisation %(topic)s"),
    Deed.CHANGED_ORGANISATION: _("%(actor)s changed the organisation %(topic)s"),
    Deed.ADDED_DOMAIN: _("%(actor)s let people with addresses in %(domain)s sign up at %(topic)s"),
    Deed.REMOVED_DOMAIN: _("%(actor)s closed %(topic)s to addresses in %(domain)s"),
    Deed.CHANGED_SEGMENT: _("%(actor)s changed the segments: %(name)s"),
    Deed.SET_STANDARDS: _("%(actor)s changed how people hear of things unless they choose otherwise"),
    Deed.PUBLISHED_GUIDELINES: _("%(actor)s published new guidelines"),
    Deed.AGREED: _("%(actor)s agreed to the guidelines"),
}
TOLD: Final = {Deed.CHANGED_ROLES, Deed.REMOVED_FACTORS, Deed.VERIFIED, Deed.REJECTED}
# What followers may read of too; the rest is for the record and for the one it is about.
OPEN: Final = {Deed.VERIFIED}

KINDS: Final = {
    deed: EventKind(deed.value, sentence, milestone=deed in OPEN, tell=the_person if deed in TOLD else None)
    for deed, sentence in SENTENCES.items()
}


def write_down(
    deed: Deed, topic: Model, *, by: Person | None, subject: Model | None, data: dict[str, Any]
) -> None:
    """Record what the room below did."""
    reach = Reach.EVERYONE if deed in OPEN else Reach.NAMED
    events.record(KINDS[deed], topic, by=by, subject=subject, reach=reach, **data)


def credentials_to_verify(person: Person) -> list[Need]:
    if not rules.may_administer(person):
        return []
    waiting = Credential.objects.waiting().exclude(person=person)[:100].count()
    label = ngettext("Verify %(count)d credential", "Verify %(count)d credentials", waiting) % {
        "count": waiting
    }
    return [Need(label, reverse("people:queue"), count=waiting)] if waiting else []


def _spoken(person: Person) -> "QuerySet[Notice]":
    spoken = Notice.objects.visible_to(person).unread().filter(why__in=groups.whys_of(Group.ANSWERS))
    return spoken.for_list().order_by("-pk")[: MOST + 1]


_SPOKEN: Prepared[Notice] = Prepared(_spoken)


def unread_answers(person: Person) -> Iterator[Need]:
    """Who spoke to the person: answers, mentions, quotes they have not read. A query or two more with any."""
    newest = _SPOKEN.rows(person)
    items = {item.event.pk: item for item in feed.seen_by(person, [notice.event for notice in newest])}
    found = [(notice, item) for notice in newest if (item := items.get(notice.event_id))]
    for notice, item in found[:MOST]:
        label = _("Read: %(sentence)s") % {"sentence": item.sentence}
        yield Need(label, reverse("activity:notice", args=[notice.pk]))
    if len(found) > MOST:
        yield Need(_("Read what else was said to you"), f"{reverse('activity:notices')}?unread")


def second_factor(person: Person) -> list[Need]:
    if not person.roles or person.may_use_powers:
        return []
    return [Need(_("Set up a second factor, so that you can use your roles"), reverse("mfa_index"))]


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS.values())
    kinds.register_topic(Person, Person.objects.visible_to)
    kinds.register_topic(Organisation, Organisation.objects.visible_to, followable=False)
    kinds.register_topic(Segment, lambda _person: Segment.objects.all(), followable=False)
    kinds.register_topic(Guidelines, lambda _person: Guidelines.objects.all(), followable=False)
    chronicle.tell_to(write_down)
    outlets.register_outlet(Outlet.FEED, outlets.followed)
    needs.register_need(second_factor)
    needs.register_need(credentials_to_verify)
    needs.register_need(unread_answers)
