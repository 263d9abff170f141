"""What is installed before anything runs, and what is said when it cannot be."""

import shutil
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from ideanet.local import install

USAGE = namedtuple("USAGE", "total used free")


@pytest.fixture(autouse=True)
def bare_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout in which nothing has been installed."""
    for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(install, "BASE", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "NODE", tmp_path / "var" / "node")
    monkeypatch.setattr(sys, "argv", ["install.py"])
    return tmp_path


def test_an_old_python_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "OLDEST", (99, 0))
    assert install.main() == 1
    assert "newer one and name it with PYTHON=python3.12 make run." in capsys.readouterr().err


def test_a_python_without_venv_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert install.main() == 1
    assert capsys.readouterr().err == (
        "Python's venv module is missing: install it (on Debian and Ubuntu with apt-get install "
        "python3-venv) and start again.\n"
    )


def test_too_little_room_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: USAGE(1, 1, 5_000_000))
    assert install.main() == 1
    assert "The disk is full: 5 MB are left" in capsys.readouterr().err


def test_a_disk_that_fills_up_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = "echo 'ERROR: [Errno 28] No space left on device'; exit 1"
    monkeypatch.setattr(install, "check_python", lambda: install.attempt(["sh", "-c", script], "It"))
    assert install.main() == 1
    assert capsys.readouterr().err == "The disk is full: make room and start again.\n"


def test_ctrl_c_while_installing_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(install, "check_python", interrupt)
    assert install.main() == 130
    assert capsys.readouterr().err == "\nStopped; the next start goes on from here.\n"


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "check_python", lambda: Path("/nowhere").read_bytes())
    with pytest.raises(FileNotFoundError):
        install.main()


def test_a_failed_step_tells_its_reason_in_one_sentence() -> None:
    script = "echo begin; echo 'ERROR: no network'; echo end; exit 1"
    with pytest.raises(install.InstallError) as problem:
        install.attempt(["sh", "-c", script], "The Python packages")
    assert str(problem.value) == (
        "The Python packages could not be installed (ERROR: no network): see to that, for example "
        "the network, and start again."
    )


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """The lists that were installed, each time that anything was."""
    installed: list[list[Path]] = []
    monkeypatch.setattr(install, "pip_install", lambda _venv, lists: installed.append(lists))
    return installed


@pytest.fixture
def npm(bare_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm that writes down, line by line, what it was asked for."""
    npm = bare_folder / "npm"
    words = f'[ "$1" = --version ] || echo "$@" >> "{bare_folder}/asked"'
    npm.write_text(f"#!/bin/sh\nmkdir -p node_modules\n{words}\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(bare_folder), prepend=":")
    return bare_folder / "asked"


def test_a_site_that_was_made_for_developing_runs_as_it_is(pip: list[list[Path]], npm: Path) -> None:
    for dev in (True, False, True):
        install.install_python_packages(dev)
        install.install_front_end(dev)
    assert len(pip) == 1
    assert npm.read_text() == "ci --silent\n"


def test_a_site_that_only_ran_gets_what_developing_needs(pip: list[list[Path]], npm: Path) -> None:
    for dev in (False, False, True):
        install.install_python_packages(dev)
        install.install_front_end(dev)
    assert [[path.name for path in lists] for lists in pip] == [
        ["requirements.txt"],
        ["requirements.txt", "requirements-dev.txt"],
    ]
    assert npm.read_text() == "ci --silent --omit=dev\nci --silent\n"


def test_a_changed_list_is_installed_again(bare_folder: Path, pip: list[list[Path]]) -> None:
    install.install_python_packages(dev=False)
    (bare_folder / "requirements.txt").write_text("changed")
    install.install_python_packages(dev=False)
    assert pip == [[bare_folder / "requirements.txt"]] * 2


def test_where_there_is_no_npm_one_is_installed_from_the_locked_list(
    bare_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, list[Path]]] = []
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    monkeypatch.setattr(install, "pip_install", lambda venv, lists: asked.append((venv, lists)))
    assert install.find_npm() == str(bare_folder / "var" / "node" / "bin" / "npm")
    assert asked == [(bare_folder / "var" / "node", [bare_folder / ".ci" / "node.txt"])]


def test_a_program_that_is_not_there_does_not_work(bare_folder: Path) -> None:
    assert not install.works(bare_folder / "nothing")
    assert install.works(Path(sys.executable))
