"""A worker runs what is on the list, with ids, and nothing else that somebody put in Redis."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from redis import Redis
from rq import Callback, SimpleWorker, Worker
from rq.webhook import Webhook
from structlog.testing import capture_logs

from shared.contracts.queues import ALLOWED_JOBS
from shared.contracts.queues import Queue as QueueName
from shared.notifier import jobs, runtime
from shared.notifier.registries import clean_registries
from shared.notifier.worker import make_worker, run_worker
from shared.outbox import queueing
from shared.plumbing.settings import SettingsError
from tests.faults.stage import make_settings


class Recorder:
    """Stands where the notifier stands."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, ...]] = []
        self.waiting: list[str] = []

    def pick_up(self, _sender: str, most: int) -> list[str]:
        self.waiting, found = self.waiting[most:], self.waiting[:most]
        return found

    def take_intent(self, *ids: str, at_once: int) -> None:
        self.calls.append(("take", *ids))

    def deliver(self, *ids: str) -> None:
        self.calls.append(("deliver", *ids))


@pytest.fixture
def recorder(monkeypatch):
    recorder = Recorder()
    monkeypatch.setattr(runtime, "_held", [recorder])
    return recorder


@pytest.fixture
def queue(redis_url):
    with Redis.from_url(redis_url) as client:
        yield queueing.queue_of(client, "notify")


def work(redis_url: str) -> None:
    make_worker(QueueName.NOTIFY, redis_url).work(burst=True, logging_level="CRITICAL")


def test_jobs_of_the_list_run_with_their_ids(redis_url, queue, recorder):
    queueing.enqueue(queue, queueing.TAKE_INTENT, [("tracker", "a")])
    queueing.enqueue(queue, queueing.DELIVER, [("d",)])
    work(redis_url)
    assert recorder.calls == [("take", "tracker", "a"), ("deliver", "d")]


def test_what_waits_is_taken_together_and_who_comes_later_finds_nothing(redis_url, queue, recorder):
    recorder.waiting = ["a", "b", "c"]
    for _ in recorder.waiting:
        queueing.enqueue(queue, queueing.TAKE_WAITING, [("tracker",)])
    work(redis_url)
    assert recorder.calls == [("take", "tracker", "a", "b", "c")]


def test_the_list_names_functions_that_exist():
    assert {queueing.TAKE_INTENT, queueing.TAKE_WAITING, queueing.DELIVER} == ALLOWED_JOBS
    assert all(hasattr(jobs, name.rpartition(".")[2]) for name in ALLOWED_JOBS)


@pytest.mark.parametrize("function", ["os.system", "subprocess.run", "shared.notifier.jobs.runtime", "builtins.eval"])
def test_h82_any_other_function_is_refused_and_says_so_in_the_log(redis_url, queue, recorder, tmp_path, function):
    proof = tmp_path / "proof"
    job = queue.enqueue(function, f"touch {proof}")
    with capture_logs() as said:
        work(redis_url)
    job.refresh()
    assert job.is_failed and not proof.exists()
    refused = [one for one in said if one["event"] == "job_refused"]
    assert refused and all(one["log_level"] == "error" and one["job_id"] == job.id for one in refused)


@pytest.mark.parametrize("extra", ["on_success", "on_failure", "on_stopped", "webhooks"])
def test_callbacks_and_webhooks_are_refused_with_their_job(redis_url, queue, recorder, tmp_path, extra):
    proof = tmp_path / "proof"
    hook = [Webhook("http://127.0.0.1:9/", "failed")] if extra == "webhooks" else Callback(f"{__name__}.touch")
    job = queue.enqueue(queueing.DELIVER, str(proof), **{extra: hook})
    work(redis_url)
    job.refresh()
    assert job.is_failed and recorder.calls == [] and not proof.exists()


def touch(job, *_):
    Path(job.args[0]).touch()


@pytest.mark.parametrize("arguments", [[{"a": 1}], [1], [["x"]]])
def test_only_ids_are_taken_as_arguments(redis_url, queue, recorder, arguments):
    queueing.enqueue(queue, queueing.DELIVER, [arguments])
    work(redis_url)
    assert recorder.calls == []


def test_h83_a_pickle_is_not_opened(redis_url, queue, recorder, tmp_path):
    proof = tmp_path / "proof"

    class Evil:
        def __reduce__(self):
            return Path.touch, (proof,)

    job = queue.enqueue(queueing.DELIVER, "d")
    queue.connection.hset(job.key, "data", pickle.dumps((queueing.DELIVER, None, [Evil()], {})))
    queueing.enqueue(queue, queueing.DELIVER, [("after",)])
    work(redis_url)
    assert recorder.calls == [("deliver", "after")] and not proof.exists()


def test_a_job_that_fails_leaves_the_worker_standing(redis_url, queue, recorder, monkeypatch):
    monkeypatch.setattr(
        recorder, "deliver", lambda one: json.loads("not json") if one == "bad" else recorder.calls.append((one,))
    )
    queueing.enqueue(queue, queueing.DELIVER, [("bad",), ("good",)])
    work(redis_url)
    assert recorder.calls == [("good",)]


def test_messages_share_a_process_and_other_work_gets_its_own(redis_url):
    kinds = {name: make_worker(name, redis_url) for name in QueueName}
    assert type(kinds[QueueName.NOTIFY]) is SimpleWorker
    assert all(type(worker) is Worker for name, worker in kinds.items() if name is not QueueName.NOTIFY)
    assert all([queue.name for queue in worker.queues] == [name.value] for name, worker in kinds.items())


def test_what_a_dead_worker_left_between_two_lists_is_cleaned_up(redis_url, queue):
    queueing.enqueue(queue, queueing.DELIVER, [("d",)])
    between = f"{queue.key}:intermediate"
    queue.connection.lmove(queue.key, between, "RIGHT", "LEFT")
    clean_registries(redis_url, list(QueueName))
    assert queue.connection.llen(between) == 1  # a worker may just be at it
    (job_id,) = queue.connection.lrange(between, 0, -1)
    queue.connection.set(f"{between}:first_seen:{job_id.decode()}", "1")
    clean_registries(redis_url, list(QueueName))
    assert queue.connection.llen(between) == 0


def test_cleaning_without_redis_waits_for_the_next_round(free_port):
    clean_registries(f"redis://127.0.0.1:{free_port}", [QueueName.NOTIFY])


def test_a_worker_without_a_queue_says_so(tmp_path):
    settings = make_settings(tmp_path, dict.fromkeys(("people", "tracker", "notifier"), "sqlite://"))
    with pytest.raises(SettingsError, match="REDIS_URL"):
        run_worker(QueueName.NOTIFY, settings, Recorder())  # type: ignore[arg-type]


def test_faults_can_not_be_switched_on_where_people_work(tmp_path, monkeypatch):
    urls = dict.fromkeys(("people", "tracker", "notifier"), "sqlite://")
    settings = make_settings(tmp_path, urls, base_url="https://steun.example", redis_url="redis://127.0.0.1:1")
    monkeypatch.setenv("STEUNSTROMEN_FAULTS", "1")
    with pytest.raises(SettingsError, match="STEUNSTROMEN_FAULTS"):
        run_worker(QueueName.NOTIFY, settings, Recorder())  # type: ignore[arg-type]


def test_jobs_without_a_notifier_fail_loudly(monkeypatch):
    monkeypatch.setattr(runtime, "_held", [])
    with pytest.raises(RuntimeError):
        jobs.deliver("d")
