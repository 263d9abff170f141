"""What is written in the story, so that later chapters can look for it."""

GUIDELINES = "Say what you know, name who told you, and keep what was entrusted to you."
DISCLAIMER = "This is what its authors think, and no promise of the company."

THEME = "Quieter nights"
COUNCIL = "Council of practice"
CYCLE = "The Winter Prize"
CATEGORY = "Ideas for operations"

TITLE = "Let the night shift write the runbook"
NUGGET = (
    "Whoever is woken by an alarm knows best what the runbook lacks. "
    "Give them ten paid minutes to write it down before they go back to bed."
)
BODY = """## What happens now

The runbook is written by day, by people who sleep at night.

- The **alarm** tells what broke.
- The runbook tells what *somebody* once thought of it.
"""
SECOND_PART = "Customers who are woken by the same alarm write into the same runbook."
THIRD_PART = "For a team of twelve it costs forty paid hours a year; the Oslo desk has tried it since March."

RIVAL = "An alarm that says sorry"
RIVAL_NUGGET = "An alarm that was false apologises by switching itself off until somebody has mended it."

QUESTION = "We are woken by your alarms too. Who writes down what our own people learn at night?"
REPLY = "You would, in the same place: I shall write it in."
PEER_REMARK = "Ten minutes at four in the morning is a lot to ask. Is it **paid**?"

CITATION = "Winter, E.: Ninety nights on call. Home, 2026."

FIRST_REVIEW = "A fine idea without a price. Say what it costs a team of twelve."
SECOND_REVIEW = "Who has tried it? One desk that did would convince me."
BETWEEN_US = "I would fund this myself."
POINTS = ("Say what it costs a team of twelve.", "Name one team that has tried it.")
ANSWER = "Thank you. The third revision says both."

CITED_FOR = "It lets those who are woken have the last word."
ENTRANTS_READ = "Nobody in the jury had slept so well for years."
HEADLINE = "Who is woken writes the runbook"
ADDRESS = "https://blog.home.example/who-is-woken-writes-the-runbook"
PROOF = "Desks that wrote to us to do the same"
