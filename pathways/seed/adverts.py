"""The words of invented adverts, by family of role. Square-cornered facts (PAs, money, dates) come from the post."""

# Which archetypes speak which family's words; the others speak as `lead`.
FAMILIES = {
    "board": [
        "medical-director", "deputy-medical-director", "associate-medical-director", "divisional-medical-director",
        "divisional-director-any", "responsible-officer", "chief-nurse", "chief-executive-trust",
        "chief-executive-icb", "trust-neds-associate", "chief-ahp",
    ],
    "quality": [
        "governance-lead", "audit-qi-lead", "mortality-lead", "medical-examiner", "caldicott-guardian",
        "freedom-to-speak-up-guardian", "guardian-of-safe-working",
    ],
    "education": [
        "director-of-medical-education", "lead-postgraduate-tutor", "training-programme-director", "sas-advocate",
        "educational-supervisor", "clinical-supervisor", "appraisal-lead", "medical-appraiser", "chief-registrar",
    ],
    "digital": ["ccio", "cnio", "digital-safety-officer"],
    "system": [
        "icb-medical-director", "icb-clinical-lead", "cancer-alliance-lead", "pcn-clinical-director",
        "pcn-deputy-clinical-director", "transformation-clinical-lead",
    ],
    "research": ["research-lead", "consultant-practitioner"],
}  # fmt: skip
FAMILY_OF = {slug: family for family, slugs in FAMILIES.items() for slug in slugs}

SUMMARIES = {
    "lead": [
        "Lead {area} at {organisation}: its people, its quality and its plans for the next three years.",
        "Bring {area} together across sites, with {pas} PAs a week for the work and a manager beside you.",
        "Shape how {area} cares for patients in {town}, and keep your own clinical practice while you do it.",
    ],
    "board": [
        "Join the senior team of {organisation} and speak for clinical practice where decisions are made.",
        "Set the clinical direction of {organisation} and answer for the quality of its care.",
        "Lead clinicians of every profession in {town} through a demanding and hopeful time.",
    ],
    "quality": [
        "Help {organisation} learn from what goes wrong and spread what goes well.",
        "Make care safer in {area}: reviews done well, actions closed, families heard.",
        "Turn findings into change that staff and patients in {town} can feel.",
    ],
    "education": [
        "Look after those who learn and those who teach in {area} at {organisation}.",
        "Make {organisation} a place where doctors want to train and stay.",
        "Protect time for learning, and know how each learner is doing.",
    ],
    "digital": [
        "Stand between clinicians and systems so that records help care in {area}.",
        "Lead the clinical side of digital change at {organisation}.",
        "Keep patients safe while {organisation} changes its systems.",
    ],
    "system": [
        "Join hospital, community and primary care around people in {town}.",
        "Lead change across organisations in {region}, where no one of them can act alone.",
        "Give {area} a clinical voice across the whole system.",
    ],
    "research": [
        "Open research to more patients and more professions at {organisation}.",
        "Grow research in {area} from good questions to changed practice.",
        "Make time, money and advice for research easy to find in {town}.",
    ],
}

OPENINGS = [
    "{organisation} is looking for a {title} to lead {area} with colleagues from every profession.",
    "This is a chance to lead {area} at {organisation} while you stay in clinical practice.",
    "Our present {title} comes to the end of their term. We want someone who will build on it and change what no"
    " longer works.",
    "We have set aside {pas} PAs a week for this work in {area}, and we mean it: your job plan will show it.",
]

