"""The notice of a meeting: working days ahead, who signs for it, what is refused (scenario 1)."""

from __future__ import annotations

from datetime import date

import pytest

from coop.core.errors import Forbidden, IllegalTransition, Invalid, NotFound, Stale
from coop.documents import queries as documents
from coop.mechanisms.meetings import calendar_file
from coop.mechanisms.meetings.service import attendance, convening
from tests.mechanisms.meetings import make


def send(world, made, when=make.NOTICE_AT, **facts):
    with make.at(when):
        return convening.send_notice(
            world.sc.secretary, made.id, expected_version=made.version, **facts
        )


def moved(day: int) -> dict[str, object]:
    return {"starts_at": make.STARTS.replace(day=day), "ends_at": make.ENDS.replace(day=day)}


def test_three_working_days_count_the_worked_sunday(world):
    made = send(world, make.meeting(world, "scheduled"))
    assert made.state == "notified"
    told = make.told_of(made.id)
    assert told.actions[-1] == "meeting.send_notice"
    assert set(told.events[-2:]) == {"meeting.changed", "meeting.notified"}


def test_one_day_less_is_refused_naming_the_earliest_day(world):
    made = make.meeting(world, "scheduled", **moved(21))
    with pytest.raises(Invalid) as refused:
        send(world, made)
    problem = refused.value.problems[0]
    assert (problem.pointer, problem.code) == ("/starts_at", "notice_too_short")
    assert "2026年9月22日" in problem.text.zh
    assert make.seen(world.cq.liaison, made).state == "scheduled"


def test_extra_urgency_with_a_reason_shortens_the_notice_and_is_logged(world):
    made = make.meeting(world, "scheduled", **moved(18))
    made = send(world, made, urgency="extra_urgent", urgency_reason="突发风险")
    assert (made.state, made.urgency) == ("notified", "extra_urgent")
    assert make.seen(world.cq.liaison, made).urgency_reason == "突发风险"


def test_extra_urgency_needs_its_reason(world):
    made = make.meeting(world, "scheduled", **moved(21))
    with pytest.raises(Invalid) as refused:
        send(world, made, urgency="extra_urgent")
    assert refused.value.problems[0].pointer == "/urgency_reason"


def test_no_urgency_invites_to_a_meeting_of_yesterday(world):
    made = make.meeting(world, "scheduled")
    with pytest.raises(Invalid) as refused:
        send(world, made, "2026-09-23T09:00", urgency="extra_urgent", urgency_reason="补发")
    assert refused.value.problems[0].code == "in_the_past"


@pytest.mark.parametrize("urgency", ["telegram_normal", "平急", "特提"])
def test_telegram_urgencies_are_refused(world, urgency):
    made = make.meeting(world, "scheduled")
    with pytest.raises(Invalid) as refused:
        send(world, made, urgency=urgency)
    assert refused.value.problems[0].code == "urgency_only_for_telegrams"


def test_only_the_hosts_secretariat_sends_it(world):
    made = make.meeting(world, "scheduled")
    for actor in (world.cq.secretary, world.sc.liaison, world.sc.convener):
        with pytest.raises(Forbidden):
            convening.send_notice(actor, made.id, expected_version=made.version)
    with pytest.raises(NotFound):
        convening.send_notice(world.stranger, made.id, expected_version=made.version)


def test_it_is_sent_once_and_on_the_version_that_was_read(world):
    made = make.meeting(world, "scheduled")
    with pytest.raises(Stale):
        convening.send_notice(world.sc.secretary, made.id, expected_version=made.version - 1)
    made = send(world, made)
    with pytest.raises(IllegalTransition) as refused:
        send(world, made)
    assert "hold" in refused.value.allowed_actions


def test_each_institution_signs_for_it_by_answering_who_comes(world):
    made = make.meeting(world, "notified")
    receipts = make.seen(world.cq.liaison, made).receipts
    assert [one.institution_id for one in receipts] == [team.id for team in world.teams]
    assert {one.due_on for one in receipts} == {date(2026, 9, 20)}
    make.confirm(world.cq, made)
    signed = {
        one.institution_id: one.signed_by_name
        for one in make.seen(world.cq.liaison, made).receipts
        if one.signed_at
    }
    assert signed == {world.cq.id: world.cq.liaison.name}


def test_what_is_handed_over_is_listed_under_the_meetings_title(world):
    from coop.documents import receipts

    made = make.meeting(world, "notified")
    assert {one.title for one in receipts.receipts_of(made.id)} == {made.title}


def test_an_unsigned_notice_is_shown_as_overdue(world):
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made)
    with make.at("2026-09-21T09:00"):
        late = [
            one.institution_id
            for one in make.seen(world.sc.liaison, made).receipts
            if one.is_overdue
        ]
    assert late == [world.sc.id, world.cy.id]


def test_the_notice_is_a_document_the_parties_read_and_strangers_do_not(world):
    made = make.meeting(world, "notified")
    pdf = calendar_file.notice_pdf(world.cy.liaison, made.id)
    assert pdf.content.startswith(b"%PDF-")
    with pytest.raises(NotFound):
        calendar_file.notice_pdf(world.stranger, made.id)
    with pytest.raises(NotFound):
        documents.get_document(world.stranger, made.notice_document_id)


def test_before_it_is_sent_there_is_none(world):
    made = make.meeting(world, "scheduled")
    with pytest.raises(NotFound):
        calendar_file.notice_pdf(world.cy.liaison, made.id)


def test_a_second_answer_replaces_the_first(world):
    made = make.meeting(world, "notified")
    make.confirm(world.cq, made, make.person("甲某"))
    make.confirm(world.cq, made, make.person("乙某"), make.person("丙某", "observer"))
    names = [one.name for one in make.seen(world.cq.liaison, made).attendance]
    assert names == ["乙某", "丙某"]
    assert make.told_of(made.id).actions.count("meeting.confirm") == 2


def test_only_liaisons_of_parties_answer_for_their_own(world):
    made = make.meeting(world, "notified")
    for actor in (world.sc.secretary, world.cq.signer):
        with pytest.raises(Forbidden):
            attendance.confirm_attendance(actor, made.id, attendees=[make.person()])
    with pytest.raises(NotFound):
        attendance.confirm_attendance(world.strangers.liaison, made.id, attendees=[make.person()])


def test_nobody_answers_before_the_notice(world):
    made = make.meeting(world, "scheduled")
    with pytest.raises(IllegalTransition) as refused:
        make.confirm(world.cq, made)
    assert "send_notice" in refused.value.allowed_actions


def test_leave_needs_its_reason(world):
    made = make.meeting(world, "notified")
    with pytest.raises(Invalid) as refused:
        make.confirm(world.cq, made, make.person(capacity="leave"))
    assert refused.value.problems[0].pointer == "/leave_reason"
