"""The servers that all other tests stand on are real, fresh and local."""

from __future__ import annotations

import smtplib
import socket
from email.message import EmailMessage

import pytest
import requests
from redis import Redis
from rq import Queue, SimpleWorker
from sqlalchemy import create_engine, text

from tests.support.network import NetworkUsed


def test_database_starts_empty_and_keeps_what_it_is_given(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (word TEXT)"))
        connection.execute(text("INSERT INTO kept VALUES ('twee €')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT word FROM kept")).scalars().all() == ["twee €"]
    engine.dispose()


def test_databases_of_one_test_are_apart(make_database):
    first, second = create_engine(make_database("matcher")), create_engine(make_database("tracker"))
    with first.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (id INTEGER)"))
    with second.begin() as connection:
        connection.execute(text("CREATE TABLE only_here (id INTEGER)"))
    first.dispose()
    second.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_no_database_remembers_the_test_before(postgres_url, turn):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA extra CREATE TABLE kept (id INTEGER)"))
        connection.execute(text("CREATE TABLE kept (id INTEGER)"))
        connection.execute(text("CREATE TYPE colour AS ENUM ('green')"))
    engine.dispose()


def test_postgresql_is_the_release_of_production(postgres_url):
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.execute(text("SHOW server_version")).scalar_one().startswith("18.")
    engine.dispose()


@pytest.mark.parametrize("turn", [1, 2])
def test_redis_starts_empty_and_runs_jobs(redis_url, turn):
    with Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        queue = Queue("test", connection=client, serializer="json")
        job = queue.enqueue("operator.add", turn, 40)
        SimpleWorker([queue], connection=client, serializer="json").work(burst=True)
        assert job.return_value() == 40 + turn


def test_mail_sink_keeps_a_message(smtp_sink):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "wij@example.org", "u@example.org", "Nog twee dagen"
    message.set_content("De termijn sluit overmorgen.")
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as client:
        client.send_message(message)
    assert [kept["Subject"] for kept in smtp_sink.messages] == ["Nog twee dagen"]
    assert smtp_sink.recipients == [["u@example.org"]]


def test_mail_sink_can_refuse(smtp_sink):
    smtp_sink.answer = "451 try later"
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as client, pytest.raises(smtplib.SMTPDataError):
        client.sendmail("wij@example.org", ["u@example.org"], "Subject: nee\r\n\r\nnee")
    assert smtp_sink.messages == []


def test_no_name_of_another_machine_is_looked_up():
    with pytest.raises(NetworkUsed):
        requests.get("http://example.org/", timeout=1)


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_no_number_of_another_machine_is_reached(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as own, pytest.raises(NetworkUsed):
        own.connect((address, 80))
