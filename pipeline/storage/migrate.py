"""Brings a store to the newest form of the tables, by the migrations that the package carries."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0005"
_FOLDER = Path(__file__).resolve().parent / "migrations"


def current(connection: Connection) -> str | None:
    """The revision that a store is at; None where it has no tables of ours yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    value = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if value is None else str(value)


def upgrade(connection: Connection) -> None:
    """Runs the migrations that are still missing; a store at the newest revision costs one query."""
    if current(connection) == HEAD:
        return
    from alembic import command  # 0.2 s that a store at its newest form is spared
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
