"""The ways to reach people: one small module each, and one line in `registry`."""
