"""Named points where a test may let a process die. Without STEUNSTROMEN_FAULTS=1 they do nothing."""

from __future__ import annotations

import os
import signal

from shared.plumbing.settings import Settings, SettingsError

SWITCH = "STEUNSTROMEN_FAULTS"
WHERE = "CRASH_AT"


def point(name: str) -> None:
    """Ends this process the hard way (SIGKILL) when CRASH_AT names this point and faults are switched on."""
    if os.environ.get(SWITCH) == "1" and os.environ.get(WHERE) == name:
        os.kill(os.getpid(), signal.SIGKILL)


def refuse_in_production(settings: Settings) -> None:
    """Raises SettingsError when faults are switched on for a suite that people reach over https."""
    if settings.https and (SWITCH in os.environ or WHERE in os.environ):
        raise SettingsError(f"{SWITCH} and {WHERE} are for tests only. Remove them from the environment.")
