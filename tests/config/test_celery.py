"""Jobs: their timetable names tasks that exist."""

from django.conf import settings

from config.celery import app


def test_every_entry_of_the_timetable_names_a_task():
    app.loader.import_default_modules()
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert named <= set(app.tasks)


def test_a_task_is_done_before_it_is_acknowledged_and_one_is_taken_at_a_time():
    assert app.conf.task_acks_late is True
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
