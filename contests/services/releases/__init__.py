"""The way of a run to the public: checked by one, approved by another, at once or for a time; then frozen for good."""

from contests.services.releases.approving import (
    approve_release,
    decline_release,
    publish_due,
    time_release,
    withdraw_release,
)
from contests.services.releases.checking import BulletinPlan, check_run

__all__ = [
    "BulletinPlan",
    "approve_release",
    "check_run",
    "decline_release",
    "publish_due",
    "time_release",
    "withdraw_release",
]
