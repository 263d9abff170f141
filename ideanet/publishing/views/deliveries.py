"""Where a draft goes: channels, files, the address it went live at, and what came of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideanet.people.requests import MemberRequest
from ideanet.publishing import leaving, moves, rules
from ideanet.publishing.forms import ProofPointForm, PublicationForm
from ideanet.publishing.models import Channel, Delivery, Draft
from ideanet.publishing.stages import ChannelKind, DraftState
from ideanet.publishing.views.access import get_draft, out_of_date
from ideanet.publishing.workflow import delivering, proving
from ideas.errors import OutOfDateError, RefusedError


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def index(request: MemberRequest, pk: int) -> HttpResponse:
    draft = get_draft(request, pk)
    if request.method != "POST":
        return page(request, draft)
    key = request.POST.get("channel", "")
    channel = get_object_or_404(Channel.objects.sites(), pk=key if key.isdecimal() else None)
    try:
        delivering.ask(draft, channel, by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is on its way to %(channel)s as a draft.") % {"channel": channel})
    return redirect("publishing:deliveries", draft.pk)


def page(
    request: MemberRequest,
    draft: Draft,
    *,
    publication: PublicationForm | None = None,
    proof: ProofPointForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, with the forms as they were sent if something was wrong with them."""
    deliveries = list(Delivery.objects.filter(draft=draft).for_list())
    asked = {delivery.channel_id for delivery in deliveries}
    context = {
        "draft": draft,
        "obstacles": leaving.obstacles(draft),
        "deliveries": deliveries,
        "channels": [channel for channel in Channel.objects.sites().active() if channel.pk not in asked],
        "files": [ChannelKind.MARKDOWN, ChannelKind.HTML],
        "is_open": draft.state in {DraftState.READY, DraftState.LIVE},
        "may_go_live": moves.GO_LIVE.is_open(request.user, draft),
        "publication": publication or PublicationForm(),
        "may_prove": rules.may_add_proof(request.user, draft),
        "proof": proof or ProofPointForm(initial={"url": draft.live_url}),
        "proof_points": draft.proof_points.select_related("evidence"),
    }
    return render(request, "publishing/deliveries.html", context, status=status)


@require_POST
@login_required
def try_again(request: MemberRequest, pk: int) -> HttpResponse:
    drafts = Draft.objects.visible_to(request.user)
    delivery = get_object_or_404(
        Delivery.objects.to_sites().filter(draft__in=drafts.values("pk")).for_list(), pk=pk
    )
    if not rules.may_publish(request.user):
        raise PermissionDenied
    try:
        delivering.try_again(delivery, by=request.user)
    except OutOfDateError as error:
        return out_of_date(request, delivery.draft, error)
    messages.success(request, _("It is being tried again."))
    return redirect("publishing:deliveries", delivery.draft_id)


@require_POST
@login_required
def export(request: MemberRequest, pk: int) -> HttpResponse:
    """The draft as a file to keep. A POST, as what leaves is written down."""
    draft = get_draft(request, pk)
    kind = request.POST.get("format", "")
    if kind not in {ChannelKind.MARKDOWN, ChannelKind.HTML}:
        kind = ChannelKind.MARKDOWN
    try:
        file = delivering.export(draft, ChannelKind(kind), by=request.user)
    except RefusedError as error:
        messages.error(request, str(error))
        return redirect("publishing:deliveries", draft.pk)
    return HttpResponse(
        file.content,
        headers={
            "Content-Type": file.content_type,
            "Content-Disposition": f'attachment; filename="{file.name}"',
            # Should a browser ever open it here: nothing in it may run or call anywhere.
            "Content-Security-Policy": "sandbox; default-src 'none'; style-src data:; img-src data:",
            "Cache-Control": "no-store",
        },
    )


@require_POST
@login_required
def prove(request: MemberRequest, pk: int) -> HttpResponse:
    """Bring home what came of the piece."""
    draft = get_draft(request, pk)
    form = ProofPointForm(request.POST)
    if not form.is_valid():
        return page(request, draft, proof=form, status=422)
    try:
        proving.add(draft, by=request.user, **form.cleaned_data)
    except RefusedError as error:
        form.add_error(None, str(error))
        return page(request, draft, proof=form, status=422)
    messages.success(request, _("The proof point is on the idea."))
    return redirect("publishing:deliveries", draft.pk)
