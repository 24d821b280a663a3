"""One way to declare a route: what it takes, what it gives, who may. Used for checking and for the OpenAPI document."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, g, jsonify, request
from marshmallow import Schema
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import UnsupportedMediaType

from shared.kernel.errors import FieldError, InvalidInput, PreconditionMissing
from shared.plumbing.idempotency import Once, fingerprint_of
from shared.plumbing.schemas import load

API_VERSION = "1.0.0"
MAX_KEY_LENGTH = 100
View = Callable[..., Any]


class _Public:
    """The right of a route that everybody may use without signing in."""

    def __repr__(self) -> str:
        return "PUBLIC"


PUBLIC: Final = _Public()


@dataclass(frozen=True)
class Endpoint:
    """What is known of one API route; the OpenAPI document is made from these.

    With `max_body` (bytes) the body is a form with a file (multipart/form-data; FileField in the schema), not JSON.
    `files` are the media types of the files that the answer may be.
    """

    method: str
    path: str
    name: str
    summary: str
    right: object
    description: str = ""
    body: Schema | None = None
    query: Schema | None = None
    answer: Schema | None = None
    status: int = 200
    idempotent: bool = False
    if_match: bool = False
    max_body: int | None = None
    files: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass
class Api:
    """The JSON routes of one service under one blueprint."""

    blueprint: Blueprint
    title: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def endpoint(self, method: str, path: str, **about: Any) -> Callable[[View], View]:
        """Declares a route.

        The view gets path arguments, and by keyword `body`, `query`, `once` and `expected_version` as declared.
        It returns the value that `answer` (a schema) writes, None for 204, or a Response. `right` is required.
        """

        def declare(view: View) -> View:
            endpoint = Endpoint(method=method, path=path, name=view.__name__, **about)
            handler = _handler(endpoint, view)
            handler.right = endpoint.right  # type: ignore[attr-defined]
            handler.max_body = endpoint.max_body  # type: ignore[attr-defined]
            self.endpoints.append(endpoint)
            self.blueprint.add_url_rule(path, endpoint.name, handler, methods=[method])
            return view

        return declare


def page(
    blueprint: Blueprint, method: str, path: str, *, right: object, max_body: int | None = None
) -> Callable[[View], View]:
    """Declares a page and the right that it asks for; `max_body` is in bytes, for a form that sends a file."""

    def declare(view: View) -> View:
        view.right = right  # type: ignore[attr-defined]
        view.max_body = max_body  # type: ignore[attr-defined]
        blueprint.add_url_rule(path, view.__name__, view, methods=[method])
        return view

    return declare


def principal() -> str:
    """Who asks, for keys and limits: the person's id, or the network address of an unknown one."""
    actor = g.get("actor")
    return getattr(actor, "person_id", None) or f"ip:{request.remote_addr}"


def once_from_form(location: Callable[[Any], str]) -> Once | None:
    """The idempotency of a page form, from its hidden field; a repeat goes to the same `location` again."""
    key = request.form.get("idempotency_key", "")
    if not key:
        return None
    fields = {name: values for name, values in request.form.lists() if name not in ("csrf_token", "idempotency_key")}
    files = {name: [_meant(file) for file in sent] for name, sent in request.files.lists()}
    return Once(
        scope=f"{principal()} {request.endpoint}",
        key=key[:MAX_KEY_LENGTH],
        fingerprint=fingerprint_of([request.path, fields | files]),
        present=lambda result: {"location": location(result)},
    )


def version_from_form() -> int:
    """The version that a form was made from (hidden field `version`)."""
    text = request.form.get("version", "")
    if not text.isascii() or not text.isdigit():
        raise PreconditionMissing("Open de pagina opnieuw en probeer het nog eens.")
    return int(text[:9])


