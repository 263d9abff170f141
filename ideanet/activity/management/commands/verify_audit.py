"""`manage.py verify_audit`: prove the event log to be what was written, or name the first link that is broken."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ideanet.activity import auditing
from ideanet.activity.models import EventSeal


def noted(text: str) -> tuple[int, str]:
    """A head as this command prints it, NUMBER:DIGEST."""
    number, _colon, digest = text.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise ArgumentTypeError("write it as it was printed, NUMBER:DIGEST")
    return int(number), digest


class Command(BaseCommand):
    help = "Verify the chain of the event log. Exits with 1 and names the first broken link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--noted", type=noted, help="A head printed earlier, which must still be there.")

    def handle(self, *_args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("Seals", total=EventSeal.objects.filter(number__isnull=False).count())
            try:
                head = auditing.walk(lambda done: bar.advance(task, done), options["noted"])
            except auditing.BrokenChainError as broken:
                raise CommandError(f"The chain is broken. First broken link: {broken}.") from broken
        sealed = head.number if head else 0
        self.stdout.write(
            f"{sealed} events sealed, every link holds; {auditing.waiting()} wait to be sealed."
        )
        if head:
            self.stdout.write(f"Head: {head}")
