#!/usr/bin/env python
"""The command line of the site."""

import os
import sys

from django.core.management import execute_from_command_line

from ideanet.local import environment

if __name__ == "__main__":
    environment.join()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ideanet.settings")
    execute_from_command_line(sys.argv)
