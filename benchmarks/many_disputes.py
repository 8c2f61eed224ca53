"""What a page of disputes and figures cost among 1,000,000 beside 10,000.

    python benchmarks/many_disputes.py [--many 1000000] [--database postgresql://… | wheel]

Reads the first page and a following one as a clerk and as a body, without filter and by state, by
body and by open loop. The reference is the same page among 10,000. Exit code 1 when a bound does
not hold: a page costs at most 1.5 times as much, figures over all of them take at most a second.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.app import create_app
from coop.core.actor import Actor
from coop.core.db import session
from coop.mechanisms.referrals.law import ACCEPTANCE, MEDIATION
from coop.mechanisms.referrals.models import Dispute, DisputeTally
from coop.mechanisms.referrals.models.figures import DUE, MEASURES, MEDIATED, NO_DAYS
from coop.mechanisms.referrals.queries import list_disputes
from coop.mechanisms.referrals.queries.statistics import dispute_figures
from coop.registry.models import Deadline
from coop.settings import Settings
from tests.databases import Database, PostgresDatabase, SqliteDatabase
from tests.mechanisms.referrals.rosters import Roster, build_roster
from tests.world import World, build_world, read_world

FEW, MANY, BATCH, ROUNDS = 10_000, 1_000_000, 20_000, 25
MOST_TIMES, MOST_SECONDS = 1.5, 1.0
CAUSES = [f"示范案由{number}" for number in range(30)]
STATES = ("intake", "consented", "referred", "mediating", "closed", "closed", "closed", "closed")
LEAST_DAYS = 28  # every month has as many
FIRST = datetime(2024, 1, 1, tzinfo=UTC)


# --------------------------------------------------------------------------- the scene


def rows(world: World, roster: Roster, numbers: range) -> Iterator[dict[str, object]]:
    """Disputes as rows: a million commands would take hours and end in the same rows."""
    for number in numbers:
        state = STATES[number % len(STATES)]
        is_closed, has_body = state == "closed", state not in ("intake", "consented")
        yield {
            "id": UUID(int=number + 1), "version": 1,
            "created_at": FIRST + timedelta(minutes=number),
            "agreement_id": world.agreement_id, "year": 2024, "ordinal": number + 1,
            "source": "court_referral", "registered_by_id": world.cy.id, "court_id": world.cy.id,
            "body_id": roster.body_id if has_body else None,
            "referral_id": UUID(int=number + 1) if has_body else None,
            "cause": CAUSES[number % len(CAUSES)], "nature": "commercial",
            "court_level": "intermediate", "claim_yuan": 100_000, "summary": "",
            "external_ref": f"FY-{number}", "state": state,
            "ground": "agreed" if is_closed else None, "ground_note": "", "suspended_for": "",
            "concluded_on": date(2024, 6, 1) if is_closed else None, "report": "",
            "returned_materials": [], "reported_at": FIRST if is_closed else None,
            "acknowledged_at": FIRST if is_closed and number % 1000 else None,
        }  # fmt: skip


def clocks(world: World, numbers: range) -> Iterator[dict[str, object]]:
    """The running clock of what is with a body, and the one that was met of what has ended."""
    for number in numbers:
        state = STATES[number % len(STATES)]
        if state in ("intake", "consented"):
            continue
        start_on = (FIRST + timedelta(minutes=number)).date()
        due_on = start_on + timedelta(days=30)
        yield {
            "id": UUID(int=number + 1), "version": 1, "created_at": FIRST,
            "agreement_id": world.agreement_id, "subject_kind": "dispute",
            "subject_id": UUID(int=number + 1),
            "kind": ACCEPTANCE if state == "referred" else MEDIATION, "start_on": start_on,
            "amount": 30, "unit": "calendar_day", "due_on": due_on, "basis_zh": "第二十七条",
            "is_provisional": False, "met_on": due_on if state == "closed" else None,
        }  # fmt: skip


def fill(world: World, roster: Roster, numbers: range) -> None:
    for first in range(numbers.start, numbers.stop, BATCH):
        some = range(first, min(first + BATCH, numbers.stop))
        session().execute(sa.insert(Dispute.__table__), list(rows(world, roster, some)))
        session().execute(sa.insert(Deadline.__table__), list(clocks(world, some)))
        session().commit()


def tally(world: World, roster: Roster, count: int) -> None:
    """What so many disputes leave in three years: every cell that could be filled is."""
    share, made = max(1, count // (36 * 45)), []
    months = [date(2024 + one // 12, one % 12 + 1, 1) for one in range(36)]
    for month in months:
        for days in (NO_DAYS, *range(45)):
            for by, subjects in (("body", [str(roster.body_id)]), ("cause", CAUSES)):
                made += [
                    {
                        "agreement_id": world.agreement_id, "court": str(world.cy.id), "by": by,
                        "on_month": month, "measure": measure, "subject": subject, "days": days,
                        "count": share // len(subjects) + 1, "yuan": 0,
                    }
                    for subject in subjects for measure in _measures(days)
                ]  # fmt: skip
    session().execute(sa.insert(DisputeTally.__table__), made)
    session().commit()


def _measures(days: int) -> tuple[str, ...]:
    """What may stand in the cell of so many days, of that day of the month, or of no day."""
    if days == NO_DAYS:
        return tuple(one for one in MEASURES if one not in MEDIATED | DUE)
    is_day = 1 <= days <= LEAST_DAYS
    return (*MEDIATED, *DUE) if is_day else tuple(MEDIATED)


# --------------------------------------------------------------------------- what is measured


def median_ms(read: Callable[[], object]) -> float:
    """By the clock on the wall: a database server's work counts too."""
    spent = []
    for _round in range(ROUNDS):
        session().rollback()
        started = time.perf_counter()
        read()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent) * 1000


