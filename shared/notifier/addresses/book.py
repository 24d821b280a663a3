"""The book of addresses: the mail channel asks it whom not to write to, and tells it what came back."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from sqlalchemy.engine import Connection

from shared.kernel.clock import Clock
from shared.notifier.addresses import storage
from shared.notifier.addresses.rules import SERIES_WITHIN, Trouble, key_of, masked, stops
from shared.notifier.addresses.storage import StoppedAddress
from shared.plumbing.database import Database

log = structlog.get_logger(__name__)


class AddressBook:
    """Knows which addresses get no mail. Addresses come in and go out; what is kept is a keyed digest of each."""

    def __init__(self, database: Database, secret: bytes, clock: Clock) -> None:
        self._database = database
        self._secret = secret
        self._clock = clock

    def stopped(self, addresses: Iterable[str]) -> frozenset[str]:
        """Which of these addresses get no mail."""
        keys = {self.key_of(address): address for address in addresses}
        if not keys:
            return frozenset()
        with self._database.read() as connection:
            return frozenset(keys[key] for key in storage.stopped_among(connection, keys))

    def note(self, delivery_id: str, address: str, person_id: str | None, trouble: Trouble) -> None:
        """Keeps what came back of a mail; saying it twice changes nothing."""
        with self._database.transaction() as connection:
            self.note_in(connection, delivery_id, address, person_id, trouble)

    def note_in(
        self, connection: Connection, delivery_id: str, address: str, person_id: str | None, trouble: Trouble
    ) -> None:
        """The same in a transaction of the caller."""
        now, key = self._clock.now(), self.key_of(address)
        storage.add_refused(connection, delivery_id, key, now, now - SERIES_WITHIN)
        if stops(trouble, storage.refused_lately(connection, key)):
            storage.stop(connection, StoppedAddress(key, masked(address), person_id, trouble, now))
            log.info("address_stopped", delivery_id=delivery_id, reason=trouble.value)

    def key_of(self, address: str) -> str:
        """What stands for an address in the tables."""
        return key_of(self._secret, address)
