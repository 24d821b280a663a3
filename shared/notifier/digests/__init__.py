"""Several messages to one person that go out as one."""
