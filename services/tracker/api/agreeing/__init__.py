"""Partner agreements through the JSON API."""

from services.tracker.api.agreeing import acts, files

__all__ = ["acts", "files"]
