"""Which ideas may enter a category: each thing that stands against one as a sentence for its author."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ideas.stages import Kind, Stage

if TYPE_CHECKING:
    from awards.models import Category
    from ideas.models import Idea


def reasons_against(category: "Category", idea: "Idea") -> list[str]:
    """Empty when the idea may enter. Load the category with `for_eligibility`, the idea with its authors."""
    return list(_reasons(category, idea))


def _reasons(category: "Category", idea: "Idea") -> Iterator[str]:
    if idea.stage not in category.stages:
        yield _("It is “%(stage)s”; this category takes ideas that are: %(stages)s.") % {
            "stage": idea.get_stage_display(),
            "stages": stages_in_words(category),
        }
    if category.kinds and idea.kind not in category.kinds:
        yield _("It is a “%(kind)s”; this category takes: %(kinds)s.") % {
            "kind": idea.get_kind_display(),
            "kinds": kinds_in_words(category),
        }
    themes = {theme.pk for theme in category.themes.all() or category.cycle.themes.all()}
    if themes and idea.theme_id not in themes:
        yield _("Its theme, “%(theme)s”, is not among those of this category.") % {"theme": idea.theme}
    people = [a.person for a in idea.authorships.all() if a.accepted_at is not None]
    if category.countries and not {p.country for p in people} & set(category.countries):
        yield _("None of its authors works in %(places)s.") % {"places": _either(category.countries)}
    if category.units and not {p.unit for p in people} & set(category.units):
        yield _("None of its authors belongs to %(units)s.") % {"units": _either(category.units)}


def stages_in_words(category: "Category") -> str:
    return _either(str(Stage(stage).label).lower() for stage in category.stages)


def kinds_in_words(category: "Category") -> str:
    return _either(str(Kind(kind).label).lower() for kind in category.kinds)


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return _("%(some)s or %(last)s") % {"some": ", ".join(most), "last": last} if most else last
