"""Tables of the people database: who is who, who may act for whom, who is signed in."""

from __future__ import annotations

import sqlalchemy as sa

from shared.access import PEOPLE_MIGRATIONS as PEOPLE_MIGRATIONS
from shared.access.factor_tables import define as define_factors
from shared.access.identity_tables import define_identity
from shared.access.privacy_tables import define_privacy
from shared.access.token_tables import define_tokens
from shared.audit.entries import define as define_audit
from shared.plumbing.database import Moment, json_column, new_metadata
from shared.plumbing.idempotency import define as define_idempotency
from shared.plumbing.outbox_table import define_outbox

metadata = new_metadata()

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    # Normalised (shared.access.addresses): one account per address.
    sa.Column("email", sa.String(254), nullable=False, unique=True),
    sa.Column("name", sa.String(120), nullable=False, server_default=""),
    sa.Column("language", sa.String(2), nullable=False, server_default="nl"),
    sa.Column("is_demo", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("disabled_at", Moment),
)

organisation = sa.Table(
    "organisation",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("name", sa.String(200), nullable=False),
    # NULL in legal_form, kvk_number and area_code means: not known yet.
    sa.Column("legal_form", sa.String(40)),
    sa.Column("kvk_number", sa.String(8)),
    sa.Column("area_code", sa.String(20)),
    # The coalition (or network) whose coordinators help this organisation.
    sa.Column("coalition_id", sa.String(36), sa.ForeignKey("organisation.id"), index=True),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("created_at", Moment, nullable=False),
    # Since when a helper keeps it for people who have not taken it over yet; NULL for a place of its own.
    sa.Column("in_trust_since", Moment),
    sa.Column("trust_asked_at", Moment),
    sa.Column("archived_at", Moment),
    sa.Column("claimed_at", Moment),
    sa.CheckConstraint("kind IN ('place', 'partner', 'funder', 'network', 'coalition')", name="kind"),
)

membership = sa.Table(
    "membership",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
    sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    sa.Column("role", sa.String(15), nullable=False),
    sa.Column("since", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.UniqueConstraint("person_id", "organisation_id", "role"),
    sa.CheckConstraint(
        "role IN ('member', 'board', 'volunteer', 'coordinator', 'funder', 'administrator')", name="role"
    ),
)

mandate = sa.Table(
    "mandate",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("place_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("acts", json_column(), nullable=False),
    # Whether the place gave it in writing: needed for submitting and withdrawing.
    sa.Column("written", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("given_by", sa.String(36), sa.ForeignKey("person.id")),
    sa.Column("given_at", Moment, nullable=False),
    # Of whoever keeps the place in trust: no place gave it.
    sa.Column("in_trust", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()),
    # When both were told that it ends soon.
    sa.Column("end_told_at", Moment),
    # The signed paper, photographed: its name in the store of files, and how it was called.
    sa.Column("paper", sa.String(40)),
    sa.Column("paper_name", sa.String(120)),
    sa.Column("paper_kind", sa.String(10)),
)

session = sa.Table(
    "session",
    metadata,
    # SHA-256 of the cookie's value: who reads the database can't sign in with it.
    sa.Column("id_hash", sa.String(64), primary_key=True),
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("means", sa.String(10), nullable=False),
    sa.Column("signed_in_at", Moment, nullable=False),
    # When a second factor was given or the person signed in again; NULL for never.
    sa.Column("strong_at", Moment),
    sa.Column("last_seen_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("end_reason", sa.String(20)),
    # What stays the same when the cookie's value is changed on the way: forms that are open keep working.
    sa.Column("lineage", sa.String(64)),
    # Which roles and mandates the person had; with other ones the cookie gets another value.
    sa.Column("standing", sa.String(64)),
    # The person has a second factor, so it is asked for.
    sa.Column("factor_due", sa.Boolean(create_constraint=False), nullable=False, server_default=sa.false()),
    sa.Column("browser", sa.String(60), nullable=False, server_default=""),
    # The remembered phone that it was started from, without a new proof.
    sa.Column("device_id", sa.String(36)),
)

challenge = sa.Table(
    "challenge",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("email", sa.String(254), nullable=False),
    # NULL when nobody has this address (yet): the row is made all the same, so that both cases take the same work.
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id")),
    sa.Column("purpose", sa.String(10), nullable=False),
    sa.Column("browser_hash", sa.String(64), nullable=False),
    sa.Column("next_path", sa.String(500), nullable=False),
    sa.Column("created_at", Moment, nullable=False, index=True),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("used_at", Moment),
)

season_of_rest = sa.Table(
    "season_of_rest",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("note", sa.String(200), nullable=False, server_default=""),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
)

leave = sa.Table(
    "leave",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("stand_in_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
    # NULL for all places.
    sa.Column("place_id", sa.String(36), sa.ForeignKey("organisation.id")),
    sa.Column("starts_on", sa.Date, nullable=False),
    sa.Column("ends_on", sa.Date, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
)

invitation = sa.Table(
    "invitation",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    # Normalised. Only who signs in with this address can answer.
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("role", sa.String(15), nullable=False),
    sa.Column("invited_by", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    # accepted, declined or withdrawn; NULL while it is open.
    sa.Column("answer", sa.String(10)),
    sa.Column("answered_at", Moment),
)

mandate_request = sa.Table(
    "mandate_request",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("place_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True),
    sa.Column("acts", json_column(), nullable=False),
    sa.Column("ends_at", Moment, nullable=False),
    sa.Column("note", sa.String(500), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    # given, refused or withdrawn; NULL while it is open.
    sa.Column("answer", sa.String(10)),
    sa.Column("answered_at", Moment),
    sa.Column("answered_by", sa.String(36), sa.ForeignKey("person.id")),
)

sharing = sa.Table(
    "sharing",
    metadata,
    sa.Column("place_id", sa.String(36), sa.ForeignKey("organisation.id"), primary_key=True),
    sa.Column("fact_group", sa.String(20), primary_key=True),
    sa.Column("audience", sa.String(12), primary_key=True),
    sa.Column("shared", sa.Boolean(create_constraint=False), nullable=False),
    sa.Column("told_by", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
    sa.Column("told_at", Moment, nullable=False),
)

claim = sa.Table(
    "claim",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("organisation_id", sa.String(36), sa.ForeignKey("organisation.id"), nullable=False, index=True),
    # The first part of the code, that finds the row; the rest is made from the id with the key and stored nowhere.
    sa.Column("handle", sa.String(8), nullable=False, unique=True),
    sa.Column("made_by", sa.String(36), sa.ForeignKey("person.id"), nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("tries_left", sa.Integer, nullable=False),
    sa.Column("used_at", Moment),
    sa.Column("used_by", sa.String(36), sa.ForeignKey("person.id")),
)

rate_hit = sa.Table(
    "rate_hit",
    metadata,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("limit_name", sa.String(30), nullable=False),
    # Keyed digest of the address that is counted: no list of who tried.
    sa.Column("key_hash", sa.String(64), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_rate_hit_counted", "limit_name", "key_hash", "at"),
)

service_nonce = sa.Table(
    "service_nonce",
    metadata,
    sa.Column("nonce", sa.String(64), primary_key=True),
    sa.Column("seen_at", Moment, nullable=False, index=True),
)

factors = define_factors(metadata)
identity = define_identity(metadata)
person_key, erased_address, privacy_request = define_privacy(metadata)
api_token = define_tokens(metadata)
define_outbox(metadata)
define_audit(metadata)
define_idempotency(metadata)
