"""Partner agreements: what was agreed by version, who signed, what fell due, and the yearly talks."""

from __future__ import annotations

import sqlalchemy as sa

from services.tracker.storage.tables.base import metadata, new_key, of_place
from shared.plumbing.database import Moment, json_column


def _of_agreement() -> sa.Column[str]:
    return sa.Column("agreement_id", sa.String(36), sa.ForeignKey("agreement.id"), nullable=False, index=True)


neighbourhood_strategy = sa.Table(
    "neighbourhood_strategy",
    metadata,
    new_key(),
    # The organisation whose strategy it is.
    of_place(),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("area", sa.String(200), nullable=False),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("goals", json_column(), nullable=False),
)

agreement = sa.Table(
    "agreement",
    metadata,
    new_key(),
    of_place(),
    # The partner as an organisation known here; NULL for one that is only named.
    sa.Column("partner_id", sa.String(36), index=True),
    sa.Column("partner_name", sa.String(200), nullable=False),
    sa.Column("partner_contact", sa.String(200), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("starts_on", sa.Date),
    sa.Column("ends_on", sa.Date),
    sa.Column("notice_days", sa.Integer, nullable=False),
    sa.Column("strategy_id", sa.String(36), sa.ForeignKey("neighbourhood_strategy.id"), index=True),
    sa.Column("goals", json_column(), nullable=False),
    sa.Column("proposed_on", sa.Date),
    # The anniversary whose talk is asked for, NULL while none is.
    sa.Column("talk_about_on", sa.Date),
    sa.Column("next_talk_on", sa.Date),
    sa.Column("renewal_wished_by", json_column(), nullable=False),
    sa.Column("suspension_asked_by", sa.String(36)),
    sa.Column("end_told", sa.Integer),
    # The first day on which the clock has to look again.
    sa.Column("look_on", sa.Date),
    sa.Column("created_by", sa.String(36), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.Index("ix_agreement_look_on", "look_on"),
)

# `state`: open (being written or signed), in_force, replaced, dropped.
agreement_terms = sa.Table(
    "agreement_terms",
    metadata,
    sa.Column("agreement_id", sa.String(36), sa.ForeignKey("agreement.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    of_place(),
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("promises", json_column(), nullable=False),
    sa.Column("ends_on", sa.Date),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("made_by", sa.String(36), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("in_force_on", sa.Date),
)

agreement_signature = sa.Table(
    "agreement_signature",
    metadata,
    new_key(),
    _of_agreement(),
    of_place(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("side", sa.String(10), nullable=False),
    sa.Column("signed_by", sa.String(200), nullable=False),
    sa.Column("signed_on", sa.Date, nullable=False),
    sa.Column("elsewhere", sa.Boolean, nullable=False),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
    # Taken back when the text under it changed.
    sa.Column("void_at", Moment),
    sa.Index("ix_agreement_signature_agreement_id_number", "agreement_id", "number"),
)

obligation = sa.Table(
    "obligation",
    metadata,
    new_key(),
    _of_agreement(),
    of_place(),
    sa.Column("promise_id", sa.String(36), nullable=False),
    sa.Column("due_on", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("kept", sa.String(10)),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("noted_by", sa.String(36)),
    # Who was told that it is overdue: codes of Notice.
    sa.Column("told", json_column(), nullable=False),
    sa.UniqueConstraint("agreement_id", "promise_id", "due_on"),
    sa.Index("ix_obligation_kept_due_on", "kept", "due_on"),
)

agreement_evaluation = sa.Table(
    "agreement_evaluation",
    metadata,
    new_key(),
    _of_agreement(),
    of_place(),
    sa.Column("about_on", sa.Date, nullable=False),
    sa.Column("held_on", sa.Date, nullable=False),
    sa.Column("other_party", sa.String(200), nullable=False),
    sa.Column("kept", json_column(), nullable=False),
    sa.Column("learnt", sa.Text, nullable=False),
    sa.Column("going", sa.String(10), nullable=False),
    sa.Column("next_talk_on", sa.Date),
    sa.Column("recorded_by", sa.String(36), nullable=False),
    sa.Column("recorded_at", Moment, nullable=False),
)
