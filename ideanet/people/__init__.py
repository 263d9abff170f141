"""Who is here: accounts, organisations, the reporting tree, credentials."""
