"""Tables of publicity."""

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
from coop.documents.secrecy import CLASSIFICATIONS
from coop.mechanisms.publicity.seasons import SEASONS
from coop.mechanisms.publicity.workflow import (
    CAMPAIGN,
    CHANNELS,
    FIGURES,
    LEGAL_REMINDER,
    MATERIAL,
    MATERIAL_KINDS,
    REVIEW_OUTCOMES,
)

_SEASON_CODES = "', '".join(SEASONS)


class Campaign(JointActivity):
    """宣传活动. season: the yearly date it answers; channels: codes of CHANNELS."""

    __tablename__ = "campaign"
    __table_args__ = (
        *activity_rules(CAMPAIGN),
        sa.CheckConstraint("from_on <= to_on", name="period_in_order"),
        sa.CheckConstraint(f"season IS NULL OR season IN ('{_SEASON_CODES}')", name="season_known"),
    )
    season: Mapped[str | None] = mapped_column(sa.String(40))
    from_on: Mapped[date]
    to_on: Mapped[date]
    channels: Mapped[list[str]] = mapped_column(sa.JSON)
    target_group: Mapped[str] = mapped_column(sa.String(200))
    programme: Mapped[str] = mapped_column(sa.Text)


class CampaignPart(JointPart):
    """One institution's part in a campaign."""

    __tablename__ = "campaign_part"
    __table_args__ = part_rules()
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"), index=True)


class CampaignPicture(JointPicture):
    """A picture of a campaign."""

    __tablename__ = "campaign_picture"
    __table_args__ = picture_rules()
    activity_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"), index=True)


class PublicityEvent(Model):
    """场次 of a campaign, held by one institution."""

    __tablename__ = "publicity_event"
    __table_args__ = (one_of("channel", CHANNELS),)
    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    topic: Mapped[str] = mapped_column(sa.String(200))
    channel: Mapped[str] = mapped_column(sa.String(20))
    on_day: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(200))


class ReachReport(Model):
    """效果 that one institution reports of one campaign; source: where the figures come from."""

    __tablename__ = "reach_report"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "institution_id"),
        sa.CheckConstraint(" AND ".join(f"{one} >= 0" for one in FIGURES), name="counted"),
    )
    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    staff_count: Mapped[int]
    outlet_count: Mapped[int]
    event_count: Mapped[int]
    item_count: Mapped[int]
    post_count: Mapped[int] = mapped_column(sa.BigInteger)
    click_count: Mapped[int] = mapped_column(sa.BigInteger)
    people_count: Mapped[int] = mapped_column(sa.BigInteger)
    source: Mapped[str] = mapped_column(sa.String(500))
    reported_at: Mapped[datetime]
    reported_by: Mapped[str] = mapped_column(sa.String(200))


