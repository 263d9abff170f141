"""Who may do what to ideas, themes, comments and evidence: pure functions of person and object.

Authors, readers and organisations are read through their relations; load them with
`Idea.objects.for_rules()` and none of these asks the database anything.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from ideanet.people.stages import Role
from ideas.stages import DISCUSSED, EDITABLE, Audience, CommentAudience, ReaderReason, Stage

if TYPE_CHECKING:
    from ideanet.people.models import Organisation, Person
    from ideas.models import Amendment, Comment, Evidence, Handover, Idea, Picture, Theme


def is_author(person: "Person", idea: "Idea") -> bool:
    """An author whose name shows: invited ones count once they accepted."""
    return any(a.person_id == person.pk and a.accepted_at is not None for a in idea.authorships.all())


def is_named_author(person: "Person", idea: "Idea") -> bool:
    """An author, invited ones included."""
    return any(a.person_id == person.pk for a in idea.authorships.all())


def is_reader(person: "Person", idea: "Idea", reason: ReaderReason | None = None) -> bool:
    return any(r.person_id == person.pk and reason in (None, r.reason) for r in idea.reader_rows.all())


def may_view(person: "Person", idea: "Idea") -> bool:
    """Twin: `IdeaQuerySet.visible_to`. Drafts are their authors' alone; then the audience decides.

    Who owes an answer sees what it is owed to, however narrow its audience. What is hidden is there for its
    authors, and for those who look after the talk and saw it before.
    """
    if not person.is_active:
        return False
    if is_named_author(person, idea):
        return True
    is_owed = person.pk == idea.owed_by_id
    if idea.stage == Stage.DRAFT or (idea.is_hidden and not (is_owed or moderates(person))):
        return False
    if is_owed or is_reader(person, idea) or idea.audience == Audience.NETWORK:
        return True
    if idea.audience == Audience.RESTRICTED:
        return False
    if person.is_employee:
        return True
    return idea.audience == Audience.SHARED and is_shared_with(person, idea)


def is_shared_with(person: "Person", idea: "Idea") -> bool:
    """Chosen by the idea, or a customer of its project theme."""
    chosen = {organisation.pk for organisation in idea.shared_with.all()}
    if idea.theme.is_project:
        chosen |= {organisation.pk for organisation in idea.theme.customers.all()}
    return person.organisation_id in chosen


def may_view_theme(person: "Person", theme: "Theme") -> bool:
    """Twin: `ThemeQuerySet.visible_to`. Employees all; outsiders network themes and their own projects."""
    if not person.is_active:
        return False
    if person.is_employee or theme.is_network:
        return True
    return theme.is_project and any(c.pk == person.organisation_id for c in theme.customers.all())


def audience_fits(theme: "Theme", audience: str, shared_with: "Iterable[Organisation]" = ()) -> bool:
    """Nothing in a theme may be wider than the theme: outside, a project has its customers alone."""
    if theme.is_network or audience in {Audience.RESTRICTED, Audience.INTERNAL}:
        return True
    if audience == Audience.NETWORK or not theme.is_project:
        return False
    return {o.pk for o in shared_with} <= {o.pk for o in theme.customers.all()}


def is_open(theme: "Theme") -> bool:
    """Whether the theme takes ideas now."""
    now = timezone.now()
    return theme.opens_at <= now and (theme.closes_at is None or now < theme.closes_at)


def may_run_themes(person: "Person") -> bool:
    return person.holds(Role.MARKETING)


def may_edit_theme(person: "Person", theme: "Theme") -> bool:
    return may_run_themes(person) or (person.is_active and person.pk == theme.owner_id)


def may_submit_ideas(person: "Person") -> bool:
    """Experts submit; outsiders say what matters to them."""
    return person.is_active and person.is_employee


def may_edit(person: "Person", idea: "Idea") -> bool:
    """Authors, while no council is looking."""
    return idea.stage in EDITABLE and may_write(person, idea)


def may_discard(person: "Person", idea: "Idea") -> bool:
    """Authors, as long as nobody else has seen it."""
    return idea.stage == Stage.DRAFT and may_write(person, idea)


def may_write(person: "Person", idea: "Idea") -> bool:
    """Its text is its authors' own; whether they may change it now is the stage's to say."""
    return person.is_active and is_author(person, idea)


def may_set_audience(person: "Person", idea: "Idea") -> bool:
    """Authors say who may see it, and name those who may read it besides, at any stage."""
    return may_write(person, idea)


def may_vote(person: "Person", idea: "Idea") -> bool:
    """Twin: `is_votable` of `IdeaQuerySet.for_voting`. Employees and customers who see it and did not write it."""
    return (
        may_view(person, idea)
        and idea.stage in DISCUSSED
        and not idea.is_hidden
        and (person.is_employee or person.is_customer)
        and not is_named_author(person, idea)
    )


def may_comment(person: "Person", idea: "Idea") -> bool:
    return may_view(person, idea) and idea.stage in DISCUSSED and not idea.is_hidden


def comment_audiences(person: "Person", idea: "Idea") -> list[CommentAudience]:
    """The audiences that this person may write for, widest first."""
    found = [CommentAudience.EVERYONE]
    if person.is_employee:
        found.append(CommentAudience.EMPLOYEES)
    if is_author(person, idea) or is_reader(person, idea, ReaderReason.COUNCIL):
        found.append(CommentAudience.REVIEWERS)
    return found


def may_view_comment(person: "Person", comment: "Comment") -> bool:
    """Twin: `CommentQuerySet.visible_to`. The idea's audience first, then the comment's own."""
    if not may_view(person, comment.idea):
        return False
    if comment.audience == CommentAudience.EVERYONE or comment.author_id == person.pk:
        return True
    if comment.audience == CommentAudience.EMPLOYEES:
        return person.is_employee
    return is_author(person, comment.idea) or is_reader(person, comment.idea, ReaderReason.COUNCIL)


def may_edit_comment(person: "Person", comment: "Comment") -> bool:
    return may_delete_comment(person, comment) and not comment.is_hidden


def may_delete_comment(person: "Person", comment: "Comment") -> bool:
    return person.is_active and comment.author_id == person.pk and not comment.is_deleted


def may_read_words(person: "Person", comment: "Comment") -> bool:
    """Of a comment that the person sees: hidden words are their author's alone."""
    return not comment.is_deleted and (not comment.is_hidden or comment.author_id == person.pk)


