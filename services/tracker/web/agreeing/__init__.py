"""The pages of partner agreements."""

from services.tracker.web.agreeing import acting as acting
from services.tracker.web.agreeing import reading as reading
from services.tracker.web.agreeing import strategies as strategies
from services.tracker.web.agreeing import talking as talking
from services.tracker.web.agreeing import writing as writing
