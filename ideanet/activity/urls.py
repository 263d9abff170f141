"""The doors of activity. The front page is in ideanet/urls.py: it belongs to no address but /."""

from django.urls import path

from ideanet.activity.views import (
    addresses,
    closing,
    follows,
    home,
    mails,
    notices,
    readers,
    record,
    unsubscribing,
    wishes,
)

app_name = "activity"

urlpatterns = [
    path("feed/", home.feed_page, name="feed"),
    path("notices/", notices.index, name="notices"),
    path("notices/reading/", notices.mark_all, name="reading_all"),
    path("notices/wishes/", wishes.edit, name="wishes"),
    path("notices/standards/", wishes.standards, name="standards"),
    path("notices/digest/", wishes.preview, name="digest"),
    path("notices/<int:pk>/", notices.show, name="notice"),
    path("notices/<int:pk>/reading/", notices.mark, name="reading"),
    path("closing/", closing.index, name="closing"),
    path("addresses/", addresses.index, name="addresses"),
    path("addresses/<int:pk>/", addresses.revoke, name="address"),
    path("atom/<str:token>/", readers.read_atom, name="atom"),
    path("calendar/<str:token>.ics", readers.read_calendar, name="calendar"),
    path("follows/", follows.index, name="follows"),
    path("follows/<str:topic_type>/<int:pk>/", follows.follow, name="follow"),
    path("unsubscribe/<str:token>/", unsubscribing.unsubscribe, name="unsubscribe"),
    path("record/", record.index, name="record"),
    path("mail/", mails.index, name="mails"),
    path("mail/<str:name>/<int:number>/", mails.show, name="mail"),
]
