"""The doors of people."""

from django.urls import path

from ideanet.people.views import people, style

app_name = "people"

urlpatterns = [
    path("people/", people.index, name="people"),
    path("people/<int:pk>/", people.show, name="person"),
    path("style/", style.show, name="style"),
]
