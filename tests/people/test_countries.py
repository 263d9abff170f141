"""Countries have names; what is no country keeps its letters."""

import pytest

from ideanet.people import countries
from tests import factories
from tests.ideas.cast import sign_in


@pytest.mark.parametrize(
    ("code", "name"),
    [("DE", "Germany"), ("gb", "United Kingdom"), ("KR", "South Korea"), ("XX", "XX"), ("", "")],
)
def test_a_code_is_read_as_a_name(code: str, name: str) -> None:
    assert countries.name_of(code) == name


@pytest.mark.django_db
def test_a_persons_page_names_the_country() -> None:
    person = factories.make_employee(country="NL")
    page = sign_in(factories.make_employee()).get(person.get_absolute_url()).content.decode()
    assert "<dd>Netherlands</dd>" in page
