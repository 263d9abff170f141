"""People, organisations, themes and ideas for tests: made through the workflow wherever one exists."""

import io
from datetime import timedelta
from typing import Any

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Maybe, Sequence, SubFactory
from PIL import Image

from ideanet.people.models import Organisation, Person, Segment
from ideanet.people.stages import OrganisationKind, Role
from ideanet.uploads import examine
from ideas import moves
from ideas.models import Idea, Jotting, Picture, Theme
from ideas.stages import Audience
from ideas.workflow import illustrating, moving, writing
from ideas.workflow.writing import Text

PASSWORD = "correct horse battery staple"


class SegmentFactory(factory.django.DjangoModelFactory[Segment]):
    class Meta:
        model = Segment

    name = Sequence(lambda n: f"Segment {n}")


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name: Any = Sequence(lambda n: f"Customer {n}")
    kind = OrganisationKind.CUSTOMER
    segment = Maybe(
        LazyAttribute(lambda o: o.kind == OrganisationKind.CUSTOMER),
        SubFactory(SegmentFactory),
        None,
    )


class HomeFactory(OrganisationFactory):
    class Meta:
        model = Organisation
        django_get_or_create = ("kind",)

    name = "Home"
    kind = OrganisationKind.HOME


class PersonFactory(factory.django.DjangoModelFactory[Person]):
    """An employee, unless `organisation` says otherwise."""

    class Meta:
        model = Person

    email = Sequence(lambda n: f"person{n}@example.com")
    name = Sequence(lambda n: f"Person Number{n}")
    organisation = SubFactory(HomeFactory)


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    """Open since yesterday, for the whole network."""

    class Meta:
        model = Theme

    title = Sequence(lambda n: f"Theme {n}")
    summary = "What this theme is about."
    brief = "The *brief*."
    owner = SubFactory(PersonFactory)
    opens_at = LazyFunction(lambda: timezone.now() - timedelta(days=1))


def make_employee(**fields: Any) -> Person:
    return PersonFactory.create(**fields)


def make_outsider(kind: OrganisationKind = OrganisationKind.CUSTOMER, **fields: Any) -> Person:
    organisation = fields.pop("organisation", None) or OrganisationFactory.create(kind=kind)
    return PersonFactory.create(organisation=organisation, **fields)


def make_powerful(*roles: Role, **fields: Any) -> Person:
    """An employee who was granted the roles and has a second factor."""
    person = PersonFactory.create(roles=[role.value for role in roles], **fields)
    give_second_factor(person)
    return person


def give_second_factor(person: Person) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "ABCDEFGH"})
    person.__dict__.pop("has_second_factor", None)


def make_draft(author: Person | None = None, **fields: Any) -> Idea:
    """A draft; `fields` are those of the idea. Internal unless `audience` says otherwise."""
    author = author or make_employee()
    text = Text(
        title=fields.pop("title", "A quiet idea"),
        nugget=fields.pop("nugget", "One paragraph that says it all."),
        body=fields.pop("body", "The *long* story."),
    )
    theme = fields.pop("theme", None) or ThemeFactory.create()
    return writing.create_idea(text, by=author, theme=theme, **{"audience": Audience.INTERNAL} | fields)


def make_idea(author: Person | None = None, **fields: Any) -> Idea:
    """An open idea, submitted by its author."""
    author = author or make_employee()
    idea = make_draft(author, **fields)
    moving.perform(moves.SUBMIT, idea, by=author)
    return Idea.objects.get(pk=idea.pk)


def make_jotting(person: Person | None = None, **fields: Any) -> Jotting:
    """What somebody has typed into the form for a new idea."""
    person = person or make_employee()
    given = {"body": "Half a thought.", "changed_at": timezone.now()} | fields
    return Jotting.objects.create(person=person, **given)


def make_png(size: tuple[int, int] = (12, 8)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, "PNG")
    return made.getvalue()


def make_picture(idea: Idea | None = None, author: Person | None = None, **fields: Any) -> Picture:
    """A picture in the idea's text, or in one that its author has not saved yet."""
    author = author or (idea.created_by if idea else make_employee())
    found = examine(SimpleUploadedFile("A plan.png", make_png()))
    picture = illustrating.add(found, by=author, idea=idea)
    if fields:
        Picture.objects.filter(pk=picture.pk).update(**fields)
    return Picture.objects.get(pk=picture.pk)
