"""The pages and the API of documents."""

from __future__ import annotations

import io
import re

from shared.kernel.ids import new_id
from shared.uploads import MAX_FILE_BYTES
from tests.services.tracker.acts import begin
from tests.services.tracker.client import BASE, client_of, hidden_of, words_of
from tests.shared.uploads import made_files as made


def pdf(name="kvk.pdf", data=None):
    return io.BytesIO(data or made.pdf()), name


def upload(client, world, **more):
    fields = {"place": world.place, "kind": "kvk_extract", "title": "", "issuedOn": "", "file": pdf()}
    return client.post("/documents", **fields | more)


def send_file(client, path, version=None, key="", **fields):
    headers = {"X-CSRF-Token": client.token, "Idempotency-Key": key or new_id()}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return client.http.post(f"/api/v1{path}", base_url=BASE, headers=headers, data=fields)


def found(pattern, text):
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def test_an_empty_place_says_where_to_begin(small_world):
    page = client_of(small_world, "mo").get("/documents")
    assert page.status_code == 200
    assert "Er is nog geen document" in words_of(page.text)


def test_from_upload_to_download(small_world):
    client = client_of(small_world, "mo")
    assert upload(client, small_world, title="Uittreksel", issuedOn="2025-09-10").status_code == 303
    page = client.get(f"/documents?place={small_world.place}").text
    assert "Dit papier is 14 maanden oud. Vraag een nieuw." in words_of(page)
    document_id = found(r"/documents/([0-9a-f-]{36})", page)
    assert "bewaard door Mo" in words_of(client.get(f"/documents/{document_id}").text)
    file = client.get(f"/documents/{document_id}/versions/1/file")
    assert file.data == made.pdf()
    assert file.headers["Content-Disposition"] == "attachment; filename=kvk.pdf"
    assert file.headers["Content-Security-Policy"].startswith("sandbox")


def test_everything_typed_is_kept_when_the_file_is_wrong(small_world):
    client = client_of(small_world, "mo")
    wrong = upload(client, small_world, title="Mijn <naam>", issuedOn="morgen", file=pdf(data=b"MZ\x00"))
    assert wrong.status_code == 400
    assert "Er zit een programma in dit bestand." in words_of(wrong.text)
    assert "Dit is geen datum." in words_of(wrong.text)
    assert 'value="Mijn &lt;naam&gt;"' in wrong.text
    assert 'value="kvk_extract" selected' in wrong.text
    assert small_world.rows("stored_file") == []


def test_h57_a_file_that_is_too_large(small_world):
    client, large = client_of(small_world, "mo"), made.pdf() + b" " * MAX_FILE_BYTES

    def status(path, content, **fields):
        body, content_type = form_of(content, **fields)
        headers = {"X-CSRF-Token": client.token, "Idempotency-Key": new_id()}
        return client.http.post(path, base_url=BASE, data=body, content_type=content_type, headers=headers).status_code

    page = {"csrf_token": client.token, "place": small_world.place, "kind": "statutes"}
    assert status("/documents", large, **page) == 400
    assert status("/documents", large * 2, **page) == 413
    assert status(f"/api/v1/places/{small_world.place}/documents", large, kind="statutes") == 413
    assert small_world.rows("stored_file") == []


def form_of(content, **fields):
    """A form with a large file, without the temporary file that the test client would leave open."""
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()
    ]
    head = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    return "".join((*parts, head)).encode() + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


def test_a_citizen_service_number_is_warned_about(small_world):
    client = client_of(small_world, "mo")
    upload(client, small_world, file=pdf(data=made.pdf(("BSN 111222333",))))
    assert "burgerservicenummer" in words_of(client.get("/documents").text)


def test_the_api_warns_of_it_too_also_in_a_repeat(small_world):
    client = client_of(small_world, "mo")

    def send(version, key, *texts):
        path = "versions" if version else ""
        address = f"documents/{made_id}/versions" if path else f"places/{small_world.place}/documents"
        body, content_type = form_of(made.pdf(texts), **({} if version else {"kind": "other"}))
        headers = {"X-CSRF-Token": client.token, "Idempotency-Key": key, "If-Match": f'"{version}"'}
        answer = client.http.post(
            f"/api/v1/{address}", base_url=BASE, data=body, content_type=content_type, headers=headers
        )
        assert answer.status_code == 201, answer.text
        return answer.json

    made_id, key = "", new_id()
    first, again = send(0, key, "BSN 111222333"), send(0, key, "BSN 111222333")
    assert first == again and [one["code"] for one in first["warnings"]] == ["personal_number"]
    made_id = first["id"]
    assert send(first["version"], new_id(), "Niets bijzonders")["warnings"] == []


