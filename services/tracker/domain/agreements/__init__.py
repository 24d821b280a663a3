"""Partner agreements: what a place and a partner promise each other, and how that lives."""
