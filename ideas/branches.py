"""A comment with those that answer it, as a value: a discussion that reads the same is rendered once."""

from dataclasses import dataclass
from typing import Final

from ideas.comment_cards import CommentCard

# So many answers to one comment are shown at once; one more alone is not worth a click.
FIRST: Final = 3


@dataclass(frozen=True)
class Branch:
    """As ideas/partials/branch.html shows it."""

    card: CommentCard
    replies: "tuple[Branch, ...]" = ()

    @property
    def first_replies(self) -> "tuple[Branch, ...]":
        return self.replies[:FIRST] if self.folded else self.replies

    @property
    def folded(self) -> "tuple[Branch, ...]":
        """The replies behind "more": all but the first few, where that hides at least two."""
        return self.replies[FIRST:] if len(self.replies) > FIRST + 1 else ()

    @property
    def folded_count(self) -> int:
        return sum(reply.size for reply in self.folded)

    @property
    def is_unfolded(self) -> bool:
        """What is looked for is never hidden."""
        return any(reply.holds_focus for reply in self.folded)

    @property
    def size(self) -> int:
        return 1 + sum(reply.size for reply in self.replies)

    @property
    def holds_focus(self) -> bool:
        return self.card.is_focused or any(reply.holds_focus for reply in self.replies)
