"""F22: the mail server has no address, only one of the new kind, or refuses: it is tried again, and it says which."""

from __future__ import annotations

import pytest

from shared.notifier.status.figures import Failing, gather
from tests.faults.harness import results, settings_of
from tests.faults.harness.client import Client
from tests.faults.harness.roles import open_notifier
from tests.faults.harness.scene import Scene
from tests.support.processes import free_port

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


@pytest.mark.parametrize(
    ("host", "said"),
    [("mail.invalid:25", "gaierror"), ("[::1]:{port}", "Error"), ("127.0.0.1:{port}", "ConnectionRefusedError")],
    ids=["no address", "only the new kind", "refused"],
)
def test_mail_waits_and_says_why_and_the_inbox_goes_on(make_long_scene, host, said):
    scene = make_long_scene(smtp_url=f"smtp://{host.format(port=free_port())}")
    scene.keep("web")
    worker = scene.keep("worker")
    scene.keep("ticker")
    assert Client(scene).start_application()
    by_channel = "SELECT channel, state, count(*) FROM delivery GROUP BY channel, state ORDER BY channel, state"
    wanted = [("inbox", "delivered", 3), ("mail", "retry_wait", 3)]
    scene.wait(lambda: scene.rows("notifier", by_channel) == wanted, "three tries")
    reasons = {row[0] for row in scene.rows("notifier", "SELECT reason FROM delivery WHERE channel = 'mail'")}
    assert all("connect" in reason and said in reason for reason in reasons), reasons
    assert worker.starts == 1
    (failing,) = said_on_the_status_page(scene)
    assert (failing.channel, failing.count) == ("mail", 3) and said in failing.reason
    name = "ipv6 only" if host[0] == "[" else host.partition(":")[0]
    results.note(f"F22 {name}", scene.database, note=f"3 mails wait; the status page says: {failing.reason}")


def said_on_the_status_page(scene: Scene) -> list[Failing]:
    """What coordinators read of what does not go out now."""
    context = open_notifier(settings_of.read(scene.given)).context
    try:
        return list(gather(context).failing)
    finally:
        for database in (context.database, context.people, *context.senders.values()):
            database.dispose()
