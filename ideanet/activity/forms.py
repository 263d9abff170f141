"""The forms about how one hears, and about private addresses."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds
from ideanet.activity.groups import ALWAYS_ON_SITE, MEANING, Choice
from ideanet.activity.models import Follow
from ideanet.activity.outlets import topic_type_of
from ideanet.activity.stages import Group, Level, MailTime, Outlet, Pace
from ideanet.people.models import Person

MOST_THEMES: Final = 50
LONGEST_KEY: Final = 19


class WishesForm(forms.Form):
    """Two fields for each group, which the page sets as a table, and how often a digest comes."""

    pace = forms.ChoiceField(
        label=_("Digest"),
        choices=Pace.choices,
        widget=forms.RadioSelect,
        help_text=_("At seven by the clock where you are. Nothing comes when nothing happened."),
    )

    def __init__(self, *args: Any, choices: Mapping[Group, Choice], pace: Pace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["pace"] = pace
        for group, choice in choices.items():
            self.fields[f"{group.value}_site"] = forms.BooleanField(
                label=_("On the site"),
                required=False,
                initial=choice.on_site,
                disabled=group in ALWAYS_ON_SITE,
                widget=forms.CheckboxInput({"aria-label": _say("%s: on the site") % group.label}),
            )
            self.fields[f"{group.value}_mail"] = forms.ChoiceField(
                label=_("By mail"),
                choices=MailTime.choices,
                initial=choice.mail,
                widget=forms.Select({"aria-label": _say("%s: by mail") % group.label}),
            )

    def rows(self) -> Iterator[tuple[Group, Promise, forms.BoundField, forms.BoundField]]:
        for group in Group:
            yield group, MEANING[group], self[f"{group.value}_site"], self[f"{group.value}_mail"]

    def chosen(self) -> dict[Group, Choice]:
        found = self.cleaned_data
        return {
            group: Choice(found[f"{group.value}_site"], MailTime(found[f"{group.value}_mail"]))
            for group in Group
        }


class OwnWishesForm(WishesForm):
    mails_wanted = forms.BooleanField(
        label=_("Send me mail"),
        required=False,
        help_text=_("Without it nothing is mailed, whatever is chosen below."),
    )
    field_order = ("mails_wanted", "pace")


class AddressForm(forms.Form):
    """What a private address is to give: all that one follows of themes is offered, and the one that was asked for."""

    what = forms.ChoiceField(label=_("What it gives"))
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("For yourself: where you use it."),
    )
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, topic: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = _themes(person, topic or str(self.data.get("what", "")).partition(":")[2])
        plain = [(outlet.value, outlet.label) for outlet in Outlet if outlet != Outlet.THEME]
        themes = [(f"theme:{key}", _say("New ideas of “%s”") % title) for key, title in self.topics.items()]
        self.fields["what"].choices = [*plain, *themes]  # type: ignore[attr-defined]  # it is a ChoiceField
        if topic.isdecimal() and int(topic) in self.topics:
            self.initial["what"] = f"theme:{topic}"
        self.initial["once"] = secrets.token_urlsafe(16)

    def wanted(self) -> dict[str, Any]:
        """What `addressing.make` takes."""
        outlet, _colon, key = self.cleaned_data["what"].partition(":")
        topic = {"topic_type": topic_type_of(Outlet(outlet)), "topic_id": int(key)} if key else {}
        return {
            "outlet": Outlet(outlet),
            "once": self.cleaned_data["once"],
            "name": self.cleaned_data["name"],
            **topic,
        }


def _themes(person: Person, wanted: str) -> dict[int, str]:
    """The titles of themes that the person follows, and of the one that is wanted, as far as they see them."""
    topic_type = topic_type_of(Outlet.THEME)
    follows = Follow.objects.filter(person=person, topic_type=topic_type).exclude(level=Level.NOTHING)
    keys = [*follows.order_by("-pk").values_list("topic_id", flat=True)[:MOST_THEMES]]
    if wanted.isdecimal() and len(wanted) < LONGEST_KEY:
        keys.append(int(wanted))
    found = kinds.topics_visible_to(person, topic_type, keys)
    return {key: str(topic) for key, topic in found.items()}
