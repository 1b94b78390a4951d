"""What the portal does by itself, and when. Times are London's."""

from typing import Any

from celery.schedules import crontab


def timed_work(*, sweep_seconds: float) -> dict[str, dict[str, Any]]:
    """Name -> task and when it runs. Each may run twice; the second finds nothing to do."""
    return {
        "sweep-jobs": {"task": "accounts.sweep_jobs", "schedule": sweep_seconds},
        "retry-mail": {"task": "accounts.retry_mail", "schedule": crontab(minute="*/5")},
        "watch-feed": {"task": "children.watch_feed", "schedule": 60.0},
        "audit-heads": {
            "task": "accounts.write_down_audit_heads",
            "schedule": crontab(hour="0", minute="5"),
        },
        "forget-sent-forms": {
            "task": "accounts.forget_sent_forms",
            "schedule": crontab(hour="3", minute="30"),
        },
        "clear-away": {"task": "accounts.clear_away", "schedule": crontab(hour="3", minute="40")},
        "clear-imports": {"task": "children.clear_away", "schedule": crontab(hour="3", minute="50")},
        "lock-adopted": {"task": "children.lock_adopted", "schedule": crontab(hour="4", minute="0")},
        "names-on-records": {
            "task": "children.remind_of_names",
            "schedule": crontab(hour="7", minute="10"),
        },
        "records-over": {
            "task": "children.tell_of_records",
            "schedule": crontab(day_of_month="1", hour="7", minute="30"),
        },
        "end-of-day": {"task": "reviews.lapse_unanswered", "schedule": crontab(hour="0", minute="10")},
        "end-of-day-again": {"task": "reviews.lapse_unanswered", "schedule": crontab(hour="6", minute="10")},
        "morning-reminders": {"task": "reviews.chase", "schedule": crontab(hour="7", minute="0")},
        "nightly-clock": {"task": "reviews.replay_all", "schedule": crontab(hour="0", minute="20")},
        "disputes-end-of-day": {"task": "disputes.chase", "schedule": crontab(hour="0", minute="15")},
        "disputes-end-of-day-again": {"task": "disputes.chase", "schedule": crontab(hour="6", minute="15")},
        "nightly-measures": {
            "task": "reporting.compute_measures_nightly",
            "schedule": crontab(hour="1", minute="0"),
        },
    }


def broker_from(redis_url: str) -> str:
    """Celery's address of the same server: it names a unix socket in another way than redis-py."""
    if redis_url.startswith("unix://"):
        path, _, query = redis_url.removeprefix("unix://").partition("?")
        return f"redis+socket://{path}?virtual_host={query.removeprefix('db=') or '0'}"
    return redis_url
