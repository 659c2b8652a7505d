"""What may be read of experiences: the library for everybody, the drafts for their member."""

from athar.network.queries.experiences.desk import (
    DeskExperience,
    DeskLine,
    desk_experience,
    desk_experiences,
    member_ids,
    members_spoken_for,
)
from athar.network.queries.experiences.published import (
    ExperiencePage,
    Library,
    LibraryFilter,
    experience_page,
    experience_slice,
    latest_experiences,
    library,
    library_choices,
    seen_experiences,
)
from athar.network.queries.experiences.stated import draft_of, stated_of
from athar.network.queries.experiences.views import (
    AdoptionView,
    AwardView,
    CommitmentLine,
    ExperienceView,
    MemberName,
    ReviewView,
    VersionLine,
)

__all__ = [
    "AdoptionView",
    "AwardView",
    "CommitmentLine",
    "DeskExperience",
    "DeskLine",
    "ExperiencePage",
    "ExperienceView",
    "Library",
    "LibraryFilter",
    "MemberName",
    "ReviewView",
    "VersionLine",
    "desk_experience",
    "desk_experiences",
    "draft_of",
    "experience_page",
    "experience_slice",
    "latest_experiences",
    "library",
    "library_choices",
    "member_ids",
    "members_spoken_for",
    "seen_experiences",
    "stated_of",
]
