"""The directory and a person's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ideanet.paging import page
from ideanet.people import rules
from ideanet.people.forms.directory import DirectoryForm
from ideanet.people.models import Credential, Person
from ideanet.people.requests import MemberRequest
from ideanet.people.stages import Role

MOST_REPORTS = 50


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    form = DirectoryForm(request.GET, reader=request.user)
    people = Person.objects.visible_to(request.user).active()
    found = page(form.asked(people).for_directory(), ("name", "pk"), after=request.GET.get("after", ""))
    return render(request, "people/people.html", {"form": form, "page": found})


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    reader = request.user
    visible = Person.objects.visible_to(reader)
    person = get_object_or_404(visible.for_page(), pk=pk)
    manager = person.manager
    context = {
        "person": person,
        "manager": manager if manager and rules.may_view_person(reader, manager) else None,
        "reports": visible.active().filter(manager=person).for_cards()[:MOST_REPORTS],
        "credentials": Credential.objects.visible_to(reader).filter(person=person).for_page(),
        "is_self": person == reader,
        "may_follow": rules.may_follow(reader, person),
        "shows_credits": rules.oversees(reader, person),
        "may_administer": rules.may_administer(reader),
        "roles": [Role(role).label for role in person.roles] if reader.is_employee else [],
        "shows_address": reader.is_employee and person.is_employee,
    }
    return render(request, "people/person.html", context)
