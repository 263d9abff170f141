"""What those who run the site do at a terminal."""
