"""A small site in a thread that behaves like the REST API of WordPress, and can be told to fail."""

import base64
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "marketing", "abcd efgh ijkl mnop"

Answer = tuple[int, Any]


class WordPress:
    """Posts and pictures by number, every request made, and what to do instead of answering properly.

    `before` runs before a request is dealt with and may answer for it; `after` runs once a request has
    had its effect and may answer instead of it, or raise ConnectionError to cut the line.
    """

    def __init__(self) -> None:
        self.posts: dict[int, dict[str, Any]] = {}
        self.media: dict[int, dict[str, Any]] = {}
        self.requests: list[str] = []
        self.before: Callable[[str, str], Answer | None] = lambda _method, _path: None
        self.after: Callable[[str, str], Answer | None] = lambda _method, _path: None
        self.capabilities = {"edit_posts": True}
        self._clock = 0
        self._media_made = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"site": self}))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    @property
    def drafts(self) -> list[dict[str, Any]]:
        return [post for post in self.posts.values() if post["status"] == "draft"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def touch(self, number: int, **fields: Any) -> None:
        """Somebody works on a post on the site."""
        self.posts[number] |= fields | {"modified_gmt": self._now()}

    def _now(self) -> str:
        self._clock += 1
        return f"2026-01-01T00:{self._clock // 60:02}:{self._clock % 60:02}"

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        """What WordPress would do."""
        with self._lock:
            if path.startswith("media"):
                return self._answer_about_media(method, path, query, body)
            return self._answer_about_posts(method, path, query, json.loads(body or b"{}"))

    def _answer_about_media(self, method: str, path: str, query: dict[str, str], body: bytes) -> Answer:
        if path == "media":
            if method == "GET":
                return 200, [medium for medium in self.media.values() if medium["slug"] == query["slug"]]
            return 201, self._keep(query, body)
        number = int(path.removeprefix("media/"))
        if number not in self.media:
            return 404, {"code": "rest_post_invalid_id"}
        return 200, self.media.pop(number) if method == "DELETE" else self.media[number]

    def _keep(self, query: dict[str, str], body: bytes) -> dict[str, Any]:
        self._media_made += 1
        number = 500 + self._media_made
        source = f"{self.address}/uploads/{number}.png"
        self.media[number] = {"id": number, "source_url": source, "bytes": len(body), **query}
        return self.media[number]

    def _answer_about_posts(
        self, method: str, path: str, query: dict[str, str], body: dict[str, Any]
    ) -> Answer:
        if path == "users/me":
            return 200, {"name": "Marketing Person", "capabilities": self.capabilities}
        if path == "posts":
            return (200, self._find(query)) if method == "GET" else (201, self._make(body))
        number = int(path.removeprefix("posts/"))
        if number not in self.posts:
            return 404, {"code": "rest_post_invalid_id"}
        if method == "POST":
            self.touch(number, **_stored(body))
        return 200, self.posts[number]

    def _find(self, query: dict[str, str]) -> list[dict[str, Any]]:
        statuses = query.get("status", "publish").split(",")
        return [
            post
            for post in self.posts.values()
            if post["status"] in statuses
            and query.get("slug", post["slug"]) == post["slug"]
            and query.get("search", "") in post["content"]["raw"]
        ]

    def _make(self, body: dict[str, Any]) -> dict[str, Any]:
        number = len(self.posts) + 11
        self.posts[number] = {"id": number, "modified_gmt": self._now(), "slug": "", **_stored(body)}
        return self.posts[number]


def _stored(body: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {"raw": value} if key in {"title", "content", "excerpt"} else value
        for key, value in body.items()
    }


class _Handler(BaseHTTPRequestHandler):
    """One request; `site` is set on the class made for each site."""

    site: WordPress

    def log_message(self, *_args: object) -> None: ...

    def do_GET(self) -> None:
        self._deal()

    def do_POST(self) -> None:
        self._deal()

    def do_DELETE(self) -> None:
        self._deal()

    def _deal(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = parts.path.removeprefix("/wp-json/wp/v2/")
        self.site.requests.append(f"{self.command} {path}")
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        try:
            found = self._checked(path) or self.site.answer(self.command, path, query, body)
            self._say(*(self.site.after(self.command, path) or found))
        except ConnectionError:
            self.close_connection = True

    def _checked(self, path: str) -> Answer | None:
        if answer := self.site.before(self.command, path):
            return answer
        if not self.path.startswith("/wp-json/wp/v2/"):
            return 404, {}
        expected = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {expected}":
            return 401, {"code": "incorrect_password"}
        return None

    def _say(self, status: int, answer: Any) -> None:
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if 300 <= status < 400:
            self.send_header("Location", "/elsewhere/")
        self.end_headers()
        self.wfile.write(content)
