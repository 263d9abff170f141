"""`manage.py import_ideas FOLDER`: make an idea of every Markdown document in a folder."""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from rich.console import Console
from rich.progress import track

from ideanet import html
from ideanet.people.models import Person
from ideas import documents, rules
from ideas.documents import Document, NotADocumentError
from ideas.errors import RefusedError
from ideas.models import Idea, Theme
from ideas.stages import Audience, Stage
from ideas.workflow import importing
from ideas.workflow.writing import Source

ENDINGS = {".md", ".markdown", ".mdown", ".mkd"}
MOST_BYTES = 4 * html.LONGEST  # UTF-8 takes at most four for a character.
MOST_NAME = 300
LOCK = 0x1DEA  # Any number that nothing else locks.


class UnchangedError(Exception):
    """The document was taken before and says the same."""


class Command(BaseCommand):
    help = (
        "Make an idea of every Markdown document in a folder and the folders in it. "
        "A document that was taken before is never taken again, nor is its idea changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Where the documents are.")
        parser.add_argument("--theme", required=True, help="The theme's title or number.")
        parser.add_argument("--author", required=True, help="The author's e-mail address.")
        parser.add_argument("--audience", choices=Audience.values, default=Audience.INTERNAL)
        parser.add_argument(
            "--stage",
            choices=[Stage.OPEN.value, Stage.DRAFT.value],
            default=Stage.OPEN.value,
            help="Submit the ideas (open, unless said otherwise) or leave them to the author (draft).",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would be taken; take nothing.")

    def handle(self, *_args: Any, **options: Any) -> None:
        author, theme = _author(options["author"]), _theme(options["theme"])
        _check(theme, options)
        with _alone():
            self._import(author, theme, options)

    def _import(self, author: Person, theme: Theme, options: dict[str, Any]) -> None:
        rows = Idea.objects.exclude(source_key=None).values_list("source_key", "source_digest")
        known = {key: digest for key, digest in rows if key is not None}
        taken: list[str] = []
        unchanged: list[str] = []
        skipped: list[str] = []
        console = Console(stderr=True)
        files = sorted(_files(options["folder"].resolve()))
        for path in track(files, "Reading", console=console, disable=not console.is_terminal):
            key = path.relative_to(options["folder"].resolve().parent).as_posix()
            try:
                document, source = read_file(path, key, known)
                if not options["dry_run"]:
                    _take(document, source, author, theme, options)
            except UnchangedError:
                unchanged.append(key)
            except (NotADocumentError, RefusedError) as reason:
                skipped.append(f"{key} {reason}")
            else:
                taken.append(f"{key}: {document.title}")
                known[key] = source.digest
        self._report(taken, unchanged, skipped, options)

    def _report(
        self, taken: list[str], unchanged: list[str], skipped: list[str], options: dict[str, Any]
    ) -> None:
        """What was taken, what was not, and why."""
        if options["verbosity"] > 1 or options["dry_run"]:
            self._list("Would take" if options["dry_run"] else "Taken", taken)
        if options["verbosity"] > 1:
            self._list("Taken before, unchanged", unchanged)
        self._list("Skipped", skipped)
        verb = "would be taken" if options["dry_run"] else "taken"
        self.stdout.write(
            f"{len(taken)} {verb}, {len(unchanged)} taken before and unchanged, {len(skipped)} skipped."
        )

    def _list(self, title: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write(f"{title}:")
            for line in lines:
                self.stdout.write(f"  {line}")


def _author(email: str) -> Person:
    person: Person | None = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"Nobody here has the address {email}.")
    if not rules.may_submit_ideas(person):
        raise CommandError(f"{email} may not submit ideas: authors are active employees.")
    return person


def _theme(name: str) -> Theme:
    found: Theme | None = Theme.objects.filter(title__iexact=name).first()
    if found is None and name.isdecimal():
        found = Theme.objects.filter(pk=int(name)).first()
    if found is None:
        titles = ", ".join(f"“{theme}”" for theme in Theme.objects.all()[:20])
        raise CommandError(f"There is no theme “{name}”. There is {titles or 'none yet'}.")
    return found


def _check(theme: Theme, options: dict[str, Any]) -> None:
    """Whatever would stop every document stops the command before the first."""
    if not options["folder"].is_dir():
        raise CommandError(f"There is no folder {options['folder']}.")
    if not rules.audience_fits(theme, options["audience"]):
        raise CommandError(f"The theme “{theme}” stays narrower than the audience {options['audience']}.")
    if options["stage"] == Stage.OPEN and not rules.is_open(theme):
        raise CommandError(f"The theme “{theme}” takes no ideas now; import with --stage draft.")


@contextmanager
def _alone() -> Iterator[None]:
    """Two imports at once would both take what neither knows yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise CommandError("Another import is running; wait until it is done.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _files(folder: Path) -> Iterator[Path]:
    """Every file, but for hidden ones and those in hidden folders."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.is_file() or path.is_symlink()):
            yield path


def read_file(path: Path, key: str, known: dict[str, str]) -> tuple[Document, Source]:
    """The document and where it came from; raises what says that it is not to be taken."""
    if path.is_symlink():
        raise NotADocumentError("is a link to something else")
    if path.suffix.lower() not in ENDINGS:
        raise NotADocumentError("is not a Markdown document")
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise NotADocumentError(f"cannot be read: {error.strerror}") from None
    if data is None:
        raise NotADocumentError(f"is longer than {html.LONGEST:,} characters")
    source = Source(key=key, digest=hashlib.sha256(data).hexdigest())
    _refuse_known(source, known)
    return documents.read(data, path.stem), source


def _refuse_known(source: Source, known: dict[str, str]) -> None:
    """Stop at what was taken before, under this name or another."""
    if known.get(source.key) == source.digest:
        raise UnchangedError
    if source.key in known:
        raise NotADocumentError("was taken before and has changed since; its idea is left as it is")
    for key, digest in known.items():
        if digest == source.digest:
            raise NotADocumentError(f"says the same as {key}, which was taken before")
    if len(source.key) > MOST_NAME:
        raise NotADocumentError(f"has a name longer than {MOST_NAME} characters")


def _take(document: Document, source: Source, by: Person, theme: Theme, options: dict[str, Any]) -> None:
    importing.take(
        document,
        source,
        by=by,
        theme=theme,
        audience=options["audience"],
        is_submitted=options["stage"] == Stage.OPEN,
    )
