"""F21: rows are changed or removed by hand behind the program's back: the check of every minute names each of them."""

from __future__ import annotations

import pytest

from tests.faults.harness import results, settings_of
from tests.faults.harness.client import Client
from tests.faults.harness.roles import open_notifier

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
ONE = "(SELECT id FROM delivery ORDER BY id LIMIT 1)"
LONG_AGO = "'2020-01-01T00:00:00.000000Z'"

ROT = {
    "sent_without_attempt": f"DELETE FROM delivery_attempt WHERE delivery_id = {ONE}",
    "event_without_delivery": "DELETE FROM delivery",
    "taken_without_event": "DELETE FROM taken_event",
    "overdue": f"UPDATE delivery SET state = 'sending', lease_until = NULL, changed_at = {LONG_AGO} WHERE id = {ONE}",
}
CLEARS = {
    "event_without_delivery": ("DELETE FROM delivery_attempt",),
    "taken_without_event": ("DELETE FROM delivery_attempt", "DELETE FROM delivery"),
}


@pytest.mark.parametrize("rule", list(ROT))
def test_what_was_changed_by_hand_is_reported(make_long_scene, rule):
    scene = make_long_scene()
    for role in ("web", "worker", "ticker"):
        scene.keep(role)
    assert Client(scene).start_application()
    scene.settle()
    scene.stop_all()
    notifier = open_notifier(settings_of.read(scene.given))
    assert notifier.invariants().sound
    for statement in (*CLEARS.get(rule, ()), ROT[rule]):
        assert scene.change("notifier", statement)
    counted = notifier.invariants()
    context = notifier.context
    for database in (context.database, context.people, *context.senders.values()):
        database.dispose()
    assert counted.broken[rule] == 1, counted.broken
    results.note(f"F21 bit-rot {rule}", scene.database)


def test_a_queue_whose_keys_are_gone_costs_nothing(make_long_scene):
    scene = make_long_scene()
    scene.keep("web")
    assert Client(scene).start_application()
    with scene.redis.client() as redis:
        for key in list(redis.scan_iter("rq:*")):
            redis.delete(key)
    scene.keep("worker")
    scene.keep("ticker")
    scene.settle()
    scene.verdict("F21 keys of the queue gone")
