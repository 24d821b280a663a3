"""What needs a library to be quick: solvers, arrays. Knows the domain, and no database."""
