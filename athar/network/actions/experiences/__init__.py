"""Every write of experiences: telling them, reviewing, publishing, taking them up."""

from athar.network.actions.experiences.putting import put_experience
from athar.network.actions.experiences.reviewing import (
    publish_experience,
    return_experience,
    review_experience,
    submit_experience,
    withdraw_experience,
)
from athar.network.actions.experiences.taking_up import adopt_experience, record_award
from athar.network.actions.experiences.writing import begin_experience, write_experience

__all__ = [
    "adopt_experience",
    "begin_experience",
    "publish_experience",
    "put_experience",
    "record_award",
    "return_experience",
    "review_experience",
    "submit_experience",
    "withdraw_experience",
    "write_experience",
]
