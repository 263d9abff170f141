"""IdeaNet: where a company's ideas are born, argued over, vetted, rewarded and sent out."""

from ideanet.celery import app as celery_app

__all__ = ["celery_app"]
