"""The request of someone who is signed in, as views under `login_required` know it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from ideanet.people.models import Person


class MemberRequest(HttpRequest):
    """For annotations only: what the middleware makes of a request whose session has a person."""

    user: Person
    htmx: HtmxDetails
