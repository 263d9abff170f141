"""What one was told."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ideanet.activity import feed, marking, reasons, recalling
from ideanet.activity.kinds import address_of
from ideanet.activity.models import Notice
from ideanet.paging import page
from ideanet.people.requests import MemberRequest


@require_safe
@login_required
def index(request: MemberRequest) -> HttpResponse:
    own = Notice.objects.visible_to(request.user).on_site().for_list()
    if is_unread := "unread" in request.GET:
        own = own.unread()
    notices = page(own, ("-pk",), after=request.GET.get("after", ""))
    events = [notice.event for notice in notices]
    topics, recalled = feed.topics_of(request.user, events), recalling.recalled(events)
    rows, gone = [], []
    for notice in notices:
        event = notice.event
        topic = topics.get((event.topic_type, event.topic_id))
        if topic is None:
            gone.append(notice.pk)
        else:
            item = feed.item_for(request.user, event, topic, instead=recalled.get(event.pk))
            rows.append((notice, item, reasons.sentence(notice.why)))
    # What no longer shows may not be counted as unread for ever.
    marking.mark(request.user, gone)
    newest = notices.items[0].pk if notices.items else 0
    context = {"page": notices, "rows": rows, "newest": newest, "is_unread": is_unread}
    return render(request, "activity/notices.html", context)


@require_safe
@login_required
def show(request: MemberRequest, pk: int) -> HttpResponse:
    """On to what it is about; to open it is to have read it."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user).select_related("event"), pk=pk)
    marking.mark(request.user, [notice.pk])
    event = notice.event
    topic = feed.topics_of(request.user, [event]).get((event.topic_type, event.topic_id))
    return redirect(address_of(topic) if topic else "activity:notices")


@require_POST
@login_required
def mark(request: MemberRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    marking.mark(request.user, [notice.pk])
    return redirect("activity:notices")


@require_POST
@login_required
def mark_all(request: MemberRequest) -> HttpResponse:
    newest = request.POST.get("newest", "")
    if newest.isdecimal():
        marking.mark_all(request.user, up_to=min(int(newest), 2**63 - 1))
    return redirect("activity:notices")
