"""`manage.py verify`: prove every maintained figure equal to its rows; report, and repair nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ideas import proofs

MOST = 100


class Command(BaseCommand):
    help = "Prove every maintained figure equal to its rows. Repairs nothing; exits with 1 on a difference."

    def handle(self, *_args: Any, **_options: Any) -> None:
        found = 0
        for label, proof in proofs.all_proofs():
            compared = wrong = 0
            for difference in proof():
                compared += 1
                wrong += difference is not None
                if difference is not None and found + wrong <= MOST:
                    self.stdout.write(f"  {difference}")
            found += wrong
            self.stdout.write(f"{label}: {compared} compared, {wrong} different")
        if found:
            raise CommandError(f"{found} differences; nothing was changed.")
