"""Fields of the commands of party building."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from coop.activities.schemas import filled
from coop.core.actor import Actor
from coop.core.fields import (
    Choice,
    Day,
    Instant,
    Line,
    LongText,
    Many,
    Ref,
    Rows,
    Schema,
    Whole,
)
from coop.core.language import Text
from coop.documents.schemas import Year, agreement_field
from coop.mechanisms.party_building.queries.branches import offered_branches, offered_pairs
from coop.mechanisms.party_building.queries.plans import offered_items
from coop.mechanisms.party_building.workflow import (
    BRANCH_PAIR,
    CAPACITIES,
    FORMS,
    JOINT_PLAN,
    PARTY_ACTIVITY,
    PARTY_STATUSES,
)
from coop.registry import directory


def _branches(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    return offered_branches(actor, getattr(subject, "agreement_id", None))


def _paired(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    return offered_branches(actor, None, pair_id=getattr(subject, "pair_id", None))


def _own_paired(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    return offered_branches(actor, None, pair_id=getattr(subject, "pair_id", None), own=True)


def _pairs(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    return offered_pairs(actor, None)


def _items(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    return offered_items(actor, pair_id=getattr(subject, "pair_id", None))


def _waiting(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    """Attendees that this officer may sign in: all for the lead, else the own ones."""
    leads = subject is not None and subject.lead_id == actor.institution_id
    return [
        (one.id, f"{one.institution_name} {one.name}")
        for one in getattr(subject, "attendees", ())
        if one.signed_in_at is None and (leads or one.institution_id == actor.institution_id)
    ]


def _own_waiting(actor: Actor, subject: Any) -> list[tuple[UUID, str]]:
    return [
        (one.id, one.name)
        for one in getattr(subject, "attendees", ())
        if one.signed_in_at is None and one.institution_id == actor.institution_id
    ]


def _parties(actor: Actor, _subject: object) -> list[tuple[UUID, str]]:
    found = (
        one
        for agreement_id, _title in directory.agreements_of(actor)
        for one in directory.parties(agreement_id)
    )
    return list({one.institution_id: one.short_name for one in found}.items())


class ReasonGiven(Schema):
    reason = LongText(Text("理由", "Reason"), limit=1_000, required=True)


# --------------------------------------------------------------------------- branches


class EditBranch(Schema):
    name = Line(Text("党支部名称", "Branch"), limit=100, validate=filled)
    secretary = Line(Text("支部书记", "Secretary"), limit=60, validate=filled)


class AddBranch(EditBranch):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new branch needs every field."""
        if isinstance(field_obj, Line):
            field_obj.required = True


class EditBranchMember(Schema):
    party_status = Choice(Text("政治面貌", "Party status"), PARTY_STATUSES)
    party_duty = Line(Text("党内职务", "Duty in the party"), limit=100)
    joined_party_on = Day(Text("入党日期", "Joined the party on"), allow_none=True)


class AddBranchMember(EditBranchMember):
    name = Line(
        Text("姓名", "Name"),
        limit=60,
        required=True,
        hint=Text("名册只在本单位可见，不对外提供。", "The roster never leaves your institution."),
    )
    party_status = Choice(Text("政治面貌", "Party status"), PARTY_STATUSES, required=True)


class BranchFilters(Schema):
    agreement_id = agreement_field()
    institution_id = Ref(Text("单位", "Institution"), offered=_parties)


# --------------------------------------------------------------------------- pairs and plans


class EditBranchPair(Schema):
    title = Line(
        Text("结对名称", "Title"),
        validate=filled,
        hint=Text("如“金融法治先锋”党建结对。", "What the pairing is called."),
    )
    branch_ids = Many(
        Text("结对支部", "Branches"),
        Ref(Text("党支部", "Branch"), offered=_branches),
        distinct=True,
        hint=Text("至少两个单位，包括本单位的支部。", "Of two institutions at least."),
    )
    purpose = LongText(
        Text("共建内容", "What is done together"),
        limit=5_000,
        validate=filled,
        hint=Text("写入共建协议。", "It stands in the pact."),
    )
    from_on = Day(Text("起始日", "From"))
    to_on = Day(Text("截止日", "To"))


