"""Solves plans with HiGHS (mixed-integer programming)."""
