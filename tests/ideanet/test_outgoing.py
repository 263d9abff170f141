"""Requests to other sites that never reach into the company's own network."""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from ideanet import outgoing


class Site(BaseHTTPRequestHandler):
    """A site on this machine that does what its path says."""

    asked: list[str]

    def log_message(self, *_args: object) -> None: ...

    def do_GET(self) -> None:
        self.asked.append(f"{self.command} {self.path} {self.headers['Host']}")
        action: Callable[[], None] = getattr(self, "do_" + self.path.strip("/"))
        action()

    def do_POST(self) -> None:
        self.do_GET()

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_hello(self) -> None:
        self.answer(b"hello", Content_Type="text/plain")

    def do_loop(self) -> None:
        self.answer(b"", 302, Location="/loop")

    def do_inside(self) -> None:
        self.answer(b"", 302, Location="http://127.0.0.1:9/")

    def do_once(self) -> None:
        self.answer(b"", 307, Location="/hello")

    def do_large(self) -> None:
        self.answer(b"x" * (outgoing.LARGEST_ANSWER + 1))

    def do_packed(self) -> None:
        self.answer(b"x", Content_Encoding="gzip")

    def do_slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(20):
            self.wfile.write(b"x")
            time.sleep(0.05)


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Site.asked = []
    thread = threading.Thread(target=server.serve_forever, args=[0.05])
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def address(site: ThreadingHTTPServer, settings: Settings) -> str:
    """The site's address, which may be called although it is private."""
    settings.OUTGOING_PRIVATE_HOSTS = [f"localhost:{site.server_port}"]
    return f"http://localhost:{site.server_port}"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_site_that_may_be_asked_answers(address: str, method: str) -> None:
    answer = outgoing.request(method, address + "/hello")
    assert (answer.status_code, answer.text) == (200, "hello")
    assert Site.asked == [f"{method} /hello {address.removeprefix('http://')}"]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::]",
        "LOCALHOST.",
        "localhost.",
    ],
)
def test_this_machine_cannot_be_reached_however_it_is_written(site: ThreadingHTTPServer, host: str) -> None:
    with pytest.raises((outgoing.AddressRefusedError, outgoing.UnknownHostError)):
        outgoing.request("GET", f"http://{host}:{site.server_port}/hello")
    assert Site.asked == []


@pytest.mark.parametrize(
    "private",
    [
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "0.0.0.0",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:a00:1::",
        "fc00::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_no_private_address_is_public(private: str) -> None:
    assert not outgoing.is_public(ipaddress.ip_address(private))


@pytest.mark.parametrize("public", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are(public: str) -> None:
    assert outgoing.is_public(ipaddress.ip_address(public))


@pytest.mark.parametrize(
    "url",
    ["ftp://example.org/", "file:///etc/passwd", "gopher://a/", "http://", "//a", "a", "http://a:b@c/"],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(outgoing.AddressRefusedError):
        outgoing.request("GET", url)


def test_a_redirect_into_the_network_is_refused(address: str) -> None:
    with pytest.raises(outgoing.AddressRefusedError):
        outgoing.request("GET", address + "/inside")


def test_a_redirect_to_where_one_may_go_is_followed_by_a_get_alone(address: str) -> None:
    assert outgoing.request("GET", address + "/once").text == "hello"
    assert outgoing.request("POST", address + "/once").status_code == 307


def test_redirects_end(address: str) -> None:
    with pytest.raises(outgoing.TooManyRedirectsError):
        outgoing.request("GET", address + "/loop")


def test_an_answer_without_end_is_not_read(address: str) -> None:
    with pytest.raises(outgoing.TooLargeError):
        outgoing.request("GET", address + "/large")


def test_an_answer_packed_unasked_is_not_opened(address: str) -> None:
    with pytest.raises(outgoing.UnreachableError):
        outgoing.request("GET", address + "/packed")


def test_an_answer_that_drips_is_given_up(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TOTAL_SECONDS", 0.2)
    with pytest.raises(outgoing.TooSlowError):
        outgoing.request("GET", address + "/slow")


def test_a_site_that_never_answers_is_given_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1]
        settings.OUTGOING_PRIVATE_HOSTS = [f"127.0.0.1:{port}"]
        with pytest.raises(outgoing.TooSlowError):
            outgoing.request("GET", f"http://127.0.0.1:{port}/")


def test_nobody_at_home_is_a_plain_sentence(settings: Settings) -> None:
    settings.OUTGOING_PRIVATE_HOSTS = ["127.0.0.1:1"]
    with pytest.raises(outgoing.UnreachableError, match="did not answer"):
        outgoing.request("GET", "http://127.0.0.1:1/")


def test_an_unknown_name_is_a_plain_sentence() -> None:
    with pytest.raises(outgoing.UnknownHostError, match="no site by this name"):
        outgoing.request("GET", "http://nowhere.invalid/")


def test_the_name_is_looked_up_once_and_that_address_is_called(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a name that answers differently the second time would lead inside."""
    asked = []
    real = socket.getaddrinfo

    def look_up(host: str, *rest: object, **more: object) -> object:
        asked.append(host)
        return real(host, *rest, **more)  # type: ignore[arg-type]  # Passed on as it came.

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    outgoing.request("GET", address + "/hello")
    assert [host for host in asked if host not in {"127.0.0.1", "::1"}] == ["localhost"]
