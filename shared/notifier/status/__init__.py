"""How the sending of messages stands, told honestly: one set of figures for the page, the API, health and metrics."""
