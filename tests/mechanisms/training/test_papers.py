"""What the papers of training say, kept as text that people review."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from coop.documents.queries import document_pdf
from coop.mechanisms.training.models import Cohort, CourseSession
from coop.mechanisms.training.queries import papers
from coop.mechanisms.training.queries.certificates import certificate_pdf
from coop.mechanisms.training.service import certificates, cohorts, sessions
from tests.mechanisms.training import make
from tests.meta.golden import assert_same_as_file
from tests.papers import way_of

GOLDEN = Path(__file__).with_name("golden")
pytestmark = pytest.mark.golden


def lines(content):
    pages = pdfium.PdfDocument(content)
    told = "\n".join(page.get_textpage().get_text_range() for page in pages)
    # The check code is random by intention.
    return "\n".join(
        "校验码：…" if line.startswith("校验码") else line.rstrip() for line in told.splitlines()
    )


@pytest.fixture
def trained(world):
    """A cohort with a timetable, two trainees, their attendance, one certificate."""
    quotas = make.seats(world, cq=2)
    cohort = make.cohort(world, quotas=quotas, release_at=make.instant("2026-09-07T09:00"))
    lesson = make.lesson(world, cohort.id)
    make.lesson(world, cohort.id, 15, title="金融纠纷多元化解案例研讨", form="scenario", teacher="")
    people = [make.admitted(world, cohort.id, name=name) for name in ("张某某", "王某")]
    admin = make.admin(world)
    with make.at(make.STARTED):
        cohorts.start_cohort(admin, cohort.id, expected_version=make.version(Cohort, cohort.id))
    with make.at("2026-09-14T12:30"):
        sessions.record_attendance(
            admin,
            lesson.id,
            present_ids=[people[0].id],
            late_ids=[people[1].id],
            expected_version=make.version(CourseSession, lesson.id),
        )
    passed = make.scored(world, people[0], 88)
    with make.at(make.TESTED):
        certificates.certify(admin, passed.id, expected_version=passed.version)
    return cohort.id


def test_the_papers_say_what_was_reviewed(world, trained):
    seen = make.cohort_view(world.cq.liaison, trained)
    way = way_of(world.cq.liaison, seen.notice_document_id)
    assert [step for step, _by in way] == ["draft", "publish"]
    with make.at(make.TESTED):
        kept = {
            "notice": document_pdf(world.cq.liaison, seen.notice_document_id),
            "roster": papers.roster_pdf(world.cq.liaison, trained),
            "timetable": papers.timetable_pdf(world.cy.liaison, trained),
            "attendance": papers.attendance_pdf(world.sc.liaison, trained),
            "certificate": certificate_pdf(
                world.cq.liaison,
                next(one.certificate_id for one in seen.enrollments if one.certificate_id),
            ),
        }
        for name, file in kept.items():
            assert_same_as_file(GOLDEN / f"{name}.txt", lines(file.content) + "\n")
        # Another institution's people are on none of its sheets.
        assert "张某某" not in lines(papers.roster_pdf(world.cy.liaison, trained).content)
