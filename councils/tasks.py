"""Celery's doors into councils."""

from celery import shared_task

from councils import acting, escalating, reminding, seat_reminding, watching


@shared_task
def remind() -> None:
    """Every hour: each reminder goes out once, however often this runs."""
    reminding.remind_all()
    escalating.escalate_all()
    seat_reminding.warn_all()
    seat_reminding.warn_of_all_terms()
    seat_reminding.tell_of_all_run_out()


@shared_task
def change_chairs() -> None:
    """Every ten minutes: who acts for an absent chair reads what chairs read, as long as that lasts."""
    acting.notice_all()


@shared_task
def find_conflicts() -> None:
    """Every hour: whoever has come to be tied to an author is kept away from the review."""
    watching.watch_all()
