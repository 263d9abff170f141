"""Which group a notice belongs to, and how the house hears of each unless somebody chose otherwise."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ideanet.activity.stages import Group, MailTime, Pace, Reason


@dataclass(frozen=True)
class Choice:
    """The ways by which one hears of a group. Quiet notices come in the digest where mail is at once."""

    on_site: bool
    mail: MailTime

    def is_mailed(self, *, loud: bool) -> bool:
        return self.mail == MailTime.NOW and loud

    def is_in_digest(self, *, loud: bool) -> bool:
        return self.mail == MailTime.DIGEST or (self.mail == MailTime.NOW and not loud)


MEANING: Final[dict[Group, Promise]] = {
    Group.ASKED: _(
        "Reviews, answers and scores you owe, invitations, whether you still stand behind an idea."
    ),
    Group.ANSWERS: _("Answers to what you said, mentions of your name, quotes of your words."),
    Group.OWN: _("What happens to ideas that you are an author of, and to drafts that you work on."),
    Group.OFFICE: _("What the councils that you sit on or chair have before them."),
    Group.SESSIONS: _("Places, changes, material, and how it was. Calendar mails come in any case."),
    Group.MILESTONES: _("Submitted, approved, declined, published, adopted, won."),
    Group.DETAILS: _("Comments, revisions and evidence."),
    Group.THEMES: _("Ideas that were submitted and awards that were announced."),
    Group.YOU: _("Your roles, your credentials, your goals."),
}
STANDARD: Final[dict[Group, Choice]] = {
    Group.ASKED: Choice(on_site=True, mail=MailTime.NOW),
    Group.ANSWERS: Choice(on_site=True, mail=MailTime.NOW),
    Group.OWN: Choice(on_site=True, mail=MailTime.NOW),
    Group.OFFICE: Choice(on_site=True, mail=MailTime.NOW),
    Group.SESSIONS: Choice(on_site=True, mail=MailTime.NOW),
    Group.MILESTONES: Choice(on_site=True, mail=MailTime.DIGEST),
    Group.DETAILS: Choice(on_site=True, mail=MailTime.DIGEST),
    Group.THEMES: Choice(on_site=True, mail=MailTime.DIGEST),
    Group.YOU: Choice(on_site=True, mail=MailTime.NOW),
}
STANDARD_PACE: Final = Pace.DAILY
# Nobody can choose not to find on the site what waits for them, or what was done to their account.
ALWAYS_ON_SITE: Final = frozenset({Group.ASKED, Group.YOU})
FOLLOWING: Final = frozenset({Reason.VOTED, Reason.COMMENTED, Reason.CHOSEN, "person"})

_groups: dict[str, Group] = {}


def register(group: Group, *whys: str) -> None:
    """Say to which group notices with these reasons belong."""
    _groups.update(dict.fromkeys(whys, group))


def whys_of(group: Group) -> list[str]:
    """The reasons that were said to belong to the group."""
    return [why for why, its_group in _groups.items() if its_group == group]


def group_of(why: str, *, milestone: bool) -> Group:
    """The group of a notice by why it is told; one with a reason that nobody grouped concerns the person."""
    if why in FOLLOWING:
        return Group.MILESTONES if milestone else Group.DETAILS
    return _groups.get(why, Group.YOU)


register(Group.ASKED, "invited", "owes", "reviewer", "judge", "stands")
register(Group.ANSWERS, "answered", "mentioned", "quoted", "amended")
register(Group.OWN, Reason.AUTHOR, "entrant", "won", "draft")
register(Group.OFFICE, "chair", "council")
register(Group.THEMES, "theme")
register(Group.YOU, "yours", "goal")
