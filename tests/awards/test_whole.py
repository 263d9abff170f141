import pytest

from awards.models import Winner
from ideanet.activity.models import Event
from tests.awards.builders import Contest

pytestmark = pytest.mark.django_db


def test_a_cycle_runs_from_entry_to_winners() -> None:
    contest = Contest()
    contest.finish()
    a, b, c = contest.entries
    assert list(Winner.objects.values_list("channel", "place", "entry", "prize")) == [
        ("jury", 1, b.pk, "A week in Lisbon"),
        ("jury", 2, a.pk, ""),
        ("people", 1, c.pk, "A bottle of wine"),
    ]
    assert Event.objects.filter(kind="award.won").count() == 3
