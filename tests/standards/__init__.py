"""Whether the running suite keeps to what its documents say; `make standards`."""
