"""`manage.py verify` names results and winners that are not what their frozen inputs say."""

from collections.abc import Callable

import pytest
from django.db.models import F

from awards import proofs
from awards.models import Result, Run, Winner
from ideas import proofs as all_proofs
from tests.awards.builders import Contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    contest = Contest()
    contest.judge()
    contest.decide()
    return contest


def differences() -> list[str]:
    return [str(found) for proof in (proofs.runs, proofs.winners) for found in proof() if found]


@pytest.mark.parametrize(
    ("tamper", "line"),
    [
        (lambda: Run.objects.update(digest="0" * 64), "digest is 0000"),
        (lambda: Run.objects.update(inputs={}), "digest is "),
        (lambda: Run.objects.update(method_version=F("method_version") + 1), "digest is "),
        (lambda: Result.objects.update(score=F("score") + 1), "results is as they are"),
        (lambda: Result.objects.filter(rank=3).delete(), "results is as they are"),
        (lambda: Winner.objects.update(place=F("place") + 1), "place is as it is"),
        (lambda: Winner.objects.update(channel="people"), "place is as it is"),
    ],
)
@pytest.mark.usefixtures("contest")
def test_what_was_tampered_with_is_named(tamper: Callable[[], object], line: str) -> None:
    assert differences() == []
    assert Winner.objects.count() > 1
    tamper()
    assert any(line in found for found in differences())


def test_verify_knows_them() -> None:
    known = {proof for _label, proof in all_proofs.all_proofs()}
    assert {proofs.runs, proofs.winners} <= known
