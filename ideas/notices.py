"""What happens to ideas, as sentences, and who is told."""

from django.utils.translation import gettext_lazy as _

from ideanet.activity import kinds, reasons, recalling
from ideanet.activity.kinds import EventKind
from ideanet.people.models import Person
from ideas import prepared, rules
from ideas.models import Comment, Idea, Theme
from ideas.moves import MOVES
from ideas.told import (
    follow_after_voting,
    followers,
    followers_and_answered,
    owner_and_followers,
    supporters_and_followers,
    the_authors,
    the_invited,
    the_mentioned,
    the_one_who_owes,
    the_reporter,
    the_speaker,
)

CREATED = EventKind("idea.created", _("%(actor)s began %(topic)s"), in_feed=False)
REVISED = EventKind("idea.revised", _("%(actor)s published revision %(number)s of %(topic)s"), tell=followers)
MATERIALLY_REVISED = EventKind(
    "idea.revised_materially",
    _("%(actor)s changed what %(topic)s says, in revision %(number)s"),
    milestone=True,
    tell=supporters_and_followers,
)
VOTED = EventKind("idea.voted", _("%(actor)s supports %(topic)s"))
UNVOTED = EventKind("idea.unvoted", _("%(actor)s took back support for %(topic)s"), in_feed=False)
REAFFIRMED = EventKind("idea.reaffirmed", _("%(actor)s still stands behind %(topic)s"))
COMMENTED = EventKind("comment.posted", _("%(actor)s commented on %(topic)s"), tell=followers_and_answered)
COMMENT_EDITED = EventKind(
    "comment.edited", _("%(actor)s edited a comment on %(topic)s"), tell=the_mentioned, in_feed=False
)
ANSWERED = EventKind(
    "comment.pinned", _("%(actor)s gave %(topic)s its official answer"), milestone=True, tell=followers
)
ANSWER_UNPINNED = EventKind(
    "comment.unpinned", _("%(actor)s took down the official answer to %(topic)s"), in_feed=False
)
COMMENT_DELETED = EventKind("comment.deleted", _("%(actor)s deleted a comment on %(topic)s"), in_feed=False)
COMMENT_ANSWERED = EventKind(
    "comment.answered",
    _("%(actor)s answered a comment on %(topic)s with revision %(number)s"),
    tell=followers,
)
EVIDENCE_ADDED = EventKind("evidence.added", _("%(actor)s attached evidence to %(topic)s"), tell=followers)
EVIDENCE_REMOVED = EventKind(
    "evidence.removed", _("%(actor)s removed evidence from %(topic)s"), in_feed=False
)
AUDIENCE_CHANGED = EventKind(
    "idea.audience_changed", _("%(actor)s changed who may see %(topic)s"), in_feed=False
)
AUTHOR_INVITED = EventKind(
    "author.invited", _("%(actor)s asks you to be an author of %(topic)s"), tell=the_invited
)
AUTHOR_ACCEPTED = EventKind("author.accepted", _("%(actor)s is now an author of %(topic)s"), tell=followers)
AUTHOR_REFUSED = EventKind(
    "author.refused", _("%(actor)s declined to be an author of %(topic)s"), tell=followers
)
AUTHOR_UNINVITED = EventKind(
    "author.uninvited", _("%(actor)s took back an invitation to be an author of %(topic)s")
)
CREDIT_SHARED = EventKind("author.shares", _("%(actor)s shared the credit for %(topic)s"), tell=followers)
READER_NAMED = EventKind("reader.named", _("%(actor)s asks you to read %(topic)s"), tell=the_invited)
READER_REMOVED = EventKind("reader.removed", _("%(actor)s named one reader less for %(topic)s"))
ANSWER_DUE = EventKind(
    "answer.due", _("%(topic)s waits for your answer, due on %(due_on)s"), tell=the_one_who_owes
)
ANSWER_OVERDUE = EventKind(
    "answer.overdue",
    _("%(topic)s still waits for your answer, which was due on %(due_on)s"),
    tell=the_one_who_owes,
)
ABSORBED = EventKind(
    "idea.absorbed", _("%(actor)s merged another idea into %(topic)s"), milestone=True, tell=followers
)
RELEASED = EventKind("idea.released", _("%(actor)s took apart what was merged into %(topic)s"), in_feed=False)
# For the ledger: the authors of an idea that lives on in that of others.
MERGED_INTO = EventKind("idea.merged_into", _("%(topic)s lives on in another idea"), in_feed=False)
REPORTED = EventKind("report.made", _("%(actor)s reported something on %(topic)s"), in_feed=False)
REPORT_FOLLOWED = EventKind(
    "report.followed",
    _("What you reported on %(topic)s is hidden now. Thank you for saying so."),
    tell=the_reporter,
    in_feed=False,
)
REPORT_NOT_FOLLOWED = EventKind(
    "report.not_followed",
    _("What you reported on %(topic)s was read with care, and stays. Thank you for saying so."),
    tell=the_reporter,
    in_feed=False,
)
COMMENT_HIDDEN = EventKind(
    "comment.hidden",
    _("A comment of yours on %(topic)s is hidden for now. The guideline in question: %(guideline)s"),
    tell=the_speaker,
    in_feed=False,
)
COMMENT_RESTORED = EventKind(
    "comment.restored",
    _("Your comment on %(topic)s is there for everyone again."),
    tell=the_speaker,
    in_feed=False,
)
IDEA_HIDDEN = EventKind(
    "idea.hidden",
    _("%(topic)s is hidden for now. The guideline in question: %(guideline)s"),
    tell=the_authors,
    in_feed=False,
)
IDEA_RESTORED = EventKind(
    "idea.restored", _("%(topic)s is there for everyone again."), tell=the_authors, in_feed=False
)
THEME_CREATED = EventKind("theme.created", _("%(actor)s set up the theme %(topic)s"))
THEME_OPENED = EventKind("theme.opened", _("%(topic)s takes ideas"), milestone=True, tell=followers)
THEME_CLOSED = EventKind("theme.closed", _("%(topic)s takes no more ideas"), milestone=True, tell=followers)
THEME_CHANGED = EventKind("theme.changed", _("%(actor)s changed the theme %(topic)s"))

