"""Mail addresses and their domains: one way of writing each, and which of them are the home organisation's."""

from ideanet.people.models import MailDomain, Organisation
from ideanet.people.stages import OrganisationKind


def normal_domain(domain: str) -> str:
    """The domain as computers write it: lower case, international letters as xn--, no dot at the end.

    Raises ValueError if it is none.
    """
    try:
        written = domain.strip().rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise ValueError(domain) from error
    if "." not in written or not all(part.strip("-") == part != "" for part in written.split(".")):
        raise ValueError(domain)
    return written


def normal_address(email: str) -> str:
    """The address in lower case with its domain as computers write it; unchanged where that fails."""
    local, at, domain = email.strip().lower().rpartition("@")
    try:
        return f"{local}{at}{normal_domain(domain)}"
    except ValueError:
        return f"{local}{at}{domain}"


def is_home_address(email: str) -> bool:
    """Whether the address is exactly in one of the home organisation's mail domains, not below one."""
    domain = normal_address(email).rpartition("@")[2]
    home = MailDomain.objects.filter(organisation__kind=OrganisationKind.HOME)
    return bool(domain) and home.filter(domain__iexact=domain).exists()


def home() -> Organisation:
    """The organisation whose site this is; raises DoesNotExist before the site was founded."""
    return Organisation.objects.get(kind=OrganisationKind.HOME)
