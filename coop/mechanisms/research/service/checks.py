"""What a project and its people must satisfy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from coop.core import clock
from coop.core.errors import Invalid, invalid
from coop.core.language import Text
from coop.mechanisms.research.models import ResearchProject
from coop.registry import directory, readers
from coop.registry.directory import PersonRow


def check_days(project: ResearchProject, stages: Sequence[date]) -> None:
    """Mid-term before the end, stages in order and none after it; nothing ends in the past."""
    if not stages:
        words = Text("至少填写一个研究阶段。", "Name at least one stage.")
        raise invalid("stages", "empty", words)
    check_still_ahead(project)
    if project.midterm_on >= project.due_on:
        words = Text("中期检查应早于结题期限。", "The mid-term check is before the end.")
        raise invalid("midterm_on", "not_before_due", words)
    for number, day in enumerate(stages):
        if day > project.due_on or (number and day < stages[number - 1]):
            words = Text(
                "各阶段应按时间先后排列，且不晚于结题期限。",
                "Stages stand in the order of their days, none after the end.",
            )
            raise invalid(f"stages/{number}/due_on", "stage_out_of_order", words)


def check_still_ahead(project: ResearchProject) -> None:
    if project.due_on <= clock.today():
        words = Text("结题期限应晚于今天。", "The project ends after today.")
        raise invalid("due_on", "not_in_future", words)


def check_readers(project: ResearchProject, co_ids: Sequence[UUID], leader: PersonRow) -> None:
    """Who has to act on it may read it. Raises NotCleared, NobodyCleared."""
    under, level = project.agreement_id, project.classification
    readers.require_cleared(under, [leader], level)
    readers.require_readers(under, [project.lead_id, *co_ids], ("liaison",), level)
    host = [directory.host_on(under, clock.today())]
    for role in ("convener", "secretariat"):
        readers.require_readers(under, host, (role,), level)


def check_parties(project: ResearchProject, co_ids: Sequence[UUID]) -> None:
    """A joint project has at least one party beside the lead (AC-01)."""
    if not co_ids:
        words = Text("联合课题至少有一个配合单位。", "At least one other party takes part.")
        raise invalid("co_ids", "empty", words)
    members = directory.institution_ids(project.agreement_id)
    for number, one in enumerate(co_ids):
        if one == project.lead_id:
            words = Text("牵头单位不能同时是配合单位。", "The lead is no party beside itself.")
            raise invalid(f"co_ids/{number}", "own_party", words)
        if one not in members:
            words = Text("不是本协议的成员单位。", "Not a party of this agreement.")
            raise invalid(f"co_ids/{number}", "not_a_party", words)


def check_team(
    project: ResearchProject, co_ids: Sequence[UUID], team: Sequence[Mapping[str, Any]]
) -> None:
    known = {project.lead_id, *co_ids}
    for number, one in enumerate(team):
        if one["institution_id"] not in known:
            words = Text("课题组成员应来自牵头或配合单位。", "The team is of the parties to it.")
            raise invalid(f"team/{number}/institution_id", "not_taking_part", words)


def leader_of(agreement_id: UUID, lead_id: UUID, person_id: UUID, field: str) -> PersonRow:
    """The leader is an officer of the lead with a post under the agreement. Raises Invalid."""
    found = (one for one in directory.people(agreement_id, lead_id) if one.id == person_id)
    person = next(found, None)
    if person is None:
        words = Text(
            "课题负责人应是牵头单位在本协议下任职的人员。",
            "The leader holds a post of the lead institution under this agreement.",
        )
        raise invalid(field, "not_of_lead", words)
    return person


def reviewers_of(project: ResearchProject, person_ids: Sequence[UUID]) -> list[PersonRow]:
    """Officers of other parties than the lead. Raises Invalid naming the one who is not."""
    others = {
        person.id: person
        for party in directory.parties(project.agreement_id)
        if party.institution_id != project.lead_id
        for person in directory.people(project.agreement_id, party.institution_id)
    }
    for number, one in enumerate(person_ids):
        if one not in others:
            raise _no_reviewer(number)
    return [others[one] for one in person_ids]


def _no_reviewer(number: int) -> Invalid:
    words = Text(
        "评审人员应来自牵头单位以外的成员单位，课题负责人不能评审自己的课题。",
        "Reviewers are of other parties than the lead; nobody reviews an own project.",
    )
    return invalid(f"reviewer_ids/{number}", "reviewer_of_lead", words)
