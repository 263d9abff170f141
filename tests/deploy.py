"""Asks Django whether the site could be deployed as it is, and whether a migration is missing."""

import os
import sys

import django
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

# What a real site would be told, as .env.example describes it.
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "ideanet.settings",
    "IDEANET_DEVELOPMENT": "0",
    "IDEANET_DEMO": "0",
    "DEBUG": "0",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEF",
    "SITE_ADDRESS": "https://ideas.example.org",
    "ALLOWED_HOSTS": "ideas.example.org",
    "DATABASE_URL": "postgres://ideanet:word@db.example.org/ideanet",
    "CELERY_BROKER_URL": "rediss://:word@broker.example.org/0",
    "CACHE_URL": "rediss://:word@broker.example.org/1",
    "EMAIL_URL": "smtp+tls://ideanet:word@mail.example.org:587",
    "SECOND_FACTOR_REQUIRED": "1",
    "OUTGOING_PRIVATE_HOSTS": "",
    "LOG_LEVEL": "WARNING",
}


def missing_migrations() -> list[str]:
    """What the models say and no migration does; asks no database."""
    loader = MigrationLoader(None)
    if leaves := loader.detect_conflicts():
        return [f"{label}: one that follows all of {', '.join(names)}" for label, names in leaves.items()]
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
    changes = detector.changes(graph=loader.graph)
    return [
        f"{label}: {operation.describe()}"
        for label, migrations in changes.items()
        for migration in migrations
        for operation in migration.operations
    ]


def main() -> int:
    os.environ.update(ENVIRONMENT)
    django.setup()
    call_command("check", deploy=True, fail_level="WARNING")
    missing = missing_migrations()
    for line in missing:
        print(f"No migration says this yet: {line}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
