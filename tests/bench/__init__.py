"""How quick the pages are, against a bare Django application on the same tables in the same run."""