def test_a_document_at_an_application(small_world):
    application, client = begin(small_world), client_of(small_world, "mo")
    here = f"/applications/{application.id}/documents"
    assert "Er is nog geen document bij deze aanvraag" in words_of(client.get(here).text)
    assert here in client.get(f"/applications/{application.id}").text
    fields = {"kind": "kvk_extract", "title": "", "issuedOn": "", "file": pdf()}
    assert client.post(f"{here}/new", **fields).status_code == 303
    assert "ophalen" in words_of(client.get(here).text)
    assert "1 van de 3 klaar" in words_of(client.get(f"/applications/{application.id}").text)
    link = found(rf"{here}/([0-9a-f-]{{36}})/detach", client.get(here).text)
    assert client.post(f"{here}/{link}/detach").status_code == 303
    document_id = found(r'<option value="([0-9a-f-]{36})"', client.get(here).text)
    assert client.post(here, documentId=document_id).status_code == 303
    assert client.post(here, documentId="weg").status_code == 404
    assert "ophalen" in words_of(client.get(here).text)


def test_changing_a_version_and_removing_and_bringing_back(small_world):
    client = client_of(small_world, "mo")
    upload(client, small_world)
    document_id = small_world.rows("document")[0]["id"]
    here = f"/documents/{document_id}"
    assert client.submit(here, title="Nieuw", kind="statutes", issuedOn="2020-01-01").status_code == 303
    hidden = hidden_of(client.get(here).text, f"{here}/versions")
    assert client.post(f"{here}/versions", **hidden, file=pdf("b.pdf"), newIssuedOn="").status_code == 303
    assert "Versie 2 ophalen" in words_of(client.get(here).text)
    stale = client.post(here, version="1", title="Oud", kind="statutes")
    assert stale.status_code == 412
    assert 'value="Oud"' in stale.text
    assert client.post(f"{here}/remove", version="3").status_code == 303
    assert client.get(here).status_code == 404
    assert "“Nieuw” is weggehaald." in words_of(client.get("/documents").text)
    assert client.post(f"{here}/restore", version="4").status_code == 303
    assert client.get(here).status_code == 200


def test_the_api_does_the_same(small_world):
    client, application = client_of(small_world, "mo"), begin(small_world)
    path, key = f"/places/{small_world.place}/documents", new_id()
    first = send_file(client, path, key=key, kind="kvk_extract", issuedOn="2026-01-01", file=pdf())
    again = send_file(client, path, key=key, kind="kvk_extract", issuedOn="2026-01-01", file=pdf())
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.get_json() == again.get_json()
    other = send_file(client, path, key=key, kind="kvk_extract", issuedOn="2026-01-01", file=pdf(data=made.pdf(("x",))))
    assert other.status_code == 422
    document_id = first.get_json()["id"]
    version = send_file(client, f"/documents/{document_id}/versions", version=1, file=pdf("b.pdf"))
    assert (version.status_code, version.get_json()["version"]) == (201, 2)
    attached = client.send(
        "POST", f"/applications/{application.id}/documents", {"documentId": document_id, "number": 1}
    )
    assert attached.status_code == 201
    found = client.send("GET", f"/applications/{application.id}/documents").get_json()["items"]
    assert [(one["number"], one["stays"]) for one in found] == [(1, False)]
    assert client.send("GET", f"/documents/{document_id}/versions/2/content").data == made.pdf()
    off = client.send("POST", f"/applications/{application.id}/documents/{found[0]['id']}/detachments")
    assert off.status_code == 200
    patch = {"title": "A", "kind": "statutes", "issuedOn": None}
    assert client.send("PATCH", f"/documents/{document_id}", patch, version=2).get_json()["title"] == "A"
    gone = client.send("POST", f"/documents/{document_id}/removals", {}, version=3).get_json()
    assert gone["removedAt"]
    place = client.send("GET", path).get_json()
    assert (place["items"], len(place["removed"])) == ([], 1)
    back = client.send("POST", f"/documents/{document_id}/removals", {"removed": False}, version=4)
    assert back.get_json()["removedAt"] is None


def test_the_api_tells_every_field_that_is_wrong(small_world):
    client = client_of(small_world, "mo")
    answer = send_file(client, f"/places/{small_world.place}/documents", kind="paspoort", issuedOn="morgen", extra="1")
    assert answer.status_code == 400
    assert {error["field"] for error in answer.get_json()["errors"]} == {"file", "kind", "issuedOn", "extra"}
    json = client.send("POST", f"/places/{small_world.place}/documents", {"kind": "statutes"})
    assert json.status_code == 415


def test_h2_the_file_of_another_place(small_world):
    upload(client_of(small_world, "mo"), small_world)
    document_id = small_world.rows("document")[0]["id"]
    otto = client_of(small_world, "otto")
    for path in (f"/documents/{document_id}", f"/documents/{document_id}/versions/1/file"):
        assert otto.get(path).status_code == 404
    assert otto.get(f"/documents?place={small_world.place}").status_code == 404
    assert otto.send("GET", f"/documents/{document_id}/versions/1/content").status_code == 404
    assert upload(otto, small_world).status_code == 404


def test_h56_a_name_that_would_break_a_header(small_world):
    client = client_of(small_world, "mo")
    upload(client, small_world, file=pdf('a"; filename=evil.exe.pdf'))
    document_id = small_world.rows("document")[0]["id"]
    header = client.get(f"/documents/{document_id}/versions/1/file").headers["Content-Disposition"]
    assert header.startswith("attachment; filename=") and header.count("filename=") <= 2
    assert "evil.exe.pdf" in header and "\r" not in header
