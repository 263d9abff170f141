"""Founds a site: its organisation, the mail domain employees sign up from, and the first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from ideanet.people.errors import RefusedError
from ideanet.people.workflow import founding


class Command(BaseCommand):
    help = "Found the site: the organisation, its mail domain and the first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="what the company is called")
        parser.add_argument("--domain", required=True, help="the mail domain employees sign up from")
        parser.add_argument("--name", required=True, help="the first administrator's name")
        parser.add_argument("--email", required=True, help="the first administrator's address")

    def handle(self, **options: Any) -> None:
        told = {key: options[key] for key in ("organisation", "domain", "name", "email")}
        try:
            person = founding.found(**told)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        except ValueError as error:
            raise CommandError(f"{options['domain']} is no mail domain.") from error
        address = f"{settings.SITE_ADDRESS}{reverse('account_reset_password')}"
        self.stdout.write(f"{person.name} is administrator. Set a password at {address}")
        self.stdout.write("and then a second factor: without one the role does nothing.")
