"""Every question asked of drafts, quotes, channels and deliveries."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Now

from ideanet.people.models import Person
from ideanet.publishing import rules
from ideanet.publishing.stages import FILES, UNFINISHED, ChannelKind, DeliveryState
from ideas.models import Authorship, Comment, Evidence, Idea
from ideas.stages import CommentAudience, Stage

if TYPE_CHECKING:
    from ideanet.publishing.models import (  # noqa: F401  # named in quotes below
        Channel,
        Delivery,
        Draft,
        Quote,
    )

# Longer than all the requests of one sending together can take.
LEASE = timedelta(minutes=10)


class DraftQuerySet(QuerySet["Draft"]):
    def visible_to(self, person: Person) -> Self:
        """The rows for which `rules.may_view_draft` is true."""
        rows = self.filter(idea__in=Idea.objects.visible_to(person).order_by().values("pk"))
        if rules.may_publish(person):
            return rows
        mine = Authorship.objects.filter(idea=OuterRef("idea_id"), person=person, accepted_at__isnull=False)
        return rows.filter(Exists(mine))

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def for_list(self) -> Self:
        """Load all that publishing/drafts.html shows."""
        return (
            self.select_related("idea", "made_by")
            .prefetch_related(Prefetch("idea__authorships", queryset=bylines(), to_attr="bylines"))
            .defer("body", "idea__body", "idea__search", "idea__nugget")
        )

    def for_leaving(self) -> Self:
        """Load all that a piece is composed of, and all that may stand against its leaving."""
        citations = apps.get_model("publishing", "Citation").objects.select_related("evidence")
        quotes = apps.get_model("publishing", "Quote").objects
        return self.select_related("idea__theme", "revision", "made_by").prefetch_related(
            Prefetch("idea__authorships", queryset=bylines(accepted=False)),
            "idea__reader_rows",
            "idea__shared_with",
            "idea__theme__customers",
            Prefetch("citations", queryset=citations),
            Prefetch("quotes", queryset=quotes.select_related("comment__author__organisation")),
        )


def bylines(*, accepted: bool = True) -> "QuerySet[Authorship]":
    """Authorships in the order of a byline: the largest part first."""
    rows = Authorship.objects.select_related("person__organisation").order_by("-share", "position", "pk")
    return rows.filter(accepted_at__isnull=False) if accepted else rows


def citable(idea: Idea) -> "QuerySet[Evidence]":
    """Evidence that may stand under a piece, oldest first."""
    return Evidence.objects.citable().filter(idea=idea).order_by("dated_on", "pk")


def undrafted(person: Person) -> "QuerySet[Idea]":
    """Approved ideas that the person sees and nobody has begun a draft of, longest waiting first."""
    drafts = apps.get_model("publishing", "Draft").objects
    begun = drafts.filter(state__in=UNFINISHED, idea=OuterRef("pk"))
    return (
        Idea.objects.visible_to(person)
        .filter(~Exists(begun), stage=Stage.APPROVED)
        .for_cards("audience")
        .order_by("changed_at", "pk")
    )


def quotable(idea: Idea) -> "QuerySet[Comment]":
    """The comments on the idea for which `rules.is_quotable` is true."""
    return (
        Comment.objects.standing()
        .on(idea)
        .filter(may_quote=True, audience=CommentAudience.EVERYONE)
        .select_related("author__organisation")
        .order_by("pk")
    )


class QuoteQuerySet(QuerySet["Quote"]):
    def spoken_by(self, person: Person) -> Self:
        """Twin: `rules.may_take_back`. A person's own words in drafts, wherever they may go."""
        if not person.is_active:
            return self.none()
        return self.filter(comment__author=person).select_related("draft", "comment__idea").order_by("-pk")

    def standing(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def held(self) -> Self:
        """Locked with their comments: a quote that is being taken back is waited for, and one that
        leaves now can no longer be."""
        return self.select_related("comment").select_for_update(of=("self", "comment"))


class ChannelQuerySet(QuerySet["Channel"]):
    def visible_to(self, person: Person) -> Self:
        """All, for those who run them."""
        return self if rules.may_run_channels(person) else self.none()

    def sites(self) -> Self:
        return self.exclude(kind__in=FILES)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def for_list(self) -> Self:
        """Load all that publishing/channels.html shows."""
        return self.annotate(
            sent_count=Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT)),
            failed_count=Count("deliveries", filter=Q(deliveries__state=DeliveryState.FAILED)),
        ).defer("sealed_password")

    def for_file(self, kind: ChannelKind) -> "Channel":
        """The one channel of a kind of file, made when first used."""
        channel, _is_new = self.get_or_create(kind=kind, defaults={"name": str(kind.label)})
        return channel


class DeliveryQuerySet(QuerySet["Delivery"]):
    def owed(self) -> Self:
        """To be sent now by the database's clock, or left behind by a worker that is gone."""
        due = Q(state=DeliveryState.OWED, not_before__lte=Now())
        left_behind = Q(state=DeliveryState.SENDING, claimed_at__lt=Now() - LEASE)
        return self.filter(due | left_behind)

    def to_sites(self) -> Self:
        return self.exclude(channel__kind__in=FILES)

    def for_list(self) -> Self:
        """Load all that publishing/deliveries.html shows."""
        return self.select_related("channel", "asked_by", "draft__idea").defer("content", "draft__body")