_SENTENCES = {
    "submit": _("%(actor)s submitted %(topic)s"),
    "send_to_review": _("%(actor)s sent %(topic)s to a council"),
    "approve": _("%(topic)s was approved"),
    "revise": _("%(topic)s came back to be revised and resubmitted"),
    "decline": _("%(topic)s was declined"),
    "turn_down": _("%(actor)s declined %(topic)s: %(reason)s"),
    "withdraw": _("%(actor)s withdrew %(topic)s"),
    "publish": _("%(topic)s was published"),
    "adopt": _("%(topic)s was adopted"),
    "new_round": _("%(actor)s started another round of %(topic)s"),
    "merge": _("%(actor)s merged %(topic)s into another idea"),
    "unmerge": _("%(actor)s made %(topic)s an idea of its own again"),
    "archive": _("%(actor)s archived %(topic)s"),
}
MOVED: dict[str, EventKind] = {
    name: EventKind(
        f"idea.{name}",
        _SENTENCES[name],
        milestone=move.is_milestone,
        tell=owner_and_followers if name == "submit" else followers,
    )
    for name, move in MOVES.items()
}

# What an idea's history leaves out: its tallies say it, and whose support it is, is not everyone's to learn.
UNTOLD = [
    kind.name
    for kind in (
        VOTED,
        UNVOTED,
        REAFFIRMED,
        COMMENT_EDITED,
        CREDIT_SHARED,
        AUTHOR_INVITED,
        READER_NAMED,
        ANSWER_DUE,
        ANSWER_OVERDUE,
        REPORTED,
        COMMENT_HIDDEN,
        COMMENT_RESTORED,
        IDEA_HIDDEN,
        IDEA_RESTORED,
    )
]


KINDS = (
    CREATED,
    REVISED,
    MATERIALLY_REVISED,
    VOTED,
    UNVOTED,
    REAFFIRMED,
    COMMENTED,
    COMMENT_EDITED,
    COMMENT_DELETED,
    COMMENT_ANSWERED,
    ANSWERED,
    ANSWER_UNPINNED,
    EVIDENCE_ADDED,
    EVIDENCE_REMOVED,
    AUDIENCE_CHANGED,
    AUTHOR_INVITED,
    AUTHOR_ACCEPTED,
    AUTHOR_REFUSED,
    AUTHOR_UNINVITED,
    CREDIT_SHARED,
    READER_NAMED,
    READER_REMOVED,
    ANSWER_DUE,
    ANSWER_OVERDUE,
    REPORTED,
    REPORT_FOLLOWED,
    REPORT_NOT_FOLLOWED,
    COMMENT_HIDDEN,
    COMMENT_RESTORED,
    IDEA_HIDDEN,
    IDEA_RESTORED,
    ABSORBED,
    RELEASED,
    MERGED_INTO,
    THEME_CREATED,
    THEME_CHANGED,
    THEME_OPENED,
    THEME_CLOSED,
    *MOVED.values(),
)

# How they read once the comment is gone.
RECALLED = {
    COMMENTED: _("%(actor)s commented on %(topic)s; the comment is gone since"),
    COMMENT_EDITED: _("%(actor)s edited a comment on %(topic)s; it is gone since"),
    ANSWERED: _("%(actor)s gave %(topic)s its official answer; it is gone since"),
}


def declare() -> None:
    """Called once, when the app is ready."""
    kinds.register(*KINDS)
    reasons.register(
        stands=_("you support it"), mentioned=_("you are mentioned"), reported=_("you reported it")
    )
    gone = Comment.objects.gone_among
    for kind, sentence in RECALLED.items():
        recalling.register_recall(kind, sentence, gone)
    kinds.register_consequence(VOTED, follow_after_voting)
    kinds.register_topic(Idea, Idea.objects.visible_to)
    kinds.register_topic(Theme, Theme.objects.visible_to)
    kinds.register_topic(Person, Person.objects.visible_to)
    kinds.register_rule(Idea, prepared.for_rules_if_there, rules.may_view)
    kinds.register_rule(
        Theme,
        lambda pk: Theme.objects.prefetch_related("customers").filter(pk=pk).first(),
        rules.may_view_theme,
    )
