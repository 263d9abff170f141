"""`python -m ideanet.local run` starts the site; `reset` throws its data away."""

import argparse
import errno
import shutil
import sys

from ideanet.local import environment, place, site
from ideanet.local.lock import Lock
from ideanet.local.problems import LocalError


def reset() -> None:
    """Start over: the data, mail, files and keys of the local site go."""
    with Lock(environment.LOCK):
        for folder in (environment.VAR, place.elsewhere(environment.VAR / "postgres")):
            if folder.exists():
                shutil.rmtree(folder)
    site.say("All data of the local site is gone; make run starts afresh.")


COMMANDS = {"run": site.run, "reset": reset}


def main() -> int:
    """The exit code; problems are one sentence each."""
    parser = argparse.ArgumentParser(prog="python -m ideanet.local", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    try:
        COMMANDS[parser.parse_args().command]()
    except LocalError as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print("The disk is full: make room and start again.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
