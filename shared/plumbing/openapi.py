"""The OpenAPI 3.1 document of a service, made from its declared endpoints, and the two routes that show it."""

from __future__ import annotations

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Response, jsonify, render_template
from marshmallow import Schema, fields

from shared.plumbing.endpoints import API_VERSION, PUBLIC, Api, Endpoint, page
from shared.plumbing.schemas import AmountField, CamelSchema, FileField, camel

CONTACT = {
    "name": "Steunstromen",
    "url": "https://steunstromen.invalid/contact",
    "email": "contact@steunstromen.invalid",
}
FILE = {"type": "string", "contentEncoding": "binary"}


class ProblemError(CamelSchema):
    """One field that is wrong."""

    field = fields.String(required=True)
    code = fields.String(required=True)
    detail = fields.String(required=True)


class Problem(CamelSchema):
    """RFC 9457 problem details; `errors` names every field at once."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String()
    errors = fields.List(fields.Nested(ProblemError))
    allowed_events = fields.List(fields.String())
    reason = fields.String()
    current_version = fields.Integer(allow_none=True)
    changes = fields.Dict()

    class Meta:
        """Programs must expect members that they do not know."""

        unknown = "include"


def document(api: Api, *, server: str, description: str) -> dict[str, Any]:
    """The OpenAPI document; `server` is the base path of the API, such as /api/v1."""
    plugin = MarshmallowPlugin(schema_name_resolver=_schema_name)
    spec = APISpec(
        title=api.title,
        version=API_VERSION,
        openapi_version="3.1.0",
        plugins=[plugin],
        info={
            "description": description,
            "contact": CONTACT,
        },
        servers=[{"url": server}],
        tags=[{"name": tag} for tag in sorted({tag for e in api.endpoints for tag in e.tags})],
    )
    plugin.map_to_openapi_type(AmountField, "string", "decimal")  # type: ignore[no-untyped-call]
    plugin.map_to_openapi_type(FileField, "string", "binary")  # type: ignore[no-untyped-call]
    spec.components.security_scheme("session", {"type": "apiKey", "in": "cookie", "name": "session"})
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    spec.components.security_scheme("csrf", {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"})
    for endpoint in api.endpoints:
        spec.path(_openapi_path(endpoint.path), operations={endpoint.method.lower(): _operation(endpoint)})
    return spec.to_dict()


def add_document_routes(api: Api, *, server: str, description: str) -> None:
    """Adds `/openapi.json` (open to all, for any origin) and `/docs` (the same for people) to the API's blueprint."""
    made: dict[str, Any] = {}

    def current() -> dict[str, Any]:
        if not made:
            made.update(document(api, server=server, description=description))
        return made

    @page(api.blueprint, "GET", "/openapi.json", right=PUBLIC)
    def openapi_json() -> Response:
        response = jsonify(current())
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cache-Control"] = "public, max-age=300"
        response.headers["API-Version"] = API_VERSION
        return response

    @page(api.blueprint, "GET", "/docs", right=PUBLIC)
    def docs() -> str:
        return render_template("pages/api_docs.html", spec=current(), server=server)


def _schema_name(schema: Any) -> str:
    name = schema.__name__ if isinstance(schema, type) else type(schema).__name__
    return str(name)


def _openapi_path(path: str) -> str:
    """Flask's `<need_id>` as OpenAPI's `{needId}`."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: "{" + camel(found[1]) + "}", path)


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": camel(endpoint.name),
        "summary": endpoint.summary,
        "tags": list(endpoint.tags),
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint),
        "security": _security(endpoint),
    }
    if endpoint.description:
        operation["description"] = endpoint.description
    if endpoint.body:
        media_type = "application/json" if endpoint.max_body is None else "multipart/form-data"
        operation["requestBody"] = {"required": True, "content": {media_type: {"schema": endpoint.body}}}
    return operation


def _security(endpoint: Endpoint) -> list[dict[str, list[str]]]:
    if endpoint.right is PUBLIC:
        return []
    if endpoint.method == "GET":
        return [{"session": []}, {"token": []}]
    return [{"session": [], "csrf": []}, {"token": []}]


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"in": "path", "name": camel(name), "required": True, "schema": {"type": "string", "maxLength": 100}}
        for name in re.findall(r"<(?:\w+:)?(\w+)>", endpoint.path)
    ]
    if endpoint.query:
        found.append({"in": "query", "schema": endpoint.query})
    if endpoint.idempotent:
        found.append(_header("Idempotency-Key", "Eigen waarde per poging; kan zeven dagen veilig herhaald worden."))
    if endpoint.if_match:
        found.append(_header("If-Match", "De ETag van wat u verandert."))
    return found


def _header(name: str, description: str) -> dict[str, Any]:
    schema = {"type": "string", "minLength": 1, "maxLength": 100}
    return {"in": "header", "name": name, "required": True, "description": description, "schema": schema}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    version = {"API-Version": {"schema": {"type": "string"}, "description": "Versie van deze API."}}
    content: dict[str, Any] = {kind: {"schema": FILE} for kind in endpoint.files}
    if endpoint.answer:
        content["application/json"] = {"schema": endpoint.answer}
    if content:
        good = {str(endpoint.status): {"description": "Gelukt", "headers": version, "content": content}}
    else:
        good = {"204": {"description": "Gelukt, zonder inhoud", "headers": version}}
    return good | {str(status): _problem(text) for status, text in _failures(endpoint).items()}


def _failures(endpoint: Endpoint) -> dict[int, str]:
    failures = {429: "Te vaak", 500: "Fout bij ons", 503: "Even niet bereikbaar"}
    if endpoint.body or endpoint.query or endpoint.idempotent or "<" in endpoint.path:
        failures[400] = "Er klopt iets niet; alle velden tegelijk"
    if endpoint.right is not PUBLIC:
        failures |= {401: "Niet ingelogd", 403: "Mag niet"}
    if "<" in endpoint.path or endpoint.right is not PUBLIC:
        failures[404] = "Niet gevonden"
    if endpoint.method != "GET":
        failures |= {403: "Mag niet", 409: "Kan nu niet"}
    if endpoint.body:
        failures |= {413: "Te groot", 415: "Geen JSON, of geen formulier met een bestand"}
    if endpoint.idempotent:
        failures[422] = "Sleutel hoort bij een ander verzoek"
    if endpoint.if_match:
        failures |= {412: "Iemand was u voor", 428: "If-Match ontbreekt"}
    return dict(sorted(failures.items()))


def _problem(text: str) -> dict[str, Any]:
    schema: type[Schema] = Problem
    return {"description": text, "content": {"application/problem+json": {"schema": schema}}}
