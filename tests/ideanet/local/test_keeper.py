"""A group of processes that ends when its owner does."""

import os
import subprocess
import sys
import time
from pathlib import Path

from ideanet.local.keeper import Keeper

OWNER = """
import sys, time
from pathlib import Path
from ideanet.local.keeper import Keeper
keeper = Keeper(remove=Path(sys.argv[1]))
print(keeper.spawn(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().split(")")[1].split()[0] == "Z")


def wait_until_gone(pid: int) -> bool:
    deadline = time.monotonic() + 5
    while is_there(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not is_there(pid)


def test_what_it_started_is_gone_when_its_owner_was_killed(tmp_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", OWNER, str(tmp_path / "nothing")], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    with owner.stdout:
        pid = int(owner.stdout.readline())
    assert is_there(pid)
    owner.kill()
    owner.wait()
    assert wait_until_gone(pid)


def test_closing_it_leaves_nothing_behind(keeper: Keeper) -> None:
    process = keeper.spawn(["sleep", "60"])
    keeper.close()
    process.wait(timeout=5)
    assert wait_until_gone(process.pid)


def test_closing_it_twice_is_no_error(keeper: Keeper) -> None:
    keeper.close()
    keeper.close()
