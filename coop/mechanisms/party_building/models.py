"""Tables of party building."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from coop.activities.models import (
    JointActivity,
    JointPart,
    JointPicture,
    activity_rules,
    part_rules,
    picture_rules,
)
from coop.core.db import Model, one_of
from coop.core.sealed import Sealed
from coop.mechanisms.party_building.workflow import (
    BRANCH_PAIR,
    CAPACITIES,
    FORMS,
    JOINT_PLAN,
    PARTY_ACTIVITY,
)


class Branch(Model):
    """A party branch 党支部 of one institution. secretary: 支部书记."""

    __tablename__ = "branch"
    __table_args__ = (sa.UniqueConstraint("agreement_id", "institution_id", "name"),)
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(100))
    secretary: Mapped[str] = mapped_column(sa.String(60))


class BranchMember(Model):
    """A person of the own roster: what the person is in the party never leaves the institution.

    Sealed at rest; party_status is a code of PARTY_STATUSES, joined_party_on an ISO date.
    """

    __tablename__ = "branch_member"
    __table_args__ = (sa.UniqueConstraint("branch_id", "name"),)
    branch_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    party_status: Mapped[str] = mapped_column(Sealed())
    party_duty: Mapped[str] = mapped_column(Sealed(), default="")
    joined_party_on: Mapped[str] = mapped_column(Sealed(), default="")


class BranchPair(Model):
    """结对: branches of two or more institutions. lead_id: the institution that proposed it."""

    __tablename__ = "branch_pair"
    __table_args__ = (
        one_of("state", BRANCH_PAIR.states),
        sa.CheckConstraint("from_on <= to_on", name="period_in_order"),
        sa.CheckConstraint(
            "(state IN ('active', 'ended')) = (document_id IS NOT NULL)", name="pact_iff_agreed"
        ),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (end_reason = '')",
            name="ended_with_reason",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default=BRANCH_PAIR.initial)
    title: Mapped[str] = mapped_column(sa.String(200))
    purpose: Mapped[str] = mapped_column(sa.Text)
    from_on: Mapped[date]
    to_on: Mapped[date]
    proposed_by_id: Mapped[UUID | None]
    agreed_on: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(sa.Text, default="")


class PairedBranch(Model):
    """A branch in a pair."""

    __tablename__ = "paired_branch"
    __table_args__ = (sa.UniqueConstraint("pair_id", "branch_id"),)
    pair_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch_pair.id", ondelete="CASCADE"))
    branch_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)


class JointPlan(Model):
    """年度计划 of one pair. adopted_on: the day the last institution agreed."""

    __tablename__ = "joint_plan"
    __table_args__ = (
        one_of("state", JOINT_PLAN.states),
        sa.UniqueConstraint("pair_id", "year"),
        sa.CheckConstraint(
            "(state = 'adopted') = (adopted_on IS NOT NULL)", name="adopted_on_iff_adopted"
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    pair_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch_pair.id"))
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(sa.String(20), default=JOINT_PLAN.initial)
    drafted_by_id: Mapped[UUID | None]
    adopted_on: Mapped[date | None]
    document_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("official_document.id"))


class PlanItem(Model):
    """One activity of a plan: which branch holds it, in which form, by when."""

    __tablename__ = "plan_item"
    __table_args__ = (one_of("form", FORMS),)
    plan_id: Mapped[UUID] = mapped_column(sa.ForeignKey("joint_plan.id"), index=True)
    position: Mapped[int]
    form: Mapped[str] = mapped_column(sa.String(20))
    topic: Mapped[str] = mapped_column(sa.String(200))
    branch_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch.id"))
    due_on: Mapped[date]


class BranchConsent(Model):
    """One institution's agreement to a pair or to a plan as it stands."""

    __tablename__ = "branch_consent"
    __table_args__ = (
        sa.UniqueConstraint("pair_id", "institution_id"),
        sa.UniqueConstraint("plan_id", "institution_id"),
        sa.CheckConstraint("(pair_id IS NULL) <> (plan_id IS NULL)", name="one_subject"),
    )
    pair_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("branch_pair.id"))
    plan_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("joint_plan.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    agreed_at: Mapped[datetime]
    agreed_by: Mapped[str] = mapped_column(sa.String(200))


class PartyActivity(JointActivity):
    """共建活动. programme: 活动安排. plan_item_id: the item of the plan that it carries out."""

    __tablename__ = "party_activity"
    __table_args__ = (
        *activity_rules(PARTY_ACTIVITY),
        one_of("form", FORMS),
        sa.CheckConstraint("starts_at < ends_at", name="hours_in_order"),
    )
    pair_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch_pair.id"), index=True)
    plan_item_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("plan_item.id"), index=True)
    host_branch_id: Mapped[UUID] = mapped_column(sa.ForeignKey("branch.id"))
    form: Mapped[str] = mapped_column(sa.String(20))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(sa.String(200))
    programme: Mapped[str] = mapped_column(sa.Text)


class PartyActivityPart(JointPart):
    """One institution's part in a party activity."""

    __tablename__ = "party_activity_part"
    __table_args__ = part_rules()
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("party_activity.id"), index=True)


class PartyActivityPicture(JointPicture):
    """A picture of a party activity."""

    __tablename__ = "party_activity_picture"
    __table_args__ = picture_rules()
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("party_activity.id"), index=True)


class ActivityAttendee(Model):
    """Who comes, as named by the own institution; signed_in_at: who was there."""

    __tablename__ = "activity_attendee"
    __table_args__ = (
        one_of("capacity", CAPACITIES),
        sa.UniqueConstraint("activity_id", "institution_id", "name"),
        sa.CheckConstraint(
            "(signed_in_at IS NULL) = (signed_in_by = '')", name="signed_in_by_somebody"
        ),
    )
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("party_activity.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(100), default="")
    capacity: Mapped[str] = mapped_column(sa.String(20))
    signed_in_at: Mapped[datetime | None]
    signed_in_by: Mapped[str] = mapped_column(sa.String(200), default="")
