"""What the authoring room tells people of."""

from reminders.kinds import Kind

POST = Kind(
    key="post",
    room="Applying and choosing",
    words="Posts",
    says="A post of yours waits to be published, or one that you apply for or choose for has changed or was withdrawn.",
)