def moderates(person: "Person") -> bool:
    """Marketing and administrators look after the talk."""
    return person.holds(Role.MARKETING) or person.holds(Role.ADMINISTRATOR)


def may_report(person: "Person", idea: "Idea") -> bool:
    """Whoever sees an idea of others, as long as there is somebody who sees it too and decides."""
    if not may_view(person, idea) or is_named_author(person, idea) or idea.is_hidden:
        return False
    return idea.audience != Audience.RESTRICTED or idea.owed_by_id not in {None, person.pk}


def may_report_comment(person: "Person", comment: "Comment") -> bool:
    return may_view_comment(person, comment) and may_report_seen(person, comment)


def may_report_seen(person: "Person", comment: "Comment") -> bool:
    """Of a comment that the person sees. What authors and reviewers say among themselves nobody could decide."""
    if comment.author_id == person.pk:
        return False
    if comment.is_deleted or comment.is_hidden or comment.audience == CommentAudience.REVIEWERS:
        return False
    return comment.idea.audience != Audience.RESTRICTED or comment.idea.owed_by_id not in {None, person.pk}


def may_moderate(person: "Person", idea: "Idea") -> bool:
    """Those who look after the talk, and who answers for the idea; never its authors."""
    if not may_view(person, idea) or is_named_author(person, idea):
        return False
    return moderates(person) or answers_for(person, idea)


