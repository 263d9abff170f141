"""The idea is written, shared with the network, and shown to those who follow its theme."""

from tests.journeys.cast import Story
from tests.journeys.chapters import words


def the_expert_agrees_and_writes(story: Story) -> None:
    expert = story.expert
    expert.go_to("Themes")
    expert.follow(words.THEME)
    expert.follow("Write an idea for it")
    expert.read(words.GUIDELINES, words.DISCLAIMER)
    expert.press("Agree and go on")
    expert.fill({"Title": words.TITLE, "Nugget": words.NUGGET, "Kind": "Improvement", "Body": words.BODY})
    expert.show("Preview")
    expert.read("This is how it will look", "The alarm tells what broke.")
    expert.press("Save the draft")
    expert.read("Draft saved. Only its authors can see it.", words.NUGGET)
    story.idea = expert.path


def nobody_else_sees_the_draft(story: Story) -> None:
    for visitor in (story.peer, story.customer):
        visitor.visit(story.idea, status=404)
        visitor.read("There is nothing here")


def the_expert_shares_it_with_the_network(story: Story) -> None:
    expert = story.expert
    expert.follow("Who may see it")
    expert.choose("Who may see it", "Network: everyone signed in, customers and partners included")
    expert.press("Save")
    expert.read("Who may see it is changed.")
    expert.press("Submit")
    expert.read("Open", "Mara Quist owes an answer by", "Peers, not yet", "Customers, not yet")


def the_expert_attaches_evidence(story: Story) -> None:
    expert = story.expert
    expert.follow("Add evidence")
    expert.fill(
        {
            "Kind": "Primary research",
            "Title": "Ninety nights on call",
            "Source": "Edda Winter",
            "Date": "2026-02-03",
            "Citation": words.CITATION,
            "Address": "https://home.example/ninety-nights",
        }
    )
    expert.press("Add it")
    expert.read(words.CITATION, "Research, heard")


def the_peer_writes_a_rival(story: Story) -> None:
    peer = story.peer
    peer.visit("/ideas/new/")
    peer.press("Agree and go on")
    peer.fill({"Title": words.RIVAL, "Nugget": words.RIVAL_NUGGET, "Theme": words.THEME})
    peer.press("Save the draft")
    story.rival = peer.path
    peer.follow("Who may see it")
    peer.choose("Who may see it", "Network: everyone signed in, customers and partners included")
    peer.press("Save")
    peer.press("Submit")
    peer.read("Open")
