"""Rows that the database itself refuses to change or delete: the SQL of its triggers."""

from collections.abc import Mapping

APPEND_ONLY = {
    "contests_auditevent": "日志不可更改",
    "contests_release": "已发布的内容不可更改",
    "contests_releasecheck": "核对记录不可更改",
    "contests_ratingversion": "填报历史不可更改",
    "contests_standing": "计算结果不可更改",
    "contests_boardentry": "计算结果不可更改",
}
# Added to the ones before by later migrations.
APPEND_ONLY_LATER = {"contests_rulesversion": "规则版本不可更改，请另立新版"}
WITH_RULES_VERSIONS = APPEND_ONLY | APPEND_ONLY_LATER
VERDICTS = {"contests_verdict": "批复不可更改"}
ALL_APPEND_ONLY = WITH_RULES_VERSIONS | VERDICTS
# A run moves while it is computed; once done it is like its standings.
SEALED = {"contests_rankingrun": ("state", "done", "计算结果不可更改")}


def create_statements(vendor: str, tables: Mapping[str, str] = APPEND_ONLY) -> list[str]:
    """Return the statements that create the triggers on `sqlite` or `postgresql`."""
    statements = []
    for table, message in tables.items():
        statements += _create(vendor, table, message, None)
    for table, (column, value, message) in SEALED.items():
        statements += _create(vendor, table, message, (column, value))
    return statements


def drop_statements(
    vendor: str, tables: Mapping[str, str] = APPEND_ONLY, sealed: Mapping[str, object] = SEALED
) -> list[str]:
    """Return the statements that drop the triggers again."""
    statements = []
    for table in (*tables, *sealed):
        for event in ("update", "delete"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            statements.append(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")
        if vendor == "postgresql":
            statements.append(f"DROP FUNCTION IF EXISTS {table}_sealed()")
    return statements


def _create(vendor: str, table: str, message: str, sealed: tuple[str, str] | None) -> list[str]:
    when = f"WHEN (OLD.{sealed[0]} = '{sealed[1]}')" if sealed else ""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} {when} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for event in ("update", "delete")
        ]
    function = (
        f"CREATE FUNCTION {table}_sealed() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} FOR EACH ROW {when} "
        f"EXECUTE FUNCTION {table}_sealed()"
        for event in ("update", "delete")
    ]
