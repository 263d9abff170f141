"""The embedded PostgreSQL and Valkey, for real."""

import signal
from pathlib import Path

import psycopg
import pytest
import redis

from ideanet.local import place
from ideanet.local.keeper import Keeper
from ideanet.local.postgres import FORGETFUL, Postgres
from ideanet.local.problems import LocalError
from ideanet.local.valkey import Valkey


@pytest.fixture
def postgres(folder: Path, keeper: Keeper) -> Postgres:
    server = Postgres(folder / "postgres", folder / "postgres.log", options=FORGETFUL)
    server.start(keeper)
    return server


@pytest.fixture
def careful(folder: Path, keeper: Keeper) -> Postgres:
    """One that forgets nothing, as a person's own does not."""
    server = Postgres(folder / "careful", folder / "careful.log")
    server.start(keeper)
    return server


def kill(server: Postgres | Valkey) -> None:
    assert server._process is not None
    server._process.send_signal(signal.SIGKILL)


def test_a_killed_database_comes_back_with_what_it_had_acknowledged(
    careful: Postgres, keeper: Keeper
) -> None:
    with psycopg.connect(careful.url) as connection:
        connection.execute("CREATE TABLE word (text text)")
        connection.execute("INSERT INTO word VALUES ('kept')")
    kill(careful)
    careful.start(keeper)
    with psycopg.connect(careful.url) as connection:
        assert connection.execute("SELECT text FROM word").fetchall() == [("kept",)]


def test_a_database_has_what_the_site_asks_of_it(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url) as connection:
        for extension in ("pg_trgm", "unaccent", "citext", "btree_gin"):
            connection.execute(f"CREATE EXTENSION {extension}")
        row = connection.execute("SHOW server_encoding").fetchone()
    assert row == ("UTF8",)


def test_nobody_gets_in_without_the_password(postgres: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgres://ideanet:guess@127.0.0.1:{postgres.port}/ideanet")
    assert Path(postgres._password_file).stat().st_mode & 0o777 == 0o600


def test_a_stopped_database_does_not_answer_and_stopping_twice_is_no_error(
    postgres: Postgres,
) -> None:
    assert postgres.answers()
    postgres.stop()
    assert not postgres.answers()
    postgres.stop()


def test_a_database_that_cannot_start_says_why_in_its_own_last_words(
    folder: Path, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Postgres, "start_seconds", 1.0)
    server = Postgres(folder / "postgres", folder / "postgres.log", options=["no_such_setting=1"])
    with pytest.raises(LocalError, match="no_such_setting"):
        server.start(keeper)


def test_a_folder_that_cannot_hold_a_database_is_a_plain_sentence(folder: Path, keeper: Keeper) -> None:
    server = Postgres(folder / "postgres", folder / "postgres.log")
    server.data.mkdir()
    (server.data / "something").write_text("else")
    with pytest.raises(LocalError, match=r"could not be laid out: .*not empty"):
        server.start(keeper)


def test_a_killed_valkey_comes_back_with_what_it_had_acknowledged(folder: Path, keeper: Keeper) -> None:
    server = Valkey(folder / "valkey", folder / "valkey.log")
    server.start(keeper)
    with redis.from_url(server.url(0)) as client:
        client.set("word", "kept")
    kill(server)
    server.start(keeper)
    with redis.from_url(server.url(0)) as client:
        assert client.get("word") == b"kept"
    with redis.from_url(server.url(1)) as client:
        assert client.get("word") is None
    server.stop()
    assert not server.answers()


def test_nobody_gets_into_valkey_without_the_password(folder: Path, keeper: Keeper) -> None:
    server = Valkey(folder / "valkey", folder / "valkey.log")
    server.start(keeper)
    with pytest.raises(redis.AuthenticationError), redis.Redis(port=server.port) as client:
        client.get("word")
    assert (folder / "valkey" / "valkey.conf").stat().st_mode & 0o777 == 0o600


def test_an_ordinary_person_runs_it_as_themselves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    found = place.find(folder / "postgres")
    assert (found.prefix, found.folder, found.note) == ((), folder / "postgres", "")


@pytest.fixture
def as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")


@pytest.fixture
def closed(folder: Path) -> Path:
    inside = folder / "closed"
    inside.mkdir(mode=0o700)
    return inside / "postgres"


def test_root_becomes_nobody_where_nobody_can_walk(as_root: None, folder: Path) -> None:
    chosen = place._choose(folder / "postgres")
    assert (chosen.prefix, chosen.owner) == (place.SETPRIV, "nobody")


def test_root_in_a_closed_folder_steps_into_a_namespace(
    as_root: None, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_can_unshare", lambda: True)
    chosen = place._choose(closed)
    assert (chosen.prefix, chosen.owner, chosen.folder) == (place.UNSHARE, "root", closed)


def test_root_in_a_closed_folder_without_namespaces_goes_elsewhere_and_says_so(
    as_root: None, closed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "_can_unshare", lambda: False)
    monkeypatch.setattr(place, "elsewhere", lambda _wanted: folder / "elsewhere")
    monkeypatch.setattr("os.geteuid", lambda: folder.stat().st_uid)
    chosen = place._move(closed)
    assert chosen.folder == folder / "elsewhere" / "postgres"
    assert "closed folder" in chosen.note
    assert (chosen.programs / "bin" / "postgres").exists()


def test_a_folder_of_somebody_else_is_not_used(
    closed: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "elsewhere", lambda _wanted: folder / "elsewhere")
    monkeypatch.setattr("os.geteuid", lambda: folder.stat().st_uid + 1)
    with pytest.raises(LocalError, match="belongs to somebody else"):
        place._move(closed)


def test_root_without_any_way_down_is_told_what_to_do(
    as_root: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(LocalError, match="ordinary user, or set DATABASE_URL"):
        place._choose(folder / "postgres")
