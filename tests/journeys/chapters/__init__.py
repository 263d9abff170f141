"""The loop, chapter by chapter: what each person does on the pages, and what they read there."""
