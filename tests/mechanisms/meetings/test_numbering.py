"""Numbers of issued minutes: a series per host and year, no gap in parallel (scenario 4)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
import sqlalchemy as sa
from uuid_utils.compat import uuid7

from coop.core import audit
from coop.core.db import db, session
from coop.documents.models import NumberEntry, OfficialDocument
from coop.mechanisms.meetings.models import Countersign, Meeting, Minutes, Resolution
from coop.mechanisms.meetings.service import signing
from tests.mechanisms.meetings import make


def copies(of: Minutes, count: int) -> list[UUID]:
    """Signed minutes of as many meetings, copied from one that went the whole way."""
    session().rollback()
    signatures = session().execute(sa.select(Countersign.__table__)).mappings().all()
    source = session().execute(sa.select(Minutes.__table__)).mappings().one()
    meeting = session().execute(sa.select(Meeting.__table__)).mappings().one()
    ids = [of.id]
    for number in range(2, count + 1):
        held, made = uuid7(), uuid7()
        session().execute(sa.insert(Meeting).values({**meeting, "id": held, "ordinal": number}))
        session().execute(sa.insert(Minutes).values({**source, "id": made, "meeting_id": held}))
        for one in signatures:
            session().execute(
                sa.insert(Countersign).values({**one, "id": uuid7(), "minutes_id": made})
            )
        ids.append(made)
    session().commit()
    return ids


@pytest.mark.parametrize("count", [20, 50])
@pytest.mark.timeout(300)
def test_parallel_issues_get_consecutive_numbers_without_gap(world, application, count):
    ids = copies(make.minutes_in(world, "signed"), count)

    def issue(minutes_id: UUID) -> str:
        with application.app_context(), make.at(make.ISSUED_AT):
            made = signing.issue_minutes(world.sc.secretary, minutes_id, expected_version=None)
            return str(made.number)

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(issue, ids))
    db.session.remove()
    assert sorted(numbers, key=_serial) == [f"川金会纪〔2026〕{n}号" for n in range(1, count + 1)]
    kept = session().scalars(
        sa.select(OfficialDocument.number).where(OfficialDocument.kind == "minutes")
    )
    assert set(kept) == set(numbers)
    entries = session().scalar(sa.select(sa.func.count()).select_from(NumberEntry))
    assert entries == count
    assert audit.verify() is None


def _serial(number: str) -> int:
    return int(number.split("〕")[1].removesuffix("号"))


def test_the_next_document_takes_the_next_number_and_resolutions_their_own_register(world):
    first = make.minutes_in(world, "issued")
    second = make.minutes_in(world, "issued")
    assert [first.number, second.number] == ["川金会纪〔2026〕1号", "川金会纪〔2026〕2号"]
    serials = session().scalars(sa.select(Resolution.serial).order_by(Resolution.serial)).all()
    assert serials == [1, 2]


def test_a_series_begins_anew_with_the_year_of_formation(world, at):
    make.minutes_in(world, "issued")
    made = make.minutes_in(world, "signing")
    for team in world.teams:
        made = make.sign_one(team, made, "2027-01-05T09:00")
    with at("2027-01-05T10:00"):
        made = signing.issue_minutes(
            world.sc.secretary, made.id, expected_version=make.version_of(made)
        )
    assert made.number == "川金会纪〔2027〕1号"


def test_an_issue_that_fails_after_numbering_takes_no_number(world):
    made = make.minutes_in(world, "signed")
    session().execute(sa.update(Minutes).values(body="一、字库没有的字：\U0002fa1d\ue000"))
    session().commit()
    with pytest.raises(Exception, match="No font here can print"):
        make.issue(world, made)
    session().rollback()
    session().execute(sa.update(Minutes).values(body="一、可以打印的正文"))
    session().commit()
    assert make.issue(world, made).number == "川金会纪〔2026〕1号"
