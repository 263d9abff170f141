"""One character for each different thing, so that what compares characters compares words, or whole blocks."""

from collections.abc import Hashable, Iterable

_SURROGATES = (0xD800, 0xDFFF)


class Alphabet:
    """Grows as it reads: equal things have the same letter in all that one alphabet encodes."""

    def __init__(self) -> None:
        self.letters: dict[Hashable, str] = {}

    def encode(self, things: Iterable[Hashable]) -> str:
        return "".join(self._letter(thing) for thing in things)

    def _letter(self, thing: Hashable) -> str:
        if thing not in self.letters:
            self.letters[thing] = _letter_at(len(self.letters))
        return self.letters[thing]


def _letter_at(place: int) -> str:
    """Half of a pair of surrogates is no character."""
    first, last = _SURROGATES
    return chr(place if place < first else place + last - first + 1)
