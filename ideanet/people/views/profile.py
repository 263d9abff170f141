"""One's own profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideanet.people.forms.profiles import ProfileForm
from ideanet.people.requests import MemberRequest
from ideanet.people.workflow import profiling


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: MemberRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        profiling.change(request.user, form.own_fields(), form.cleaned_data["expertise"])
        messages.success(request, _("Your profile is saved."))
        return redirect(request.user)
    return render(request, "people/profile.html", {"form": form}, status=422 if form.errors else 200)
