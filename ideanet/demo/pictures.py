"""A small chart for the demo's evidence, drawn here: bars of what was measured, hour by hour."""

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from ideanet.uploads import Examined, examine

WIDTH, HEIGHT, EDGE = 960, 540, 60
PAPER, INK, BAR, QUIET = "#ffffff", "#1d2522", "#1f7a67", "#c9d6d1"
# The share of machines at work in each hour of the day, in per cent.
HOURS = (6, 5, 5, 5, 5, 6, 9, 22, 48, 63, 68, 66, 58, 64, 67, 61, 52, 38, 21, 14, 10, 8, 7, 6)


def utilisation() -> Examined:
    """A day of test environments, as a picture that somebody brings."""
    chart = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen, step = ImageDraw.Draw(chart), (WIDTH - 2 * EDGE) / len(HOURS)
    for share in (25, 50, 75):
        y = _height(share)
        pen.line([(EDGE, y), (WIDTH - EDGE, y)], fill=QUIET, width=2)
        pen.text((EDGE - 44, y - 8), f"{share} %", fill=INK)
    for hour, share in enumerate(HOURS):
        left = EDGE + hour * step
        pen.rectangle([left + 4, _height(share), left + step - 4, HEIGHT - EDGE], fill=BAR)
        if hour % 6 == 0:
            pen.text((left + 4, HEIGHT - EDGE + 10), f"{hour}:00", fill=INK)
    made = io.BytesIO()
    chart.save(made, "PNG")
    return examine(ContentFile(made.getvalue(), name="Utilisation by hour.png"))


def _height(share: int) -> float:
    return HEIGHT - EDGE - share / 80 * (HEIGHT - 2 * EDGE)
