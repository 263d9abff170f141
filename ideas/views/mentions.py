"""Who can be mentioned in a comment: suggestions while one types, and a page to look them up without scripts."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ideanet.people.models import Person
from ideanet.people.querysets import PersonQuerySet
from ideanet.people.requests import MemberRequest
from ideas import namesakes, prepared, rules
from ideas.forms.search import SearchForm
from ideas.querysets.mentions import mentionable
from ideas.stages import CommentAudience

MOST = 8
MOST_NAMESAKES = 200


@require_safe
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    """People named like `?q=` who would read a comment for `?audience=`."""
    idea = prepared.find_for_rules(request.user, pk)
    if not rules.may_comment(request.user, idea):
        raise PermissionDenied
    audiences = rules.comment_audiences(request.user, idea)
    asked = request.GET.get("audience", "")
    audience = next((value for value in audiences if value == asked), audiences[-1])
    form = SearchForm(request.GET)
    everybody = mentionable(request.user, idea, audience)
    people = list(everybody.named(form.words).for_cards()[:MOST]) if form.words else []
    context = {
        "idea": idea,
        "form": form,
        "audience": audience,
        "audiences": audiences,
        "people": _called(people, everybody),
        "is_only_named": audience == CommentAudience.REVIEWERS,
    }
    template = "ideas/partials/mentionable.html" if "part" in request.GET else "ideas/mentionable.html"
    return render(request, template, context)


def _called(people: list[Person], everybody: PersonQuerySet) -> list[tuple[Person, str]]:
    """Each with what calls nobody else who could be meant. One query, where anybody is."""
    if not people:
        return []
    namesakes_too = everybody.filter(name__in={person.name for person in people}).for_cards()
    calls = namesakes.callings(namesakes_too.order_by("pk")[:MOST_NAMESAKES])
    return [(person, calls[person.pk]) for person in people if person.pk in calls]
