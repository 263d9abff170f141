"""Makes .venv and node_modules from the locked lists; runs on any Python, before all else."""

# Only the standard library, and run by its path: nothing is installed yet.
import argparse
import errno
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
VENV = BASE / ".venv"
NODE = BASE / "var" / "node"
OLDEST = (3, 11)
LEAST_ROOM = 1_500_000_000


class InstallError(Exception):
    """A plain sentence with a way out."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="what checks and tests need, too")
    dev = parser.parse_args().dev
    try:
        check_python()
        install_python_packages(dev)
        install_front_end(dev)
    except InstallError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; the next start goes on from here.\n")
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("The disk is full: make room and start again.\n")
        return 1
    return 0


def check_python() -> None:
    if sys.version_info < OLDEST:
        raise InstallError(
            f"IdeaNet needs Python 3.11 or newer, and this is {sys.version.split()[0]}: install a "
            "newer one and name it with PYTHON=python3.12 make run."
        )
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise InstallError(
            "Python's venv module is missing: install it (on Debian and Ubuntu with "
            "apt-get install python3-venv) and start again."
        )


def install_python_packages(dev: bool) -> None:
    lists = [BASE / "requirements.txt", *([BASE / "requirements-dev.txt"] if dev else [])]
    if is_done(VENV, lists, sys.version):
        return
    check_room()
    say("Installing what the site runs on (first start only, about a minute)…")
    if not (VENV / "bin" / "python").exists() or not works(VENV / "bin" / "python"):
        attempt([sys.executable, "-m", "venv", "--clear", str(VENV)], "The environment .venv")
    pip_install(VENV, lists)
    leave_stamps(VENV, lists, sys.version)


def install_front_end(dev: bool) -> None:
    folder = BASE / "node_modules"
    # One list, of which a site leaves a part out.
    lists = [BASE / "package-lock.json"]
    if is_done(folder, lists, "dev") or (not dev and is_done(folder, lists, "site")):
        return
    say("Fetching fonts and front-end libraries…")
    npm = find_npm()
    environment = dict(os.environ, PATH=f"{Path(npm).parent}:{os.environ.get('PATH', '')}")
    omit = [] if dev else ["--omit=dev"]
    attempt([npm, "ci", "--silent", *omit], "The front-end packages", environment)
    leave_stamps(folder, lists, "dev" if dev else "site")


def find_npm() -> str:
    """The machine's, or one from a Python package where there is none."""
    found = shutil.which("npm")
    if found and works(Path(found)):
        return found
    npm = NODE / "bin" / "npm"
    if not npm.exists():
        say("There is no npm here; installing one into var/node…")
        attempt([sys.executable, "-m", "venv", "--clear", str(NODE)], "The environment var/node")
        pip_install(NODE, [BASE / ".ci" / "node.txt"])
    return str(npm)


def pip_install(venv: Path, lists: "list[Path]") -> None:
    named = [part for path in lists for part in ("-r", str(path))]
    # The lists are complete, so nothing is resolved: older pips stumble over extras of pinned packages.
    command = [
        str(venv / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
    ]
    quiet = dict(os.environ, PIP_ROOT_USER_ACTION="ignore", PIP_DISABLE_PIP_VERSION_CHECK="1")
    attempt([*command, *named], "The Python packages", quiet)


def attempt(command: "list[str]", what: str, environment: "dict[str, str] | None" = None) -> None:
    made = subprocess.run(
        command,
        cwd=BASE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if not made.returncode:
        return
    if "No space left on device" in made.stdout:
        raise OSError(errno.ENOSPC, what)
    lines = [line.strip() for line in made.stdout.splitlines() if line.strip()]
    told = next((line for line in reversed(lines) if "error" in line.lower()), "no reason given")
    raise InstallError(
        f"{what} could not be installed ({told}): see to that, for example the network, and start again."
    )


def check_room() -> None:
    room = shutil.disk_usage(BASE).free
    if room < LEAST_ROOM:
        raise InstallError(
            f"The disk is full: {room // 10**6} MB are left where {BASE} is, and installing needs "
            f"{LEAST_ROOM // 10**6} MB. Make room and start again."
        )


def works(program: Path) -> bool:
    try:
        ran = subprocess.run([str(program), "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return ran.returncode == 0


def fingerprint(path: Path, more: str) -> str:
    return hashlib.sha256(more.encode() + path.read_bytes()).hexdigest()


def is_done(folder: Path, lists: "list[Path]", more: str) -> bool:
    """Whether each of the lists is installed in the folder as it stands; more may be."""
    stamps = {path: folder / f".installed-{path.name}" for path in lists}
    return all(
        stamp.exists() and stamp.read_text() == fingerprint(path, more) for path, stamp in stamps.items()
    )


def leave_stamps(folder: Path, lists: "list[Path]", more: str) -> None:
    """One a list, so that what `make develop` installed is there for `make run` too."""
    for path in lists:
        (folder / f".installed-{path.name}").write_text(fingerprint(path, more))


def say(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
