"""No address leads inward, however it is written."""

from __future__ import annotations

import pytest

from shared.egress.guard import EgressGuard
from shared.egress.refusals import EgressRefused

# Apart from its address, so that nobody takes this for a real one.
LOGIN = "user:pass"

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:4700:4700::1111"
INTERNAL = frozenset({"http://matcher:8000", "http://127.0.0.1:8001/tracker"})


def guard_for(*addresses, own_address="203.0.113.7"):
    """A guard whose resolver gives these addresses, and another one for our own name."""

    def look_up(host, port):
        return [own_address] if host == "steun.example.org" else list(addresses)

    return EgressGuard(own_hosts=frozenset({"steun.example.org"}), internal_bases=INTERNAL, resolver=look_up)


def refusal(url, *addresses):
    with pytest.raises(EgressRefused) as refused:
        guard_for(*(addresses or (PUBLIC,))).public(url)
    return refused.value.code


def test_a_public_name_is_pinned_to_its_address():
    pinned = guard_for(PUBLIC, PUBLIC_V6).public("https://hook.example.nl/in?x=1#part")
    assert (pinned.target.host, pinned.address) == ("hook.example.nl", PUBLIC)
    assert pinned.target.url == "https://hook.example.nl:443/in?x=1"
    assert guard_for(PUBLIC).public("https://HOOK.example.nl.:8443").target.url == "https://hook.example.nl:8443/"
    assert guard_for(PUBLIC).public("https://bücher.example.nl/").target.host == "xn--bcher-kva.example.nl"


INWARD = [
    "127.0.0.1",
    "::1",
    "0.0.0.0",
    "169.254.169.254",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "192.88.99.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::1",
    "2001::1",
    "fc00::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", INWARD)
def test_h44_a_name_that_leads_inward_is_refused_also_beside_a_public_address(address):
    assert refusal("https://hook.example.nl/", address) in ("not_public", "detour_address")
    assert refusal("https://hook.example.nl/", PUBLIC, address) in ("not_public", "detour_address")


@pytest.mark.parametrize("address", [a for a in INWARD if "%" not in a])
def test_h42_an_inward_address_in_the_url_is_refused(address):
    host = f"[{address}]" if ":" in address else address
    assert refusal(f"https://{host}/") in ("not_public", "detour_address")


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f000001",
        "0x7f.0.0.1",
        "2130706433",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.01",
        "0",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "[fe80::1%25eth0]",
        "[::ffff:7f00:1]",
        "localhost",
        "intranet",
        "-x.example.nl",
        "a..example.nl",
        "under_score.example.nl",
        "example.1",
        "x" * 300 + ".nl",
    ],
)
def test_h43_other_ways_to_write_an_address_are_refused(host):
    assert refusal(f"https://{host}/") in ("not_a_name", "not_public", "detour_address", "not_a_url")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hook.example.nl/", "not_https"),
        ("gopher://hook.example.nl/", "not_https"),
        ("file:///etc/passwd", "not_a_url"),
        ("ftp://hook.example.nl/", "not_https"),
        ("javascript:alert(1)", "not_a_url"),
        ("//hook.example.nl/", "not_https"),
        (f"https://{LOGIN}@hook.example.nl/", "credentials"),
        ("https://user@hook.example.nl/", "credentials"),
        ("https://@hook.example.nl/", "credentials"),
        ("https://hook.example.nl:22/", "port"),
        ("https://hook.example.nl:25/", "port"),
        ("https://hook.example.nl:6379/", "port"),
        ("https://hook.example.nl:0/", "port"),
        ("https://hook.example.nl:99999/", "not_a_url"),
        ("https://hook.example.nl\\@127.0.0.1/", "not_a_url"),
        ("https://hook.example.nl/\r\nX: y", "not_a_url"),
        ("https://hook.example.nl/ x", "not_a_url"),
        ("https://hook.example\t.nl/", "not_a_url"),
        ("https://", "not_a_url"),
        ("", "not_a_url"),
        ("https://[::1", "not_a_url"),
        ("https://hook.example.nl/" + "a" * 3000, "not_a_url"),
    ],
)
def test_h46_h47_only_plain_https_on_the_usual_ports(url, code):
    assert refusal(url) == code


def test_h49_h50_nobody_points_us_at_ourselves():
    assert refusal("https://steun.example.org/api/v1/needs", "203.0.113.7") == "own_host"
    own = guard_for(PUBLIC, own_address=PUBLIC)
    with pytest.raises(EgressRefused) as refused:
        own.public("https://another-name.example.nl/")
    assert refused.value.code == "own_host"


def test_a_name_without_an_address_is_refused():
    def nobody(host, port):
        raise OSError("no such name")

    guard = EgressGuard(own_hosts=frozenset(), internal_bases=INTERNAL, resolver=nobody)
    with pytest.raises(EgressRefused) as refused:
        guard.public("https://hook.example.nl/")
    assert refused.value.code == "unknown_name"


def test_internal_calls_go_to_the_two_services_only():
    guard = guard_for()
    assert guard.internal("http://matcher:8000/internal/v1/snapshots").address is None
    assert guard.internal("http://127.0.0.1:8001/tracker/internal/v1/events").target.port == 8001
    for url in (
        "http://matcher:8001/internal/v1/snapshots",
        "https://matcher:8000/internal/v1/snapshots",
        "http://matcher.evil.nl:8000/",
        f"http://{'matcher:8000'}@evil.nl/",
        "http://127.0.0.1:8001/trackers",
        "http://127.0.0.1:6379/",
        "file:///etc/passwd",
    ):
        with pytest.raises(EgressRefused):
            guard.internal(url)
