"""What reckons with numpy and solvers: fast, and knowing nothing of storage."""
