"""Journeys: a real Chromium walks through the real site."""
