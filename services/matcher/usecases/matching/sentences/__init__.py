"""One sentence per finding, in Dutch with the values of the verdict."""
