"""`manage.py jam`: write a community of any size, for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ideanet.activity import auditing, sealing
from ideanet.demo.jam import building


class Command(BaseCommand):
    help = "Write a believable community of any size beside what is there, with COPY."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, default in (("people", 1500), ("ideas", 500), ("votes", 10_000), ("comments", 2000)):
            parser.add_argument(f"--{name}", type=int, default=default)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *_args: Any, **options: Any) -> None:
        size = building.Size(options["people"], options["ideas"], options["votes"], options["comments"])
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            tasks = {
                name: bar.add_task(name, total=None)
                for name in ("People", "Ideas", "Search", "Orders", "Credits", "Seals")
            }
            building.build(
                size,
                options["seed"],
                lambda name, done, total: bar.update(tasks[name], completed=done, total=total),
            )
            bar.update(tasks["Seals"], total=auditing.waiting())
            for sealed in sealing.seal_waiting():
                bar.advance(tasks["Seals"], sealed)
        building.settle_statistics()
