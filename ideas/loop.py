"""The loop mark's data: which of the four voices an idea has heard in this round."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ideas.stages import Voice


@dataclass(frozen=True)
class Loop:
    peers: bool
    customers: bool
    outside_experts: bool
    research: bool

    @classmethod
    def of(cls, voices: Iterable[str]) -> "Loop":
        heard = set(voices)
        return cls(**{voice.value: voice.value in heard for voice in Voice})

    @property
    def label(self) -> str:
        """The mark in words, for those who do not see it."""
        heard = [str(voice.label) for voice in Voice if getattr(self, voice.value)]
        if not heard:
            return _("Loop: no voice heard yet in this round")
        return _("Loop: heard %(voices)s") % {"voices": ", ".join(heard).lower()}