class ProposeBranchPair(EditBranchPair):
    agreement_id = agreement_field(required=True)

    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A proposal needs every field."""
        if isinstance(field_obj, (Line, Many, Day)):
            field_obj.required = True


class BranchPairFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), BRANCH_PAIR.states)


class PlanItemRow(Schema):
    form = Choice(Text("形式", "Form"), FORMS, required=True)
    topic = Line(Text("主题", "Topic"), required=True)
    branch_id = Ref(Text("主办支部", "Host branch"), offered=_paired, required=True)
    due_on = Day(Text("完成时限", "To be held by"), required=True)


class EditJointPlan(Schema):
    items = Rows(
        Text("计划项目", "Items"),
        PlanItemRow,
        required=True,
        hint=Text("按时间先后填写。", "In the order of time."),
    )


class _OfPair(Schema):
    """Last among the bases, so that forms ask for it first."""

    pair_id = Ref(Text("结对", "Pair"), offered=_pairs, required=True)


class _OfYear(_OfPair):
    year = Whole(Text("年度", "Year"), least=2000, most=2100, required=True)


class DraftJointPlan(EditJointPlan, _OfYear):
    """The first draft names pair and year."""


class JointPlanFilters(Schema):
    agreement_id = agreement_field()
    pair_id = Ref(Text("结对", "Pair"), offered=_pairs)
    year = Year(Text("年度", "Year"))
    state = Choice(Text("状态", "State"), JOINT_PLAN.states)


# --------------------------------------------------------------------------- activities


class EditPartyActivity(Schema):
    title = Line(Text("活动主题", "Topic"), validate=filled)
    form = Choice(Text("活动形式", "Form"), FORMS)
    host_branch_id = Ref(Text("主办支部", "Host branch"), offered=_own_paired)
    plan_item_id = Ref(
        Text("对应年度计划项目", "Item of the plan"),
        offered=_items,
        allow_none=True,
        hint=Text("计划外的活动不选。", "None for what was not planned."),
    )
    starts_at = Instant(Text("开始时间", "Starts"))
    ends_at = Instant(Text("结束时间", "Ends"))
    place = Line(Text("地点", "Place"), validate=filled)
    programme = LongText(
        Text("活动安排", "Programme"),
        limit=5_000,
        validate=filled,
        hint=Text("印入活动通知。", "It is printed in the notice."),
    )


class PlanPartyActivity(EditPartyActivity, _OfPair):
    def on_bind_field(self, field_name: str, field_obj: object) -> None:
        """A new activity needs every field but the plan's item."""
        needed = isinstance(field_obj, (Line, Choice, Instant, Ref))
        if needed and field_name != "plan_item_id":
            field_obj.required = True  # type: ignore[attr-defined]  # narrowed by isinstance


class AttendeeRow(Schema):
    name = Line(Text("姓名", "Name"), limit=60, required=True)
    title = Line(Text("职务", "Title"), limit=100)
    capacity = Choice(Text("身份", "Capacity"), CAPACITIES, required=True)


class SignUp(Schema):
    attendees = Rows(
        Text("参加人员", "Who comes"),
        AttendeeRow,
        hint=Text(
            "只填姓名、职务，不填政治面貌等党内信息。", "Names and titles; no one's party data."
        ),
    )
    removed_ids = Many(
        Text("不再参加", "Who does not come after all"),
        Ref(Text("人员", "Person"), offered=_own_waiting),
        distinct=True,
    )


class SignIn(Schema):
    attendee_ids = Many(
        Text("到场人员", "Who is there"),
        Ref(Text("人员", "Person"), offered=_waiting),
        distinct=True,
    )
    more = Rows(Text("临时参加的本单位人员", "Own people who came unannounced"), AttendeeRow)


class PartyActivityFilters(Schema):
    agreement_id = agreement_field()
    state = Choice(Text("状态", "State"), PARTY_ACTIVITY.states)
    form = Choice(Text("活动形式", "Form"), FORMS)
    pair_id = Ref(Text("结对", "Pair"), offered=_pairs)
