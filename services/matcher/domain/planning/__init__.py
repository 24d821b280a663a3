"""The plan: which sources together, and for how much. Values and rules only; the solver stands in `engine/plan`."""
