"""What the interviews room tells people of."""

from reminders.kinds import Kind, before

INTERVIEW = Kind(
    key="interview",
    room="Applying and choosing",
    words="Interviews",
    says="An interview of yours, or one that you hold, is tomorrow.",
    stages=(before(1),),
    stays="Others count on you at that time.",
)
