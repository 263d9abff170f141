"""The zero-set-up PostgreSQL and Valkey of `make run` and the tests; imports no app."""