class Material(Model):
    """宣传材料. number: of the text as it stands."""

    __tablename__ = "material"
    __table_args__ = (
        one_of("state", MATERIAL.states),
        one_of("kind", MATERIAL_KINDS),
        one_of("classification", CLASSIFICATIONS),
        sa.CheckConstraint("number >= 1", name="text_counted"),
        sa.CheckConstraint(
            "(state IN ('published', 'withdrawn')) = (published_at IS NOT NULL)"
            " AND (published_at IS NULL) = (published_number IS NULL)",
            name="published_as_a_text",
        ),
        sa.CheckConstraint(
            "published_number IS NULL OR published_number = number", name="published_is_current"
        ),
        sa.CheckConstraint(
            "state NOT IN ('published') OR classification = 'public'", name="published_is_public"
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)"
            " AND (withdrawn_at IS NULL) = (withdrawal_reason = '')",
            name="withdrawn_with_reason",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey("campaign.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default=MATERIAL.initial, index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(200))
    classification: Mapped[str] = mapped_column(sa.String(20))
    number: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    published_number: Mapped[int | None]
    published_where: Mapped[str] = mapped_column(sa.String(200), default="")
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(sa.Text, default="")


class NamedInstitution(Model):
    """署名单位: an institution named in a material, which has to release it."""

    __tablename__ = "named_institution"
    __table_args__ = (sa.UniqueConstraint("material_id", "institution_id"),)
    material_id: Mapped[UUID] = mapped_column(sa.ForeignKey("material.id"))
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"), index=True)


class MaterialText(Model):
    """One numbered text of a material, never changed.

    text_hash: of title, text and file. names_left_out: of a case's parties, one a line, to look
    for; the author's institution alone reads them.
    """

    __tablename__ = "material_text"
    __table_args__ = (
        sa.UniqueConstraint("material_id", "number"),
        sa.CheckConstraint("length(text_hash) = 64", name="text_hash_length"),
        sa.CheckConstraint(
            "(filename IS NULL) = (file_sha256 IS NULL)"
            " AND (filename IS NULL) = (media_type IS NULL)",
            name="file_whole",
        ),
    )
    material_id: Mapped[UUID] = mapped_column(sa.ForeignKey("material.id"), index=True)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    names_left_out: Mapped[str] = mapped_column(Sealed(), default="")
    filename: Mapped[str | None] = mapped_column(sa.String(200))
    media_type: Mapped[str | None] = mapped_column(sa.String(100))
    file_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    written_at: Mapped[datetime]
    written_by: Mapped[str] = mapped_column(sa.String(200))
    written_by_id: Mapped[UUID | None]


class MaterialReview(Model):
    """审核 of one text by an officer of another institution."""

    __tablename__ = "material_review"
    __table_args__ = (
        one_of("outcome", REVIEW_OUTCOMES),
        sa.CheckConstraint(
            "outcome <> 'approve' OR (is_accurate AND is_anonymous AND is_free_of_secrets)",
            name="approved_in_full",
        ),
    )
    material_id: Mapped[UUID] = mapped_column(sa.ForeignKey("material.id"), index=True)
    number: Mapped[int]
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    outcome: Mapped[str] = mapped_column(sa.String(10))
    is_accurate: Mapped[bool]
    is_anonymous: Mapped[bool]
    is_free_of_secrets: Mapped[bool]
    note: Mapped[str] = mapped_column(sa.Text, default="")
    reviewed_at: Mapped[datetime]
    reviewed_by: Mapped[str] = mapped_column(sa.String(200))


class MaterialRelease(Model):
    """An institution's consent to be named in exactly this text."""

    __tablename__ = "material_release"
    __table_args__ = (sa.UniqueConstraint("material_id", "institution_id", "number"),)
    material_id: Mapped[UUID] = mapped_column(sa.ForeignKey("material.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    number: Mapped[int]
    text_hash: Mapped[str] = mapped_column(sa.String(64))
    released_at: Mapped[datetime]
    released_by: Mapped[str] = mapped_column(sa.String(200))


class LegalReminder(Model):
    """普法提示 that an institution received (法治宣传教育法 arts. 57, 59)."""

    __tablename__ = "legal_reminder"
    __table_args__ = (
        one_of("state", LEGAL_REMINDER.states),
        sa.CheckConstraint("(state = 'received') = (measures = '')", name="measures_planned"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL)"
            " AND (answered_on IS NULL) = (outcome = '')",
            name="answered_with_outcome",
        ),
    )
    agreement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agreement.id"), index=True)
    institution_id: Mapped[UUID] = mapped_column(sa.ForeignKey("institution.id"))
    state: Mapped[str] = mapped_column(sa.String(20), default=LEGAL_REMINDER.initial)
    issuer: Mapped[str] = mapped_column(sa.String(200))
    title: Mapped[str] = mapped_column(sa.String(200))
    text: Mapped[str] = mapped_column(sa.Text)
    received_on: Mapped[date]
    answer_by_on: Mapped[date]
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    outcome: Mapped[str] = mapped_column(sa.Text, default="")
    answered_on: Mapped[date | None]
