"""Mail addresses and their domains."""

import pytest

from ideanet.people import domains
from ideanet.people.models import MailDomain
from tests import factories


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Example.COM", "example.com"),
        (" example.com. ", "example.com"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("XN--Bcher-KVA.example", "xn--bcher-kva.example"),
        ("EXAMPLE。com", "example.com"),
    ],
)
def test_a_domain_is_written_one_way(typed: str, written: str) -> None:
    assert domains.normal_domain(typed) == written


@pytest.mark.parametrize(
    "typed", ["", ".", "com", "a..b", "-a.example", "a-.example", "x" * 64 + ".example", "\ud800.example"]
)
def test_what_is_no_domain_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # it says what was typed
        domains.normal_domain(typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        (" Ann@Example.COM ", "ann@example.com"),
        ('"a@b"@example.com', '"a@b"@example.com'),
        ("ann@-", "ann@-"),
        ("nothing", "nothing"),
    ],
)
def test_an_address_is_written_one_way(typed: str, written: str) -> None:
    assert domains.normal_address(typed) == written


@pytest.mark.django_db
def test_only_the_very_domain_is_home() -> None:
    home = factories.HomeFactory.create()
    MailDomain.objects.create(organisation=home, domain="Example.com")
    addresses = [
        "a@example.com",
        "a@EXAMPLE.com.",
        "a@x.example.com",
        "a@example.com@x.org",
        "example.com",
        "a@",
    ]
    assert [domains.is_home_address(address) for address in addresses] == [
        True, True, False, False, True, False,
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_home_organisation_is_found() -> None:
    home = factories.HomeFactory.create()
    factories.OrganisationFactory.create()
    assert domains.home() == home
