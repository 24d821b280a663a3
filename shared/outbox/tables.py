"""The outbox table, for the metadata of a sender and for our own queries."""

from __future__ import annotations

from shared.plumbing.database import new_metadata
from shared.plumbing.outbox_table import define_outbox

define = define_outbox
"""`define(metadata) -> Table` adds `outbox_intent` to a sender's database."""

# The same table in every sender's database; queries name it without knowing whose it is.
outbox = define_outbox(new_metadata())