def read_json() -> Any:
    """The JSON body.

    Raises InvalidInput for text that is not JSON, is nested too deep, says one key twice, or can't be kept as text.
    """
    if request.mimetype not in ("application/json", "application/merge-patch+json"):
        raise UnsupportedMediaType()
    try:
        found = json.loads(request.get_data(), object_pairs_hook=_no_doubles, parse_constant=_no_constants)
        json.dumps(found, ensure_ascii=False).encode()  # half a character (`\ud800`) has no UTF-8
    except UnicodeEncodeError as error:
        message = "Hier staat een half teken in, zoals \\ud800. Typ deze tekst opnieuw."
        raise InvalidInput([FieldError("", "half_character", message)]) from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput([FieldError("", "not_json", "Dit is geen geldige JSON.")]) from error
    return found


def _handler(endpoint: Endpoint, view: View) -> View:
    @functools.wraps(view)
    def handle(**path_arguments: Any) -> Response:
        arguments: dict[str, Any] = dict(path_arguments)
        raw = _read_body(endpoint)
        if endpoint.idempotent:
            arguments["once"] = _once_from_header(endpoint, raw)
        if endpoint.if_match:
            arguments["expected_version"] = _expected_version()
        if endpoint.body:
            arguments["body"] = load(endpoint.body, raw)
        if endpoint.query:
            arguments["query"] = load(endpoint.query, request.args.to_dict())
        return _answer(endpoint, view(**arguments))

    return handle


def _read_body(endpoint: Endpoint) -> Any:
    if endpoint.body is None:
        return None
    if endpoint.max_body is None:
        return read_json()
    # A form whose file was forgotten may come as the other sort; the schema then says what is missing.
    if request.mimetype not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise UnsupportedMediaType()
    return request.form.to_dict() | request.files.to_dict()


def _answer(endpoint: Endpoint, result: Any) -> Response:
    if isinstance(result, Response):
        return _with_version(result)
    if endpoint.answer is None or result is None:
        return _with_version(Response(status=204))
    body = endpoint.answer.dump(result)
    response = jsonify(body)
    response.status_code = endpoint.status
    if isinstance(body, Mapping) and isinstance(body.get("version"), int):
        response.set_etag(str(body["version"]))
    if isinstance(body, Mapping) and endpoint.status == 201 and "id" in body:
        response.headers["Location"] = f"{request.script_root}{request.path.rstrip('/')}/{body['id']}"
    return _with_version(response)


def _with_version(response: Response) -> Response:
    response.headers["API-Version"] = API_VERSION
    return response


def _once_from_header(endpoint: Endpoint, raw: Any) -> Once:
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not key or len(key) > MAX_KEY_LENGTH or not key.isascii() or not key.isprintable():
        mend = "Geef een kopregel Idempotency-Key met een eigen, nieuwe waarde."
        raise InvalidInput([FieldError("Idempotency-Key", "required", mend)])

    def present(result: Any) -> Mapping[str, Any]:
        body = endpoint.answer.dump(result) if endpoint.answer and result is not None else None
        return {"status": endpoint.status if body is not None else 204, "body": body}

    scope = f"{principal()} {request.endpoint}"
    meant = (
        {name: _meant(value) for name, value in raw.items()} if isinstance(raw, Mapping) and endpoint.max_body else raw
    )
    return Once(scope=scope, key=key, fingerprint=fingerprint_of([request.path, meant]), present=present)


def _meant(value: Any) -> str:
    """A field of a form for the fingerprint; a file counts by its name and content."""
    if not isinstance(value, FileStorage):
        return str(value)
    value.stream.seek(0)  # a view may have read it already
    digest = hashlib.file_digest(value.stream, "sha256").hexdigest()  # type: ignore[arg-type]
    value.stream.seek(0)
    return f"{value.filename} {digest}"


def _expected_version() -> int:
    given = request.headers.get("If-Match", "")
    if not given:
        raise PreconditionMissing("Stuur If-Match mee, met de ETag van wat u verandert.")
    # A weak or foreign tag can't equal ours; -1 matches no version, so storage answers that it is stale.
    tag = re.fullmatch(r'"([0-9]{1,9})"', given.strip())
    return int(tag[1]) if tag else -1


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _no_constants(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def replace_present(once: Once, present: Callable[[Any], Mapping[str, Any]]) -> Once:
    """The same key with another way to keep the answer, for a use case that returns something else than the answer."""
    return dataclasses.replace(once, present=present)
