"""Placeholder docstring."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "ideanet.publishing"
    label = "publishing"
