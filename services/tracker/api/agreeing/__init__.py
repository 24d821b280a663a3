"""Partner agreements through the JSON API."""

from services.tracker.api.agreeing import acts as acts
from services.tracker.api.agreeing import files as files
