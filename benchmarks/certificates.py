"""How long the job takes that puts the certificates of a large cohort into one file.

    python benchmarks/certificates.py [--count 500]

Five hundred people pass and are certified in one command; the job draws their certificates and
tells its progress. Exit code 1 when the job takes more than 30 seconds, or its progress stands
still.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from flask import Flask

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from coop.app import create_app
from coop.core.db import db, session
from coop.mechanisms.training.models import CertificateBatch, Cohort, Enrollment
from coop.mechanisms.training.service import batches, certificates, tests
from coop.settings import Settings
from tests.databases import SqliteDatabase
from tests.mechanisms.training import make
from tests.world import build_world, read_world

COUNT, MOST_SECONDS = 500, 30.0


def certified(count: int) -> UUID:
    """A cohort in which so many were nominated, tested and certified; answers its batch."""
    world = read_world()
    people = make.started(world, tuple(f"学员{number}" for number in range(1, count + 1)))
    cohort_id = people[0].cohort_id
    with make.at(make.TESTED):
        tests.record_scores(
            make.admin(world),
            cohort_id,
            scores=[{"enrollment_id": one.id, "score": 90} for one in people],
            expected_version=make.version(Cohort, cohort_id),
        )
        certificates.certify_all(
            make.admin(world), cohort_id, expected_version=make.version(Cohort, cohort_id)
        )
        return certificates.print_certificates(make.admin(world), cohort_id).id


def timed(what: str, act: Callable[[], UUID | None]) -> tuple[UUID | None, float]:
    began = time.perf_counter()
    made = act()
    seconds = time.perf_counter() - began
    print(f"{what:32} {seconds:8.1f} s")
    return made, seconds


def run(app: Flask, count: int) -> int:
    with app.app_context():
        build_world()
        batch_id, _seconds = timed(f"{count} nominated … certified", lambda: certified(count))
        if batch_id is None:
            return 1
        job, chosen = batches.make_batch, batch_id
        _made, seconds = timed(f"{count} certificates as one file", lambda: job(chosen))
        session().expire_all()
        batch = session().get_one(CertificateBatch, batch_id)
        print(
            f"{len(batch.content or b'') / 1e6:.1f} MB, {batch.done_count} of {batch.total_count}"
        )
        is_whole = batch.done_count == session().query(Enrollment).count() == count
        db.session.remove()
    return 0 if is_whole and seconds <= MOST_SECONDS else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=COUNT)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = SqliteDatabase(Path(folder))
        database.migrate()
        settings = Settings(
            database_url=database.url,
            secret_key="a-benchmark-key-of-32-bytes-or-more",  # noqa: S106  # of a folder that goes
            audit_key="another-benchmark-key-of-32-bytes-or-more",
        )
        return run(create_app(settings), asked.count)


if __name__ == "__main__":
    sys.exit(main())
