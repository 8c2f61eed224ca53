"""Create every table of the first release

Why: the first release; every table of coop/models.py, with its checks and indexes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_table(
        "archive_bundle",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_archive_bundle_sha256_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_bundle")),
        sa.UniqueConstraint("subject_id", name=op.f("uq_archive_bundle_subject_id")),
    )
    op.create_table(
        "audit_entry",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("on_behalf_of", sa.String(length=200), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("request_id", sa.String(length=80), nullable=True),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_audit_entry_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "calendar_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_calendar_year")),
    )
    op.create_table(
        "client_assertion",
        sa.Column("jti", sa.String(length=100), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_client_assertion")),
    )
    op.create_table(
        "dispute_reminder",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('selection', 'appointment', 'acceptance', 'mediation', 'contact', 'confirmation', 'ruling', 'performance', 'acknowledgement', 'filing')",
            name=op.f("ck_dispute_reminder_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_reminder")),
        sa.UniqueConstraint(
            "subject_id", "kind", "due_on", name=op.f("uq_dispute_reminder_subject_id_kind_due_on")
        ),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "institution",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('regulator', 'court', 'other', 'mediation_body')",
            name=op.f("ck_institution_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("name", name=op.f("uq_institution_name")),
    )
    op.create_table(
        "kept_answer",
        sa.Column("caller", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.String(length=80), nullable=True),
        sa.Column("location", sa.String(length=300), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("caller", "key", name=op.f("pk_kept_answer")),
    )
    op.create_table(
        "number_series",
        sa.Column("issuer_code", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("issuer_code", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "rate_window",
        sa.Column("client", sa.String(length=80), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("client", "begins_at", name=op.f("pk_rate_window")),
    )
    with op.batch_alter_table("rate_window", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_window_begins_at"), ["begins_at"], unique=False)

    op.create_table(
        "sharing_reminder_sent",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_reminder_sent")),
        sa.UniqueConstraint(
            "subject_id",
            "kind",
            "due_on",
            name=op.f("uq_sharing_reminder_sent_subject_id_kind_due_on"),
        ),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_failure_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_failure_username"), ["username"], unique=False)

    op.create_table(
        "worker_beat",
        sa.Column("worker_id", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("worker_id", name=op.f("pk_worker_beat")),
    )
    op.create_table(
        "agreement_version",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_version_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint(
            "agreement_id",
            "in_force_from",
            name=op.f("uq_agreement_version_agreement_id_in_force_from"),
        ),
        sa.UniqueConstraint(
            "agreement_id", "number", name=op.f("uq_agreement_version_agreement_id_number")
        ),
    )
    op.create_table(
        "api_client",
        sa.Column("client_id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("auth_method", sa.String(length=30), nullable=False),
        sa.Column("jwks", sa.JSON(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("networks", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "auth_method IN ('client_secret_basic', 'private_key_jwt')",
            name=op.f("ck_api_client_auth_method_known"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_api_client_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_client")),
        sa.UniqueConstraint("client_id", name=op.f("uq_api_client_client_id")),
    )
    with op.batch_alter_table("api_client", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_api_client_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "branch",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("secretary", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_branch_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_branch_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch")),
        sa.UniqueConstraint(
            "agreement_id",
            "institution_id",
            "name",
            name=op.f("uq_branch_agreement_id_institution_id_name"),
        ),
    )
    op.create_table(
        "calendar_day",
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=4), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('off', 'work')", name=op.f("ck_calendar_day_kind_known")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_calendar_day_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint(
            "agreement_id", "on_day", name=op.f("uq_calendar_day_agreement_id_on_day")
        ),
    )
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_calendar_day_on_day"), ["on_day"], unique=False)
        batch_op.create_index(
            "uq_calendar_day_everyone",
            ["on_day"],
            unique=True,
            sqlite_where=sa.text("agreement_id IS NULL"),
            postgresql_where=sa.text("agreement_id IS NULL"),
        )

    op.create_table(
        "catalog_entry",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("change_note", sa.Text(), nullable=False),
        sa.Column("update_extended_for", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("returned_for", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_catalog_entry_withdrawn_at_iff_withdrawn"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason = '')",
            name=op.f("ck_catalog_entry_withdrawn_with_reason"),
        ),
        sa.CheckConstraint(
            "changed_on IS NOT NULL OR (change_note = '' AND update_extended_for = '')",
            name=op.f("ck_catalog_entry_change_told_whole"),
        ),
        sa.CheckConstraint(
            "proposed_at IS NOT NULL OR (returned_for = '' AND proposed_by_id IS NULL)",
            name=op.f("ck_catalog_entry_proposal_told_whole"),
        ),
        sa.CheckConstraint(
            "proposed_at IS NULL OR state = 'published'",
            name=op.f("ck_catalog_entry_proposed_while_published"),
        ),
        sa.CheckConstraint(
            "state = 'draft' OR published_at IS NOT NULL",
            name=op.f("ck_catalog_entry_published_before_use"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'published', 'withdrawn')",
            name=op.f("ck_catalog_entry_state_known"),
        ),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_catalog_entry_revision_counted")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_catalog_entry_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["institution.id"], name=op.f("fk_catalog_entry_provider_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_entry")),
    )
    with op.batch_alter_table("catalog_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_catalog_entry_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_catalog_entry_provider_id"), ["provider_id"], unique=False
        )

    op.create_table(
        "circle_member",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_circle_member_institution_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", "institution_id", name=op.f("pk_circle_member")),
    )
    op.create_table(
        "classification_mark",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_classification_mark_classification_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_classification_mark_agreement_id")
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_classification_mark")),
    )
    op.create_table(
        "deadline",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("basis_zh", sa.String(length=200), nullable=False),
        sa.Column("basis_en", sa.String(length=300), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "unit IN ('working_day', 'calendar_day', 'month')", name=op.f("ck_deadline_unit_known")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_deadline_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint("subject_id", "kind", name=op.f("uq_deadline_subject_id_kind")),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deadline_due_on"), ["due_on"], unique=False)
        batch_op.create_index(
            "ix_deadline_running", ["agreement_id", "kind", "met_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_deadline_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "dispute_import",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("actor_kind", sa.String(length=10), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("registered_count", sa.Integer(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (done_at IS NOT NULL)",
            name=op.f("ck_dispute_import_done_at_iff_done"),
        ),
        sa.CheckConstraint(
            "state IN ('previewed', 'running', 'done', 'discarded')",
            name=op.f("ck_dispute_import_state_known"),
        ),
        sa.CheckConstraint(
            "registered_count <= done_count AND done_count <= row_count",
            name=op.f("ck_dispute_import_within_the_file"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_dispute_import_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_dispute_import_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_import")),
    )
    with op.batch_alter_table("dispute_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispute_import_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "dispute_report",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("until_month", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "from_month <= until_month", name=op.f("ck_dispute_report_period_in_order")
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_dispute_report_sha256_length")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_dispute_report_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_report")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "ordinal",
            name=op.f("uq_dispute_report_agreement_id_year_ordinal"),
        ),
    )
    with op.batch_alter_table("dispute_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispute_report_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "dispute_tally",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("court", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("on_month", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("yuan", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("by IN ('body', 'cause')", name=op.f("ck_dispute_tally_by_known")),
        sa.CheckConstraint(
            "measure IN ('entered', 'received', 'delegated', 'accepted', 'refused', 'lapsed', 'settled', 'failed', 'effective', 'applied', 'confirmed', 'to_perform', 'performed')",
            name=op.f("ck_dispute_tally_measure_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_dispute_tally_agreement_id")
        ),
        sa.PrimaryKeyConstraint(
            "agreement_id",
            "court",
            "by",
            "on_month",
            "measure",
            "subject",
            "days",
            name=op.f("pk_dispute_tally"),
        ),
    )
    op.create_table(
        "event_position",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_position_event_id")
        ),
        sa.PrimaryKeyConstraint(
            "agreement_id", "institution_id", "position", name=op.f("pk_event_position")
        ),
    )
    op.create_table(
        "former_name",
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_former_name_institution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("institution_id", "until_on", name=op.f("pk_former_name")),
    )
    op.create_table(
        "legal_reminder",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_by_on", sa.Date(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL) AND (answered_on IS NULL) = (outcome = '')",
            name=op.f("ck_legal_reminder_answered_with_outcome"),
        ),
        sa.CheckConstraint(
            "(state = 'received') = (measures = '')",
            name=op.f("ck_legal_reminder_measures_planned"),
        ),
        sa.CheckConstraint(
            "state IN ('received', 'improving', 'answered')",
            name=op.f("ck_legal_reminder_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_legal_reminder_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_legal_reminder_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_reminder")),
    )
    with op.batch_alter_table("legal_reminder", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_legal_reminder_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "mediation_body",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("licence_no", sa.String(length=60), nullable=True),
        sa.Column("licence_valid_to", sa.Date(), nullable=True),
        sa.Column("certificate_no", sa.String(length=60), nullable=True),
        sa.Column("causes", sa.JSON(), nullable=False),
        sa.Column("seat", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("roster_status", sa.String(length=20), nullable=False),
        sa.Column("roster_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(roster_status = 'listed') = (roster_reason = '')",
            name=op.f("ck_mediation_body_reason_unless_listed"),
        ),
        sa.CheckConstraint(
            "kind IN ('people', 'trade', 'commercial', 'administrative', 'lawyer', 'invited')",
            name=op.f("ck_mediation_body_kind_known"),
        ),
        sa.CheckConstraint(
            "roster_status IN ('listed', 'suspended', 'removed')",
            name=op.f("ck_mediation_body_roster_status_known"),
        ),
        sa.CheckConstraint(
            "licence_valid_to IS NULL OR licence_no IS NOT NULL",
            name=op.f("ck_mediation_body_validity_of_a_licence"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_mediation_body_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["institution.id"], name=op.f("fk_mediation_body_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_mediation_body_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_body")),
        sa.UniqueConstraint("institution_id", name=op.f("uq_mediation_body_institution_id")),
    )
    with op.batch_alter_table("mediation_body", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mediation_body_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "official_document",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("issue_no", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("formation_on", sa.Date(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("disclosure", sa.String(length=20), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("cc", sa.JSON(), nullable=False),
        sa.Column("print_org", sa.String(length=100), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("fonts", sa.JSON(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("repealed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=20), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source_kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'archived') = (archived_at IS NOT NULL)",
            name=op.f("ck_official_document_archived_at"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'reviewed', 'signed')) = (issued_at IS NULL)",
            name=op.f("ck_official_document_issued_at_once_issued"),
        ),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_official_document_classification_known"),
        ),
        sa.CheckConstraint(
            "disclosure IN ('active', 'on_request', 'withheld')",
            name=op.f("ck_official_document_disclosure_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('minutes', 'notice', 'letter', 'opinion', 'court_recommendation', 'risk_alert', 'bulletin', 'work_tip', 'supervision_order', 'report', 'certificate', 'pact', 'plan', 'legal_form')",
            name=op.f("ck_official_document_kind_known"),
        ),
        sa.CheckConstraint(
            "retention IS NULL OR retention IN ('permanent', 'thirty_years', 'ten_years')",
            name=op.f("ck_official_document_retention_known"),
        ),
        sa.CheckConstraint(
            "state <> 'issued' OR (revoked_on IS NULL AND repealed_on IS NULL)",
            name=op.f("ck_official_document_in_force"),
        ),
        sa.CheckConstraint(
            "state <> 'repealed' OR repealed_on IS NOT NULL",
            name=op.f("ck_official_document_repealed_on"),
        ),
        sa.CheckConstraint(
            "state <> 'revoked' OR revoked_on IS NOT NULL",
            name=op.f("ck_official_document_revoked_on"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'reviewed', 'signed', 'issued', 'revoked', 'repealed', 'archived')",
            name=op.f("ck_official_document_state_known"),
        ),
        sa.CheckConstraint(
            "urgency IN ('none', 'urgent', 'extra_urgent')",
            name=op.f("ck_official_document_urgency_known"),
        ),
        sa.CheckConstraint(
            "(archived_at IS NULL) = (retention IS NULL)",
            name=op.f("ck_official_document_retention_iff_archived"),
        ),
        sa.CheckConstraint(
            "(edition = 1) = (corrects_id IS NULL)",
            name=op.f("ck_official_document_edition_corrects"),
        ),
        sa.CheckConstraint(
            "(issued_at IS NULL AND number IS NULL AND issue_no IS NULL AND content IS NULL) OR (issued_at IS NOT NULL AND (number IS NOT NULL OR issue_no IS NOT NULL) AND content IS NOT NULL AND sha256 IS NOT NULL AND pages IS NOT NULL AND printed_on IS NOT NULL)",
            name=op.f("ck_official_document_numbered_and_printed_when_issued"),
        ),
        sa.CheckConstraint(
            "(reason IS NULL) = (revoked_on IS NULL AND repealed_on IS NULL)",
            name=op.f("ck_official_document_reason_given"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_official_document_sha256_length")),
        sa.CheckConstraint("pages >= 1", name=op.f("ck_official_document_has_pages")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_official_document_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["official_document.id"], name=op.f("fk_official_document_corrects_id")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["institution.id"], name=op.f("fk_official_document_issuer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_document")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_official_document_corrects_id")),
        sa.UniqueConstraint("number", "edition", name=op.f("uq_official_document_number_edition")),
    )
    with op.batch_alter_table("official_document", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_official_document_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_official_document_formation_on"), ["formation_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_official_document_sha256"), ["sha256"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_official_document_source_id"), ["source_id"], unique=False
        )

    op.create_table(
        "party",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("issuer_code", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "left_on IS NULL OR left_on > joined_on", name=op.f("ck_party_left_after_joining")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_party_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_party_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("agreement_id", "code", name=op.f("uq_party_agreement_id_code")),
        sa.UniqueConstraint(
            "agreement_id", "institution_id", name=op.f("uq_party_agreement_id_institution_id")
        ),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_party_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "person",
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_person_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "question_bank",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_question_bank_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["institution.id"], name=op.f("fk_question_bank_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_bank")),
        sa.UniqueConstraint(
            "agreement_id",
            "owner_id",
            "title",
            name=op.f("uq_question_bank_agreement_id_owner_id_title"),
        ),
    )
    with op.batch_alter_table("question_bank", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_bank_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "receipt",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by_name", sa.String(length=200), nullable=True),
        sa.Column("signed_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_name IS NULL)", name=op.f("ck_receipt_signed_by")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_receipt_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_receipt_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint(
            "subject_id", "institution_id", name=op.f("uq_receipt_subject_id_institution_id")
        ),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipt_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_receipt_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "resolution_number",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_serial", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_resolution_number_agreement_id")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "year", name=op.f("pk_resolution_number")),
    )
    op.create_table(
        "rotation_term",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_rotation_term_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_rotation_term_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_rotation_term_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_term")),
        sa.UniqueConstraint(
            "agreement_id", "from_on", name=op.f("uq_rotation_term_agreement_id_from_on")
        ),
    )
    op.create_table(
        "sandbox_clock",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moves_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "moves_to IS NULL OR moves_to > at", name=op.f("ck_sandbox_clock_forward_only")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_sandbox_clock_agreement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sandbox_clock")),
        sa.UniqueConstraint("agreement_id", name=op.f("uq_sandbox_clock_agreement_id")),
    )
    op.create_table(
        "secondment",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("sender_id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("job_title", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("position", sa.String(length=100), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("mentor", sa.String(length=60), nullable=False),
        sa.Column("appraisal", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'finished') = (appraisal <> '')",
            name=op.f("ck_secondment_finished_appraised"),
        ),
        sa.CheckConstraint(
            "(state IN ('declined', 'ended')) = (reason <> '')",
            name=op.f("ck_secondment_ended_with_reason"),
        ),
        sa.CheckConstraint("kind IN ('post', 'shadow')", name=op.f("ck_secondment_kind_known")),
        sa.CheckConstraint(
            "level IN ('bureau', 'division', 'section')", name=op.f("ck_secondment_level_known")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'agreed', 'serving', 'finished', 'declined', 'ended')",
            name=op.f("ck_secondment_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'declined', 'ended') OR mentor <> ''",
            name=op.f("ck_secondment_mentor_named"),
        ),
        sa.CheckConstraint("sender_id <> host_id", name=op.f("ck_secondment_to_another")),
        sa.CheckConstraint("to_on > from_on", name=op.f("ck_secondment_period_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_secondment_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["institution.id"], name=op.f("fk_secondment_host_id")
        ),
        sa.ForeignKeyConstraint(
            ["sender_id"], ["institution.id"], name=op.f("fk_secondment_sender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secondment")),
    )
    with op.batch_alter_table("secondment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_secondment_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "share_group",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("institution_ids", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_share_group_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["institution.id"], name=op.f("fk_share_group_owner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_group")),
        sa.UniqueConstraint("agreement_id", "name", name=op.f("uq_share_group_agreement_id_name")),
    )
    op.create_table(
        "task",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_label", sa.String(length=200), nullable=False),
        sa.Column("source_url", sa.String(length=200), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=False),
        sa.Column("extension_count", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("working_since_on", sa.Date(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("closing_note", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_task_closed_at_iff_closed"),
        ),
        sa.CheckConstraint(
            "ordinal IS NOT NULL OR state IN ('draft', 'cancelled')",
            name=op.f("ck_task_numbered_unless_draft"),
        ),
        sa.CheckConstraint(
            "source_kind IN ('resolution', 'leader_instruction', 'agreement', 'consultation', 'referral')",
            name=op.f("ck_task_source_kind_known"),
        ),
        sa.CheckConstraint(
            "state <> 'draft' OR ordinal IS NULL", name=op.f("ck_task_draft_has_no_number")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'assigned', 'in_progress', 'disputed', 'reviewing', 'closed', 'suspended', 'cancelled')",
            name=op.f("ck_task_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('in_progress', 'reviewing', 'closed') OR (accepted_at IS NOT NULL AND working_since_on IS NOT NULL)",
            name=op.f("ck_task_accepted_before_work"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('reviewing', 'closed') OR (submitted_at IS NOT NULL AND evidence <> '')",
            name=op.f("ck_task_submitted_with_evidence"),
        ),
        sa.CheckConstraint(
            "(assigned_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL)",
            name=op.f("ck_task_numbered_iff_assigned"),
        ),
        sa.CheckConstraint("due_on >= original_due_on", name=op.f("ck_task_due_never_earlier")),
        sa.CheckConstraint("extension_count >= 0", name=op.f("ck_task_extensions_counted")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_task_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by_id"], ["institution.id"], name=op.f("fk_task_drafted_by_id")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["institution.id"], name=op.f("fk_task_lead_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["task.id"], name=op.f("fk_task_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint(
            "agreement_id", "year", "ordinal", name=op.f("uq_task_agreement_id_year_ordinal")
        ),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(
            "ix_task_open_due", ["agreement_id", "state", "due_on", "lead_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_task_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_task_source_id"), ["source_id"], unique=False)

    op.create_table(
        "webhook",
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("event_types", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=True),
        sa.Column("secret_shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("previous_secret", sa.String(length=100), nullable=True),
        sa.Column("previous_secret_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_by_name", sa.String(length=200), nullable=False),
        sa.Column("contact_email", sa.String(length=120), nullable=False),
        sa.Column("outage_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'removed') = (secret IS NULL)", name=op.f("ck_webhook_no_secret_iff_removed")
        ),
        sa.CheckConstraint(
            "state IN ('active', 'failing', 'paused', 'removed')",
            name=op.f("ck_webhook_state_known"),
        ),
        sa.CheckConstraint(
            "(previous_secret IS NULL) = (previous_secret_expires_at IS NULL)",
            name=op.f("ck_webhook_previous_secret_expires"),
        ),
        sa.CheckConstraint(
            "mailed_at IS NULL OR outage_at IS NOT NULL", name=op.f("ck_webhook_mailed_of_outage")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_webhook_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_webhook_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.create_index(
            "ix_webhook_audience", ["agreement_id", "institution_id"], unique=False
        )

    op.create_table(
        "access_token",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("api_client_id", sa.Uuid(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["api_client_id"],
            ["api_client.id"],
            name=op.f("fk_access_token_api_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_access_token")),
    )
    with op.batch_alter_table("access_token", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_access_token_api_client_id"), ["api_client_id"], unique=False
        )

    op.create_table(
        "account",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("is_disabled", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("person_id", name=op.f("uq_account_person_id")),
        sa.UniqueConstraint("username", name=op.f("uq_account_username")),
    )
    op.create_table(
        "branch_member",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("party_status", sa.LargeBinary(), nullable=False),
        sa.Column("party_duty", sa.LargeBinary(), nullable=False),
        sa.Column("joined_party_on", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_branch_member_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_branch_member_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_member")),
        sa.UniqueConstraint("branch_id", "name", name=op.f("uq_branch_member_branch_id_name")),
    )
    op.create_table(
        "branch_pair",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (end_reason = '')",
            name=op.f("ck_branch_pair_ended_with_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('active', 'ended')) = (document_id IS NOT NULL)",
            name=op.f("ck_branch_pair_pact_iff_agreed"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'active', 'ended', 'withdrawn')",
            name=op.f("ck_branch_pair_state_known"),
        ),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_branch_pair_period_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_branch_pair_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_branch_pair_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_branch_pair_lead_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_pair")),
    )
    with op.batch_alter_table("branch_pair", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_branch_pair_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "bulletin",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issue_no", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("report_to", sa.String(length=300), nullable=False),
        sa.Column("send_to", sa.String(length=300), nullable=False),
        sa.Column("distribute_to", sa.String(length=300), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_by", sa.String(length=200), nullable=False),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (reviewed_by_id IS NULL)",
            name=op.f("ck_bulletin_reviewer_unless_draft"),
        ),
        sa.CheckConstraint(
            "(state = 'issued') = (issue_no IS NOT NULL)",
            name=op.f("ck_bulletin_numbered_iff_issued"),
        ),
        sa.CheckConstraint(
            "series IN ('regular', 'extra', 'risk_alert')", name=op.f("ck_bulletin_series_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'reviewed', 'issued')", name=op.f("ck_bulletin_state_known")
        ),
        sa.CheckConstraint(
            "(issue_no IS NULL) = (document_id IS NULL)",
            name=op.f("ck_bulletin_document_with_number"),
        ),
        sa.CheckConstraint(
            "(issue_no IS NULL) = (year IS NULL)", name=op.f("ck_bulletin_year_with_number")
        ),
        sa.CheckConstraint("copies IS NULL OR copies > 0", name=op.f("ck_bulletin_copies_counted")),
        sa.CheckConstraint(
            "reviewed_by_id IS NULL OR reviewed_by_id <> drafted_by_id",
            name=op.f("ck_bulletin_another_reviewer"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_bulletin_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_bulletin_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_bulletin_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletin")),
        sa.UniqueConstraint(
            "agreement_id",
            "series",
            "year",
            "issue_no",
            name=op.f("uq_bulletin_agreement_id_series_year_issue_no"),
        ),
    )
    op.create_table(
        "campaign",
        sa.Column("season", sa.String(length=40), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("target_group", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("planned_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("retention", sa.String(length=20), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'archived') = (archived_on IS NOT NULL) AND (archived_on IS NULL) = (retention IS NULL)",
            name=op.f("ck_campaign_archived_with_retention"),
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_on IS NOT NULL) AND (cancelled_on IS NULL) = (cancel_reason = '')",
            name=op.f("ck_campaign_cancelled_with_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('held', 'reported', 'archived')) = (held_on IS NOT NULL)",
            name=op.f("ck_campaign_held_on_iff_held"),
        ),
        sa.CheckConstraint(
            "(state IN ('reported', 'archived')) = (reported_on IS NOT NULL) AND (reported_on IS NULL) = (record_id IS NULL) AND (reported_on IS NULL) = (summary = '')",
            name=op.f("ck_campaign_reported_on_iff_reported"),
        ),
        sa.CheckConstraint(
            "season IS NULL OR season IN ('consumer_rights_day', 'illegal_fundraising_month', 'finance_education_month', 'constitution_day')",
            name=op.f("ck_campaign_season_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'approved', 'confirmed', 'held', 'reported', 'archived', 'cancelled')",
            name=op.f("ck_campaign_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'cancelled') OR approved_at IS NOT NULL",
            name=op.f("ck_campaign_approved_first"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'held', 'reported', 'archived') OR confirmed_at IS NOT NULL",
            name=op.f("ck_campaign_confirmed_first"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL)",
            name=op.f("ck_campaign_numbered_iff_approved"),
        ),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_campaign_period_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_campaign_agreement_id")
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["institution.id"], name=op.f("fk_campaign_lead_id")),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["official_document.id"], name=op.f("fk_campaign_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["official_document.id"], name=op.f("fk_campaign_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint(
            "agreement_id", "year", "ordinal", name=op.f("uq_campaign_agreement_id_year_ordinal")
        ),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_campaign_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_campaign_state"), ["state"], unique=False)

    op.create_table(
        "catalog_revision",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(length=100), nullable=False),
        sa.Column("update_frequency", sa.String(length=100), nullable=False),
        sa.Column("share_class", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("grading", sa.String(length=100), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mode IN ('file', 'batch', 'api')", name=op.f("ck_catalog_revision_mode_known")
        ),
        sa.CheckConstraint(
            "share_class <> 'conditional' OR (scope <> '' AND purpose <> '')",
            name=op.f("ck_catalog_revision_conditions_told"),
        ),
        sa.CheckConstraint(
            "share_class <> 'not_shared' OR legal_basis <> ''",
            name=op.f("ck_catalog_revision_refused_by_law"),
        ),
        sa.CheckConstraint(
            "share_class IN ('unconditional', 'conditional', 'not_shared')",
            name=op.f("ck_catalog_revision_share_class_known"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["catalog_entry.id"],
            name=op.f("fk_catalog_revision_entry_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalog_revision")),
        sa.UniqueConstraint("entry_id", "number", name=op.f("uq_catalog_revision_entry_id_number")),
    )
    op.create_table(
        "clause",
        sa.Column("agreement_version_id", sa.Uuid(), nullable=False),
        sa.Column("mechanism", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_version_id"],
            ["agreement_version.id"],
            name=op.f("fk_clause_agreement_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause")),
        sa.UniqueConstraint(
            "agreement_version_id",
            "mechanism",
            name=op.f("uq_clause_agreement_version_id_mechanism"),
        ),
    )
    op.create_table(
        "clearance",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("api_client_id", sa.Uuid(), nullable=True),
        sa.Column("highest", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("given_by_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_name", sa.String(length=200), nullable=False),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_clearance_withdrawn_at"),
        ),
        sa.CheckConstraint(
            "highest <> 'work_secret' OR to_on IS NOT NULL",
            name=op.f("ck_clearance_work_secrets_for_a_time"),
        ),
        sa.CheckConstraint(
            "highest IN ('public', 'work_secret')", name=op.f("ck_clearance_highest_known")
        ),
        sa.CheckConstraint(
            "state IN ('given', 'withdrawn')", name=op.f("ck_clearance_state_known")
        ),
        sa.CheckConstraint(
            "(person_id IS NULL) <> (api_client_id IS NULL)",
            name=op.f("ck_clearance_of_person_or_system"),
        ),
        sa.CheckConstraint(
            "to_on IS NULL OR to_on >= from_on", name=op.f("ck_clearance_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_clearance_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["api_client_id"],
            ["api_client.id"],
            name=op.f("fk_clearance_api_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_clearance_institution_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_clearance_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
    )
    with op.batch_alter_table("clearance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_clearance_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_clearance_api_client_id"), ["api_client_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_clearance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "client_post",
        sa.Column("api_client_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_client_post_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["api_client_id"],
            ["api_client.id"],
            name=op.f("fk_client_post_api_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "api_client_id", "agreement_id", "role", name=op.f("pk_client_post")
        ),
    )
    op.create_table(
        "client_secret",
        sa.Column("api_client_id", sa.Uuid(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["api_client_id"],
            ["api_client.id"],
            name=op.f("fk_client_secret_api_client_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_secret")),
    )
    with op.batch_alter_table("client_secret", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_client_secret_api_client_id"), ["api_client_id"], unique=False
        )

    op.create_table(
        "court_recommendation",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("recipient_name", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("suggestions", sa.JSON(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("heard_opinion", sa.Text(), nullable=False),
        sa.Column("deliberated_on", sa.Date(), nullable=True),
        sa.Column("deliberation", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_by", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=10), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("reply_days", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("reminded_for_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_outcome", sa.String(length=20), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_by", sa.String(length=200), nullable=False),
        sa.Column("evaluation_result", sa.String(length=20), nullable=True),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state <> 'draft') = (heard_on IS NOT NULL)",
            name=op.f("ck_court_recommendation_heard_first"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (evaluation_result IS NOT NULL)",
            name=op.f("ck_court_recommendation_evaluated_iff_closed"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'consulted')) = (deliberated_on IS NULL)",
            name=op.f("ck_court_recommendation_deliberated_before_adoption"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'consulted', 'adopted')) = (signed_at IS NULL)",
            name=op.f("ck_court_recommendation_signed_at_iff_signed"),
        ),
        sa.CheckConstraint(
            "(state IN ('issued', 'replied', 'closed')) = (document_id IS NOT NULL)",
            name=op.f("ck_court_recommendation_printed_iff_issued"),
        ),
        sa.CheckConstraint(
            "(state IN ('issued', 'replied', 'closed')) = (number IS NOT NULL)",
            name=op.f("ck_court_recommendation_numbered_iff_issued"),
        ),
        sa.CheckConstraint(
            "(state IN ('replied', 'closed')) = (replied_on IS NOT NULL)",
            name=op.f("ck_court_recommendation_replied_on"),
        ),
        sa.CheckConstraint(
            "evaluation_result IS NULL OR evaluation_result IN ('effective', 'partly', 'ineffective')",
            name=op.f("ck_court_recommendation_evaluation_result_known"),
        ),
        sa.CheckConstraint(
            "reply_outcome IS NULL OR reply_outcome IN ('adopted', 'partly', 'not_adopted')",
            name=op.f("ck_court_recommendation_reply_outcome_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'consulted', 'adopted', 'signed', 'issued', 'replied', 'closed')",
            name=op.f("ck_court_recommendation_state_known"),
        ),
        sa.CheckConstraint(
            "(replied_on IS NULL) = (reply_outcome IS NULL)",
            name=op.f("ck_court_recommendation_reply_with_outcome"),
        ),
        sa.CheckConstraint(
            "recipient_id <> court_id", name=op.f("ck_court_recommendation_recommends_to_another")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_court_recommendation_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["court_id"], ["institution.id"], name=op.f("fk_court_recommendation_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["official_document.id"],
            name=op.f("fk_court_recommendation_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["institution.id"], name=op.f("fk_court_recommendation_recipient_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_recommendation")),
        sa.UniqueConstraint("number", name=op.f("uq_court_recommendation_number")),
    )
    with op.batch_alter_table("court_recommendation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_court_recommendation_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_court_recommendation_court_id"), ["court_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_court_recommendation_recipient_id"), ["recipient_id"], unique=False
        )

    op.create_table(
        "dispute_import_part",
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["dispute_import.id"],
            name=op.f("fk_dispute_import_part_import_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_dispute_import_part")),
    )
    op.create_table(
        "document_step",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "action IN ('draft', 'edit', 'review', 'return', 'sign', 'register_and_issue', 'publish', 'correct', 'revoke', 'repeal', 'archive')",
            name=op.f("ck_document_step_action_known"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_document_step_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_step")),
        sa.UniqueConstraint(
            "document_id", "position", name=op.f("uq_document_step_document_id_position")
        ),
    )
    op.create_table(
        "extension_request",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (granted IS NULL)",
            name=op.f("ck_extension_request_decided_with_answer"),
        ),
        sa.CheckConstraint(
            "asked_on <= old_due_on", name=op.f("ck_extension_request_asked_in_time")
        ),
        sa.CheckConstraint(
            "new_due_on > old_due_on", name=op.f("ck_extension_request_later_than_before")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_extension_request_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_request")),
    )
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_request_task_id"), ["task_id"], unique=False)
        batch_op.create_index(
            "uq_extension_request_pending",
            ["task_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "letter_text",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("addressee_ids", sa.JSON(), nullable=False),
        sa.Column("other_addressees", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_letter_text_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_letter_text")),
    )
    op.create_table(
        "mediator",
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("certificate_no", sa.String(length=60), nullable=True),
        sa.Column("certificate_valid_to", sa.Date(), nullable=True),
        sa.Column("specialties", sa.JSON(), nullable=False),
        sa.Column("most_open", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "certificate_valid_to IS NULL OR certificate_no IS NOT NULL",
            name=op.f("ck_mediator_validity_of_a_certificate"),
        ),
        sa.CheckConstraint("most_open >= 1", name=op.f("ck_mediator_takes_some")),
        sa.ForeignKeyConstraint(
            ["body_id"], ["mediation_body.id"], name=op.f("fk_mediator_body_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mediator_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator")),
        sa.UniqueConstraint("body_id", "person_id", name=op.f("uq_mediator_body_id_person_id")),
    )
    with op.batch_alter_table("mediator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mediator_person_id"), ["person_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("items_until_on", sa.Date(), nullable=True),
        sa.Column("demanded_by_id", sa.Uuid(), nullable=True),
        sa.Column("hold_by_on", sa.Date(), nullable=True),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("urgency_reason", sa.Text(), nullable=True),
        sa.Column("notice_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notice_document_id", sa.Uuid(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quorum_lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("quorum_note", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("calendar_sequence", sa.Integer(), nullable=False),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_meeting_cancelled_at_iff_cancelled"),
        ),
        sa.CheckConstraint(
            "kind IN ('plenary', 'special', 'liaison', 'ad_hoc')",
            name=op.f("ck_meeting_kind_known"),
        ),
        sa.CheckConstraint(
            "mode IN ('onsite', 'video', 'mixed')", name=op.f("ck_meeting_mode_known")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'collecting', 'scheduled', 'notified', 'held', 'concluded', 'cancelled')",
            name=op.f("ck_meeting_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('held', 'concluded') OR held_at IS NOT NULL",
            name=op.f("ck_meeting_held_at_when_held"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_meeting_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_version_id"],
            ["agreement_version.id"],
            name=op.f("fk_meeting_agreement_version_id"),
        ),
        sa.ForeignKeyConstraint(
            ["demanded_by_id"], ["institution.id"], name=op.f("fk_meeting_demanded_by_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["institution.id"], name=op.f("fk_meeting_host_id")),
        sa.ForeignKeyConstraint(
            ["notice_document_id"],
            ["official_document.id"],
            name=op.f("fk_meeting_notice_document_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint(
            "agreement_id", "kind", "ordinal", name=op.f("uq_meeting_agreement_id_kind_ordinal")
        ),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(
            "ix_meeting_agreement_starts", ["agreement_id", "starts_at", "id"], unique=False
        )

    op.create_table(
        "milestone",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_milestone_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint(
            "task_id", "planned_on", "text", name=op.f("uq_milestone_task_id_planned_on_text")
        ),
    )
    op.create_table(
        "number_entry",
        sa.Column("issuer_code", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "document_id IS NULL OR state = 'used'", name=op.f("ck_number_entry_document_uses_it")
        ),
        sa.CheckConstraint(
            "state = 'used' OR reason IS NOT NULL", name=op.f("ck_number_entry_reason_given")
        ),
        sa.CheckConstraint(
            "state IN ('reserved', 'used', 'void')", name=op.f("ck_number_entry_state_known")
        ),
        sa.CheckConstraint("serial BETWEEN 1 AND 99999", name=op.f("ck_number_entry_serial_range")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_number_entry_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_number_entry_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_code", "year"],
            ["number_series.issuer_code", "number_series.year"],
            name=op.f("fk_number_entry_issuer_code_year"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_entry")),
        sa.UniqueConstraint(
            "issuer_code", "year", "serial", name=op.f("uq_number_entry_issuer_code_year_serial")
        ),
        sa.UniqueConstraint("text", name=op.f("uq_number_entry_text")),
    )
    with op.batch_alter_table("number_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_number_entry_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "post",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('liaison', 'secretariat', 'convener', 'signer', 'handler', 'archivist', 'auditor', 'provider', 'requester', 'reviewer', 'research_lead', 'institution_admin', 'training_admin', 'court_clerk', 'mediator', 'body')",
            name=op.f("ck_post_role_known"),
        ),
        sa.CheckConstraint(
            "to_on IS NULL OR to_on >= from_on", name=op.f("ck_post_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_post_agreement_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_post_person_id"), ["person_id"], unique=False)

    op.create_table(
        "progress_report",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "percent BETWEEN 0 AND 100", name=op.f("ck_progress_report_percent_known")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_progress_report_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_progress_report_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_report")),
    )
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_report_task_id"), ["task_id"], unique=False)
        batch_op.create_index(
            "uq_progress_report_week",
            ["task_id", "institution_id", "week_on"],
            unique=True,
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )

    op.create_table(
        "question",
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('single', 'multiple', 'judgement')", name=op.f("ck_question_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["bank_id"], ["question_bank.id"], name=op.f("fk_question_bank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("bank_id", "number", name=op.f("uq_question_bank_id_number")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_bank_id"), ["bank_id"], unique=False)

    op.create_table(
        "question_import",
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("question_rows", sa.JSON(), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'applied', 'discarded')",
            name=op.f("ck_question_import_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["bank_id"], ["question_bank.id"], name=op.f("fk_question_import_bank_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_import")),
    )
    with op.batch_alter_table("question_import", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_import_bank_id"), ["bank_id"], unique=False)

    op.create_table(
        "stand_in",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stand_in_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("person_id <> stand_in_id", name=op.f("ck_stand_in_another_person")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_stand_in_days_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_stand_in_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_stand_in_institution_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_stand_in_person_id")),
        sa.ForeignKeyConstraint(
            ["stand_in_id"], ["person.id"], name=op.f("fk_stand_in_stand_in_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_in")),
    )
    with op.batch_alter_table("stand_in", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stand_in_days", ["agreement_id", "from_on", "to_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_stand_in_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_stand_in_stand_in_id"), ["stand_in_id"], unique=False)

    op.create_table(
        "supervision_order",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=10), nullable=False),
        sa.Column("task_due_on", sa.Date(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("level_since_on", sa.Date(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=200), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)",
            name=op.f("ck_supervision_order_answered_at_iff_answered"),
        ),
        sa.CheckConstraint(
            "colour IN ('blue', 'yellow', 'red')", name=op.f("ck_supervision_order_colour_known")
        ),
        sa.CheckConstraint(
            "level IN ('handler', 'liaison', 'convener', 'joint_meeting')",
            name=op.f("ck_supervision_order_level_known"),
        ),
        sa.CheckConstraint(
            "state <> 'answered' OR answer <> ''",
            name=op.f("ck_supervision_order_answered_in_words"),
        ),
        sa.CheckConstraint(
            "state IN ('issued', 'answered', 'lapsed')",
            name=op.f("ck_supervision_order_state_known"),
        ),
        sa.CheckConstraint(
            "level_since_on >= issued_on", name=op.f("ck_supervision_order_level_after_issue")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_supervision_order_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_supervision_order_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_supervision_order_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["institution.id"], name=op.f("fk_supervision_order_issuer_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_supervision_order_task_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_order")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "serial",
            name=op.f("uq_supervision_order_agreement_id_year_serial"),
        ),
        sa.UniqueConstraint(
            "task_id",
            "colour",
            "task_due_on",
            name=op.f("uq_supervision_order_task_id_colour_task_due_on"),
        ),
    )
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_supervision_order_institution_id"), ["institution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_supervision_order_state"), ["state"], unique=False)

    op.create_table(
        "task_part",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_task_part_done_at_iff_done")
        ),
        sa.CheckConstraint(
            "state IN ('assigned', 'in_progress', 'done', 'waived')",
            name=op.f("ck_task_part_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_task_part_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_part_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_part")),
        sa.UniqueConstraint(
            "task_id", "institution_id", name=op.f("uq_task_part_task_id_institution_id")
        ),
    )
    with op.batch_alter_table("task_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_task_part_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "task_reminder",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_task_reminder_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task.id"], name=op.f("fk_task_reminder_task_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_reminder")),
        sa.UniqueConstraint("task_id", "week_on", name=op.f("uq_task_reminder_task_id_week_on")),
    )
    op.create_table(
        "training_program",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("organiser_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("total_hours", sa.Double(), nullable=False),
        sa.Column("bank_id", sa.Uuid(), nullable=True),
        sa.Column("question_count", sa.Integer(), nullable=False),
        sa.Column("test_minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('class', 'reading', 'seminar')", name=op.f("ck_training_program_kind_known")
        ),
        sa.CheckConstraint(
            "level IN ('bureau', 'division', 'section', 'any')",
            name=op.f("ck_training_program_level_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'enrolling', 'running', 'finished')",
            name=op.f("ck_training_program_state_known"),
        ),
        sa.CheckConstraint(
            "question_count BETWEEN 1 AND 200", name=op.f("ck_training_program_question_count_sane")
        ),
        sa.CheckConstraint(
            "test_minutes BETWEEN 5 AND 480", name=op.f("ck_training_program_test_minutes_sane")
        ),
        sa.CheckConstraint(
            "total_hours > 0 AND total_hours * 2 = CAST(total_hours * 2 AS INTEGER)",
            name=op.f("ck_training_program_total_hours_in_halves"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_training_program_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["bank_id"], ["question_bank.id"], name=op.f("fk_training_program_bank_id")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["institution.id"], name=op.f("fk_training_program_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_program")),
    )
    with op.batch_alter_table("training_program", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_program_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "webhook_delivery",
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("event_type", sa.String(length=60), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(length=40), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'delivered') = (delivered_at IS NOT NULL)",
            name=op.f("ck_webhook_delivery_delivered"),
        ),
        sa.CheckConstraint(
            "state <> 'failed' OR next_attempt_at IS NOT NULL",
            name=op.f("ck_webhook_delivery_retried"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'failed', 'delivered', 'dead')",
            name=op.f("ck_webhook_delivery_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_webhook_delivery_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint(
            "webhook_id", "event_id", name=op.f("uq_webhook_delivery_webhook_id_event_id")
        ),
    )
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_webhook_delivery_event_id"), ["event_id"], unique=False
        )
        batch_op.create_index(
            "ix_webhook_delivery_of_webhook", ["webhook_id", "state"], unique=False
        )
        batch_op.create_index("ix_webhook_delivery_state", ["state"], unique=False)

    op.create_table(
        "work_sheet",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("period_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("issuer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('work_tip', 'monthly_dispatch')", name=op.f("ck_work_sheet_kind_known")
        ),
        sa.CheckConstraint("made_on >= period_on", name=op.f("ck_work_sheet_made_in_period")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_work_sheet_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_work_sheet_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["institution.id"], name=op.f("fk_work_sheet_issuer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_sheet")),
        sa.UniqueConstraint(
            "agreement_id",
            "kind",
            "period_on",
            name=op.f("uq_work_sheet_agreement_id_kind_period_on"),
        ),
        sa.UniqueConstraint(
            "agreement_id",
            "kind",
            "year",
            "serial",
            name=op.f("uq_work_sheet_agreement_id_kind_year_serial"),
        ),
    )
    op.create_table(
        "agenda_item",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("proposer_id", sa.Uuid(), nullable=False),
        sa.Column("presenter_id", sa.Uuid(), nullable=True),
        sa.Column("observers", sa.String(length=200), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        sa.Column("is_for_discussion", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_from_id", sa.Uuid(), nullable=True),
        sa.Column("carried_to_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'accepted', 'returned', 'put_off', 'carried')",
            name=op.f("ck_agenda_item_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["carried_from_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_carried_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["carried_to_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_carried_to_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["agenda_item.id"], name=op.f("fk_agenda_item_parent_id")
        ),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["institution.id"], name=op.f("fk_agenda_item_presenter_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["institution.id"], name=op.f("fk_agenda_item_proposer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "attendance",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.String(length=12), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_remote", sa.Boolean(), nullable=False),
        sa.Column("delegate_for", sa.String(length=60), nullable=True),
        sa.Column("leave_reason", sa.String(length=200), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(institution_id IS NULL) = (organisation <> '')",
            name=op.f("ck_attendance_party_or_organisation"),
        ),
        sa.CheckConstraint(
            "capacity IN ('chair', 'present', 'observer', 'leave', 'absent', 'recorder')",
            name=op.f("ck_attendance_capacity_known"),
        ),
        sa.CheckConstraint(
            "institution_id IS NOT NULL OR capacity = 'observer'",
            name=op.f("ck_attendance_guests_observe"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_attendance_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_attendance_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "campaign_part",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'co_host', 'participant')", name=op.f("ck_campaign_part_role_known")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["campaign.id"], name=op.f("fk_campaign_part_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_campaign_part_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_part")),
        sa.UniqueConstraint(
            "activity_id",
            "institution_id",
            name=op.f("uq_campaign_part_activity_id_institution_id"),
        ),
    )
    with op.batch_alter_table("campaign_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_part_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_campaign_part_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "campaign_picture",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("has_location", sa.Boolean(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_campaign_picture_classification_known"),
        ),
        sa.CheckConstraint(
            "consent IN ('not_needed', 'given', 'missing')",
            name=op.f("ck_campaign_picture_consent_known"),
        ),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_campaign_picture_sha256_length")),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_campaign_picture_has_size")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["campaign.id"], name=op.f("fk_campaign_picture_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_campaign_picture_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_picture")),
        sa.UniqueConstraint(
            "activity_id", "sha256", name=op.f("uq_campaign_picture_activity_id_sha256")
        ),
    )
    with op.batch_alter_table("campaign_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_campaign_picture_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "clause_obligation",
        sa.Column("clause_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("borne_by", sa.String(length=20), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(every = 'case') = (times IS NULL)",
            name=op.f("ck_clause_obligation_times_unless_case"),
        ),
        sa.CheckConstraint(
            "borne_by IN ('jointly', 'host', 'each_party')",
            name=op.f("ck_clause_obligation_borne_by_known"),
        ),
        sa.CheckConstraint(
            "every IN ('month', 'quarter', 'half_year', 'year', 'case')",
            name=op.f("ck_clause_obligation_every_known"),
        ),
        sa.CheckConstraint("times >= 1", name=op.f("ck_clause_obligation_at_least_once")),
        sa.ForeignKeyConstraint(
            ["clause_id"],
            ["clause.id"],
            name=op.f("fk_clause_obligation_clause_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clause_obligation")),
        sa.UniqueConstraint("clause_id", "code", name=op.f("uq_clause_obligation_clause_id_code")),
    )
    op.create_table(
        "cohort",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("nominate_until_on", sa.Date(), nullable=False),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rule_version_id", sa.Uuid(), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("resit_count", sa.Integer(), nullable=True),
        sa.Column("leave_divisor", sa.Integer(), nullable=True),
        sa.Column("notice_document_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (reason <> '')", name=op.f("ck_cohort_cancelled_with_reason")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'cancelled') OR (opened_at IS NOT NULL AND rule_version_id IS NOT NULL AND pass_mark IS NOT NULL AND resit_count IS NOT NULL AND leave_divisor IS NOT NULL)",
            name=op.f("ck_cohort_rules_kept_once_open"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'enrolling', 'running', 'finished', 'cancelled')",
            name=op.f("ck_cohort_state_known"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cohort_ends_after_start")),
        sa.CheckConstraint(
            "nominate_until_on < starts_on", name=op.f("ck_cohort_nominations_close_before")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_cohort_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_document_id"],
            ["official_document.id"],
            name=op.f("fk_cohort_notice_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["program_id"], ["training_program.id"], name=op.f("fk_cohort_program_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_version_id"], ["agreement_version.id"], name=op.f("fk_cohort_rule_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("program_id", "ordinal", name=op.f("uq_cohort_program_id_ordinal")),
    )
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cohort_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cohort_program_id"), ["program_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_cohort_state"), ["state"], unique=False)

    op.create_table(
        "delivery_attempt",
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["webhook_delivery.id"],
            name=op.f("fk_delivery_attempt_delivery_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempt")),
    )
    with op.batch_alter_table("delivery_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_attempt_delivery_id"), ["delivery_id"], unique=False
        )

    op.create_table(
        "dispute",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("registered_by_id", sa.Uuid(), nullable=False),
        sa.Column("court_id", sa.Uuid(), nullable=True),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("mediator_id", sa.Uuid(), nullable=True),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("nature", sa.String(length=20), nullable=False),
        sa.Column("court_level", sa.String(length=20), nullable=False),
        sa.Column("claim_yuan", sa.BigInteger(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("pre_filing_no", sa.String(length=60), nullable=True),
        sa.Column("case_no", sa.String(length=60), nullable=True),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("consultation_label", sa.String(length=250), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=True),
        sa.Column("ground_party_id", sa.Uuid(), nullable=True),
        sa.Column("ground_note", sa.Text(), nullable=False),
        sa.Column("suspended_for", sa.Text(), nullable=False),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("returned_materials", sa.JSON(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(length=60), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(consultation_id IS NULL) = (consultation_label = '') AND (consultation_id IS NULL OR court_id IS NOT NULL)",
            name=op.f("ck_dispute_taken_up_by_a_court"),
        ),
        sa.CheckConstraint(
            "(source = 'court_referral') = (court_id IS NOT NULL)",
            name=op.f("ck_dispute_court_iff_court_referral"),
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (reported_at IS NOT NULL)",
            name=op.f("ck_dispute_reported_closed"),
        ),
        sa.CheckConstraint(
            "(state IN ('settled', 'failed', 'closed')) = (ground IS NOT NULL)",
            name=op.f("ck_dispute_ground_iff_concluded"),
        ),
        sa.CheckConstraint(
            "acknowledged_at IS NULL OR state = 'closed'",
            name=op.f("ck_dispute_acknowledged_when_closed"),
        ),
        sa.CheckConstraint(
            "court_level IN ('basic', 'intermediate')", name=op.f("ck_dispute_court_level_known")
        ),
        sa.CheckConstraint(
            "ground IS NULL OR ground IN ('agreed', 'withdrawn', 'unreachable', 'refused', 'too_far_apart', 'expired', 'refused_to_sign', 'other', 'sham')",
            name=op.f("ck_dispute_ground_known"),
        ),
        sa.CheckConstraint(
            "nature IN ('consumer', 'commercial')", name=op.f("ck_dispute_nature_known")
        ),
        sa.CheckConstraint(
            "source IN ('court_referral', 'self_received', 'complaint')",
            name=op.f("ck_dispute_source_known"),
        ),
        sa.CheckConstraint(
            "state IN ('intake', 'partly_consented', 'consented', 'referred', 'mediating', 'suspended', 'settled', 'failed', 'closed', 'declined')",
            name=op.f("ck_dispute_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('referred', 'mediating', 'suspended', 'settled', 'failed', 'closed') OR (body_id IS NOT NULL AND referral_id IS NOT NULL)",
            name=op.f("ck_dispute_body_once_referred"),
        ),
        sa.CheckConstraint(
            "(ground IS NULL) = (concluded_on IS NULL)", name=op.f("ck_dispute_concluded_with_day")
        ),
        sa.CheckConstraint("claim_yuan >= 0", name=op.f("ck_dispute_claim_not_negative")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_dispute_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["mediation_body.id"], name=op.f("fk_dispute_body_id")
        ),
        sa.ForeignKeyConstraint(["court_id"], ["institution.id"], name=op.f("fk_dispute_court_id")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_dispute_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediator.id"], name=op.f("fk_dispute_mediator_id")
        ),
        sa.ForeignKeyConstraint(
            ["registered_by_id"], ["institution.id"], name=op.f("fk_dispute_registered_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint(
            "agreement_id", "year", "ordinal", name=op.f("uq_dispute_agreement_id_year_ordinal")
        ),
        sa.UniqueConstraint("court_id", "case_no", name=op.f("uq_dispute_court_id_case_no")),
        sa.UniqueConstraint(
            "court_id", "pre_filing_no", name=op.f("uq_dispute_court_id_pre_filing_no")
        ),
        sa.UniqueConstraint(
            "external_ref",
            "registered_by_id",
            name=op.f("uq_dispute_external_ref_registered_by_id"),
        ),
    )
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.create_index("ix_dispute_body", ["body_id", "agreement_id", "id"], unique=False)
        batch_op.create_index("ix_dispute_body_state", ["body_id", "state", "id"], unique=False)
        batch_op.create_index("ix_dispute_court", ["court_id", "agreement_id", "id"], unique=False)
        batch_op.create_index("ix_dispute_court_state", ["court_id", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dispute_mediator_id"), ["mediator_id"], unique=False)

    op.create_table(
        "form_draft",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("form_values", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_form_draft_account_id")
        ),
        sa.PrimaryKeyConstraint("account_id", "path", name=op.f("pk_form_draft")),
    )
    op.create_table(
        "joint_plan",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'adopted') = (adopted_on IS NOT NULL)",
            name=op.f("ck_joint_plan_adopted_on_iff_adopted"),
        ),
        sa.CheckConstraint("state IN ('draft', 'adopted')", name=op.f("ck_joint_plan_state_known")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_joint_plan_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_joint_plan_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_joint_plan_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["branch_pair.id"], name=op.f("fk_joint_plan_pair_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_plan")),
        sa.UniqueConstraint("pair_id", "year", name=op.f("uq_joint_plan_pair_id_year")),
    )
    with op.batch_alter_table("joint_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_joint_plan_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "material",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("published_where", sa.String(length=200), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason = '')",
            name=op.f("ck_material_withdrawn_with_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'withdrawn')) = (published_at IS NOT NULL) AND (published_at IS NULL) = (published_number IS NULL)",
            name=op.f("ck_material_published_as_a_text"),
        ),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_material_classification_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('article', 'leaflet', 'script', 'questions', 'typical_case')",
            name=op.f("ck_material_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'published', 'withdrawn')",
            name=op.f("ck_material_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('published') OR classification = 'public'",
            name=op.f("ck_material_published_is_public"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_material_text_counted")),
        sa.CheckConstraint(
            "published_number IS NULL OR published_number = number",
            name=op.f("ck_material_published_is_current"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_material_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_material_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_material_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material")),
    )
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_material_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_material_state"), ["state"], unique=False)

    op.create_table(
        "mediator_conflict",
        sa.Column("mediator_id", sa.Uuid(), nullable=False),
        sa.Column("party_name", sa.String(length=100), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "relation IN ('relative', 'interest', 'other')",
            name=op.f("ck_mediator_conflict_relation_known"),
        ),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediator.id"], name=op.f("fk_mediator_conflict_mediator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator_conflict")),
        sa.UniqueConstraint(
            "mediator_id", "party_name", name=op.f("uq_mediator_conflict_mediator_id_party_name")
        ),
    )
    op.create_table(
        "minutes",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("host_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("cc", sa.JSON(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("disclosure", sa.String(length=20), nullable=False),
        sa.Column("issue_no", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("correction_note", sa.Text(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("comment_due_on", sa.Date(), nullable=True),
        sa.Column("formed_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('drafting', 'commenting', 'signing', 'signed', 'issued', 'revoked', 'repealed', 'archived')",
            name=op.f("ck_minutes_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('issued', 'revoked', 'repealed') OR number IS NOT NULL",
            name=op.f("ck_minutes_number_when_issued"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('signed', 'issued') OR formed_on IS NOT NULL",
            name=op.f("ck_minutes_formed_when_signed"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_minutes_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_minutes_document_id")
        ),
        sa.ForeignKeyConstraint(["host_id"], ["institution.id"], name=op.f("fk_minutes_host_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_minutes_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
        sa.UniqueConstraint("meeting_id", name=op.f("uq_minutes_meeting_id")),
        sa.UniqueConstraint("number", name=op.f("uq_minutes_number")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "paired_branch",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_paired_branch_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_paired_branch_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"],
            ["branch_pair.id"],
            name=op.f("fk_paired_branch_pair_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paired_branch")),
        sa.UniqueConstraint(
            "pair_id", "branch_id", name=op.f("uq_paired_branch_pair_id_branch_id")
        ),
    )
    with op.batch_alter_table("paired_branch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_paired_branch_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "publicity_event",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "channel IN ('onsite', 'outlet', 'lecture', 'open_court', 'media', 'online')",
            name=op.f("ck_publicity_event_channel_known"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_publicity_event_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_publicity_event_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity_event")),
    )
    with op.batch_alter_table("publicity_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_publicity_event_campaign_id"), ["campaign_id"], unique=False
        )

    op.create_table(
        "reach_report",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("staff_count", sa.Integer(), nullable=False),
        sa.Column("outlet_count", sa.Integer(), nullable=False),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("item_count", sa.Integer(), nullable=False),
        sa.Column("post_count", sa.BigInteger(), nullable=False),
        sa.Column("click_count", sa.BigInteger(), nullable=False),
        sa.Column("people_count", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "staff_count >= 0 AND outlet_count >= 0 AND event_count >= 0 AND item_count >= 0 AND post_count >= 0 AND click_count >= 0 AND people_count >= 0",
            name=op.f("ck_reach_report_counted"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_reach_report_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_reach_report_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reach_report")),
        sa.UniqueConstraint(
            "campaign_id", "institution_id", name=op.f("uq_reach_report_campaign_id_institution_id")
        ),
    )
    op.create_table(
        "recommendation_copy",
        sa.Column("recommendation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_recommendation_copy_institution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["court_recommendation.id"],
            name=op.f("fk_recommendation_copy_recommendation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "recommendation_id", "institution_id", name=op.f("pk_recommendation_copy")
        ),
    )
    op.create_table(
        "share_request",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("scenarios", sa.JSON(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consented_by_id", sa.Uuid(), nullable=True),
        sa.Column("consented_by", sa.String(length=200), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_from_on", sa.Date(), nullable=True),
        sa.Column("missing_items", sa.JSON(), nullable=False),
        sa.Column("supplement_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("supplement", sa.Text(), nullable=False),
        sa.Column("supplemented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extension_days", sa.Integer(), nullable=True),
        sa.Column("extension_reason", sa.Text(), nullable=False),
        sa.Column("extension_granted", sa.Boolean(), nullable=True),
        sa.Column("extension_note", sa.Text(), nullable=False),
        sa.Column("granted_scope", sa.Text(), nullable=False),
        sa.Column("granted_until_on", sa.Date(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("proposal", sa.String(length=20), nullable=True),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("endorsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("endorsed_by", sa.String(length=200), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal_code", sa.String(length=30), nullable=True),
        sa.Column("refusal_reason", sa.Text(), nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispute_reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_meeting_id", sa.Uuid(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("application_document_id", sa.Uuid(), nullable=True),
        sa.Column("misuse_code", sa.String(length=30), nullable=True),
        sa.Column("suspension_reason", sa.Text(), nullable=False),
        sa.Column("rectification", sa.Text(), nullable=False),
        sa.Column("termination_reason", sa.Text(), nullable=False),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposal", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'closed') = (disposed_at IS NOT NULL)",
            name=op.f("ck_share_request_disposed_iff_closed"),
        ),
        sa.CheckConstraint(
            "(state = 'draft') = (submitted_at IS NULL)",
            name=op.f("ck_share_request_draft_until_sent"),
        ),
        sa.CheckConstraint(
            "mode IN ('file', 'batch', 'api')", name=op.f("ck_share_request_mode_known")
        ),
        sa.CheckConstraint(
            "proposal IS NULL OR proposal IN ('grant', 'refusal', 'supplement')",
            name=op.f("ck_share_request_proposal_known"),
        ),
        sa.CheckConstraint(
            "refusal_code IS NULL OR refusal_code IN ('law_forbids', 'beyond_duties', 'purpose_unclear', 'not_held', 'pending_case')",
            name=op.f("ck_share_request_refusal_code_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'supplementing', 'approved', 'active', 'disposing', 'closed', 'refused', 'disputed', 'suspended', 'terminated')",
            name=op.f("ck_share_request_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('active', 'suspended', 'terminated', 'disposing', 'closed') OR delivered_at IS NOT NULL",
            name=op.f("ck_share_request_delivered_before_use"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'active', 'suspended', 'terminated', 'disposing', 'closed') OR (approved_at IS NOT NULL AND granted_until_on IS NOT NULL)",
            name=op.f("ck_share_request_approved_with_terms"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'disputed') OR (refusal_code IS NOT NULL AND endorsed_at IS NOT NULL)",
            name=op.f("ck_share_request_refused_with_code"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL) AND (ordinal IS NULL) = (clock_from_on IS NULL)",
            name=op.f("ck_share_request_numbered_iff_submitted"),
        ),
        sa.CheckConstraint(
            "endorsed_at IS NULL OR proposal IS NOT NULL",
            name=op.f("ck_share_request_endorsed_what_was_proposed"),
        ),
        sa.CheckConstraint(
            "extension_days BETWEEN 1 AND 3650", name=op.f("ck_share_request_extension_counted")
        ),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_share_request_period_in_order")),
        sa.CheckConstraint(
            "granted_until_on IS NULL OR granted_until_on <= until_on",
            name=op.f("ck_share_request_grant_within_request"),
        ),
        sa.CheckConstraint(
            "requester_id <> provider_id", name=op.f("ck_share_request_asks_another")
        ),
        sa.CheckConstraint(
            "submitted_at IS NULL OR consented_by_id IS NOT NULL",
            name=op.f("ck_share_request_consented_before_sent"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_share_request_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_document_id"],
            ["official_document.id"],
            name=op.f("fk_share_request_application_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_meeting_id"],
            ["meeting.id"],
            name=op.f("fk_share_request_decision_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["catalog_entry.id"], name=op.f("fk_share_request_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["institution.id"], name=op.f("fk_share_request_provider_id")
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"], ["institution.id"], name=op.f("fk_share_request_requester_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["catalog_revision.id"], name=op.f("fk_share_request_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_request")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "ordinal",
            name=op.f("uq_share_request_agreement_id_year_ordinal"),
        ),
    )
    with op.batch_alter_table("share_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_share_request_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_share_request_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_share_request_provider_id"), ["provider_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_share_request_requester_id"), ["requester_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_share_request_state"), ["state"], unique=False)

    op.create_table(
        "sheet_line",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("lead_name", sa.String(length=100), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("colour", sa.String(length=10), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "colour IN ('red', 'yellow', 'blue', 'none')", name=op.f("ck_sheet_line_colour_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'assigned', 'in_progress', 'disputed', 'reviewing', 'closed', 'suspended', 'cancelled')",
            name=op.f("ck_sheet_line_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_sheet_line_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["work_sheet.id"], name=op.f("fk_sheet_line_sheet_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_sheet_line_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_line")),
        sa.UniqueConstraint("sheet_id", "position", name=op.f("uq_sheet_line_sheet_id_position")),
        sa.UniqueConstraint("sheet_id", "task_id", name=op.f("uq_sheet_line_sheet_id_task_id")),
    )
    op.create_table(
        "web_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_web_session_agreement_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_web_session")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_account_id"), ["account_id"], unique=False)

    op.create_table(
        "appointment_request",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.JSON(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("is_answered", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_appointment_request_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_request")),
    )
    with op.batch_alter_table("appointment_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_request_dispute_id"), ["dispute_id"], unique=False
        )

    op.create_table(
        "branch_consent",
        sa.Column("pair_id", sa.Uuid(), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(pair_id IS NULL) <> (plan_id IS NULL)", name=op.f("ck_branch_consent_one_subject")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_branch_consent_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["branch_pair.id"], name=op.f("fk_branch_consent_pair_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["joint_plan.id"], name=op.f("fk_branch_consent_plan_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_branch_consent")),
        sa.UniqueConstraint(
            "pair_id", "institution_id", name=op.f("uq_branch_consent_pair_id_institution_id")
        ),
        sa.UniqueConstraint(
            "plan_id", "institution_id", name=op.f("uq_branch_consent_plan_id_institution_id")
        ),
    )
    op.create_table(
        "certificate_batch",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'ready') = (sha256 IS NOT NULL)",
            name=op.f("ck_certificate_batch_ready_with_content"),
        ),
        sa.CheckConstraint(
            "state IN ('queued', 'working', 'ready')", name=op.f("ck_certificate_batch_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_certificate_batch_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_batch")),
    )
    with op.batch_alter_table("certificate_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_certificate_batch_cohort_id"), ["cohort_id"], unique=False
        )

    op.create_table(
        "cohort_seats",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_cohort_seats_seats_counted")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_seats_cohort_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_cohort_seats_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_seats")),
        sa.UniqueConstraint(
            "cohort_id", "institution_id", name=op.f("uq_cohort_seats_cohort_id_institution_id")
        ),
    )
    op.create_table(
        "consultation",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("initiator_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("silence_consents", sa.Boolean(), nullable=False),
        sa.Column("pending_case_no", sa.String(length=60), nullable=True),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("period_days", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round_closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_record", sa.Text(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_text", sa.Text(), nullable=False),
        sa.Column("concluded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'concluded') = (concluded_at IS NOT NULL)",
            name=op.f("ck_consultation_concluded_at_iff_concluded"),
        ),
        sa.CheckConstraint(
            "(state = 'concluded') = (outcome IS NOT NULL)",
            name=op.f("ck_consultation_outcome_iff_concluded"),
        ),
        sa.CheckConstraint(
            "category IN ('law_application', 'fact_finding', 'compensation', 'typical_case', 'criminal_civil', 'mass_dispute', 'risk_warning', 'insolvency', 'public_opinion', 'policy_draft')",
            name=op.f("ck_consultation_category_known"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('agreed', 'partly', 'not_agreed')",
            name=op.f("ck_consultation_outcome_known"),
        ),
        sa.CheckConstraint(
            "state != 'escalated' OR item_id IS NOT NULL",
            name=op.f("ck_consultation_item_when_escalated"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'paused', 'in_meeting', 'replied', 'escalated', 'concluded', 'withdrawn')",
            name=op.f("ck_consultation_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR opened_at IS NOT NULL",
            name=op.f("ck_consultation_opened_at_when_opened"),
        ),
        sa.CheckConstraint(
            "urgency IN ('none', 'urgent', 'extra_urgent')",
            name=op.f("ck_consultation_urgency_known"),
        ),
        sa.CheckConstraint(
            "(opened_at IS NULL) = (ordinal IS NULL)",
            name=op.f("ck_consultation_numbered_when_opened"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_consultation_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_consultation_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["initiator_id"], ["institution.id"], name=op.f("fk_consultation_initiator_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_consultation_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_consultation_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "ordinal",
            name=op.f("uq_consultation_agreement_id_year_ordinal"),
        ),
        sa.UniqueConstraint(
            "initiator_id", "external_ref", name=op.f("uq_consultation_initiator_id_external_ref")
        ),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index("ix_consultation_agreement_id", ["agreement_id", "id"], unique=False)

    op.create_table(
        "countersign",
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.String(length=60), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_countersign_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_countersign_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countersign")),
    )
    with op.batch_alter_table("countersign", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_countersign_minutes_id"), ["minutes_id"], unique=False)
        batch_op.create_index(
            "uq_countersign_standing",
            ["minutes_id", "institution_id"],
            unique=True,
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )

    op.create_table(
        "course_session",
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("teacher", sa.String(length=100), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "form IN ('lecture', 'visit', 'video', 'scenario', 'self_study')",
            name=op.f("ck_course_session_form_known"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_course_session_ends_after_start")),
        sa.CheckConstraint(
            "hours > 0 AND hours * 2 = CAST(hours * 2 AS INTEGER)",
            name=op.f("ck_course_session_hours_in_halves"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_course_session_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
    )
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_course_session_cohort_id"), ["cohort_id"], unique=False
        )

    op.create_table(
        "disclosure",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("mediator_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("disclosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "relation IN ('relative', 'interest', 'other')",
            name=op.f("ck_disclosure_relation_known"),
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_disclosure_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediator.id"], name=op.f("fk_disclosure_mediator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disclosure_dispute_id"), ["dispute_id"], unique=False)

    op.create_table(
        "dispute_party",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("representative", sa.String(length=100), nullable=False),
        sa.Column("identity_no", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("consent_means", sa.String(length=20), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(consent = 'asked') = (consent_on IS NULL)",
            name=op.f("ck_dispute_party_consent_with_day"),
        ),
        sa.CheckConstraint(
            "consent IN ('asked', 'consented', 'declined')",
            name=op.f("ck_dispute_party_consent_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('person', 'organisation')", name=op.f("ck_dispute_party_kind_known")
        ),
        sa.CheckConstraint(
            "side IN ('applicant', 'respondent', 'third')", name=op.f("ck_dispute_party_side_known")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_dispute_party_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute_party")),
    )
    with op.batch_alter_table("dispute_party", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dispute_party_dispute_id"), ["dispute_id"], unique=False
        )

    op.create_table(
        "enrollment",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("job_title", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("staff_no", sa.String(length=40), nullable=False),
        sa.Column("sign_in_code", sa.String(length=12), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("admitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("is_late_withdrawal", sa.Boolean(), nullable=False),
        sa.Column("rejection_reason", sa.Text(), nullable=False),
        sa.Column("has_given_feedback", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'rejected') = (rejection_reason <> '')",
            name=op.f("ck_enrollment_rejected_with_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_enrollment_withdrawn_at_iff_withdrawn"),
        ),
        sa.CheckConstraint(
            "NOT is_late_withdrawal OR withdrawal_reason <> ''",
            name=op.f("ck_enrollment_late_withdrawal_explained"),
        ),
        sa.CheckConstraint(
            "level IN ('bureau', 'division', 'section')", name=op.f("ck_enrollment_level_known")
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'waiting', 'offered', 'admitted', 'attending', 'failed', 'passed', 'certified', 'withdrawn', 'rejected', 'lapsed')",
            name=op.f("ck_enrollment_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('attending', 'passed', 'failed', 'certified') OR started_at IS NOT NULL",
            name=op.f("ck_enrollment_started_before_training"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_enrollment_agreement_id")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohort.id"], name=op.f("fk_enrollment_cohort_id")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_enrollment_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
        sa.UniqueConstraint("cohort_id", "ordinal", name=op.f("uq_enrollment_cohort_id_ordinal")),
        sa.UniqueConstraint(
            "cohort_id", "sign_in_code", name=op.f("uq_enrollment_cohort_id_sign_in_code")
        ),
    )
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrollment_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_enrollment_cohort_id"), ["cohort_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_enrollment_institution_id"), ["institution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_enrollment_state"), ["state"], unique=False)

    op.create_table(
        "material_release",
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_material_release_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_release_material_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_release")),
        sa.UniqueConstraint(
            "material_id",
            "institution_id",
            "number",
            name=op.f("uq_material_release_material_id_institution_id_number"),
        ),
    )
    with op.batch_alter_table("material_release", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_release_material_id"), ["material_id"], unique=False
        )

    op.create_table(
        "material_review",
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("is_accurate", sa.Boolean(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("is_free_of_secrets", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'approve' OR (is_accurate AND is_anonymous AND is_free_of_secrets)",
            name=op.f("ck_material_review_approved_in_full"),
        ),
        sa.CheckConstraint(
            "outcome IN ('approve', 'return')", name=op.f("ck_material_review_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_material_review_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_review_material_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_review")),
    )
    with op.batch_alter_table("material_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_review_material_id"), ["material_id"], unique=False
        )

    op.create_table(
        "material_text",
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("names_left_out", sa.LargeBinary(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("file_sha256", sa.String(length=64), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(length=200), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(filename IS NULL) = (file_sha256 IS NULL) AND (filename IS NULL) = (media_type IS NULL)",
            name=op.f("ck_material_text_file_whole"),
        ),
        sa.CheckConstraint(
            "length(text_hash) = 64", name=op.f("ck_material_text_text_hash_length")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_material_text_material_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_text")),
        sa.UniqueConstraint(
            "material_id", "number", name=op.f("uq_material_text_material_id_number")
        ),
    )
    with op.batch_alter_table("material_text", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_material_text_material_id"), ["material_id"], unique=False
        )

    op.create_table(
        "mediation_session",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("concessions", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("unsigned_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'signed') = (signed_on IS NOT NULL)",
            name=op.f("ck_mediation_session_signed_with_day"),
        ),
        sa.CheckConstraint(
            "mode IN ('online', 'offline', 'phone')", name=op.f("ck_mediation_session_mode_known")
        ),
        sa.CheckConstraint(
            "state IN ('recorded', 'signed')", name=op.f("ck_mediation_session_state_known")
        ),
        sa.CheckConstraint(
            "ends_at IS NULL OR ends_at > starts_at",
            name=op.f("ck_mediation_session_ends_after_start"),
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_mediation_session_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_session")),
        sa.UniqueConstraint(
            "dispute_id", "number", name=op.f("uq_mediation_session_dispute_id_number")
        ),
    )
    op.create_table(
        "minutes_change",
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("repeal_from_on", sa.Date(), nullable=True),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("executed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('correct', 'revoke', 'repeal')", name=op.f("ck_minutes_change_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_change_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_change")),
    )
    with op.batch_alter_table("minutes_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_minutes_change_minutes_id"), ["minutes_id"], unique=False
        )
        batch_op.create_index(
            "uq_minutes_change_open",
            ["minutes_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "minutes_comment",
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer IS NULL OR answer IN ('adopted', 'not_adopted', 'withdrawn', 'no_consensus')",
            name=op.f("ck_minutes_comment_answer_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('comment', 'objection', 'acceptance')",
            name=op.f("ck_minutes_comment_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_minutes_comment_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["minutes_id"], ["minutes.id"], name=op.f("fk_minutes_comment_minutes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_comment")),
    )
    with op.batch_alter_table("minutes_comment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_minutes_comment_minutes_id"), ["minutes_id"], unique=False
        )

    op.create_table(
        "named_institution",
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_named_institution_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["material_id"], ["material.id"], name=op.f("fk_named_institution_material_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_institution")),
        sa.UniqueConstraint(
            "material_id",
            "institution_id",
            name=op.f("uq_named_institution_material_id_institution_id"),
        ),
    )
    with op.batch_alter_table("named_institution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_named_institution_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "paper",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("is_supplement", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_paper_item_id")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["institution.id"], name=op.f("fk_paper_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_item_id"), ["item_id"], unique=False)

    op.create_table(
        "plan_item",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "form IN ('joint_study', 'theme_day', 'reading', 'lecture', 'three_meetings', 'red_education', 'volunteering', 'discussion')",
            name=op.f("ck_plan_item_form_known"),
        ),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_plan_item_branch_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["joint_plan.id"], name=op.f("fk_plan_item_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
    )
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_item_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "recusal",
        sa.Column("attendance_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendance_id"],
            ["attendance.id"],
            name=op.f("fk_recusal_attendance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["item_id"], ["agenda_item.id"], name=op.f("fk_recusal_item_id")),
        sa.PrimaryKeyConstraint("attendance_id", "item_id", name=op.f("pk_recusal")),
    )
    op.create_table(
        "referral",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("procedure", sa.String(length=20), nullable=True),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("chosen_by", sa.String(length=20), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("period_days", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'entrusted') = (procedure IS NOT NULL)",
            name=op.f("ck_referral_procedure_iff_entrusted"),
        ),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (received_on IS NOT NULL)",
            name=op.f("ck_referral_received_iff_accepted"),
        ),
        sa.CheckConstraint(
            "(outcome = 'waiting') = (answered_at IS NULL)",
            name=op.f("ck_referral_answered_unless_waiting"),
        ),
        sa.CheckConstraint(
            "chosen_by IN ('parties', 'court')", name=op.f("ck_referral_chosen_by_known")
        ),
        sa.CheckConstraint(
            "kind IN ('delegated', 'entrusted', 'own')", name=op.f("ck_referral_kind_known")
        ),
        sa.CheckConstraint("mode IN ('online', 'offline')", name=op.f("ck_referral_mode_known")),
        sa.CheckConstraint(
            "outcome IN ('waiting', 'accepted', 'refused', 'lapsed')",
            name=op.f("ck_referral_outcome_known"),
        ),
        sa.CheckConstraint(
            "procedure IS NULL OR procedure IN ('ordinary', 'summary')",
            name=op.f("ck_referral_procedure_known"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_referral_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["mediation_body.id"], name=op.f("fk_referral_body_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_referral_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_referral_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("dispute_id", "number", name=op.f("uq_referral_dispute_id_number")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index("ix_referral_body", ["body_id", "id"], unique=False)

    op.create_table(
        "research_project",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("leader_name", sa.String(length=60), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("midterm_on", sa.Date(), nullable=False),
        sa.Column("planned_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("external_ref", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("approval", sa.String(length=20), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_name", sa.String(length=60), nullable=True),
        sa.Column("notice_document_id", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_version", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("report_document_id", sa.Uuid(), nullable=True),
        sa.Column("terminated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("midterm_reminded_on", sa.Date(), nullable=True),
        sa.Column("report_reminded_on", sa.Date(), nullable=True),
        sa.Column("follow_up_reminded_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'terminated') = (terminated_at IS NOT NULL)",
            name=op.f("ck_research_project_terminated_at_iff_terminated"),
        ),
        sa.CheckConstraint(
            "(state IN ('accepted', 'applied')) = (accepted_at IS NOT NULL)",
            name=op.f("ck_research_project_accepted_at_iff_accepted"),
        ),
        sa.CheckConstraint(
            "approval IS NULL OR approval IN ('convener', 'joint_meeting')",
            name=op.f("ck_research_project_approval_known"),
        ),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_research_project_classification_known"),
        ),
        sa.CheckConstraint(
            "state <> 'submitted' OR report_version > 0",
            name=op.f("ck_research_project_report_when_submitted"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'running', 'submitted', 'accepted', 'applied', 'terminated')",
            name=op.f("ck_research_project_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'terminated') OR approved_at IS NOT NULL",
            name=op.f("ck_research_project_approved_at_set"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (approval IS NULL)",
            name=op.f("ck_research_project_approval_told"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (ordinal IS NULL)",
            name=op.f("ck_research_project_numbered_if_approved"),
        ),
        sa.CheckConstraint(
            "due_on >= planned_due_on", name=op.f("ck_research_project_only_extended")
        ),
        sa.CheckConstraint(
            "midterm_on < planned_due_on", name=op.f("ck_research_project_midterm_before_due")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_research_project_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_research_project_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_research_project_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["person.id"], name=op.f("fk_research_project_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_document_id"],
            ["official_document.id"],
            name=op.f("fk_research_project_notice_document_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_document_id"],
            ["official_document.id"],
            name=op.f("fk_research_project_report_document_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_project")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "ordinal",
            name=op.f("uq_research_project_agreement_id_year_ordinal"),
        ),
        sa.UniqueConstraint(
            "lead_id", "external_ref", name=op.f("uq_research_project_lead_id_external_ref")
        ),
    )
    with op.batch_alter_table("research_project", schema=None) as batch_op:
        batch_op.create_index(
            "ix_research_project_agreement_id", ["agreement_id", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_research_project_due_on"), ["due_on"], unique=False)

    op.create_table(
        "resolution",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("co_ids", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('decided', 'assigned', 'approved_in_principle', 'required', 'noted', 'deferred', 'no_consensus')",
            name=op.f("ck_resolution_kind_known"),
        ),
        sa.CheckConstraint(
            "(year IS NULL) = (serial IS NULL)", name=op.f("ck_resolution_numbered_whole")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_resolution_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_item.id"], name=op.f("fk_resolution_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_resolution_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_resolution_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolution")),
        sa.UniqueConstraint(
            "agreement_id", "year", "serial", name=op.f("uq_resolution_agreement_id_year_serial")
        ),
    )
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resolution_item_id"), ["item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_resolution_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "settlement",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("amount_yuan", sa.BigInteger(), nullable=False),
        sa.Column("perform_by_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("court_name", sa.String(length=100), nullable=True),
        sa.Column("confirm_court_id", sa.Uuid(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("ruling_no", sa.String(length=60), nullable=True),
        sa.Column("ground", sa.String(length=30), nullable=True),
        sa.Column("performed_on", sa.Date(), nullable=True),
        sa.Column("enforce_until_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'performed') = (performed_on IS NOT NULL)",
            name=op.f("ck_settlement_performed"),
        ),
        sa.CheckConstraint(
            "(state IN ('signed_partly', 'void')) = (effective_on IS NULL)",
            name=op.f("ck_settlement_effective_on"),
        ),
        sa.CheckConstraint(
            "kind IN ('invited', 'people', 'electronic', 'oral')",
            name=op.f("ck_settlement_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('signed_partly', 'effective', 'applied', 'under_review', 'confirmed', 'performed', 'enforcement', 'not_accepted', 'rejected', 'superseded', 'litigated', 'void')",
            name=op.f("ck_settlement_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('applied', 'under_review', 'confirmed', 'enforcement', 'rejected', 'not_accepted', 'superseded', 'litigated') OR applied_on IS NOT NULL",
            name=op.f("ck_settlement_applied_on"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'enforcement') OR ruling_no IS NOT NULL",
            name=op.f("ck_settlement_ruling_when_confirmed"),
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_settlement_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirm_court_id"], ["institution.id"], name=op.f("fk_settlement_confirm_court_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_settlement_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("dispute_id", "number", name=op.f("uq_settlement_dispute_id_number")),
    )
    op.create_table(
        "share",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("onward", sa.String(length=20), nullable=False),
        sa.Column("addressed_ids", sa.JSON(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("receipt_due_on", sa.Date(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.Column("correction_note", sa.Text(), nullable=False),
        sa.Column("recalled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recall_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(recalled_at IS NULL) = (recall_reason = '')",
            name=op.f("ck_share_recalled_with_reason"),
        ),
        sa.CheckConstraint(
            "(state = 'recalled') = (recalled_at IS NOT NULL)",
            name=op.f("ck_share_recalled_at_iff_recalled"),
        ),
        sa.CheckConstraint(
            "(state IN ('draft', 'discarded')) = (sent_at IS NULL)",
            name=op.f("ck_share_sent_at_iff_sent"),
        ),
        sa.CheckConstraint(
            "classification IN ('public', 'internal')", name=op.f("ck_share_classification_known")
        ),
        sa.CheckConstraint(
            "legal_basis <> '' AND purpose <> ''", name=op.f("ck_share_basis_and_purpose")
        ),
        sa.CheckConstraint(
            "onward IN ('forbidden', 'ask', 'allowed')", name=op.f("ck_share_onward_known")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'sent', 'superseded', 'recalled', 'discarded')",
            name=op.f("ck_share_state_known"),
        ),
        sa.CheckConstraint(
            "(sent_at IS NULL) = (receipt_due_on IS NULL)", name=op.f("ck_share_receipt_due")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_share_agreement_id")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["share_group.id"], name=op.f("fk_share_group_id")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["institution.id"], name=op.f("fk_share_provider_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["share_request.id"], name=op.f("fk_share_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["share.id"], name=op.f("fk_share_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_share_supersedes_id")),
    )
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_share_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_share_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_share_sent_at"), ["sent_at"], unique=False)

    op.create_table(
        "training_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("content_score", sa.Integer(), nullable=False),
        sa.Column("teaching_score", sa.Integer(), nullable=False),
        sa.Column("organisation_score", sa.Integer(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "content_score BETWEEN 1 AND 5 AND teaching_score BETWEEN 1 AND 5 AND organisation_score BETWEEN 1 AND 5",
            name=op.f("ck_training_feedback_scores_in_range"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_training_feedback_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_feedback")),
    )
    with op.batch_alter_table("training_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_feedback_cohort_id"), ["cohort_id"], unique=False
        )

    op.create_table(
        "undisputed_facts",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_undisputed_facts_dispute_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undisputed_facts")),
        sa.UniqueConstraint("dispute_id", name=op.f("uq_undisputed_facts_dispute_id")),
    )
    op.create_table(
        "address_confirmation",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=100), nullable=False),
        sa.Column("recipient_kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("postcode", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("accepts_electronic", sa.Boolean(), nullable=False),
        sa.Column("electronic_address", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "means IN ('paper', 'platform', 'oral')",
            name=op.f("ck_address_confirmation_means_known"),
        ),
        sa.CheckConstraint(
            "recipient_kind IN ('self', 'representative', 'designated')",
            name=op.f("ck_address_confirmation_recipient_kind_known"),
        ),
        sa.CheckConstraint(
            "accepts_electronic = (electronic_address IS NOT NULL)",
            name=op.f("ck_address_confirmation_electronic_address"),
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_address_confirmation_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_address_confirmation_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address_confirmation")),
    )
    with op.batch_alter_table("address_confirmation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_address_confirmation_dispute_id"), ["dispute_id"], unique=False
        )

    op.create_table(
        "appraisal_pause",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("clock_start_on", sa.Date(), nullable=False),
        sa.Column("clock_days", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stopped_on IS NULL OR stopped_on >= started_on",
            name=op.f("ck_appraisal_pause_ends_later"),
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_appraisal_pause_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appraisal_pause")),
    )
    with op.batch_alter_table("appraisal_pause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appraisal_pause_referral_id"), ["referral_id"], unique=False
        )
        batch_op.create_index(
            "uq_appraisal_pause_open",
            ["referral_id"],
            unique=True,
            sqlite_where=sa.text("stopped_on IS NULL"),
            postgresql_where=sa.text("stopped_on IS NULL"),
        )

    op.create_table(
        "body_choice",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_by", sa.String(length=20), nullable=False),
        sa.Column("ground", sa.String(length=20), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(chosen_by = 'parties') = (ground = 'agreed')",
            name=op.f("ck_body_choice_parties_iff_agreed"),
        ),
        sa.CheckConstraint(
            "chosen_by IN ('parties', 'court')", name=op.f("ck_body_choice_chosen_by_known")
        ),
        sa.CheckConstraint(
            "ground IN ('agreed', 'asked', 'not_agreed', 'one_side', 'returned')",
            name=op.f("ck_body_choice_ground_known"),
        ),
        sa.ForeignKeyConstraint(
            ["body_id"], ["mediation_body.id"], name=op.f("fk_body_choice_body_id")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_body_choice_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_body_choice_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_choice")),
    )
    with op.batch_alter_table("body_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_choice_dispute_id"), ["dispute_id"], unique=False)
        batch_op.create_index(
            "uq_body_choice_waiting",
            ["dispute_id"],
            unique=True,
            sqlite_where=sa.text("referral_id IS NULL"),
            postgresql_where=sa.text("referral_id IS NULL"),
        )

    op.create_table(
        "change_consent",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(length=60), nullable=False),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["minutes_change.id"],
            name=op.f("fk_change_consent_change_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_change_consent_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_consent")),
        sa.UniqueConstraint(
            "change_id", "institution_id", name=op.f("uq_change_consent_change_id_institution_id")
        ),
    )
    with op.batch_alter_table("change_consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_change_consent_change_id"), ["change_id"], unique=False
        )

    op.create_table(
        "consultation_extension",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.String(length=60), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(length=60), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_extension_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_consultation_extension_institution_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_extension")),
    )
    with op.batch_alter_table("consultation_extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_extension_consultation_id"),
            ["consultation_id"],
            unique=False,
        )
        batch_op.create_index(
            "uq_consultation_extension_granted",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("granted"),
            postgresql_where=sa.text("granted"),
        )
        batch_op.create_index(
            "uq_consultation_extension_open",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("granted IS NULL"),
            postgresql_where=sa.text("granted IS NULL"),
        )

    op.create_table(
        "consultation_follow_up",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=200), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('task', 'agenda_item', 'dispute')",
            name=op.f("ck_consultation_follow_up_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_follow_up_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["institution.id"], name=op.f("fk_consultation_follow_up_reader_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_follow_up")),
    )
    with op.batch_alter_table("consultation_follow_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_follow_up_consultation_id"),
            ["consultation_id"],
            unique=False,
        )

    op.create_table(
        "consultation_pause",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.String(length=60), nullable=False),
        sa.Column("by_institution_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paused_on", sa.Date(), nullable=False),
        sa.Column("left_days", sa.Integer(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_institution_id"],
            ["institution.id"],
            name=op.f("fk_consultation_pause_by_institution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_pause_consultation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_pause")),
    )
    with op.batch_alter_table("consultation_pause", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consultation_pause_consultation_id"), ["consultation_id"], unique=False
        )
        batch_op.create_index(
            "uq_consultation_pause_open",
            ["consultation_id"],
            unique=True,
            sqlite_where=sa.text("resumed_on IS NULL"),
            postgresql_where=sa.text("resumed_on IS NULL"),
        )

    op.create_table(
        "consultation_text",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_by_name", sa.String(length=60), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("case_approved_by_name", sa.String(length=60), nullable=True),
        sa.Column("case_approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "asked_on IS NULL OR approved_at IS NOT NULL",
            name=op.f("ck_consultation_text_approved_before_asked"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_text_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_consultation_text_document_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_text")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_consultation_text_consultation_id_number")
        ),
    )
    op.create_table(
        "consulted_party",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("is_mandatory", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("reminded_for_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_on IS NOT NULL)",
            name=op.f("ck_consulted_party_answered_on_iff_answered"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'answered', 'no_reply', 'deemed_no_objection')",
            name=op.f("ck_consulted_party_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consulted_party_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_consulted_party_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consulted_party")),
        sa.UniqueConstraint(
            "consultation_id",
            "institution_id",
            name=op.f("uq_consulted_party_consultation_id_institution_id"),
        ),
    )
    with op.batch_alter_table("consulted_party", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_consulted_party_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "correction_request",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'resolved') = (outcome IS NOT NULL) AND (outcome IS NULL) = (resolution = '')",
            name=op.f("ck_correction_request_resolved_with_outcome"),
        ),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('corrected', 'unfounded')",
            name=op.f("ck_correction_request_outcome_known"),
        ),
        sa.CheckConstraint(
            "state IN ('submitted', 'resolved')", name=op.f("ck_correction_request_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_correction_request_institution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["share_id"], ["share.id"], name=op.f("fk_correction_request_share_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_request")),
    )
    with op.batch_alter_table("correction_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_correction_request_share_id"), ["share_id"], unique=False
        )

    op.create_table(
        "field_visit",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("arranged_by_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("visit_on", sa.Date(), nullable=False),
        sa.Column("participants", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (reason IS NOT NULL)", name=op.f("ck_field_visit_reason_given")
        ),
        sa.CheckConstraint(
            "(state = 'recorded') = (findings <> '')",
            name=op.f("ck_field_visit_findings_iff_recorded"),
        ),
        sa.CheckConstraint(
            "(state = 'recorded') = (recorded_at IS NOT NULL)",
            name=op.f("ck_field_visit_recorded_at"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'recorded', 'cancelled')", name=op.f("ck_field_visit_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["arranged_by_id"], ["institution.id"], name=op.f("fk_field_visit_arranged_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_field_visit_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field_visit")),
    )
    with op.batch_alter_table("field_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_visit_project_id"), ["project_id"], unique=False)

    op.create_table(
        "mediation_extension",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("granted_by", sa.String(length=60), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("new_due_on > old_due_on", name=op.f("ck_mediation_extension_later")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_mediation_extension_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_extension")),
    )
    with op.batch_alter_table("mediation_extension", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mediation_extension_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "mediator_recusal",
        sa.Column("dispute_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("mediator_id", sa.Uuid(), nullable=False),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.String(length=20), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(asked_by = 'party') = (party_id IS NOT NULL)",
            name=op.f("ck_mediator_recusal_party_iff_asked"),
        ),
        sa.CheckConstraint(
            "asked_by IN ('party', 'mediator')", name=op.f("ck_mediator_recusal_asked_by_known")
        ),
        sa.ForeignKeyConstraint(
            ["dispute_id"], ["dispute.id"], name=op.f("fk_mediator_recusal_dispute_id")
        ),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediator.id"], name=op.f("fk_mediator_recusal_mediator_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_mediator_recusal_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_mediator_recusal_referral_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["mediator.id"], name=op.f("fk_mediator_recusal_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediator_recusal")),
    )
    with op.batch_alter_table("mediator_recusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_mediator_recusal_dispute_id"), ["dispute_id"], unique=False
        )

    op.create_table(
        "midterm_review",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("next_steps", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("reviewer_name", sa.String(length=60), nullable=True),
        sa.Column("reviewer_institution_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IS NULL OR verdict IN ('on_course', 'rectify')",
            name=op.f("ck_midterm_review_verdict_known"),
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (reviewed_at IS NULL)", name=op.f("ck_midterm_review_reviewed_at")
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (reviewer_name IS NULL)",
            name=op.f("ck_midterm_review_reviewer_named"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_midterm_review_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_midterm_review_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_institution_id"],
            ["institution.id"],
            name=op.f("fk_midterm_review_reviewer_institution_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_midterm_review")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_midterm_review_project_id_number")
        ),
    )
    op.create_table(
        "onward_request",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("target_ids", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'asked') = (decided_at IS NULL)",
            name=op.f("ck_onward_request_decided_at_iff_decided"),
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'granted', 'refused')", name=op.f("ck_onward_request_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_onward_request_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["share_id"], ["share.id"], name=op.f("fk_onward_request_share_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onward_request")),
    )
    with op.batch_alter_table("onward_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_onward_request_share_id"), ["share_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("drafted_by_id", sa.Uuid(), nullable=True),
        sa.Column("signed_by_name", sa.String(length=60), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'given') = (given_at IS NOT NULL)", name=op.f("ck_opinion_given_at_iff_given")
        ),
        sa.CheckConstraint(
            "answer IS NULL OR answer IN ('adopted', 'partly', 'not_adopted')",
            name=op.f("ck_opinion_answer_known"),
        ),
        sa.CheckConstraint(
            "stance IN ('agree', 'agree_with_changes', 'disagree', 'no_comment')",
            name=op.f("ck_opinion_stance_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'given', 'outdated')", name=op.f("ck_opinion_state_known")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_opinion_answered_at_iff_answered"),
        ),
        sa.CheckConstraint(
            "revealed_at IS NULL OR given_at IS NOT NULL",
            name=op.f("ck_opinion_revealed_only_when_given"),
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_opinion_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["official_document.id"], name=op.f("fk_opinion_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_opinion_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint(
            "consultation_id",
            "institution_id",
            "text_version",
            name=op.f("uq_opinion_consultation_id_institution_id_text_version"),
        ),
    )
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_opinion_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "party_activity",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("plan_item_id", sa.Uuid(), nullable=True),
        sa.Column("host_branch_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("planned_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=False),
        sa.Column("retention", sa.String(length=20), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'archived') = (archived_on IS NOT NULL) AND (archived_on IS NULL) = (retention IS NULL)",
            name=op.f("ck_party_activity_archived_with_retention"),
        ),
        sa.CheckConstraint(
            "(state = 'cancelled') = (cancelled_on IS NOT NULL) AND (cancelled_on IS NULL) = (cancel_reason = '')",
            name=op.f("ck_party_activity_cancelled_with_reason"),
        ),
        sa.CheckConstraint(
            "(state IN ('held', 'reported', 'archived')) = (held_on IS NOT NULL)",
            name=op.f("ck_party_activity_held_on_iff_held"),
        ),
        sa.CheckConstraint(
            "(state IN ('reported', 'archived')) = (reported_on IS NOT NULL) AND (reported_on IS NULL) = (record_id IS NULL) AND (reported_on IS NULL) = (summary = '')",
            name=op.f("ck_party_activity_reported_on_iff_reported"),
        ),
        sa.CheckConstraint(
            "form IN ('joint_study', 'theme_day', 'reading', 'lecture', 'three_meetings', 'red_education', 'volunteering', 'discussion')",
            name=op.f("ck_party_activity_form_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'approved', 'confirmed', 'held', 'reported', 'archived', 'cancelled')",
            name=op.f("ck_party_activity_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'cancelled') OR approved_at IS NOT NULL",
            name=op.f("ck_party_activity_approved_first"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'held', 'reported', 'archived') OR confirmed_at IS NOT NULL",
            name=op.f("ck_party_activity_confirmed_first"),
        ),
        sa.CheckConstraint(
            "(approved_at IS NULL) = (ordinal IS NULL) AND (ordinal IS NULL) = (year IS NULL)",
            name=op.f("ck_party_activity_numbered_iff_approved"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_party_activity_hours_in_order")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_party_activity_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["host_branch_id"], ["branch.id"], name=op.f("fk_party_activity_host_branch_id")
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["institution.id"], name=op.f("fk_party_activity_lead_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["official_document.id"], name=op.f("fk_party_activity_notice_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["branch_pair.id"], name=op.f("fk_party_activity_pair_id")
        ),
        sa.ForeignKeyConstraint(
            ["plan_item_id"], ["plan_item.id"], name=op.f("fk_party_activity_plan_item_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["official_document.id"], name=op.f("fk_party_activity_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_activity")),
        sa.UniqueConstraint(
            "agreement_id",
            "year",
            "ordinal",
            name=op.f("uq_party_activity_agreement_id_year_ordinal"),
        ),
    )
    with op.batch_alter_table("party_activity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_party_activity_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_party_activity_lead_id"), ["lead_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_activity_pair_id"), ["pair_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_party_activity_plan_item_id"), ["plan_item_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_party_activity_state"), ["state"], unique=False)

    op.create_table(
        "recusal_waiver",
        sa.Column("disclosure_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("waived_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "means IN ('paper', 'platform', 'oral')", name=op.f("ck_recusal_waiver_means_known")
        ),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name=op.f("fk_recusal_waiver_disclosure_id")
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_recusal_waiver_party_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_waiver")),
        sa.UniqueConstraint(
            "disclosure_id", "party_id", name=op.f("uq_recusal_waiver_disclosure_id_party_id")
        ),
    )
    op.create_table(
        "research_change",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("asked_by", sa.String(length=200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("old_leader_name", sa.String(length=60), nullable=False),
        sa.Column("new_leader_id", sa.Uuid(), nullable=True),
        sa.Column("new_leader_name", sa.String(length=60), nullable=True),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'extension') = (new_due_on IS NOT NULL)",
            name=op.f("ck_research_change_day_named"),
        ),
        sa.CheckConstraint(
            "(kind = 'leader') = (new_leader_id IS NOT NULL)",
            name=op.f("ck_research_change_leader_named"),
        ),
        sa.CheckConstraint(
            "kind IN ('leader', 'extension')", name=op.f("ck_research_change_kind_known")
        ),
        sa.CheckConstraint(
            "(granted IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_research_change_decided_at_iff_decided"),
        ),
        sa.ForeignKeyConstraint(
            ["new_leader_id"], ["person.id"], name=op.f("fk_research_change_new_leader_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_change_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_change")),
    )
    with op.batch_alter_table("research_change", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_change_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "research_follow_up",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "finding IN ('effective', 'in_progress', 'not_used')",
            name=op.f("ck_research_follow_up_finding_known"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_follow_up_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_follow_up")),
    )
    with op.batch_alter_table("research_follow_up", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_follow_up_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "research_member",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("duty", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_research_member_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_member_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_member")),
    )
    with op.batch_alter_table("research_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_member_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "research_outcome",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("adopter_id", sa.Uuid(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('policy', 'recommendation', 'case', 'training')",
            name=op.f("ck_research_outcome_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["adopter_id"], ["institution.id"], name=op.f("fk_research_outcome_adopter_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_outcome_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_outcome")),
    )
    with op.batch_alter_table("research_outcome", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_outcome_project_id"), ["project_id"], unique=False
        )

    op.create_table(
        "research_party",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_research_party_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_party_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_party")),
        sa.UniqueConstraint(
            "project_id", "institution_id", name=op.f("uq_research_party_project_id_institution_id")
        ),
    )
    with op.batch_alter_table("research_party", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_party_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "research_report",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=False),
        sa.Column("submitted_by", sa.String(length=200), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(content IS NULL) = (filename IS NULL) AND (content IS NULL) = (sha256 IS NULL)",
            name=op.f("ck_research_report_file_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_report_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_report")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_research_report_project_id_number")
        ),
    )
    op.create_table(
        "research_reviewer",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_research_reviewer_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_research_reviewer_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_reviewer_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_reviewer")),
        sa.UniqueConstraint(
            "project_id", "person_id", name=op.f("uq_research_reviewer_project_id_person_id")
        ),
    )
    with op.batch_alter_table("research_reviewer", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_research_reviewer_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "research_stage",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "reached_on IS NOT NULL OR note = ''", name=op.f("ck_research_stage_noted_when_reached")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_research_stage_project_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_stage")),
        sa.UniqueConstraint(
            "project_id", "number", name=op.f("uq_research_stage_project_id_number")
        ),
    )
    op.create_table(
        "resolution_stance",
        sa.Column("resolution_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("stance", sa.String(length=10), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "stance IN ('agree', 'reserve', 'oppose')",
            name=op.f("ck_resolution_stance_stance_known"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_resolution_stance_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolution.id"],
            name=op.f("fk_resolution_stance_resolution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "resolution_id", "institution_id", name=op.f("pk_resolution_stance")
        ),
    )
    op.create_table(
        "session_attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("is_by_code", sa.Boolean(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status IN ('present', 'late', 'left_early', 'absent', 'on_leave')",
            name=op.f("ck_session_attendance_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_session_attendance_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_session_attendance_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_attendance")),
        sa.UniqueConstraint(
            "session_id",
            "enrollment_id",
            name=op.f("uq_session_attendance_session_id_enrollment_id"),
        ),
    )
    with op.batch_alter_table("session_attendance", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_session_attendance_enrollment_id"), ["enrollment_id"], unique=False
        )

    op.create_table(
        "session_attendee",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=True),
        sa.Column("has_signed", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "capacity IN ('party', 'representative', 'mediator', 'recorder', 'other')",
            name=op.f("ck_session_attendee_capacity_known"),
        ),
        sa.CheckConstraint(
            "capacity NOT IN ('party', 'representative') OR party_id IS NOT NULL",
            name=op.f("ck_session_attendee_party_known"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_session_attendee_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["mediation_session.id"], name=op.f("fk_session_attendee_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_attendee")),
        sa.UniqueConstraint(
            "session_id", "position", name=op.f("uq_session_attendee_session_id_position")
        ),
    )
    op.create_table(
        "settlement_signature",
        sa.Column("settlement_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "means IN ('paper', 'platform', 'oral')",
            name=op.f("ck_settlement_signature_means_known"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_settlement_signature_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["settlement_id"], ["settlement.id"], name=op.f("fk_settlement_signature_settlement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_signature")),
        sa.UniqueConstraint(
            "settlement_id", "party_id", name=op.f("uq_settlement_signature_settlement_id_party_id")
        ),
    )
    op.create_table(
        "share_file",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_share_file_sha256_length")),
        sa.ForeignKeyConstraint(
            ["share_id"], ["share.id"], name=op.f("fk_share_file_share_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_file")),
        sa.UniqueConstraint("share_id", "filename", name=op.f("uq_share_file_share_id_filename")),
    )
    op.create_table(
        "share_recipient",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("passed_on_by_id", sa.Uuid(), nullable=True),
        sa.Column("disposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposal", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(disposed_at IS NULL) = (disposal = '')", name=op.f("ck_share_recipient_disposal_told")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_share_recipient_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["passed_on_by_id"], ["institution.id"], name=op.f("fk_share_recipient_passed_on_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["share_id"], ["share.id"], name=op.f("fk_share_recipient_share_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_recipient")),
        sa.UniqueConstraint(
            "share_id", "institution_id", name=op.f("uq_share_recipient_share_id_institution_id")
        ),
    )
    with op.batch_alter_table("share_recipient", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_share_recipient_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "test_attempt",
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_ids", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(score IS NULL) = (submitted_at IS NULL)",
            name=op.f("ck_test_attempt_scored_iff_submitted"),
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_test_attempt_score_in_range")),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_test_attempt_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_test_attempt")),
        sa.UniqueConstraint(
            "enrollment_id", "number", name=op.f("uq_test_attempt_enrollment_id_number")
        ),
    )
    with op.batch_alter_table("test_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_test_attempt_closes_at"), ["closes_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_test_attempt_enrollment_id"), ["enrollment_id"], unique=False
        )

    op.create_table(
        "trainee_leave",
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("hours", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "hours > 0 AND hours * 2 = CAST(hours * 2 AS INTEGER)",
            name=op.f("ck_trainee_leave_hours_in_halves"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_trainee_leave_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainee_leave")),
    )
    with op.batch_alter_table("trainee_leave", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trainee_leave_enrollment_id"), ["enrollment_id"], unique=False
        )

    op.create_table(
        "training_certificate",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("enrollment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revocation_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'revoked') = (revoked_at IS NOT NULL) AND (revoked_at IS NULL) = (revocation_reason = '')",
            name=op.f("ck_training_certificate_revoked_with_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('issued', 'revoked')", name=op.f("ck_training_certificate_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_training_certificate_agreement_id")
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["enrollment.id"], name=op.f("fk_training_certificate_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_certificate")),
        sa.UniqueConstraint("enrollment_id", name=op.f("uq_training_certificate_enrollment_id")),
        sa.UniqueConstraint("number", name=op.f("uq_training_certificate_number")),
    )
    with op.batch_alter_table("training_certificate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_training_certificate_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "usage_record",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("storage", sa.Text(), nullable=False),
        sa.Column("destruction", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_usage_record_institution_id")
        ),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_usage_record_share_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_record")),
    )
    with op.batch_alter_table("usage_record", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_usage_record_share_id"), ["share_id"], unique=False)

    op.create_table(
        "activity_attendee",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_in_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(signed_in_at IS NULL) = (signed_in_by = '')",
            name=op.f("ck_activity_attendee_signed_in_by_somebody"),
        ),
        sa.CheckConstraint(
            "capacity IN ('chair', 'present', 'observer', 'recorder')",
            name=op.f("ck_activity_attendee_capacity_known"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["party_activity.id"], name=op.f("fk_activity_attendee_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_activity_attendee_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_attendee")),
        sa.UniqueConstraint(
            "activity_id",
            "institution_id",
            "name",
            name=op.f("uq_activity_attendee_activity_id_institution_id_name"),
        ),
    )
    with op.batch_alter_table("activity_attendee", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_activity_attendee_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "consultation_file",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["consultation_text.id"], name=op.f("fk_consultation_file_text_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_file")),
    )
    with op.batch_alter_table("consultation_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_file_text_id"), ["text_id"], unique=False)

    op.create_table(
        "extension_consent",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("extension_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["extension_id"],
            ["mediation_extension.id"],
            name=op.f("fk_extension_consent_extension_id"),
        ),
        sa.ForeignKeyConstraint(
            ["party_id"], ["dispute_party.id"], name=op.f("fk_extension_consent_party_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_extension_consent_referral_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_consent")),
    )
    with op.batch_alter_table("extension_consent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extension_consent_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "issue_entry",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind <> 'measure' OR answers_id IS NOT NULL",
            name=op.f("ck_issue_entry_measure_answers"),
        ),
        sa.CheckConstraint(
            "kind <> 'problem' OR answers_id IS NULL",
            name=op.f("ck_issue_entry_problems_answer_none"),
        ),
        sa.CheckConstraint(
            "kind IN ('problem', 'measure', 'result')", name=op.f("ck_issue_entry_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["issue_entry.id"], name=op.f("fk_issue_entry_answers_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["institution.id"], name=op.f("fk_issue_entry_owner_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["research_project.id"], name=op.f("fk_issue_entry_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["field_visit.id"], name=op.f("fk_issue_entry_visit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_entry")),
        sa.UniqueConstraint(
            "project_id", "kind", "number", name=op.f("uq_issue_entry_project_id_kind_number")
        ),
    )
    op.create_table(
        "party_activity_part",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('lead', 'co_host', 'participant')",
            name=op.f("ck_party_activity_part_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["party_activity.id"], name=op.f("fk_party_activity_part_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_party_activity_part_institution_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_activity_part")),
        sa.UniqueConstraint(
            "activity_id",
            "institution_id",
            name=op.f("uq_party_activity_part_activity_id_institution_id"),
        ),
    )
    with op.batch_alter_table("party_activity_part", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_party_activity_part_activity_id"), ["activity_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_party_activity_part_institution_id"), ["institution_id"], unique=False
        )

    op.create_table(
        "party_activity_picture",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("classification", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("has_location", sa.Boolean(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_by", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "classification IN ('public', 'internal', 'work_secret')",
            name=op.f("ck_party_activity_picture_classification_known"),
        ),
        sa.CheckConstraint(
            "consent IN ('not_needed', 'given', 'missing')",
            name=op.f("ck_party_activity_picture_consent_known"),
        ),
        sa.CheckConstraint(
            "length(sha256) = 64", name=op.f("ck_party_activity_picture_sha256_length")
        ),
        sa.CheckConstraint(
            "width > 0 AND height > 0", name=op.f("ck_party_activity_picture_has_size")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["party_activity.id"],
            name=op.f("fk_party_activity_picture_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"],
            ["institution.id"],
            name=op.f("fk_party_activity_picture_institution_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_activity_picture")),
        sa.UniqueConstraint(
            "activity_id", "sha256", name=op.f("uq_party_activity_picture_activity_id_sha256")
        ),
    )
    with op.batch_alter_table("party_activity_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_party_activity_picture_activity_id"), ["activity_id"], unique=False
        )

    op.create_table(
        "research_review",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_name", sa.String(length=60), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'return' OR comments <> ''",
            name=op.f("ck_research_review_return_has_reason"),
        ),
        sa.CheckConstraint(
            "verdict IN ('accept', 'return')", name=op.f("ck_research_review_verdict_known")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_research_review_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_research_review_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["research_report.id"], name=op.f("fk_research_review_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_review")),
        sa.UniqueConstraint(
            "report_id", "person_id", name=op.f("uq_research_review_report_id_person_id")
        ),
    )
    op.create_table(
        "share_access",
        sa.Column("share_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('read', 'download')", name=op.f("ck_share_access_kind_known")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["share_file.id"], name=op.f("fk_share_access_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_share_access_institution_id")
        ),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_share_access_share_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_share_access")),
    )
    with op.batch_alter_table("share_access", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_share_access_share_id"), ["share_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("share_access", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_access_share_id"))

    op.drop_table("share_access")
    op.drop_table("research_review")
    with op.batch_alter_table("party_activity_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_activity_picture_activity_id"))

    op.drop_table("party_activity_picture")
    with op.batch_alter_table("party_activity_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_activity_part_institution_id"))
        batch_op.drop_index(batch_op.f("ix_party_activity_part_activity_id"))

    op.drop_table("party_activity_part")
    op.drop_table("issue_entry")
    with op.batch_alter_table("extension_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extension_consent_referral_id"))

    op.drop_table("extension_consent")
    with op.batch_alter_table("consultation_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_file_text_id"))

    op.drop_table("consultation_file")
    with op.batch_alter_table("activity_attendee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_attendee_activity_id"))

    op.drop_table("activity_attendee")
    with op.batch_alter_table("usage_record", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_usage_record_share_id"))

    op.drop_table("usage_record")
    with op.batch_alter_table("training_certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_certificate_agreement_id"))

    op.drop_table("training_certificate")
    with op.batch_alter_table("trainee_leave", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trainee_leave_enrollment_id"))

    op.drop_table("trainee_leave")
    with op.batch_alter_table("test_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_test_attempt_enrollment_id"))
        batch_op.drop_index(batch_op.f("ix_test_attempt_closes_at"))

    op.drop_table("test_attempt")
    with op.batch_alter_table("share_recipient", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_recipient_institution_id"))

    op.drop_table("share_recipient")
    op.drop_table("share_file")
    op.drop_table("settlement_signature")
    op.drop_table("session_attendee")
    with op.batch_alter_table("session_attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_session_attendance_enrollment_id"))

    op.drop_table("session_attendance")
    op.drop_table("resolution_stance")
    op.drop_table("research_stage")
    with op.batch_alter_table("research_reviewer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_reviewer_person_id"))

    op.drop_table("research_reviewer")
    op.drop_table("research_report")
    with op.batch_alter_table("research_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_party_institution_id"))

    op.drop_table("research_party")
    with op.batch_alter_table("research_outcome", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_outcome_project_id"))

    op.drop_table("research_outcome")
    with op.batch_alter_table("research_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_member_project_id"))

    op.drop_table("research_member")
    with op.batch_alter_table("research_follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_follow_up_project_id"))

    op.drop_table("research_follow_up")
    with op.batch_alter_table("research_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_change_project_id"))

    op.drop_table("research_change")
    op.drop_table("recusal_waiver")
    with op.batch_alter_table("party_activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_activity_state"))
        batch_op.drop_index(batch_op.f("ix_party_activity_plan_item_id"))
        batch_op.drop_index(batch_op.f("ix_party_activity_pair_id"))
        batch_op.drop_index(batch_op.f("ix_party_activity_lead_id"))
        batch_op.drop_index(batch_op.f("ix_party_activity_agreement_id"))

    op.drop_table("party_activity")
    with op.batch_alter_table("opinion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_opinion_institution_id"))

    op.drop_table("opinion")
    with op.batch_alter_table("onward_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_onward_request_share_id"))

    op.drop_table("onward_request")
    op.drop_table("midterm_review")
    with op.batch_alter_table("mediator_recusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mediator_recusal_dispute_id"))

    op.drop_table("mediator_recusal")
    with op.batch_alter_table("mediation_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mediation_extension_referral_id"))

    op.drop_table("mediation_extension")
    with op.batch_alter_table("field_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_visit_project_id"))

    op.drop_table("field_visit")
    with op.batch_alter_table("correction_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_request_share_id"))

    op.drop_table("correction_request")
    with op.batch_alter_table("consulted_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consulted_party_institution_id"))

    op.drop_table("consulted_party")
    op.drop_table("consultation_text")
    with op.batch_alter_table("consultation_pause", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_pause_open",
            sqlite_where=sa.text("resumed_on IS NULL"),
            postgresql_where=sa.text("resumed_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_consultation_pause_consultation_id"))

    op.drop_table("consultation_pause")
    with op.batch_alter_table("consultation_follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_follow_up_consultation_id"))

    op.drop_table("consultation_follow_up")
    with op.batch_alter_table("consultation_extension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_consultation_extension_open",
            sqlite_where=sa.text("granted IS NULL"),
            postgresql_where=sa.text("granted IS NULL"),
        )
        batch_op.drop_index(
            "uq_consultation_extension_granted",
            sqlite_where=sa.text("granted"),
            postgresql_where=sa.text("granted"),
        )
        batch_op.drop_index(batch_op.f("ix_consultation_extension_consultation_id"))

    op.drop_table("consultation_extension")
    with op.batch_alter_table("change_consent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_consent_change_id"))

    op.drop_table("change_consent")
    with op.batch_alter_table("body_choice", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_body_choice_waiting",
            sqlite_where=sa.text("referral_id IS NULL"),
            postgresql_where=sa.text("referral_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_body_choice_dispute_id"))

    op.drop_table("body_choice")
    with op.batch_alter_table("appraisal_pause", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_appraisal_pause_open",
            sqlite_where=sa.text("stopped_on IS NULL"),
            postgresql_where=sa.text("stopped_on IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_appraisal_pause_referral_id"))

    op.drop_table("appraisal_pause")
    with op.batch_alter_table("address_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_confirmation_dispute_id"))

    op.drop_table("address_confirmation")
    op.drop_table("undisputed_facts")
    with op.batch_alter_table("training_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_feedback_cohort_id"))

    op.drop_table("training_feedback")
    with op.batch_alter_table("share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_sent_at"))
        batch_op.drop_index(batch_op.f("ix_share_request_id"))
        batch_op.drop_index(batch_op.f("ix_share_provider_id"))
        batch_op.drop_index(batch_op.f("ix_share_agreement_id"))

    op.drop_table("share")
    op.drop_table("settlement")
    with op.batch_alter_table("resolution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resolution_meeting_id"))
        batch_op.drop_index(batch_op.f("ix_resolution_item_id"))

    op.drop_table("resolution")
    with op.batch_alter_table("research_project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_research_project_due_on"))
        batch_op.drop_index("ix_research_project_agreement_id")

    op.drop_table("research_project")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("ix_referral_body")

    op.drop_table("referral")
    op.drop_table("recusal")
    with op.batch_alter_table("plan_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_item_plan_id"))

    op.drop_table("plan_item")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_item_id"))

    op.drop_table("paper")
    with op.batch_alter_table("named_institution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_institution_institution_id"))

    op.drop_table("named_institution")
    with op.batch_alter_table("minutes_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_comment_minutes_id"))

    op.drop_table("minutes_comment")
    with op.batch_alter_table("minutes_change", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_minutes_change_open",
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_minutes_change_minutes_id"))

    op.drop_table("minutes_change")
    op.drop_table("mediation_session")
    with op.batch_alter_table("material_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_text_material_id"))

    op.drop_table("material_text")
    with op.batch_alter_table("material_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_review_material_id"))

    op.drop_table("material_review")
    with op.batch_alter_table("material_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_release_material_id"))

    op.drop_table("material_release")
    with op.batch_alter_table("enrollment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrollment_state"))
        batch_op.drop_index(batch_op.f("ix_enrollment_institution_id"))
        batch_op.drop_index(batch_op.f("ix_enrollment_cohort_id"))
        batch_op.drop_index(batch_op.f("ix_enrollment_agreement_id"))

    op.drop_table("enrollment")
    with op.batch_alter_table("dispute_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_party_dispute_id"))

    op.drop_table("dispute_party")
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_disclosure_dispute_id"))

    op.drop_table("disclosure")
    with op.batch_alter_table("course_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_course_session_cohort_id"))

    op.drop_table("course_session")
    with op.batch_alter_table("countersign", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_countersign_standing",
            sqlite_where=sa.text("voided_at IS NULL"),
            postgresql_where=sa.text("voided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_countersign_minutes_id"))

    op.drop_table("countersign")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index("ix_consultation_agreement_id")

    op.drop_table("consultation")
    op.drop_table("cohort_seats")
    with op.batch_alter_table("certificate_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_batch_cohort_id"))

    op.drop_table("certificate_batch")
    op.drop_table("branch_consent")
    with op.batch_alter_table("appointment_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_request_dispute_id"))

    op.drop_table("appointment_request")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_account_id"))

    op.drop_table("web_session")
    op.drop_table("sheet_line")
    with op.batch_alter_table("share_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_share_request_state"))
        batch_op.drop_index(batch_op.f("ix_share_request_requester_id"))
        batch_op.drop_index(batch_op.f("ix_share_request_provider_id"))
        batch_op.drop_index(batch_op.f("ix_share_request_entry_id"))
        batch_op.drop_index(batch_op.f("ix_share_request_agreement_id"))

    op.drop_table("share_request")
    op.drop_table("recommendation_copy")
    op.drop_table("reach_report")
    with op.batch_alter_table("publicity_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publicity_event_campaign_id"))

    op.drop_table("publicity_event")
    with op.batch_alter_table("paired_branch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paired_branch_institution_id"))

    op.drop_table("paired_branch")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_agreement_id"))

    op.drop_table("minutes")
    op.drop_table("mediator_conflict")
    with op.batch_alter_table("material", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_material_state"))
        batch_op.drop_index(batch_op.f("ix_material_campaign_id"))
        batch_op.drop_index(batch_op.f("ix_material_agreement_id"))

    op.drop_table("material")
    with op.batch_alter_table("joint_plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_joint_plan_agreement_id"))

    op.drop_table("joint_plan")
    op.drop_table("form_draft")
    with op.batch_alter_table("dispute", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_mediator_id"))
        batch_op.drop_index("ix_dispute_court_state")
        batch_op.drop_index("ix_dispute_court")
        batch_op.drop_index("ix_dispute_body_state")
        batch_op.drop_index("ix_dispute_body")

    op.drop_table("dispute")
    with op.batch_alter_table("delivery_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_attempt_delivery_id"))

    op.drop_table("delivery_attempt")
    with op.batch_alter_table("cohort", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cohort_state"))
        batch_op.drop_index(batch_op.f("ix_cohort_program_id"))
        batch_op.drop_index(batch_op.f("ix_cohort_agreement_id"))

    op.drop_table("cohort")
    op.drop_table("clause_obligation")
    with op.batch_alter_table("campaign_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_picture_activity_id"))

    op.drop_table("campaign_picture")
    with op.batch_alter_table("campaign_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_part_institution_id"))
        batch_op.drop_index(batch_op.f("ix_campaign_part_activity_id"))

    op.drop_table("campaign_part")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_meeting_id"))

    op.drop_table("attendance")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_meeting_id"))

    op.drop_table("agenda_item")
    op.drop_table("work_sheet")
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_delivery_state")
        batch_op.drop_index("ix_webhook_delivery_of_webhook")
        batch_op.drop_index(batch_op.f("ix_webhook_delivery_event_id"))

    op.drop_table("webhook_delivery")
    with op.batch_alter_table("training_program", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_program_agreement_id"))

    op.drop_table("training_program")
    op.drop_table("task_reminder")
    with op.batch_alter_table("task_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_part_institution_id"))

    op.drop_table("task_part")
    with op.batch_alter_table("supervision_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_order_state"))
        batch_op.drop_index(batch_op.f("ix_supervision_order_institution_id"))

    op.drop_table("supervision_order")
    with op.batch_alter_table("stand_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stand_in_stand_in_id"))
        batch_op.drop_index(batch_op.f("ix_stand_in_person_id"))
        batch_op.drop_index("ix_stand_in_days")

    op.drop_table("stand_in")
    with op.batch_alter_table("question_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_import_bank_id"))

    op.drop_table("question_import")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_bank_id"))

    op.drop_table("question")
    with op.batch_alter_table("progress_report", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_progress_report_week",
            sqlite_where=sa.text("replaced_at IS NULL"),
            postgresql_where=sa.text("replaced_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_progress_report_task_id"))

    op.drop_table("progress_report")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_person_id"))
        batch_op.drop_index(batch_op.f("ix_post_agreement_id"))

    op.drop_table("post")
    with op.batch_alter_table("number_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_number_entry_document_id"))

    op.drop_table("number_entry")
    op.drop_table("milestone")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index("ix_meeting_agreement_starts")

    op.drop_table("meeting")
    with op.batch_alter_table("mediator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mediator_person_id"))

    op.drop_table("mediator")
    op.drop_table("letter_text")
    with op.batch_alter_table("extension_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_extension_request_pending",
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_extension_request_task_id"))

    op.drop_table("extension_request")
    op.drop_table("document_step")
    op.drop_table("dispute_import_part")
    with op.batch_alter_table("court_recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_court_recommendation_recipient_id"))
        batch_op.drop_index(batch_op.f("ix_court_recommendation_court_id"))
        batch_op.drop_index(batch_op.f("ix_court_recommendation_agreement_id"))

    op.drop_table("court_recommendation")
    with op.batch_alter_table("client_secret", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_secret_api_client_id"))

    op.drop_table("client_secret")
    op.drop_table("client_post")
    with op.batch_alter_table("clearance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_clearance_person_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_api_client_id"))
        batch_op.drop_index(batch_op.f("ix_clearance_agreement_id"))

    op.drop_table("clearance")
    op.drop_table("clause")
    op.drop_table("catalog_revision")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_campaign_state"))
        batch_op.drop_index(batch_op.f("ix_campaign_lead_id"))
        batch_op.drop_index(batch_op.f("ix_campaign_agreement_id"))

    op.drop_table("campaign")
    op.drop_table("bulletin")
    with op.batch_alter_table("branch_pair", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_branch_pair_agreement_id"))

    op.drop_table("branch_pair")
    op.drop_table("branch_member")
    op.drop_table("account")
    with op.batch_alter_table("access_token", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_token_api_client_id"))

    op.drop_table("access_token")
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_audience")

    op.drop_table("webhook")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_source_id"))
        batch_op.drop_index(batch_op.f("ix_task_parent_id"))
        batch_op.drop_index("ix_task_open_due")
        batch_op.drop_index(batch_op.f("ix_task_lead_id"))

    op.drop_table("task")
    op.drop_table("share_group")
    with op.batch_alter_table("secondment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_secondment_agreement_id"))

    op.drop_table("secondment")
    op.drop_table("sandbox_clock")
    op.drop_table("rotation_term")
    op.drop_table("resolution_number")
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_institution_id"))
        batch_op.drop_index(batch_op.f("ix_receipt_agreement_id"))

    op.drop_table("receipt")
    with op.batch_alter_table("question_bank", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_bank_agreement_id"))

    op.drop_table("question_bank")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_institution_id"))

    op.drop_table("person")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_institution_id"))

    op.drop_table("party")
    with op.batch_alter_table("official_document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_official_document_source_id"))
        batch_op.drop_index(batch_op.f("ix_official_document_sha256"))
        batch_op.drop_index(batch_op.f("ix_official_document_formation_on"))
        batch_op.drop_index(batch_op.f("ix_official_document_agreement_id"))

    op.drop_table("official_document")
    with op.batch_alter_table("mediation_body", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mediation_body_agreement_id"))

    op.drop_table("mediation_body")
    with op.batch_alter_table("legal_reminder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_reminder_agreement_id"))

    op.drop_table("legal_reminder")
    op.drop_table("former_name")
    op.drop_table("event_position")
    op.drop_table("dispute_tally")
    with op.batch_alter_table("dispute_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_report_agreement_id"))

    op.drop_table("dispute_report")
    with op.batch_alter_table("dispute_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispute_import_institution_id"))

    op.drop_table("dispute_import")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deadline_subject_id"))
        batch_op.drop_index("ix_deadline_running")
        batch_op.drop_index(batch_op.f("ix_deadline_due_on"))

    op.drop_table("deadline")
    op.drop_table("classification_mark")
    op.drop_table("circle_member")
    with op.batch_alter_table("catalog_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catalog_entry_provider_id"))
        batch_op.drop_index(batch_op.f("ix_catalog_entry_agreement_id"))

    op.drop_table("catalog_entry")
    with op.batch_alter_table("calendar_day", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_day_everyone",
            sqlite_where=sa.text("agreement_id IS NULL"),
            postgresql_where=sa.text("agreement_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_calendar_day_on_day"))

    op.drop_table("calendar_day")
    op.drop_table("branch")
    with op.batch_alter_table("api_client", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_api_client_institution_id"))

    op.drop_table("api_client")
    op.drop_table("agreement_version")
    op.drop_table("worker_beat")
    with op.batch_alter_table("sign_in_failure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_username"))
        batch_op.drop_index(batch_op.f("ix_sign_in_failure_address"))

    op.drop_table("sign_in_failure")
    op.drop_table("sharing_reminder_sent")
    with op.batch_alter_table("rate_window", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rate_window_begins_at"))

    op.drop_table("rate_window")
    op.drop_table("number_series")
    op.drop_table("kept_answer")
    op.drop_table("institution")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_subject_id"))
        batch_op.drop_index(batch_op.f("ix_event_agreement_id"))

    op.drop_table("event")
    op.drop_table("dispute_reminder")
    op.drop_table("client_assertion")
    op.drop_table("calendar_year")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_subject_id"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_agreement_id"))

    op.drop_table("audit_entry")
    op.drop_table("archive_bundle")
    op.drop_table("agreement")
