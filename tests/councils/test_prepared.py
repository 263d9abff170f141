"""What is asked by queries written once is loaded as `for_rules()` and `for_page()` load it."""

import pytest
from django.http import Http404

from councils import prepared
from councils.models import Council, CouncilReview
from tests import factories
from tests.councils import making
from tests.loading import loaded

pytestmark = pytest.mark.django_db


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


def test_a_review_is_loaded_as_its_pages_want_it() -> None:
    council, chair, (one, _two) = making.make_chaired_council()
    review = making.make_review(council)
    making.submit(review, one, by=chair)
    making.close(review, by=chair)
    as_page = loaded(CouncilReview.objects.for_page().get(pk=review.pk))
    assert loaded(prepared.review_seen_by(chair, review.pk)) == as_page
    assert loaded(prepared.review_with_files_for(chair, review.pk)) == as_page
    as_dashboard = loaded(CouncilReview.objects.for_dashboard().get(pk=review.pk))
    assert loaded(prepared.dashboard_seen_by(chair, review.pk)) == as_dashboard
    stranger = factories.make_employee()
    for ask in (prepared.review_seen_by, prepared.review_with_files_for, prepared.dashboard_seen_by):
        with pytest.raises(Http404):
            ask(stranger, review.pk)


def test_a_council_is_loaded_for_who_sees_it() -> None:
    council, chair, _members = making.make_chaired_council()
    as_rules = loaded(Council.objects.for_rules().get(pk=council.pk))
    assert loaded(prepared.council_seen_by(chair, council.pk)) == as_rules
    with pytest.raises(Http404):
        prepared.council_seen_by(factories.make_outsider(), council.pk)
