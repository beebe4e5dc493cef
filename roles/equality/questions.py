"""The equality questions: protected characteristics of the Equality Act 2010, in the groups of the 2021 census.

Broad groups only: a finer answer would be hidden in every table (R12), so it is not asked for.
"""

from dataclasses import dataclass

NOT_SAID = "not_said"


@dataclass(frozen=True)
class Question:
    """One question: what is asked, what its groups are called in a table, and the answers."""

    label: str
    group: str
    choices: tuple[tuple[str, str], ...]

    @property
    def all_choices(self) -> list[tuple[str, str]]:
        return [*self.choices, (NOT_SAID, "Prefer not to say")]


QUESTIONS: dict[str, Question] = {
    "sex": Question("What is your sex?", "Sex", (("female", "Female"), ("male", "Male"), ("other", "Other"))),
    "ethnicity": Question(
        "What is your ethnic group?",
        "Ethnic group",
        (
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or multiple ethnic groups"),
            ("white", "White"),
            ("other", "Other ethnic group"),
        ),
    ),
    "age_band": Question(
        "How old are you?",
        "Age",
        (
            ("under_30", "Under 30"),
            ("30_39", "30 to 39"),
            ("40_49", "40 to 49"),
            ("50_59", "50 to 59"),
            ("60_over", "60 or over"),
        ),
    ),
    "disability": Question("Are you disabled?", "Disability", (("yes", "Disabled"), ("no", "Not disabled"))),
    "religion": Question(
        "What is your religion?",
        "Religion",
        (
            ("none", "No religion"),
            ("buddhist", "Buddhist"),
            ("christian", "Christian"),
            ("hindu", "Hindu"),
            ("jewish", "Jewish"),
            ("muslim", "Muslim"),
            ("sikh", "Sikh"),
            ("other", "Another religion"),
        ),
    ),
    "orientation": Question(
        "What is your sexual orientation?",
        "Sexual orientation",
        (
            ("straight", "Straight or heterosexual"),
            ("gay", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other", "Other"),
        ),
    ),
}
