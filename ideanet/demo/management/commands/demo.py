"""`manage.py demo`: write the fictional company into an empty site, or say who can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ideanet.demo import company
from ideanet.people.models import Person


class Command(BaseCommand):
    help = "Write the demonstration company into an empty site."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="The same seed writes the same company.")
        parser.add_argument("--sign-ins", action="store_true", help="Only say who can sign in.")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["sign_ins"]:
            self._say_sign_ins()
            return
        if Person.objects.exists():
            raise CommandError(
                _("There are people here already; the demo only fills an empty site (make reset).")
            )
        if settings.SECOND_FACTOR_REQUIRED:
            raise CommandError(_("The demo's people have no second factor: set IDEANET_DEMO=1 first."))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task(_("A year at Halden & Rook"), total=None)
            company.found(options["seed"], lambda done, total: bar.update(task, completed=done, total=total))

    def _say_sign_ins(self) -> None:
        for line in company.sign_ins():
            self.stdout.write(line)
