"""A real WordPress on this machine, from Debian's packages, in a folder of its own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from ideanet.local import ports

PACKAGES = "wordpress php-cli php-mysql php-xml php-mbstring php-curl mariadb-server"
SOURCE = Path("/usr/share/wordpress")
OURS = Path(__file__).with_name("wordpress")
NEEDED = ("mariadb-install-db", "mariadbd", "mariadb", "php")
PATIENCE = 60


class Blog:
    """Started by the constructor; `user` may write drafts and no more."""

    user = "marketing"

    def __init__(self) -> None:
        if missing := [name for name in NEEDED if not shutil.which(name, path=_path())]:
            raise RuntimeError(f"{', '.join(missing)} missing: apt-get install {PACKAGES}")
        self.folder = Path(tempfile.mkdtemp(prefix="ideanet-blog-"))
        self.folder.chmod(0o711)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.database_port, self.port = ports.find_free(), ports.find_free()
        try:
            self._start_database()
            self._copy_site()
            self.password = self._run("php", str(self.site / "install.php")).strip()
            self._start_site()
        except BaseException:
            self.close()
            raise

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    def posts(self) -> list[dict[str, Any]]:
        """Every post of ours there, wherever it is, as an editor sees it."""
        found: list[dict[str, Any]] = self.ask(
            "GET", "posts", params={"status": "any,trash", "context": "edit", "per_page": 100, "author": 2}
        )
        return found

    def media(self) -> list[dict[str, Any]]:
        """Every picture of ours in the library."""
        found: list[dict[str, Any]] = self.ask("GET", "media", params={"per_page": 100, "author": 2})
        return found

    def fetch(self, address: str) -> bytes:
        """What anybody gets there."""
        return httpx.get(address, timeout=PATIENCE).raise_for_status().content

    def ask(self, method: str, path: str, **options: Any) -> Any:
        url = f"{self.address}/wp-json/wp/v2/{path}"
        answer = httpx.request(method, url, auth=(self.user, self.password), timeout=PATIENCE, **options)
        answer.raise_for_status()
        return answer.json()

    def close(self) -> None:
        for process in reversed(self.processes):
            # The server's workers are its children and would stay behind.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start_database(self) -> None:
        data = self.folder / "db"
        data.mkdir()
        as_user = []
        if os.geteuid() == 0:
            shutil.chown(data, "mysql", "mysql")
            as_user = ["--user=mysql"]
        self._run(
            "mariadb-install-db",
            "--no-defaults",
            *as_user,
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
        )
        self._start(
            "mariadbd",
            "--no-defaults",
            *as_user,
            f"--datadir={data}",
            f"--port={self.database_port}",
            "--bind-address=127.0.0.1",
            f"--socket={data / 'socket'}",
            f"--pid-file={data / 'pid'}",
        )
        self._wait(lambda: self._can("SELECT 1"))
        assert self._can("CREATE DATABASE wordpress")

    def _can(self, statement: str) -> bool:
        command = ["mariadb", "--no-defaults", f"--socket={self.folder / 'db' / 'socket'}", "-uroot", "-e"]
        return subprocess.run([*command, statement], capture_output=True, check=False).returncode == 0

    def _copy_site(self) -> None:
        # Debian links into /etc and /var/lib; a copy must stand by itself.
        shutil.copytree(SOURCE, self.site, ignore_dangling_symlinks=True)
        config = (OURS / "config.php").read_text()
        config = config.replace("@DATABASE_PORT@", str(self.database_port)).replace("@PORT@", str(self.port))
        (self.site / "wp-config.php").write_text(config)
        for name in ("install.php", "router.php"):
            shutil.copy(OURS / name, self.site / name)

    def _start_site(self) -> None:
        os.environ["PHP_CLI_SERVER_WORKERS"] = "2"
        self._start("php", "-S", self.host, "-t", str(self.site), str(self.site / "router.php"))
        self._wait(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(self.ask("GET", "users/me"))
        except httpx.HTTPError:
            return False

    def _wait(self, ready: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        while not ready():
            if time.monotonic() > deadline:
                raise TimeoutError((self.folder / "log").read_text()[-2000:])
            time.sleep(0.2)

    def _run(self, *command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=_environment())
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def _start(self, *command: str) -> None:
        with (self.folder / "log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=_environment())
            )


def _path() -> str:
    return f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"


def _environment() -> dict[str, str]:
    return os.environ | {"PATH": _path()}
