"""Partner agreements.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from shared.plumbing.database import Moment, json_column

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "neighbourhood_strategy",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("area", sa.String(200), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("goals", json_column(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_strategy")),
    )
    op.create_index("ix_neighbourhood_strategy_place_id", "neighbourhood_strategy", ["place_id"])
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("partner_id", sa.String(36)),
        sa.Column("partner_name", sa.String(200), nullable=False),
        sa.Column("partner_contact", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.String(36)),
        sa.Column("goals", json_column(), nullable=False),
        sa.Column("proposed_on", sa.Date()),
        sa.Column("talk_about_on", sa.Date()),
        sa.Column("next_talk_on", sa.Date()),
        sa.Column("renewal_wished_by", json_column(), nullable=False),
        sa.Column("suspension_asked_by", sa.String(36)),
        sa.Column("end_told", sa.Integer()),
        sa.Column("look_on", sa.Date()),
        sa.Column("created_by", sa.String(36), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["neighbourhood_strategy.id"], name=op.f("fk_agreement_strategy_id_neighbourhood_strategy")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    op.create_index("ix_agreement_look_on", "agreement", ["look_on"])
    op.create_index("ix_agreement_partner_id", "agreement", ["partner_id"])
    op.create_index("ix_agreement_place_id", "agreement", ["place_id"])
    op.create_index("ix_agreement_strategy_id", "agreement", ["strategy_id"])
    op.create_table(
        "agreement_terms",
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("promises", json_column(), nullable=False),
        sa.Column("ends_on", sa.Date()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(36), nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("in_force_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_terms_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("agreement_id", "number", name=op.f("pk_agreement_terms")),
    )
    op.create_index("ix_agreement_terms_place_id", "agreement_terms", ["place_id"])
    op.create_table(
        "agreement_signature",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("signed_by", sa.String(200), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.Column("void_at", Moment),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_signature_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_signature")),
    )
    op.create_index("ix_agreement_signature_agreement_id", "agreement_signature", ["agreement_id"])
    op.create_index("ix_agreement_signature_agreement_id_number", "agreement_signature", ["agreement_id", "number"])
    op.create_index("ix_agreement_signature_place_id", "agreement_signature", ["place_id"])
    op.create_table(
        "obligation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("promise_id", sa.String(36), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kept", sa.String(10)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(36)),
        sa.Column("told", json_column(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_obligation_agreement_id_agreement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint(
            "agreement_id", "promise_id", "due_on", name=op.f("uq_obligation_agreement_id_promise_id_due_on")
        ),
    )
    op.create_index("ix_obligation_agreement_id", "obligation", ["agreement_id"])
    op.create_index("ix_obligation_kept_due_on", "obligation", ["kept", "due_on"])
    op.create_index("ix_obligation_place_id", "obligation", ["place_id"])
    op.create_table(
        "agreement_evaluation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("place_id", sa.String(36), nullable=False),
        sa.Column("about_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("other_party", sa.String(200), nullable=False),
        sa.Column("kept", json_column(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("going", sa.String(10), nullable=False),
        sa.Column("next_talk_on", sa.Date()),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_evaluation_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_evaluation")),
    )
    op.create_index("ix_agreement_evaluation_agreement_id", "agreement_evaluation", ["agreement_id"])
    op.create_index("ix_agreement_evaluation_place_id", "agreement_evaluation", ["place_id"])
