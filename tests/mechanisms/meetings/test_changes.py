"""What still happens to issued minutes: corrected, revoked, repealed by all signers; archived."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from coop.core.actor import CLIENT
from coop.core.db import session
from coop.core.errors import Conflict, Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.core.policy import OfficerRequired
from coop.documents import queries as documents
from coop.documents.models import OfficialDocument
from coop.mechanisms.meetings import queries
from coop.mechanisms.meetings.service import changes
from coop.supervision.models import Task
from tests.mechanisms.meetings import make


@pytest.fixture(autouse=True)
def _clock(at):
    with at(make.ISSUED_AT):
        yield


def execute(world, made, kind):
    command = {
        "correct": changes.correct_minutes,
        "revoke": changes.revoke_minutes,
        "repeal": changes.repeal_minutes,
    }[kind]
    return command(world.sc.secretary, made.id, expected_version=make.version_of(made))


def agreed(world, made, kind, **facts):
    make.propose(world, made, kind, **facts)
    for team in world.teams:
        make.consent(team, made)


def document(made):
    session().rollback()
    return session().get_one(OfficialDocument, made.document_id)


# --------------------------------------------------------------------------- consents


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("correct", {"body": "一、更正后的正文"}),
        ("revoke", {}),
        ("repeal", {"repeal_from_on": date(2026, 11, 1)}),
    ],
)
def test_a_change_needs_every_partys_signer(world, kind, facts):
    made = make.minutes_in(world, "issued")
    make.propose(world, made, kind, **facts)
    make.consent(world.sc, made)
    make.consent(world.cq, made)
    with pytest.raises(Conflict) as refused:
        execute(world, made, kind)
    assert refused.value.code == "consents_missing"
    assert "成渝金融法院" in refused.value.message.zh
    shown = make.view(world.cy.signer, made)
    assert shown.change is not None
    assert shown.change.missing == ("成渝金融法院",)
    assert "consent" in shown.allowed_actions
    assert "consent" not in make.view(world.cq.signer, made).allowed_actions
    make.consent(world.cy, made)
    done = execute(world, made, kind)
    assert done.state == {"correct": "issued", "revoke": "revoked", "repeal": "repealed"}[kind]
    assert make.told_of(made.id).actions[-1] == f"minutes.{kind}"


def test_one_consents_once_to_the_change_one_was_shown(world):
    made = make.minutes_in(world, "issued")
    shown = make.propose(world, made, "revoke")
    with pytest.raises(Invalid) as refused:
        changes.consent_to_change(
            world.cq.signer, made.id, expected_version=shown.version, change_hash="0" * 64
        )
    assert refused.value.problems[0].code == "text_changed"
    make.consent(world.cq, made)
    with pytest.raises(Conflict) as again:
        make.consent(world.cq, made)
    assert again.value.code == "already_consented"
    with pytest.raises(Stale):
        changes.consent_to_change(
            world.cy.signer,
            made.id,
            expected_version=shown.version,
            change_hash=shown.change.change_hash,
        )


def test_only_signers_consent_and_a_system_names_its_officer(world):
    made = make.minutes_in(world, "issued")
    shown = make.propose(world, made, "revoke")
    facts = {"expected_version": shown.version, "change_hash": shown.change.change_hash}
    for actor, refusal in (
        (world.cq.liaison, Forbidden),
        (world.strangers.signer, NotFound),
        (replace(world.cq.signer, kind=CLIENT), OfficerRequired),
    ):
        with pytest.raises(refusal):
            changes.consent_to_change(actor, made.id, **facts)


def test_one_change_at_a_time_and_none_without_proposal(world):
    made = make.minutes_in(world, "issued")
    with pytest.raises(Conflict) as refused:
        execute(world, made, "revoke")
    assert refused.value.code == "no_open_change"
    make.propose(world, made, "revoke")
    with pytest.raises(Conflict) as refused:
        make.propose(world, made, "repeal", repeal_from_on=date(2026, 11, 1))
    assert refused.value.code == "change_open"
    with pytest.raises(Conflict) as refused:
        execute(world, made, "repeal")
    assert refused.value.code == "no_open_change"


def test_what_a_change_needs_is_asked_for(world):
    made = make.minutes_in(world, "issued")
    for kind, pointer, code in (
        ("correct", "/body", "unchanged"),
        ("repeal", "/repeal_from_on", "required"),
    ):
        with pytest.raises(Invalid) as refused:
            make.propose(world, made, kind)
        found = refused.value.problems[0]
        assert (found.pointer, found.code) == (pointer, code)
    signed = make.minutes_in(world, "signed")
    with pytest.raises(IllegalTransition):
        make.propose(world, signed, "revoke")


def test_only_the_hosts_secretariat_proposes_and_executes(world):
    made = make.minutes_in(world, "issued")
    for actor, refusal in (
        (world.sc.convener, Forbidden),
        (world.cq.secretary, Forbidden),
        (world.stranger, NotFound),
    ):
        with pytest.raises(refusal):
            changes.propose_change(
                actor, made.id, expected_version=made.version, kind="revoke", reason="x"
            )
        with pytest.raises(refusal):
            changes.revoke_minutes(actor, made.id, expected_version=made.version)


# --------------------------------------------------------------------------- effects


def test_a_correction_is_the_next_edition_under_the_same_number_and_both_stay(world):
    made = make.minutes_in(world, "issued")
    first, number, before = made.document_id, made.number, made.text_hash
    agreed(world, made, "correct", body="一、更正后的正文", reason="第一项日期误植")
    made = execute(world, made, "correct")
    assert (made.number, made.edition, made.body) == (number, 2, "一、更正后的正文")
    assert made.text_hash != before
    assert document(made).corrects_id == first
    data = queries.minutes_file(world.cq.liaison, made.id).content
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))
    assert "更正说明：第一项日期误植" in text.replace("\r\n", "")
    assert documents.document_pdf(world.cq.liaison, first).content != data
    again = execute_second_correction(world, made)
    assert (again.edition, again.number) == (3, number)


def execute_second_correction(world, made):
    agreed(world, made, "correct", opening="更正后的开头段。")
    return execute(world, made, "correct")


def test_what_is_revoked_was_never_valid_so_its_open_tasks_are_cancelled(world):
    made = make.minutes_in(world, "issued")
    agreed(world, made, "revoke", reason="依据错误")
    made = execute(world, made, "revoke")
    assert (made.state, made.withdrawn_on) == ("revoked", date(2026, 10, 12))
    assert document(made).state == "revoked"
    task = session().scalars(sa.select(Task)).one()
    assert task.state == "cancelled"
    assert "依据错误" in (task.reason or "")


def test_what_is_repealed_was_valid_so_its_tasks_go_on(world):
    made = make.minutes_in(world, "issued")
    agreed(world, made, "repeal", repeal_from_on=date(2026, 11, 1))
    made = execute(world, made, "repeal")
    assert (made.state, made.withdrawn_on) == ("repealed", date(2026, 11, 1))
    assert document(made).state == "repealed"
    assert session().scalars(sa.select(Task)).one().state == "assigned"


def test_a_number_is_not_given_again_after_revocation(world):
    made = make.minutes_in(world, "issued")
    agreed(world, made, "revoke")
    execute(world, made, "revoke")
    assert make.minutes_in(world, "issued").number == "川金会纪〔2026〕2号"


# --------------------------------------------------------------------------- archiving


def test_the_hosts_archivist_files_minutes_and_document_together(world):
    made = make.minutes_in(world, "issued")
    for actor, refusal in (
        (world.sc.secretary, Forbidden),
        (world.cq.archivist, Forbidden),
        (world.strangers.archivist, NotFound),
    ):
        with pytest.raises(refusal):
            changes.archive_minutes(
                actor, made.id, expected_version=made.version, retention="permanent"
            )
    made = make.archive(world, made)
    kept = document(made)
    assert (made.state, kept.state, kept.retention) == ("archived", "archived", "permanent")
    assert make.told_of(made.id).actions[-1] == "minutes.archive"


def test_retention_is_one_of_three_periods(world):
    made = make.minutes_in(world, "issued")
    with pytest.raises(Invalid) as refused:
        changes.archive_minutes(
            world.sc.archivist, made.id, expected_version=made.version, retention="15年"
        )
    assert refused.value.problems[0].pointer == "/retention"


def test_revoked_minutes_are_archived_too(world):
    made = make.minutes_in(world, "issued")
    agreed(world, made, "revoke")
    made = make.archive(world, execute(world, made, "revoke"))
    assert made.state == "archived"


def test_archived_minutes_are_left_alone(world):
    made = make.minutes_in(world, "archived")
    for team in world.teams:
        for actor in (team.secretary, team.signer, team.liaison, team.archivist):
            assert make.view(actor, made).allowed_actions == ()
    with pytest.raises(IllegalTransition) as refused:
        make.propose(world, made, "revoke")
    assert refused.value.allowed_actions == ()


def test_a_proposed_change_can_be_taken_back_and_another_proposed(world):
    made = make.minutes_in(world, "issued")
    with pytest.raises(Conflict) as refused:
        withdraw(world.sc.secretary, made)
    assert refused.value.code == "no_open_change"
    make.propose(world, made, "revoke")
    make.consent(world.cq, made)
    with pytest.raises(Forbidden):
        withdraw(world.cq.secretary, made)
    with pytest.raises(NotFound):
        withdraw(world.stranger, made)
    with pytest.raises(Stale):
        withdraw(world.sc.secretary, made, version=1)
    assert "withdraw_change" in make.view(world.sc.secretary, made).allowed_actions
    withdraw(world.sc.secretary, made)
    view = make.view(world.sc.secretary, made)
    assert (view.state, view.change) == ("issued", None)
    assert not {"withdraw_change", "revoke"} & set(view.allowed_actions)
    assert make.told_of(made.id).actions[-1] == "minutes.withdraw_change"
    make.propose(world, made, "repeal", repeal_from_on=date(2026, 11, 1))
    again = make.view(world.cq.signer, made)
    assert again.change is not None
    assert (again.change.kind, again.change.consented) == ("repeal", ())


def withdraw(actor, made, version=None):
    expected = version or make.version_of(made)
    return changes.withdraw_change(actor, made.id, expected_version=expected, reason="提议有误")
