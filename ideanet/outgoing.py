"""The one way out: requests to other sites that can never reach into the company's own network."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

TIMEOUT: Final = httpx.Timeout(10, connect=5)
TOTAL_SECONDS: Final = 30
LARGEST_ANSWER: Final = 5_000_000
MOST_REDIRECTS: Final = 3

# What `is_global` lets pass in some versions, or what wraps another address inside itself.
REFUSED: Final = [
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("240.0.0.0/4", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10"),
    )
]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingError(Exception):
    """A request that was not made or not answered; `sentence` says why to a person."""

    sentence: StrPromise = _("The other site could not be asked.")

    def __str__(self) -> str:
        return str(self.sentence)


class AddressRefusedError(OutgoingError):
    """The address is not on the public internet, or is no web address."""

    sentence = _("This address is not one the site may call: it is not on the public internet.")


class UnknownHostError(OutgoingError):
    """The name resolves to nothing."""

    sentence = _("There is no site by this name.")


class UnreachableError(OutgoingError):
    """Nobody answered, or the certificate was wrong, or it was not HTTP."""

    sentence = _("The other site did not answer, or its certificate is not valid.")


class TooSlowError(OutgoingError):
    """It took longer than we wait."""

    sentence = _("The other site took too long to answer.")


class TooLargeError(OutgoingError):
    """The answer is larger than we read."""

    sentence = _("The other site answered with more than we read.")


class TooManyRedirectsError(OutgoingError):
    """It sent us on more often than we follow."""

    sentence = _("The other site sent us on too often.")


def request(method: str, url: str, **options: Any) -> httpx.Response:
    """The answer to one request, read whole, whatever its status.

    `options` are httpx's (headers, json, content, auth, …). Only a GET follows redirects, and each
    is checked as the first address was. Raises an OutgoingError, whose text is for people.
    """
    started = time.monotonic()
    follow = method.upper() == "GET"
    try:
        with _client() as client, client.stream(method, url, follow_redirects=follow, **options) as response:
            body = b"".join(_read(response, started))
            return httpx.Response(
                response.status_code,
                headers=response.headers,
                content=body,
                request=response.request,
            )
    except httpx.TimeoutException as error:
        raise TooSlowError from error
    except httpx.TooManyRedirects as error:
        raise TooManyRedirectsError from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise AddressRefusedError from error
    except httpx.HTTPError as error:
        raise UnreachableError from error


def _client() -> httpx.Client:
    return httpx.Client(
        transport=_Guard(),
        timeout=TIMEOUT,
        max_redirects=MOST_REDIRECTS,
        # The environment's proxies and passwords are not for addresses that people type.
        trust_env=False,
        headers={"User-Agent": "IdeaNet", "Accept-Encoding": "identity"},
    )


def _read(response: httpx.Response, started: float) -> Iterator[bytes]:
    """The body as it comes; one that is packed although we asked for none could be a bomb."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise UnreachableError
    size = 0
    for part in response.iter_raw(65_536):
        size += len(part)
        if size > LARGEST_ANSWER:
            raise TooLargeError
        if time.monotonic() - started > TOTAL_SECONDS:
            raise TooSlowError
        yield part


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates are believed: read once, as that takes longer than many a request."""
    return httpx.create_ssl_context()


class _Guard(httpx.BaseTransport):
    """Looks a name up once, refuses what it must not reach, and connects to that very address.

    Every redirect comes through here as well. No connection is kept: one opened for a name must
    not serve another name at the same address.
    """

    def __init__(self) -> None:
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.HTTPTransport(verify=_authorities(), limits=limits)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        if url.scheme not in {"http", "https"} or url.userinfo:
            raise AddressRefusedError
        host = url.raw_host.decode("ascii").rstrip(".").lower()
        address = find_address(host, url.port or {"http": 80, "https": 443}[url.scheme])
        return self._inner.handle_request(
            httpx.Request(
                request.method,
                url.copy_with(host=str(address)),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions | {"sni_hostname": host},
            )
        )

    def close(self) -> None:
        self._inner.close()


def find_address(host: str, port: int) -> Address:
    """The address to connect to; AddressRefusedError if any that the name has is private."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnknownHostError from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    allowed = f"{host}:{port}" in settings.OUTGOING_PRIVATE_HOSTS
    if not allowed and not all(is_public(address) for address in addresses):
        raise AddressRefusedError
    return addresses[0]


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could call this address too."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    refused = any(address in network for network in REFUSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not refused
