"""What runs by the clock exists, and everything that must run by the clock does."""

from ideanet.celery import app


def test_every_task_on_the_schedule_exists() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled - set(app.tasks) == set()


def test_every_room_with_something_owed_is_on_the_schedule() -> None:
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} == {
        "ideanet.activity.tasks.seal",
        "ideanet.activity.tasks.sweep",
        "ideanet.activity.tasks.tell_digests",
        "ideanet.publishing.tasks.sweep",
        "ideas.tasks.remind",
        "ideas.tasks.lapse_merge_proposals",
        "ideas.tasks.tell_of_themes",
        "ideas.tasks.sweep_calendars",
        "councils.tasks.change_chairs",
        "councils.tasks.find_conflicts",
        "councils.tasks.remind",
        "awards.tasks.announce_winners",
    }
