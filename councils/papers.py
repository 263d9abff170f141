"""The files behind an idea as one reader of a review may have them: stripped, and under a name that tells nothing."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from councils import desk, file_rules, identities, screening
from councils.models import CouncilReview, FileDecision
from councils.screening import Finding
from ideanet.people.models import Person
from ideas.models import Evidence, EvidenceFile


@dataclass(frozen=True)
class Paper:
    """`authors` are those whose names are looked for."""

    evidence: Evidence
    file: EvidenceFile
    number: int
    decision: FileDecision | None
    reader_knows: bool
    authors: tuple[Person, ...]

    @property
    def name(self) -> str:
        return f"evidence-{self.number}{PurePosixPath(str(self.file.file.name)).suffix}"

    @cached_property
    def finding(self) -> Finding:
        return screening.look(self.file, self.authors)

    @property
    def is_given(self) -> bool:
        """To blind reviewers: as the chair decided, or else where no name can be in it."""
        return self.decision.is_given if self.decision else self.finding == Finding.CLEAR

    @property
    def is_open(self) -> bool:
        """To this reader."""
        return self.reader_knows or self.is_given


def papers_of(review: CouncilReview, person: Person) -> list[Paper]:
    """Load the review `for_page()`. Each evidence that the reader sees in the review and that has a file."""
    decisions = {d.evidence_id: d for d in FileDecision.objects.filter(review=review)}
    behind = sorted(desk.evidence_of(review, person), key=lambda evidence: evidence.pk)
    files = EvidenceFile.objects.in_bulk([evidence.pk for evidence in behind], field_name="evidence_id")
    knows = identities.knows_authors(person, review)
    authors = _authors(review)
    return [
        Paper(evidence, files[evidence.pk], number, decisions.get(evidence.pk), knows, authors)
        for number, evidence in enumerate((e for e in behind if e.pk in files), start=1)
    ]


def slips_of(review: CouncilReview, person: Person) -> list[str]:
    """Where the authors' own words name one of them: nobody changes these, and reviewers read them as they are."""
    signs, revision = screening.signs_of(_authors(review)), review.revision
    places = {
        _("the title"): (revision.title,),
        _("the nugget"): (revision.nugget,),
        _("the text, or the words for a picture in it"): (revision.body,),
    } | {
        _("the evidence “%(title)s”") % {"title": e.title}: (e.title, e.source, e.citation, e.url)
        for e in desk.evidence_of(review, person)
    }
    return [place for place, texts in places.items() if screening.tells(texts, signs)]


def waiting_for(person: Person, review: CouncilReview) -> int:
    """How many files nobody looked through yet, for whoever is to."""
    if not file_rules.screens_files(person, review):
        return 0
    return _waiting(review, person)


def _waiting(review: CouncilReview, reader: Person) -> int:
    """One query: the files that the reader sees and nobody decided about, as far as a name may be in them."""
    behind = Evidence.objects.filter(idea=review.idea_id)
    undecided = (behind if reader.is_employee else behind.citable()).exclude(
        pk__in=FileDecision.objects.filter(review=review).values("evidence")
    )
    files = EvidenceFile.objects.filter(evidence__in=undecided.order_by().values("pk"))
    return sum(waits(review, file) for file in files)


def waits(review: CouncilReview, file: EvidenceFile) -> bool:
    """Whether blind reviewers get the file only once somebody has looked through it. Load the review `for_page()`."""
    return screening.look(file, _authors(review)) != Finding.CLEAR


def wait_for_others(review: CouncilReview) -> bool:
    """Whether a file waits that no chair may look through any more. Load the review `for_page()`."""
    if not review.is_blind or file_rules.has_screening_chair(review):
        return False
    return _waiting(review, review.opened_by) > 0


def _authors(review: CouncilReview) -> tuple[Person, ...]:
    """Those who are invited and have not answered yet as well."""
    return tuple(authorship.person for authorship in review.idea.authorships.all())


@dataclass(frozen=True)
class Held:
    """What authors are told of a blind review: which files wait for a chair, and where they name themselves."""

    files: list[Paper]
    slips: list[str]


def held_back(review: CouncilReview, author: Person) -> Held | None:
    """None where there is nothing to say. Three queries and those of `for_page()`."""
    if not review.is_blind or not review.is_under_way:
        return None
    review = CouncilReview.objects.for_page().get(pk=review.pk)
    waiting = [paper for paper in papers_of(review, author) if not paper.is_given]
    slips = slips_of(review, author)
    return Held(waiting, slips) if waiting or slips else None
