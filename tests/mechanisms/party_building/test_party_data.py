"""A person's party data never leaves the institution that owns it, by any way out."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.activities.models import ArchiveBundle
from coop.core import views
from coop.core.actor import SYSTEM
from coop.core.audit import AuditEntry
from coop.core.db import session
from coop.core.errors import Duplicate, Forbidden, NotFound
from coop.core.events import EventPosition, EventRow
from coop.documents.models import OfficialDocument
from coop.mechanisms.party_building.models import Branch, BranchMember
from coop.mechanisms.party_building.queries import activities, branches, plans
from coop.mechanisms.party_building.queries.statistics import party_statistics
from coop.mechanisms.party_building.service import branches as roster
from tests.mechanisms.party_building import make

# In no other text of the test, so that finding one anywhere is a leak.
DUTY, STATUS, JOINED = "纪律检查委员甲乙", "probationary", date(1987, 3, 9)
TELLING = (DUTY, STATUS, "预备党员", "1987-03-09", "1987年3月9日")


@pytest.fixture
def member(world):
    """On CQ's roster stands the person who also attends; the activity is archived."""
    made = make.activity(world, "archived")
    branch = session().scalars(sa.select(Branch).where(Branch.institution_id == world.cq.id)).one()
    with make.at(make.PLANNED_AT):
        kept = roster.add_branch_member(
            world.cq.liaison,
            branch.id,
            name="赵某",
            party_status=STATUS,
            party_duty=DUTY,
            joined_party_on=JOINED,
        )
    session().rollback()
    return made, branch, kept


@pytest.fixture(autouse=True)
def _stopped(at):
    with at(make.PLANNED_AT):
        yield


def everything_read_by(actor, world, made, branch):
    """Every view of party building as this officer reads it."""
    told = [
        activities.get_party_activity(actor, made.id),
        activities.list_party_activities(actor, limit=50),
        branches.get_branch(actor, branch.id),
        branches.list_branches(actor, limit=50),
        branches.list_branch_pairs(actor, limit=50),
        plans.list_joint_plans(actor, limit=50),
        party_statistics(
            actor, world.agreement_id, from_on=date(2026, 1, 1), until_on=date(2026, 12, 31)
        ),
    ]
    return "".join(views.dumps(one).decode() for one in told)


def test_only_the_own_officers_read_the_roster(world, member):
    made, branch, kept = member
    for owner in (world.cq.liaison, world.cq.handler):
        assert branches.get_branch_member(owner, kept.id).party_duty == DUTY
        assert DUTY in everything_read_by(owner, world, made, branch)
    for other in (world.sc.liaison, world.sc.secretary, world.cy.liaison, world.stranger, SYSTEM):
        with pytest.raises(NotFound):
            branches.get_branch_member(other, kept.id)
    with pytest.raises(NotFound):
        branches.get_branch_member(world.cq.signer, kept.id)
    for other in (world.sc.liaison, world.sc.secretary, world.cq.signer):
        read = everything_read_by(other, world, made, branch)
        assert "赵某" in read
        assert not [one for one in TELLING if one in read]


def test_no_paper_archive_event_or_log_entry_holds_party_data(world, member):
    out = []
    for content in session().scalars(sa.select(OfficialDocument.content)):
        pages = pdfium.PdfDocument(content)
        out.append("".join(page.get_textpage().get_text_range() for page in pages))
    packed = zipfile.ZipFile(io.BytesIO(session().scalars(sa.select(ArchiveBundle.content)).one()))
    out.append(packed.read("manifest.json").decode())
    rows = session().execute(sa.select(EventRow.data, EventRow.type)).all()
    out += [str(row) for row in rows]
    out += [str(row) for row in session().execute(sa.select(AuditEntry.changes, AuditEntry.reason))]
    text = "".join(out)
    assert "赵某" in text
    assert not [one for one in TELLING if one in text]
    told = sa.select(EventPosition.institution_id).join(
        EventRow, EventRow.id == EventPosition.event_id
    )
    roster_events = session().scalars(told.where(EventRow.type == "branch_member.changed"))
    assert set(roster_events) == {world.cq.id}


def test_the_database_keeps_party_data_sealed(world, member):
    stored = session().execute(sa.text("SELECT * FROM branch_member")).all()
    assert "赵某" in str(stored)
    assert not [one for one in TELLING if one in str(stored)]


def test_a_roster_is_kept_by_the_own_officers_only(world, member):
    _made, branch, kept = member
    said = {"name": "钱某", "party_status": "full"}
    for other in (world.sc.liaison, world.cq.signer):
        with pytest.raises(Forbidden):
            roster.add_branch_member(other, branch.id, **said)
    with pytest.raises(NotFound):
        roster.add_branch_member(world.stranger, branch.id, **said)
    with pytest.raises(Duplicate):
        roster.add_branch_member(world.cq.liaison, branch.id, **{**said, "name": "赵某"})
    with pytest.raises(NotFound):
        roster.edit_branch_member(
            world.sc.liaison, kept.id, party_status="full", expected_version=kept.version
        )
    roster.edit_branch_member(
        world.cq.liaison,
        kept.id,
        party_status="full",
        joined_party_on=None,
        expected_version=kept.version,
    )
    session().rollback()
    changed = branches.get_branch_member(world.cq.liaison, kept.id)
    assert (changed.party_status, changed.joined_party_on, changed.party_duty) == (
        "full",
        None,
        DUTY,
    )
    assert session().get_one(BranchMember, kept.id).version == 2


def test_a_branch_is_named_once_and_changed_by_its_institution(world):
    made = make.branch(world, world.sc)
    with pytest.raises(Duplicate):
        make.branch(world, world.sc)
    for error, actor in ((Forbidden, world.cq.liaison), (NotFound, world.stranger)):
        with pytest.raises(error):
            roster.edit_branch(actor, made.id, secretary="某", expected_version=made.version)
    roster.edit_branch(world.sc.liaison, made.id, secretary="新书记", expected_version=1)
    session().rollback()
    assert branches.get_branch(world.cq.liaison, made.id).secretary == "新书记"
