"""What the editor's form can be sent for besides saving: a look, headings, a file. All of it without scripts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from ideanet import uploads
from ideanet.people.requests import MemberRequest
from ideanet.uploads import PICTURES, RefusedFileError, kinds
from ideas import bringing, prompts, rules
from ideas.errors import RefusedError
from ideas.forms.pictures import LARGEST
from ideas.models import Idea
from ideas.views import conflicts
from ideas.views.pictures import in_markdown
from ideas.workflow import illustrating

BROUGHT = frozenset({kinds.WORD, kinds.MARKDOWN, kinds.TEXT})


@dataclass(frozen=True)
class Step:
    """The form as it goes on: `typed` with what the step added, and what it said about it."""

    typed: QueryDict
    said: str = ""
    trouble: str = ""


def asked(request: MemberRequest) -> bool:
    """Whether the form was sent for a step, and not to be kept."""
    return request.method == "POST" and not _STEPS.keys().isdisjoint(request.POST)


def take(request: MemberRequest, idea: Idea | None) -> Step:
    """Do what the pressed button asks for; a file that is refused leaves everything as it was typed."""
    if not (rules.may_write(request.user, idea) if idea else rules.may_submit_ideas(request.user)):
        raise PermissionDenied
    step = next(step for name, step in _STEPS.items() if name in request.POST)
    try:
        return step(request, idea, request.POST.copy())
    except (RefusedFileError, RefusedError) as error:
        return Step(request.POST, trouble=str(error))


def _look(_request: MemberRequest, _idea: Idea | None, typed: QueryDict) -> Step:
    return Step(typed)


def _prompt(_request: MemberRequest, _idea: Idea | None, typed: QueryDict) -> Step:
    typed["body"] = prompts.added(typed.get("body", ""), typed.get("prompt", ""))
    return Step(typed, said=_("The headings stand in the text. Keep those that help."))


def _bring(request: MemberRequest, idea: Idea | None, typed: QueryDict) -> Step:
    """A document's texts where nothing was typed yet; all of them after what was typed, never instead."""
    found = uploads.examine(_file(request, "document"), kinds=BROUGHT)

    def keep_picture(data: bytes) -> str:
        picture = uploads.examine(ContentFile(data, "picture"), kinds=PICTURES)
        return illustrating.add(picture, by=request.user, idea=idea).get_absolute_url()

    document = bringing.read(found, keep_picture)
    title, nugget = (typed.get(name, "").strip() for name in ("title", "nugget"))
    typed["title"], typed["nugget"] = title or document.title, nugget or document.nugget
    brought = bringing.beside(document, title, nugget)
    before = typed.get("body", "").rstrip()
    typed["body"] = f"{before}\n\n{brought}" if before else brought
    return Step(typed, said=_("“%(name)s” stands in the text now.") % {"name": found.name})


def _illustrate(request: MemberRequest, idea: Idea | None, typed: QueryDict) -> Step:
    found = uploads.examine(_file(request, "picture"), kinds=PICTURES, largest=LARGEST)
    words = in_markdown(illustrating.add(found, by=request.user, idea=idea), found.name)
    before = typed.get("body", "").rstrip()
    typed["body"] = f"{before}\n\n{words}\n" if before else f"{words}\n"
    return Step(
        typed, said=_("The picture stands at the end of the text. Move its line to where it belongs.")
    )


def _unite(request: MemberRequest, idea: Idea | None, typed: QueryDict) -> Step:
    conflicts.unite(request, idea, typed)
    return Step(typed, said=_("Here is one text of the two. Look it over, then keep it."))


def _file(request: MemberRequest, name: str) -> File[Any]:
    file = request.FILES.get(name)
    if not isinstance(file, File):
        raise RefusedFileError(_("Choose a file first."))
    return file


_STEPS: dict[str, Callable[[MemberRequest, Idea | None, QueryDict], Step]] = {
    "preview": _look,
    "prompt": _prompt,
    "bring": _bring,
    "illustrate": _illustrate,
    "unite": _unite,
}
