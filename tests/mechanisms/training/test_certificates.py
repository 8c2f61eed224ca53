"""Certificates: never before the test, one number each, checked by anybody, revocable."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import sqlalchemy as sa

from coop.core.db import session
from coop.core.errors import IllegalTransition, NotFound
from coop.documents.models import NumberEntry
from coop.mechanisms.training import printing
from coop.mechanisms.training.models import (
    CertificateBatch,
    Cohort,
    Enrollment,
    TrainingCertificate,
)
from coop.mechanisms.training.printing.certificates import certificate_page
from coop.mechanisms.training.queries.batches import NotReady, batch_pdf, get_batch
from coop.mechanisms.training.queries.certificates import (
    certificate_pdf,
    get_certificate,
    is_genuine,
    list_certificates,
)
from coop.mechanisms.training.service import batches, certificates
from coop.mechanisms.training.service.certificates import NobodyPassed, NotTested
from tests.mechanisms.training import make
from tests.people import Browser
from tests.supervision.pdf_text import text_of


def test_a_certificate_before_the_test_is_refused_with_that_reason(world, at):
    trainee = make.started(world)[0]
    with at(make.TESTED), pytest.raises(NotTested) as refused:
        certificates.certify(make.admin(world), trainee.id, expected_version=trainee.version)
    assert refused.value.code == "test_not_taken"
    failed = make.scored(world, trainee, 59)
    with at(make.TESTED), pytest.raises(IllegalTransition):
        certificates.certify(make.admin(world), failed.id, expected_version=failed.version)


def test_all_who_passed_get_consecutive_numbers_and_keep_the_rules(world, at):
    people = make.started(world, ("甲", "乙", "丙"))
    for one, score in zip(people, (60, 59, 100), strict=True):
        make.scored(world, one, score)
    cohort_id = people[0].cohort_id
    with at(make.TESTED):
        version = make.version(Cohort, cohort_id)
        certificates.certify_all(make.admin(world), cohort_id, expected_version=version)
        with pytest.raises(NobodyPassed):
            certificates.certify_all(make.admin(world), cohort_id, expected_version=version)
    listed = list_certificates(world.cq.liaison, limit=10).items
    assert [(one.number, one.name) for one in listed] == [
        ("结业证〔2026〕2号", "丙"), ("结业证〔2026〕1号", "甲"),
    ]  # fmt: skip
    kept = session().scalars(sa.select(TrainingCertificate)).first()
    assert (kept.printed["pass_mark"], kept.printed["leave_divisor"]) == (60, 7)
    assert kept.printed["rule_version_id"]
    register = session().scalars(sa.select(NumberEntry.text).order_by(NumberEntry.serial))
    assert list(register) == ["结业证〔2026〕1号", "结业证〔2026〕2号"]
    assert list_certificates(world.cy.liaison, limit=10).items == ()
    assert list_certificates(world.stranger, limit=10).items == ()
    told = make.told_of(kept.id)
    assert told.audience == {world.sc.id, world.cq.id}


def test_number_and_check_code_match_until_the_certificate_is_revoked(world, at):
    seen = make.certified(world, make.started(world)[0])
    view = get_certificate(world.cq.liaison, seen.certificate_id)
    found = session().get_one(TrainingCertificate, view.id)
    spaced = f" {view.check_code[:4]} {view.check_code[4:].upper()}"
    assert is_genuine(view.number, spaced)
    for number, code in (
        (view.number, "0" * 16),
        (view.number, view.check_code[:15]),
        ("结业证〔2026〕9号", view.check_code),
    ):
        assert not is_genuine(number, code)
    asked = parse_qs(urlsplit(certificate_page(found).address).query)
    assert (asked["number"], asked["code"]) == ([view.number], [view.check_code])
    # What was altered behind coop's back no longer matches.
    session().rollback()
    table = TrainingCertificate.__table__
    printed = {**found.printed, "name": "李四"}
    session().execute(sa.update(table).values(printed=printed))
    session().expire_all()
    assert not is_genuine(view.number, view.check_code)
    session().rollback()
    with at(make.TESTED):
        certificates.revoke_certificate(
            make.admin(world), view.id, reason="冒名参训", expected_version=view.version
        )
    assert not is_genuine(view.number, view.check_code)
    assert make.told_of(view.id).action == "training_certificate.revoke"


def test_the_check_tells_a_certificate_of_a_sandbox_from_a_valid_one(app, world):
    seen = make.certified(world, make.started(world)[0])
    code = get_certificate(world.cq.liaison, seen.certificate_id).check_code
    browser = Browser(app, now="2026-11-23T09:00")
    for number, told in (
        (seen.certificate_number, "证书有效"),
        (f"测试{seen.certificate_number}", "演练环境中的证书，不具效力"),
    ):
        table = TrainingCertificate.__table__
        session().execute(sa.update(table).values(number=number))
        session().commit()
        page = browser.get(f"/verify-certificate?number={number}&code={code}").text
        assert told in page


def test_a_certificate_prints_the_same_bytes_every_time(world):
    seen = make.certified(world, make.started(world)[0])
    with make.at("2027-03-01T09:00"):
        first, second = (
            certificate_pdf(who, seen.certificate_id).content
            for who in (world.cq.liaison, world.sc.secretary)
        )
    assert first == second
    with pytest.raises(NotFound):
        certificate_pdf(world.cy.liaison, seen.certificate_id)
    text = text_of(first)
    assert "张某某（重庆金融监管局法规处副处长）" not in text
    assert "国家金融监督管理总局重庆监管局法规处副处长" in text
    assert "结业证〔2026〕1号" in text


def test_all_certificates_of_a_cohort_become_one_file_that_tells_its_progress(
    world, at, monkeypatch
):
    people = make.started(world, tuple(f"学员{number}" for number in range(1, 13)))
    for one in people:
        make.scored(world, one, 80)
    cohort_id = people[0].cohort_id
    with at(make.TESTED):
        certificates.certify_all(
            make.admin(world), cohort_id, expected_version=make.version(Cohort, cohort_id)
        )
        batch = certificates.print_certificates(make.admin(world), cohort_id)
    with pytest.raises(NotReady):
        batch_pdf(world.sc.liaison, batch.id)
    progress = []
    monkeypatch.setattr(batches, "_STEP", 4)
    monkeypatch.setattr(
        batches,
        "_tell",
        lambda batch_id, count, tell=batches._tell: progress.append(count) or tell(batch_id, count),
    )
    batches.make_batch(batch.id)
    batches.make_batch(batch.id)
    session().expire_all()
    assert progress == [4, 8, 12]
    view = get_batch(world.sc.liaison, batch.id)
    assert (view.state, view.done_count, view.total_count) == ("ready", 12, 12)
    file = batch_pdf(world.sc.liaison, batch.id)
    document = pypdfium2.PdfDocument(file.content)
    assert len(document) == 12
    document.close()
    assert session().get_one(CertificateBatch, batch.id).sha256 == view.sha256
    with pytest.raises(NotFound):
        get_batch(world.cq.liaison, batch.id)
    assert session().scalar(sa.select(sa.func.count(Enrollment.id))) == 12


def test_one_page_of_the_file_is_the_certificate_itself(world):
    seen = make.certified(world, make.started(world)[0])
    found = session().get_one(TrainingCertificate, seen.certificate_id)
    assert printing.certificates_pdf([found]).data == printing.certificate_pdf(found).data