WORK = {
    "lead": [
        "chair the monthly service meeting and see that what it decides happens",
        "agree job plans with consultants and specialists, and cover for leave",
        "hold the service's budget with its general manager, from the monthly statement to the yearly plan",
        "recruit, induct and keep staff, and deal early and fairly with concerns",
        "bring down waiting times by redesigning clinics, lists and follow-up",
        "answer complaints and incidents within the agreed time, and share what was learnt",
        "plan rotas so that nights and weekends are safe and bearable",
        "lead the winter plan of the service with its matron and manager",
    ],
    "board": [
        "sit with the executive team and advise it on clinical risk",
        "lead job planning across divisions so that it is fair and finished on time",
        "support and challenge clinical directors, and plan who comes after them",
        "answer to the board for mortality, safety and patients' experience",
        "lead large changes of service with partners in the region",
        "see that money, people and quality are weighed together, not one after the other",
    ],
    "quality": [
        "lead reviews of serious incidents with compassion for patients, families and staff",
        "keep the risk register short, true and acted upon",
        "run a yearly programme of audit that changes practice",
        "teach improvement methods at the bedside and in theatre",
        "meet families, and tell them what was found",
        "report to the quality committee each quarter",
    ],
    "education": [
        "see that each learner has a supervisor with time in the job plan",
        "read the yearly training survey with learners and put right what it shows",
        "plan teaching, simulation and study leave for the year",
        "support learners in difficulty, early and in confidence",
        "run a fair appraisal system and train those who appraise",
        "meet the postgraduate dean's team and prepare for its visits",
    ],
    "digital": [
        "write and keep the safety case for each new system",
        "bring clinicians of every profession into design early",
        "lead the clinical side of the move to one electronic record",
        "see that data are good enough to plan care with",
        "teach colleagues and listen to what slows them down",
    ],
    "system": [
        "bring general practice, community teams and hospitals to one plan",
        "lead pathway redesign with patients as partners",
        "use population data to find who is missing out",
        "advise on where money does most good",
        "build a network of clinical leads and look after it",
    ],
    "research": [
        "help teams turn questions into funded studies",
        "open trials to patients who are seldom asked",
        "agree protected time for researchers of every profession",
        "see that studies recruit to time and close well",
        "bring findings back into everyday practice",
    ],
}

PROMISES = [
    "You will have a named manager, a nursing or therapy partner and a day a month with a coach.",
    "You will work with a general manager and a lead nurse as a team of three, with an analyst's time on top.",
    "We offer a place on a leadership programme in the first year, and a mentor from another organisation.",
    "New leaders here meet every six weeks to compare notes with managers who started at the same time.",
]
WAYS_BACK = [
    "At the end of the term you may ask to be renewed, move on, or return to {return_pas} PAs of direct clinical"
    " care within {months} months; the right is in your letter.",
    "Your clinical post is kept: you come back to {return_pas} PAs of direct clinical care within {months} months"
    " of the term's end.",
]
CLOSINGS = [
    "Ring {contact} to talk it over: nobody will hold it against you if you then decide not to apply.",
    "We would be glad to hear from people who are not sure yet. Please ring {contact}.",
    "We especially welcome people from groups that are seldom seen in leadership at {organisation}.",
]
HOW_CHOSEN = [
    "Two people score each application against the criteria without seeing names. Those shortlisted meet a panel"
    " and a group of staff; we answer everyone within two weeks of the closing date.",
    "Blind scoring by two panel members, then a conversation of 45 minutes with a short exercise sent a week ahead.",
]

ESSENTIAL = {
    "lead": [
        "Has led a clinical team through a change that lasted",
        "Current registration and recent clinical practice",
        "Can read a budget statement and explain a variance",
        "Deals with conflict between colleagues early and fairly",
        "Has used measurement to improve a service for patients",
    ],
    "board": [
        "Has led across more than one service or profession",
        "Has answered for quality and safety to a committee or board",
        "Weighs money, workforce and quality in one decision",
        "Has supported other leaders to grow",
        "Current registration with a licence to practise",
    ],
    "quality": [
        "Has led or taken part in reviews of incidents or deaths",
        "Speaks with families about difficult findings",
        "Knows at least one method of quality improvement and has used it",
        "Writes reports that busy people read to the end",
    ],
    "education": [
        "Has taught and supervised learners of more than one grade",
        "Has supported a learner in difficulty",
        "Knows the standards for training and how they are checked",
        "Organises a programme over a year without losing its thread",
    ],
    "digital": [
        "Has taken part in bringing in a clinical system",
        "Explains technology to clinicians and care to engineers",
        "Knows clinical risk management for health software",
        "Brings people of every profession into a design",
    ],
    "system": [
        "Has led work across two or more organisations",
        "Uses data on populations to choose where to act",
        "Works with patients as partners, not as an audience",
        "Gets agreement where there is no authority",
    ],
    "research": [
        "Has led or recruited to studies in clinical practice",
        "Has won time or money for research",
        "Knows good clinical practice and research governance",
        "Has brought a finding into routine care",
    ],
}
DESIRABLE = [
    "A leadership programme, completed or begun",
    "Experience in more than one organisation",
    "Has mentored colleagues from another profession",
    "Has spoken for a service at a board or committee",
    "Has led a project from business case to review",
]
PORTFOLIOS = ["quality", "workforce", "education", "planned care", "urgent care", "strategy"]