def pages(roster: Roster) -> dict[str, Callable[[], object]]:
    def page(actor: Actor, **wanted: object) -> Callable[[], object]:
        return lambda: list_disputes(actor, limit=50, **wanted)

    clerk, officer = roster.clerk, roster.officer
    second = list_disputes(clerk, limit=50).next
    return {
        "clerk, all": page(clerk),
        "clerk, second page": page(clerk, cursor=second),
        "clerk, by state": page(clerk, state="mediating"),
        "clerk, a state without any": page(clerk, state="suspended"),
        "clerk, by body": page(clerk, body_id=roster.body_id),
        "clerk, open loops": page(clerk, is_loop_open=True),
        "clerk, own reference": page(clerk, external_ref="FY-5000"),
        "body, all": page(officer),
        "body, by state": page(officer, state="referred"),
    }


def verdict(told: str, value: float, bound: float) -> bool:
    holds = value <= bound
    print(f"{told:44} {value:8.2f}   bound {bound:6.1f}   {'holds' if holds else 'MISSED'}")
    return holds


def measure(app: Flask, database: Database, many: int) -> bool:
    told = f"from coop.core import migrations; migrations.upgrade({database.url!r})"
    subprocess.run([sys.executable, "-c", told], check=True)
    with app.app_context():
        build_world()
        world = read_world()
        roster = build_roster(world)
        session().commit()
        fill(world, roster, range(FEW))
        session().execute(sa.text("ANALYZE"))
        session().commit()
        few = {name: median_ms(read) for name, read in pages(roster).items()}
        fill(world, roster, range(FEW, many))
        tally(world, roster, many)
        session().execute(sa.text("ANALYZE"))
        session().commit()
        held = []
        for name, read in pages(roster).items():
            cost = median_ms(read)
            print(f"{name}: {few[name]:.1f} ms among {FEW}, {cost:.1f} ms among {many}")
            held.append(verdict(f"{name}: times", cost / few[name], MOST_TIMES))
        held.append(_figures(world, roster))
    return all(held)


def _figures(world: World, roster: Roster) -> bool:
    """Of three years as of today, and of two that ended while many clocks still ran."""
    held = []
    for told, until in (("three years", date(2026, 12, 1)), ("two, long past", date(2025, 6, 1))):
        period = {"from_month": date(2024, 1, 1), "until_month": until}

        def read(period: dict[str, date] = period) -> object:
            return dispute_figures(roster.clerk, agreement_id=world.agreement_id, **period)

        spent = median_ms(read) / 1000
        held.append(verdict(f"seconds for figures of {told}", spent, MOST_SECONDS))
    return all(held)


def database_of(chosen: str, folder: Path) -> Database:
    """A file, or a fresh database on the server named, or on the one that the wheel brings."""
    if chosen == "sqlite":
        return SqliteDatabase(folder)
    if chosen != "wheel":
        os.environ["COOP_TEST_PG_URL"] = chosen
    return PostgresDatabase("many_disputes")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=MANY)
    parser.add_argument("--database", default="sqlite", help="a PostgreSQL URL, or wheel")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = database_of(chosen.database, Path(folder))
        app = create_app(
            Settings(database_url=database.url, secret_key="x" * 40, audit_key="y" * 40)
        )
        try:
            return 0 if measure(app, database, chosen.many) else 1
        finally:
            database.close()


if __name__ == "__main__":
    sys.exit(main())
