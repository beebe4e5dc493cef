"""What an organisation sets for keeping and erasing."""

from people.settings.declared import Mark, Whole

APPLICATIONS_KEPT_DAYS = Whole(
    key="applications_kept_days",
    room="Keeping",
    words="Applications are kept after they are sent",
    hint="Then they are erased, unless human resources hold them. Tell applicants when you change it.",
    unit="day",
    default=400,
    least=180,
    most=800,
    source="Trac’s candidate privacy notice keeps 400 days.",
    mark=Mark.SEEN,
)
