"""Activity records, reports, changes of plan and repayment.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "award_terms",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("settling", sa.String(20)),
        sa.Column("content", sa.Boolean(), nullable=False),
        sa.Column("finance", sa.Boolean(), nullable=False),
        sa.Column("receipts", sa.Boolean(), nullable=False),
        sa.Column("auditor", sa.Boolean(), nullable=False),
        sa.Column("lessons", sa.Boolean(), nullable=False),
        sa.Column("guarantee", sa.Boolean(), nullable=False),
        sa.Column("spot_check", sa.Boolean(), nullable=False),
        sa.Column("begins_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("spend_before", sa.Date()),
        sa.Column("report_on", sa.Date()),
        sa.Column("report_weeks", sa.Integer()),
        sa.Column("keep_until", sa.Date()),
        sa.Column("interim_on", json_column(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_award_terms_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_terms")),
    )
    op.create_index(op.f("ix_award_terms_application_id"), "award_terms", ["application_id"])
    op.create_index(op.f("ix_award_terms_place_id"), "award_terms", ["place_id"])
    op.create_table(
        "plan_change",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("moved_cents", sa.BigInteger()),
        sa.Column("report_on", sa.Date()),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("letter_on", sa.Date()),
        sa.Column("received_on", sa.Date()),
        sa.Column("answered_by", sa.String(36)),
        sa.Column("answered_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_plan_change_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index(op.f("ix_plan_change_application_id"), "plan_change", ["application_id"])
    op.create_index(op.f("ix_plan_change_place_id"), "plan_change", ["place_id"])
    op.create_table(
        "settlement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("final_cents", sa.BigInteger(), nullable=False),
        sa.Column("ground", sa.String(20)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("eligible_cents", sa.BigInteger()),
        sa.Column("other_income_cents", sa.BigInteger()),
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date()),
        sa.Column("spot_check", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_settlement_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    op.create_index(op.f("ix_settlement_application_id"), "settlement", ["application_id"])
    op.create_index(op.f("ix_settlement_place_id"), "settlement", ["place_id"])
    op.create_table(
        "claim",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("letter_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=False),
        sa.Column("closed_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_claim_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_application_id"), "claim", ["application_id"])
    op.create_index(op.f("ix_claim_place_id"), "claim", ["place_id"])
    op.create_table(
        "claim_term",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("claim_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_claim_term_application_id_application")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_term_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_term")),
    )
    op.create_index(op.f("ix_claim_term_application_id"), "claim_term", ["application_id"])
    op.create_index(op.f("ix_claim_term_claim_id"), "claim_term", ["claim_id"])
    op.create_index(op.f("ix_claim_term_place_id"), "claim_term", ["place_id"])
    op.create_table(
        "repayment",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("claim_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_repayment_application_id_application")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_repayment_claim_id_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repayment")),
    )
    op.create_index(op.f("ix_repayment_application_id"), "repayment", ["application_id"])
    op.create_index(op.f("ix_repayment_claim_id"), "repayment", ["claim_id"])
    op.create_index(op.f("ix_repayment_place_id"), "repayment", ["place_id"])
    op.create_table(
        "report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("from_on", sa.Date()),
        sa.Column("until_on", sa.Date()),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("left_out", json_column(), nullable=False),
        sa.Column("photo_ids", json_column(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("signed_by", sa.String(36)),
        sa.Column("signed_at", Moment),
        sa.Column("sent_times", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_report_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_application_id"), "report", ["application_id"])
    op.create_index(op.f("ix_report_place_id"), "report", ["place_id"])
    op.create_table(
        "sent_report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("body", json_column(), nullable=False),
        sa.Column("signed_by", sa.String(36), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_sent_report_application_id_application")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_sent_report_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_report")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_sent_report_report_id_number")),
    )
    op.create_index(op.f("ix_sent_report_application_id"), "sent_report", ["application_id"])
    op.create_index(op.f("ix_sent_report_place_id"), "sent_report", ["place_id"])
    op.create_index(op.f("ix_sent_report_report_id"), "sent_report", ["report_id"])
    op.create_table(
        "late_step",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("report_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(40)),
        sa.Column("closed_at", Moment),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_late_step_application_id_application")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_late_step_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_step")),
    )
    op.create_index(op.f("ix_late_step_application_id"), "late_step", ["application_id"])
    op.create_index(op.f("ix_late_step_place_id"), "late_step", ["place_id"])
    op.create_index(op.f("ix_late_step_report_id"), "late_step", ["report_id"])
    op.create_index("ix_late_step_state_due_at", "late_step", ["state", "due_at"])
    op.create_table(
        "activity",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(500), nullable=False),
        sa.Column("people", sa.Integer()),
        sa.Column("minutes", sa.Integer()),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
    )
    op.create_index("ix_activity_place_id_happened_on", "activity", ["place_id", "happened_on"])
    op.create_table(
        "activity_application",
        sa.Column("activity_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_activity_application_activity_id_activity")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_activity_application_application_id_application")
        ),
        sa.PrimaryKeyConstraint("activity_id", "application_id", name=op.f("pk_activity_application")),
    )
    op.create_index(op.f("ix_activity_application_application_id"), "activity_application", ["application_id"])
    op.create_index(op.f("ix_activity_application_place_id"), "activity_application", ["place_id"])
    op.create_table(
        "activity_cost",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("activity_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("amount_cents", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.String(36)),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_cost_activity_id_activity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_cost")),
    )
    op.create_index(op.f("ix_activity_cost_activity_id"), "activity_cost", ["activity_id"])
    op.create_index(op.f("ix_activity_cost_place_id"), "activity_cost", ["place_id"])
    op.create_table(
        "cost_share",
        sa.Column("cost_id", sa.String(36), nullable=False),
        sa.Column("application_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_cost_share_application_id_application")
        ),
        sa.ForeignKeyConstraint(["cost_id"], ["activity_cost.id"], name=op.f("fk_cost_share_cost_id_activity_cost")),
        sa.PrimaryKeyConstraint("cost_id", "application_id", name=op.f("pk_cost_share")),
    )
    op.create_index(op.f("ix_cost_share_application_id"), "cost_share", ["application_id"])
    op.create_index(op.f("ix_cost_share_place_id"), "cost_share", ["place_id"])
    op.create_table(
        "activity_photo",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("activity_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("cost_id", sa.String(36)),
        sa.Column("stored_as", sa.String(100), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_activity_photo_activity_id_activity")),
        sa.ForeignKeyConstraint(
            ["cost_id"], ["activity_cost.id"], name=op.f("fk_activity_photo_cost_id_activity_cost")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_photo")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_activity_photo_stored_as")),
    )
    op.create_index(op.f("ix_activity_photo_activity_id"), "activity_photo", ["activity_id"])
    op.create_index(op.f("ix_activity_photo_place_id"), "activity_photo", ["place_id"])
