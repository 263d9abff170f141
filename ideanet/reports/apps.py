"""Placeholder docstring."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "ideanet.reports"
    label = "reports"
