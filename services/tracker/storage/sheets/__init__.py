"""Storage of sheets: what was brought, how it is read, and the rows that applications came from."""
