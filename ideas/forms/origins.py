"""In which session an idea began, chosen by its author among those that they saw."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from ideanet.people.models import Person
from ideas.models import Session

# The latest so many: who heard it longer ago starts from the session's own page.
MOST = 60


class SessionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Titles may be the same; days are not."""

    def label_from_instance(self, obj: Any) -> str:
        day = date_format(localtime(obj.starts_at), "j F Y")
        return f"{obj.title}, {day}"


class OriginForm(forms.Form):
    session = SessionField(
        Session.objects.none(),
        label=_("Session"),
        empty_label=_("Choose a session"),
        help_text=_("The latest that have begun and that you can see."),
    )

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["session"].queryset = sessions_for(person)  # type: ignore[attr-defined]  # a ModelChoiceField


def sessions_for(person: Person) -> "QuerySet[Session]":
    latest = Session.objects.visible_to(person).begun().order_by("-starts_at", "-pk").values("pk")[:MOST]
    return Session.objects.filter(pk__in=latest).only("title", "starts_at").order_by("-starts_at", "-pk")
