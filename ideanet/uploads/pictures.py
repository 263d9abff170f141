"""Pictures made anew from their points alone: place, camera, owner and hidden content stay behind."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from ideanet.uploads.kinds import JPEG, PNG, FileKind
from ideanet.uploads.refusals import RefusedFileError

WIDEST: Final = 2400  # points, of the longer side
MOST_POINTS: Final = 50_000_000  # before it is made smaller
_FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
# Beyond so many bytes what came as PNG is a photograph after all, and a tenth of it as JPEG.
_HEAVIEST_DRAWING: Final = 1_500_000


@dataclass(frozen=True)
class Picture:
    data: bytes
    kind: FileKind
    width: int
    height: int


def redraw(data: bytes, *, widest: int = WIDEST) -> Picture:
    """The picture anew, upright, at most so wide, in the colours of screens; the first one of several.

    Raises:
        RefusedFileError: it cannot be read, or has more points than any screen shows.
    """
    with _readable(), Image.open(io.BytesIO(data), formats=_FORMATS) as source:
        _check_points(source)
        is_photograph = source.format == "JPEG"
        picture = _in_screen_colours(ImageOps.exif_transpose(source))
    picture.thumbnail((widest, widest), Image.Resampling.LANCZOS)
    made = b"" if is_photograph else _encoded(picture, PNG)
    kind = PNG
    if is_photograph or (len(made) > _HEAVIEST_DRAWING and picture.mode == "RGB"):
        kind, made = JPEG, _encoded(picture, JPEG)
    return Picture(made, kind, picture.width, picture.height)


def thumbnail(data: bytes, *, widest: int = 480) -> Picture:
    """A small one, of a picture that was made here."""
    return redraw(data, widest=widest)


def without_remarks(data: bytes) -> bytes:
    """The same picture in the same format and size, of what a document holds; what cannot be read, empty."""
    try:
        with _readable(), Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as source:
            _check_points(source)
            kind = PNG if source.format == "PNG" else JPEG
            picture = _in_screen_colours(ImageOps.exif_transpose(source))
    except RefusedFileError:
        kind, picture = PNG, Image.new("RGB", (1, 1), "white")
    return _encoded(picture if kind == PNG else picture.convert("RGB"), kind)


def _check_points(source: Image.Image) -> None:
    if source.width * source.height > MOST_POINTS:
        raise RefusedFileError(
            _("This picture has more points than any screen shows. Make it smaller first.")
        )


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a decoder stumbles over is the same to whoever brought the picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        raise RefusedFileError(_("This picture cannot be read. PNG, JPEG, WebP and GIF can.")) from error


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """As sRGB, with transparency only where something shows through."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    picture = picture.convert(mode) if picture.mode not in {"RGB", "RGBA", "CMYK", "L"} else picture
    if profile:
        picture = _out_of_profile(picture, profile)
    picture = picture.convert(mode)
    if mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    picture.info = {}
    return picture


def _out_of_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        source: Any = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        # A broken profile, or one for other colours: the points are what they are.
        return picture
    return made or picture


def _encoded(picture: Image.Image, kind: FileKind) -> bytes:
    made = io.BytesIO()
    if kind == PNG:
        picture.save(made, "PNG")
    else:
        picture.save(made, "JPEG", quality=86, progressive=True)
    return made.getvalue()
