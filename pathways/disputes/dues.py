"""What the room of mediation and appeal tells people of."""

from reminders.kinds import ON_THE_DAY, Kind, after, before

DISAGREEMENT = Kind(
    key="split-disagreement",
    room="Time splits",
    words="Mediation and appeal",
    says="Your step in a mediation or an appeal about a time split: to name, meet, hear, recommend or decide.",
    stages=(before(2), ON_THE_DAY, after(3)),
    stays="A mediation has days that must be kept, and so has an appeal.",
)
