"""The folder that mail is kept in where no mail server is: read, never written, here."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from django.conf import settings

# Django's file backend writes a line of 79 dashes after each message.
_END: Final = re.compile(rb"^-{79}\n(?=\Z|[A-Za-z-]+: )", re.MULTILINE)
_HEAD: Final = re.compile(r"<head\b.*?</head>", re.DOTALL | re.IGNORECASE)
_FORM: Final = re.compile(r"[\w.-]+\.log")


@dataclass(frozen=True)
class Mail:
    """One message of one file; `name` and `number` are how an address says which."""

    name: str
    number: int
    source: bytes

    @cached_property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.source, policy=email.policy.default)

    def header(self, name: str) -> str:
        return str(self.message.get(name, ""))

    @property
    def subject(self) -> str:
        return self.header("Subject")

    @property
    def to(self) -> str:
        return self.header("To")

    @property
    def sender(self) -> str:
        return self.header("From")

    @property
    def at(self) -> datetime:
        try:
            return parsedate_to_datetime(self.header("Date"))
        except ValueError:
            return datetime.fromtimestamp(0, UTC)

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        """Without its head, which is not there to be read."""
        return _HEAD.sub("", self._part("html"))

    def _part(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return str(part.get_content()) if part is not None else ""


def is_kept() -> bool:
    """Whether mail goes to the folder at all."""
    return bool(settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"))


def names() -> list[str]:
    """The folder's files, newest first: their names begin with the time."""
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted((file.name for file in folder.glob("*.log")), reverse=True) if folder.is_dir() else []


def newest(size: int, *, after: str = "") -> tuple[list[Mail], str]:
    """The messages of `size` files, those before the file `after`; and where the next page begins, or ''."""
    found = [name for name in names() if not after or name < after]
    mails = [mail for name in found[:size] for mail in reversed(list(_read(name)))]
    return mails, found[size - 1] if len(found) > size else ""


def find(name: str, number: int) -> Mail | None:
    if not _FORM.fullmatch(name) or name not in names():
        return None
    return next((mail for mail in _read(name) if mail.number == number), None)


def _read(name: str) -> Iterator[Mail]:
    source = (Path(settings.EMAIL_FILE_PATH) / name).read_bytes()
    for number, part in enumerate(_END.split(source)):
        if part.strip():
            yield Mail(name, number, part)
