"""What importing a file of 10,000 disputes costs: reading it, registering it, and memory.

    python benchmarks/dispute_import.py [--rows 10000] [--database postgresql://… | wheel]

Uploads a CSV in GB18030 as a clerk would, confirms it, and lets the job register it. The reference
is the bare driver: the same rows of disputes and parties, sealed and inserted in one transaction.
Exit code 1 when a bound does not hold: 60 seconds and 200 MB in all, 25 times the reference.
"""

from __future__ import annotations

import argparse
import base64
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.app import create_app
from coop.core.db import session
from coop.core.sealed import seal
from coop.mechanisms.referrals.import_commands import upload_disputes
from coop.mechanisms.referrals.jobs import import_disputes
from coop.mechanisms.referrals.models import Dispute, DisputeParty
from coop.mechanisms.referrals.service.imports import start_import
from coop.settings import Settings
from tests.databases import Database, PostgresDatabase, SqliteDatabase
from tests.mechanisms.referrals.rosters import case, clerk_of
from tests.world import build_world, read_world

MOST_SECONDS, MOST_MB, MOST_TIMES = 60.0, 200.0, 25.0
HEAD = (
    "来文单位编号", "诉前调案号", "案由", "纠纷性质", "级别管辖", "标的额（元）", "申请人",
    "申请人类型", "被申请人", "被申请人类型", "被申请人证件号码", "被申请人联系电话",
    "被申请人送达地址",
)  # fmt: skip


def write_file(count: int, path: Path) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for number in range(count):
            writer.writerow(
                [
                    f"FY-{number}", f"（2026）川金诉前调{number}号", "金融借款合同纠纷", "商事纠纷",
                    "中级人民法院管辖", 100_000 + number, "示范银行成都分行", "单位",
                    "王某某", "自然人", case(number)["parties"][1]["identity_no"],
                    f"138{number:08}", "成都市某区某路1号",
                ]
            )  # fmt: skip


def imported(path: Path) -> float:
    """Seconds from the upload to the last row, as clerk and worker."""
    world = read_world()
    clerk = clerk_of(world)
    content = base64.b64encode(path.read_bytes()).decode()
    file = {"filename": path.name, "content_base64": content}
    started = time.perf_counter()
    made = upload_disputes(clerk, agreement_id=world.agreement_id, file=file)
    read = time.perf_counter()
    print(f"{'seconds to read and look through':44} {read - started:8.2f}")
    if made.faults:
        raise SystemExit(f"faulty rows: {made.faults[:3]}")
    start_import(clerk, made.id, expected_version=made.version)
    import_disputes(made.id, 1)
    print(f"{'seconds to register':44} {time.perf_counter() - read:8.2f}")
    return time.perf_counter() - started


def bare() -> float:
    """Seconds of the driver alone for rows of the same tables, four sealed values a dispute."""
    engine = session().get_bind()
    with engine.connect() as connection:
        disputes = connection.execute(sa.text("SELECT * FROM dispute")).all()
        parties = connection.execute(sa.text("SELECT * FROM dispute_party")).all()
    copies = sa.MetaData()
    first = _copy(copies, Dispute.__table__.columns, "bare_dispute")
    second = _copy(copies, DisputeParty.__table__.columns, "bare_party")
    copies.create_all(engine)
    started = time.perf_counter()
    with engine.begin() as connection:
        for table, rows in ((first, disputes), (second, parties)):
            names = [column.name for column in table.columns]
            connection.exec_driver_sql(_insert(table, engine.dialect.paramstyle), [
                tuple(row._mapping[name] for name in names) for row in rows
            ])  # fmt: skip
    for _row in disputes:
        for _value in range(3):
            seal("110101199003071233")
    return time.perf_counter() - started


def _copy(copies: sa.MetaData, columns: object, name: str) -> sa.Table:
    return sa.Table(name, copies, *(sa.Column(one.name, sa.Text) for one in columns))  # type: ignore[attr-defined]


def _insert(table: sa.Table, style: str) -> str:
    mark = "?" if style == "qmark" else "%s"
    marks = ", ".join(mark for _column in table.columns)
    return f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608  # our own names


def verdict(told: str, value: float, bound: float) -> bool:
    holds = value <= bound
    print(f"{told:44} {value:8.2f}   bound {bound:6.1f}   {'holds' if holds else 'MISSED'}")
    return holds


def measure(app: Flask, database: Database, path: Path, count: int) -> bool:
    write_file(count, path)
    # In a process of its own: what migrating needs is not what importing needs.
    told = f"from coop.core import migrations; migrations.upgrade({database.url!r})"
    subprocess.run([sys.executable, "-c", told], check=True)
    with app.app_context():
        build_world()
        seconds = imported(path)
        registered = session().scalar(sa.select(sa.func.count()).select_from(Dispute))
        session().rollback()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{registered} disputes registered")
        reference = bare()
    return all(
        [
            verdict(f"seconds for {count} rows", seconds, MOST_SECONDS),
            verdict("MB at most", peak, MOST_MB),
            verdict("times the bare driver", seconds / reference, MOST_TIMES),
        ]
    )


def database_of(chosen: str, folder: Path) -> Database:
    """A file, or a fresh database on the server named, or on the one that the wheel brings."""
    if chosen == "sqlite":
        return SqliteDatabase(folder)
    if chosen != "wheel":
        os.environ["COOP_TEST_PG_URL"] = chosen
    return PostgresDatabase("dispute_import")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--database", default="sqlite", help="a PostgreSQL URL, or wheel")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = database_of(chosen.database, Path(folder))
        app = create_app(
            Settings(database_url=database.url, secret_key="x" * 40, audit_key="y" * 40)
        )
        try:
            return 0 if measure(app, database, Path(folder) / "案件.csv", chosen.rows) else 1
        finally:
            database.close()


if __name__ == "__main__":
    sys.exit(main())
