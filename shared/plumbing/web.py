"""What every Flask app of the suite starts with: request ids, headers, error answers, health and metrics."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import structlog
from flask import Flask, Response, abort, current_app, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.registry import Collector

from shared.kernel.ids import is_id, new_id
from shared.plumbing import problems
from shared.plumbing.endpoints import PUBLIC
from shared.plumbing.late_rules import LateRule
from shared.plumbing.secret_paths import is_secret

MAX_BODY_BYTES = 1_000_000

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Pages and answers are personal unless a view says otherwise (static files do).
    "Cache-Control": "no-store",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}

Check = Callable[[], Mapping[str, object]]
"""A readiness check: returns facts to show, raises when the part does not work."""

requests_served = Counter("http_requests_total", "Answers given", ["service", "endpoint", "status"])
request_seconds = Histogram("http_request_seconds", "Time to answer", ["service", "endpoint"])
log = structlog.get_logger()


def new_app(import_name: str, *, service: str, https: bool) -> Flask:
    """A Flask app with the habits of this house; `service` is matcher or tracker."""
    app = Flask(import_name, static_folder=None, template_folder=None)
    app.url_rule_class = LateRule
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES)
    app.config.update(SESSION_COOKIE_SECURE=https)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["readiness"] = {}
    app.extensions["metrics"] = CollectorRegistry(auto_describe=False)
    app.before_request(_begin)
    always = {**ALWAYS, **(HTTPS_ONLY if https else {})}
    app.after_request(lambda response: _finish(response, service, always))
    problems.install(app)
    _add_health(app, service)
    return app


def add_readiness(app: Flask, name: str, check: Check) -> None:
    """Adds a part that must work before this process is ready."""
    app.extensions["readiness"][name] = check


def add_metrics(app: Flask, collector: Collector) -> None:
    """Adds figures that are gathered anew whenever somebody asks for /metrics."""
    app.extensions["metrics"].register(collector)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if is_id(given) else new_id()
    g.started = time.perf_counter()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)
    # No address of ours holds a null, and PostgreSQL takes none in a text.
    if "\0" in request.path:
        abort(404)
    # Before anything looks at the form, which would read the whole body.
    most = getattr(current_app.view_functions.get(request.endpoint or ""), "max_body", None)
    if most is not None:
        request.max_content_length = most


def _finish(response: Response, service: str, always: Mapping[str, str]) -> Response:
    endpoint = request.endpoint or "none"
    requests_served.labels(service, endpoint, str(response.status_code)).inc()
    request_seconds.labels(service, endpoint).observe(time.perf_counter() - g.get("started", time.perf_counter()))
    headers = response.headers
    headers["X-Request-Id"] = g.get("request_id", "")
    if is_secret(request.path):
        headers["Referrer-Policy"] = "no-referrer"
    present = {name.lower() for name, __ in headers}
    for name, value in always.items():
        if name.lower() not in present:
            headers.add(name, value)
    return response


def _add_health(app: Flask, service: str) -> None:
    def live() -> Response:
        return jsonify(status="ok", service=service)

    def ready() -> tuple[Response, int]:
        parts: dict[str, object] = {}
        failed = False
        for name, check in app.extensions["readiness"].items():
            try:
                parts[name] = {"status": "ok", **check()}
            except Exception as error:  # a check may fail in any way; the page names the part, the log the cause
                failed = True
                parts[name] = {"status": "failed", "error": type(error).__name__}
                log.error("readiness_failed", part=name, error=type(error).__name__)
        return jsonify(status="failed" if failed else "ok", service=service, parts=parts), 503 if failed else 200

    def metrics() -> Response:
        own = generate_latest(app.extensions["metrics"])
        return Response(generate_latest() + own, mimetype=CONTENT_TYPE_LATEST)

    views: dict[str, Callable[[], object]] = {"/health/live": live, "/health/ready": ready, "/metrics": metrics}
    for path, view in views.items():
        view.right = PUBLIC  # type: ignore[attr-defined]
        app.add_url_rule(path, path.strip("/").replace("/", "_"), view)  # type: ignore[arg-type]
