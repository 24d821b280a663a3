"""What only the file drop promises: names without people, whole files, and a folder of somebody else's."""

from __future__ import annotations

import os

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.kernel.ids import is_id
from shared.notifier.tables import delivery
from shared.outbox.relay import NoRelay
from shared.plumbing.settings import SettingsError
from tests.faults import stage as stages
from tests.faults.stage import ANNA, TEAM, an_intent, rows, take_and_deliver, tell
from tests.shared.notifier.preferences.browsing import browser


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "drop"
    made.mkdir()
    return made


@pytest.fixture
def dropping(make_sqlite, tmp_path, folder, clock):
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite), channels={"file_drop": str(folder)})
    stage = stages.open_stage(settings, clock=clock, relay=NoRelay(), direct_after=0)
    yield stage
    stages.close(stage)


def told(stage, **changes):
    intent = an_intent(stages.NOW, **changes)
    tell(stage, intent)
    take_and_deliver(stage, [intent])


def states_of_drops(stage):
    return [one[0] for one in rows(stage, sa.select(delivery.c.state).where(delivery.c.channel == "file_drop"))]


def test_a_file_says_what_it_is_about_and_names_nobody_in_its_name_nor_anybodys_address(dropping, folder):
    told(dropping)
    files = list(folder.iterdir())
    assert len(files) == len(TEAM) and all(is_id(one.stem) and one.suffix == ".txt" for one in files)
    texts = [one.read_text() for one in files]
    assert {line for text in texts for line in text.splitlines() if line.startswith("To: ")} == {
        f"To: {name}" for name in TEAM.values()
    }
    for text in texts:
        assert "Nieuwe keuken" in text and "http://127.0.0.1:8000/" in text
        assert "@" not in text and "/unsubscribe" not in text
    assert files[0].stat().st_mode & 0o007 == 0


def test_a_forged_line_in_a_title_starts_no_line(dropping, folder):
    told(dropping, data={"application_title": "Keuken\nTo: Mallory\r\nId: 1", "source_name": "Fonds"})
    texts = [one.read_text() for one in folder.iterdir()]
    assert len(texts) == len(TEAM) and all("Mallory" in text for text in texts)
    for text in texts:
        starts = [line.split(" ")[0] for line in text.splitlines() if line.startswith(("To:", "Id:"))]
        assert starts == ["Id:", "To:"]


def test_a_folder_that_is_full_or_closed_is_tried_again_and_nothing_half_stays(dropping, folder, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told(dropping)
    assert set(states_of_drops(dropping)) == {"retry_wait"} and list(folder.iterdir()) == []
    reasons = rows(dropping, sa.select(delivery.c.reason).where(delivery.c.channel == "file_drop"))
    assert set(reasons) == {("ENOSPC",)}


def test_a_link_that_was_laid_out_for_us_is_not_followed(dropping, folder, tmp_path):
    intent = an_intent(stages.NOW)
    tell(dropping, intent)
    dropping.take_intent("tracker", intent.id)
    ids = [one[0] for one in rows(dropping, sa.select(delivery.c.id).where(delivery.c.channel == "file_drop"))]
    target = tmp_path / "secret"
    target.write_text("untouched")
    for one in ids:
        (folder / f".{one}.{os.getpid()}.part").symlink_to(target)
    dropping.deliver(*ids)
    assert target.read_text() == "untouched" and set(states_of_drops(dropping)) == {"retry_wait"}


def test_codes_to_sign_in_never_lie_in_a_folder(dropping, folder):
    told(dropping, kind=MessageKind.SIGN_IN, place_id=None)
    assert list(folder.iterdir()) == [] and states_of_drops(dropping) == []


def test_a_folder_by_half_a_path_stops_the_start(make_sqlite, tmp_path):
    settings = stages.make_settings(tmp_path, stages.make_urls(make_sqlite), channels={"file_drop": "messages"})
    with pytest.raises(SettingsError, match="CHANNEL_FILE_DROP"):
        stages.open_stage(settings)


def test_without_the_setting_nobody_is_asked_about_it_and_nothing_is_planned(sqlite_stage):
    told(sqlite_stage)
    assert states_of_drops(sqlite_stage) == []
    assert "bestand" not in browser(sqlite_stage, ANNA).get("/messages/preferences").text


def test_where_it_was_set_up_people_choose_about_it(dropping):
    page = browser(dropping, ANNA).get("/messages/preferences").text
    assert "Als bestand op de server" in page and 'name="file_drop.applications"' in page
