"""The doors of activity."""

from django.urls import path

from ideanet.activity.views import notices

app_name = "activity"

urlpatterns = [
    path("notices/", notices.index, name="notices"),
]
