"""Which services a real organisation plausibly runs, by its kind. Source of specialties: people/data."""

from random import Random

# Services by specialty name, so that posts and people link to a real specialty; None where there is none.
ALWAYS = {
    "acute": [
        "Emergency medicine",
        "Acute internal medicine",
        "Anaesthetics",
        "Intensive care medicine",
        "Cardiology",
        "Respiratory medicine",
        "Gastroenterology",
        "Geriatric medicine",
        "General surgery",
        "Trauma and orthopaedic surgery",
        "Obstetrics and gynaecology",
        "Paediatrics",
        "Clinical radiology",
        "Histopathology",
        "Endocrinology and diabetes mellitus",
        "Urology",
    ],
    "specialist": ["Anaesthetics", "Intensive care medicine", "Clinical radiology", "Histopathology"],
    "mental": [
        "General psychiatry",
        "Old age psychiatry",
        "Child and adolescent psychiatry",
        "Psychiatry of learning disability",
        "Practitioner psychologists",
        "Nursing (mental health)",
    ],
    "community": [
        "Rehabilitation medicine",
        "Community sexual and reproductive health",
        "Physiotherapists",
        "Occupational therapists",
        "Speech and language therapists",
        "Health visiting",
        "Nursing (adult)",
    ],
    "ambulance": ["Emergency medicine", "Paramedics"],
    "board": ["General practice", "Public health medicine"],
}
SOMETIMES = {
    "acute": [
        "Dermatology",
        "Rheumatology",
        "Neurology",
        "Renal medicine",
        "Haematology",
        "Medical oncology",
        "Clinical oncology",
        "Palliative medicine",
        "Ophthalmology",
        "Otolaryngology",
        "Plastic surgery",
        "Vascular surgery",
        "Cardiothoracic surgery",
        "Neurosurgery",
        "Medical microbiology",
        "Infectious diseases",
        "Genito-urinary medicine",
        "Oral and maxillofacial surgery",
        "Physiotherapists",
        "Midwifery",
        "Biomedical scientists",
    ],
    "specialist": ["Paediatrics", "Cardiology", "Neurology", "Medical oncology", "Ophthalmology", "Neurosurgery"],
    "mental": ["Forensic psychiatry", "Medical psychotherapy", "Nursing (learning disability)"],
    "community": ["Palliative medicine", "Dietitians", "Chiropodists / podiatrists", "Special care dentistry"],
    "ambulance": ["Intensive care medicine"],
    "board": ["Paediatrics", "General psychiatry"],
}
# What users call a service when it is not the specialty's own name.
CALLED = {
    "Clinical radiology": "Radiology",
    "Trauma and orthopaedic surgery": "Trauma and orthopaedics",
    "Endocrinology and diabetes mellitus": "Diabetes and endocrinology",
    "Geriatric medicine": "Care of older people",
    "General psychiatry": "Adult mental health",
    "Otolaryngology": "Ear, nose and throat",
    "Acute internal medicine": "Acute medicine",
    "Anaesthetics": "Anaesthetics and theatres",
    "Intensive care medicine": "Critical care",
    "Practitioner psychologists": "Psychological services",
    "Nursing (mental health)": "Inpatient mental health nursing",
    "Nursing (learning disability)": "Learning disability nursing",
    "Nursing (adult)": "District nursing",
    "Physiotherapists": "Physiotherapy",
    "Occupational therapists": "Occupational therapy",
    "Speech and language therapists": "Speech and language therapy",
    "Dietitians": "Dietetics",
    "Chiropodists / podiatrists": "Podiatry",
    "Biomedical scientists": "Laboratory medicine",
    "Midwifery": "Maternity",
    "Paramedics": "Paramedic services",
    "General practice": "Primary care",
    "Public health medicine": "Population health",
}
WITHOUT_SPECIALTY = {"acute": ["Pharmacy"], "mental": ["Pharmacy"], "board": ["Medicines optimisation"]}


def sort_of(subtype: str) -> str:
    """One of the keys above for an organisation's subtype as ODS-derived data names it."""
    if subtype == "ICB":
        return "board"
    if subtype == "acute specialist":
        return "specialist"
    return next((sort for sort in ("acute", "mental", "community", "ambulance") if subtype.startswith(sort)), "board")


def services_for(rng: Random, subtype: str) -> list[tuple[str, str]]:
    """Name and specialty name (empty where there is none) of each service of one organisation."""
    sort = sort_of(subtype)
    sometimes = SOMETIMES[sort]
    chosen = ALWAYS[sort] + sorted(rng.sample(sometimes, rng.randint(len(sometimes) // 3, len(sometimes))))
    named = [(CALLED.get(specialty, specialty), specialty) for specialty in chosen]
    return named + [(name, "") for name in WITHOUT_SPECIALTY.get(sort, [])]