def may_moderate_comment(person: "Person", comment: "Comment") -> bool:
    """Never one's own words, and nobody who does not read them."""
    if comment.author_id == person.pk or not may_view_comment(person, comment):
        return False
    return may_moderate(person, comment.idea)


def may_mark_answered(person: "Person", comment: "Comment") -> bool:
    """An author of the idea says that a revision answers the comment."""
    is_there = not comment.is_deleted and not comment.is_hidden
    return is_there and person.is_active and is_author(person, comment.idea)


def is_pinnable(comment: "Comment") -> bool:
    """An official answer is the company's word, for everyone who sees the idea."""
    return not (comment.is_deleted or comment.is_hidden) and (
        comment.audience == CommentAudience.EVERYONE and comment.author.is_employee
    )


def may_pin(person: "Person", comment: "Comment") -> bool:
    """Whoever answers for the idea says which comment is the official answer."""
    return is_pinnable(comment) and answers_for(person, comment.idea)


def may_amend(person: "Person", idea: "Idea") -> bool:
    """Who may comment proposes changes; authors make them."""
    return may_comment(person, idea) and not is_named_author(person, idea)


def may_view_amendment(person: "Person", amendment: "Amendment") -> bool:
    """Twin: `AmendmentQuerySet.visible_to`. As comments are read: the idea's audience, then its own."""
    if not may_view(person, amendment.idea):
        return False
    if amendment.audience == CommentAudience.EVERYONE or amendment.proposer_id == person.pk:
        return True
    if amendment.audience == CommentAudience.EMPLOYEES:
        return person.is_employee
    return is_author(person, amendment.idea) or is_reader(person, amendment.idea, ReaderReason.COUNCIL)


def may_answer_amendment(person: "Person", amendment: "Amendment") -> bool:
    """The idea's authors; whether the text may change now is the stage's to say."""
    return may_write(person, amendment.idea)


def may_withdraw_amendment(person: "Person", amendment: "Amendment") -> bool:
    return person.is_active and amendment.proposer_id == person.pk


def may_view_handover(person: "Person", handover: "Handover") -> bool:
    """Twin: `HandoverQuerySet.visible_to`. The two it concerns, and the idea's authors."""
    if not may_view(person, handover.idea):
        return False
    return person.pk in {handover.giver_id, handover.taker_id} or is_author(person, handover.idea)


def may_view_evidence(person: "Person", evidence: "Evidence") -> bool:
    """Twin: `EvidenceQuerySet.visible_to`."""
    return may_view(person, evidence.idea) and (person.is_employee or not evidence.is_internal)


def may_view_picture(person: "Person", picture: "Picture") -> bool:
    """Twin: `PictureQuerySet.visible_to`. Its idea's authors; readers once a revision shows it."""
    if not person.is_active:
        return False
    if picture.idea is None:
        return picture.added_by_id == person.pk
    if is_named_author(person, picture.idea):
        return True
    return picture.is_published and may_view(person, picture.idea)


def may_add_evidence(person: "Person", idea: "Idea") -> bool:
    """Authors, and marketing for ideas it sees."""
    if not may_view(person, idea) or idea.stage in {Stage.WITHDRAWN, Stage.MERGED, Stage.ARCHIVED}:
        return False
    return is_author(person, idea) or person.holds(Role.MARKETING)


def answers_for(person: "Person", idea: "Idea") -> bool:
    """Who owes the answer, the theme's owner and marketing answer for its ideas, never for their own."""
    if not may_view(person, idea) or is_named_author(person, idea):
        return False
    return person.pk in {idea.theme.owner_id, idea.owed_by_id} or person.holds(Role.MARKETING)


def may_view_overdue(person: "Person") -> bool:
    """Every employee: their own owed answers, and all they see for those who answer for the whole."""
    return person.is_active and person.is_employee


def watches_answers(person: "Person") -> bool:
    """Marketing and executives see what is owed by others too."""
    return person.holds(Role.MARKETING) or person.holds(Role.EXECUTIVE)
