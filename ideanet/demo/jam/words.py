"""Sentences that read like ideas, from a small grammar: varied enough to search, never meant to be believed."""

from random import Random

SUBJECTS = (
    "meter reading", "shift plan", "delivery note", "spare part", "invoice", "handover", "forecast", "alarm",
    "contract", "inspection", "discharge letter", "timetable", "warehouse", "tariff", "ticket", "runbook",
    "password reset", "night shift", "supplier", "cable", "container", "blood test", "crew", "classroom",
    "complaint", "archive", "dashboard", "battery", "sensor", "training hour", "meeting", "returns desk",
)  # fmt: skip
ACTS = (
    "share", "measure", "retire", "explain", "automate", "simplify", "postpone", "publish", "rehearse", "merge",
    "price", "translate", "label", "delegate", "insure", "repair", "question", "schedule", "recycle", "test",
)  # fmt: skip
PEOPLE = (
    "nurses", "planners", "drivers", "buyers", "engineers", "students", "customers", "auditors", "newcomers",
    "shop assistants", "dispatchers", "analysts", "fitters", "teachers", "harbour pilots", "accountants",
)  # fmt: skip
GAINS = (
    "an hour a day", "one mistake in three", "a quarter of the cost", "the Monday queue", "half of the calls",
    "a week of waiting", "nine tonnes of carbon", "the second visit", "every other form", "the evening peak",
)  # fmt: skip
REASONS = (
    "nobody owns it today", "the data is already there", "two customers asked for it", "we tried it once and stopped",
    "the rules changed in spring", "the old system is going away", "it costs less than talking about it",
    "our competitors cannot", "the people who do the work proposed it",
)  # fmt: skip
FIRST = (
    "Ada", "Bo", "Cleo", "Dov", "Elif", "Finn", "Gia", "Hal", "Ida", "Jun", "Kai", "Lea", "Max", "Nia", "Oto", "Pia",
    "Quy", "Ria", "Sol", "Tea", "Uma", "Val", "Wes", "Xia", "Yan", "Zoe",
)  # fmt: skip
LAST = (
    "Abel", "Berg", "Cato", "Dorn", "Eder", "Falk", "Gore", "Hill", "Iver", "Jahn", "Kruse", "Lund", "Mohr", "Noll",
    "Oser", "Pahl", "Quist", "Rohde", "Stern", "Thal", "Ulme", "Vogt", "Wolf", "Yong", "Zander",
)  # fmt: skip


def name(number: int) -> str:
    """A name for the person of this number; names repeat, as names do."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"


def title(random: Random) -> str:
    subject, act = random.choice(SUBJECTS), random.choice(ACTS)
    shapes = (
        f"Let {random.choice(PEOPLE)} {act} the {subject}",
        f"{act.capitalize()} every {subject} before it is needed",
        f"A {subject} that {random.choice(PEOPLE)} can {act}",
        f"Why we should {act} the {subject}",
        f"{act.capitalize()} the {subject}, not the {random.choice(SUBJECTS)}",
    )
    return random.choice(shapes)


def sentence(random: Random) -> str:
    subject, act, people = random.choice(SUBJECTS), random.choice(ACTS), random.choice(PEOPLE)
    shapes = (
        f"If {people} could {act} the {subject}, we would save {random.choice(GAINS)}.",
        f"Today {people} wait for a {subject} because {random.choice(REASONS)}.",
        f"A first trial to {act} the {subject} gave back {random.choice(GAINS)}.",
        f"We propose to {act} one {subject} at a time, together with {people}.",
        f"What stops us is that {random.choice(REASONS)}.",
    )
    return random.choice(shapes)


def paragraph(random: Random, sentences: int) -> str:
    return " ".join(sentence(random) for _ in range(sentences))


def body(random: Random) -> str:
    """Three to eight paragraphs of plain text: its index is that of its Markdown."""
    return "\n\n".join(paragraph(random, random.randint(3, 6)) for _ in range(random.randint(3, 8)))
