"""Tables of what people have besides their mail to prove who they are, and of phones that are remembered."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from shared.plumbing.database import Moment


@dataclass(frozen=True)
class FactorTables:
    """The tables that `define` makes, by name."""

    totp: sa.Table
    recovery_code: sa.Table
    passkey: sa.Table
    spent_ceremony: sa.Table
    device: sa.Table


def define(metadata: sa.MetaData) -> FactorTables:
    """Adds the tables to the people database."""
    return FactorTables(_totp(metadata), _recovery(metadata), _passkey(metadata), _spent(metadata), _device(metadata))


def _person() -> sa.Column[str]:
    return sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), nullable=False, index=True)


def _totp(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "totp",
        metadata,
        sa.Column("person_id", sa.String(36), sa.ForeignKey("person.id"), primary_key=True),
        # Sealed (shared.access.sealing): who reads the database can't make codes.
        sa.Column("sealed", sa.String(200), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        # The half minute of the last code that was taken: it and earlier ones are refused from then on.
        sa.Column("last_step", sa.BigInteger, nullable=False),
    )


def _recovery(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "recovery_code",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        _person(),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("used_at", Moment),
    )


def _passkey(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "passkey",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        _person(),
        # What the device calls it (base64url), and its public key; nothing here is secret.
        sa.Column("credential_id", sa.String(1400), nullable=False, unique=True),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("used_at", Moment),
    )


def _spent(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "spent_ceremony",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("at", Moment, nullable=False, index=True),
    )


def _device(metadata: sa.MetaData) -> sa.Table:
    return sa.Table(
        "device",
        metadata,
        sa.Column("id", sa.String(36), primary_key=True),
        _person(),
        sa.Column("value_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("name", sa.String(60), nullable=False),
        # The roles that the person had; with other roles the phone is a stranger again.
        sa.Column("standing", sa.String(64), nullable=False),
        # When a second factor was given on it, for people who need one; NULL for never.
        sa.Column("factor_at", Moment),
        sa.Column("added_at", Moment, nullable=False),
        sa.Column("used_at", Moment, nullable=False),
        sa.Column("ends_at", Moment, nullable=False),
        sa.Column("ended_at", Moment),
    )
