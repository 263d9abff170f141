"""Demo: sits above every room and is told by none."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "ideanet.demo"
    label = "demo"
    verbose_name = _("Demo")
