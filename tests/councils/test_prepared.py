"""What is asked by queries written once is loaded as `for_rules()` loads it."""

import pytest
from django.db.models import Model

from councils import prepared
from councils.models import Council, CouncilReview
from tests.councils import making

pytestmark = pytest.mark.django_db


def loaded(row: Model) -> dict[str, object]:
    """The row, what came with it, and all that needs no query any more."""
    beside = {name: loaded(one) for name, one in row._state.fields_cache.items() if isinstance(one, Model)}
    prefetched = getattr(row, "_prefetched_objects_cache", {})
    known = {name: [each.pk for each in rows] for name, rows in prefetched.items()}
    fields = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return fields | beside | {f"all {name}": keys for name, keys in known.items()}


def test_a_review_is_loaded_as_the_rules_want_it() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    assert loaded(prepared.review_for_rules(review.pk)) == loaded(
        CouncilReview.objects.for_rules().get(pk=review.pk)
    )
    with pytest.raises(CouncilReview.DoesNotExist):
        prepared.review_for_rules(review.pk + 1)


def test_a_council_is_loaded_as_the_rules_want_it() -> None:
    council, _chair, _members = making.make_chaired_council()
    assert loaded(prepared.council_for_rules(council.pk)) == loaded(
        Council.objects.for_rules().get(pk=council.pk)
    )
    with pytest.raises(Council.DoesNotExist):
        prepared.council_for_rules(council.pk + 1)
