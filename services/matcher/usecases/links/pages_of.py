"""The pages that a source names."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource


def pages_of(entry: CatalogueSource) -> tuple[str, ...]:
    """The giver's page, and the page where the facts were read."""
    found = (entry.source.url, entry.source.provenance.source_url)
    return tuple(dict.fromkeys(url for url in found if url and _host(url)))


def hosts_of(catalogue: Catalogue) -> dict[str, str]:
    """The host of every page of the listed sources."""
    listed: Iterable[CatalogueSource] = (entry for entry in catalogue.sources.values() if entry.listed)
    return {url: _host(url) for entry in listed for url in pages_of(entry)}


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (parts.hostname or "")[:255] if parts.scheme in ("http", "https") else ""
