"""The sites that drafts can be sent to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideanet.people.requests import MemberRequest
from ideanet.publishing import rules, sending, wordpress
from ideanet.publishing.forms import ChannelForm
from ideanet.publishing.models import Channel
from ideanet.publishing.workflow import connecting
from ideas.errors import RefusedError


def get_channel(request: MemberRequest, pk: int) -> Channel:
    if not rules.may_run_channels(request.user):
        raise PermissionDenied
    return get_object_or_404(Channel.objects.visible_to(request.user).sites(), pk=pk)


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    if not rules.may_run_channels(request.user):
        raise PermissionDenied
    channels = Channel.objects.visible_to(request.user).sites().for_list()
    return render(request, "publishing/channels.html", {"channels": channels})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def create(request: MemberRequest) -> HttpResponse:
    if not rules.may_run_channels(request.user):
        raise PermissionDenied
    form = ChannelForm(request.POST or None)
    if form.is_valid() and (channel := save(request, None, form)):
        return redirect(channel)
    return page(request, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    channel = get_channel(request, pk)
    form = ChannelForm.of(channel, request.POST or None)
    if form.is_valid() and save(request, channel, form):
        return redirect(channel)
    return page(request, channel, form)


def save(request: MemberRequest, channel: Channel | None, form: ChannelForm) -> Channel | None:
    try:
        saved = connecting.save(channel, by=request.user, **form.cleaned_data)
    except RefusedError as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, _("The channel is saved. Check whether it answers."))
    return saved


def page(request: MemberRequest, channel: Channel | None, form: ChannelForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "publishing/channel.html", {"channel": channel, "form": form}, status=status)


@require_POST
@login_required
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the site whether it knows the user and lets it write drafts; nothing is sent."""
    channel = get_channel(request, pk)
    try:
        name = wordpress.check(sending.open_site(channel))
    except wordpress.ChannelError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The site answers and knows the user as %(name)s.") % {"name": name})
    return redirect(channel)
