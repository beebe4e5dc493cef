"""The catalogue's short words as people read them."""

# From nearest to the patient to the whole country; a facet lists them in this order.
LEVELS = {
    "team": "Team",
    "service": "Service",
    "service group": "Group of services",
    "division": "Division",
    "organisation": "Whole organisation",
    "board-minus-one": "One below the board",
    "board": "Board",
    "system": "Local health system",
    "national": "National",
    "external": "Outside the NHS",
}

# Frameworks whose name in the reference file is long, or says what it is to the file.
FRAMEWORKS = {
    "Healthcare Leadership Model (levels: essential, proficient, strong, exemplary)": "Healthcare Leadership Model",
    "NHS Leadership Framework (extension)": "NHS Leadership Framework",
    "NHS Leadership Competency Framework for board members (2024)": "Leadership competencies of board members (2024)",
    "Seed knowledge gaps (four)": "Management knowledge",
}


def level_words(level: str) -> str:
    """A level in words: "board-minus-one" → "One below the board"; one that is not listed as it stands."""
    return LEVELS.get(level) or level[:1].upper() + level[1:]


def setting_words(setting: str) -> str:
    """A setting in words: "provider trust / GP practice" → "Provider trust or GP practice"."""
    if setting == "ICB":
        return "Integrated care board (ICB)"
    return (setting[:1].upper() + setting[1:]).replace(" / ", " or ")
