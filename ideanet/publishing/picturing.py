"""The pictures that go out with a draft: those of the approved text that its own text shows."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ideanet import html
from ideanet.publishing.models import Draft
from ideas.models import Picture

# Of all the pictures of one piece together: what a mailbox and most sites still take.
HEAVIEST: Final = 20_000_000


@dataclass(frozen=True)
class Illustration:
    """A picture of a piece; `words` are those that stand for it, `number` its place in the text, from 1."""

    picture: Picture
    words: str
    number: int

    @property
    def key(self) -> str:
        return str(self.picture.key)

    @property
    def content_type(self) -> str:
        return self.picture.content_type

    @property
    def suffix(self) -> str:
        return PurePosixPath(str(self.picture.file.name)).suffix

    @property
    def file_name(self) -> str:
        """Its words and its place: `2-the-new-rig.png`."""
        return f"{self.number}-{slugify(self.words)[:50].strip('-_') or 'picture'}{self.suffix}"

    @property
    def is_kept(self) -> bool:
        return bool(self.picture.file.storage.exists(str(self.picture.file.name)))

    @property
    def size(self) -> int:
        """In bytes."""
        return int(self.picture.file.size)

    def read(self) -> bytes:
        with self.picture.file.open("rb") as file:
            return bytes(file.read())

    def as_data(self) -> str:
        """An address that holds the picture itself."""
        return f"data:{self.content_type};base64,{b64encode(self.read()).decode('ascii')}"


def pictures_of(draft: Draft) -> tuple[Illustration, ...]:
    """Load the draft with its revision. One query, if its text shows pictures at all."""
    shown = html.shown_pictures(draft.body)
    allowed = shown.keys() & html.own_pictures(draft.revision.body)
    if not allowed:
        return ()
    pictures = Picture.objects.filter(idea=draft.idea_id, is_published=True).keyed(allowed)
    found = {str(picture.key): picture for picture in pictures}
    return tuple(
        Illustration(found[key], words, number)
        for number, (key, words) in enumerate(shown.items(), 1)
        if key in found
    )


def obstacles(draft: Draft) -> Iterator[str]:
    """What is wrong with the pictures, in sentences."""
    going = pictures_of(draft)
    keys = {picture.key for picture in going}
    for key, words in html.shown_pictures(draft.body).items():
        if key not in keys:
            yield _("The picture “%(words)s” is not in the text that the council approved. Take it out.") % {
                "words": words or _("without words")
            }
    lost = [picture for picture in going if not picture.is_kept]
    for picture in lost:
        yield _("The file of the picture “%(words)s” is lost. Take it out, and tell an administrator.") % {
            "words": picture.words
        }
    if not lost and (size := sum(picture.size for picture in going)) > HEAVIEST:
        yield _("The pictures are %(size)s together; at most %(most)s can go out. Take some out.") % {
            "size": filesizeformat(size),
            "most": filesizeformat(HEAVIEST),
        }
