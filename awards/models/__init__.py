"""The tables of awards, one noun a file."""

from awards.models.ballots import Ballot, Choice
from awards.models.categories import Category, Criterion
from awards.models.cycles import Cycle, Phase
from awards.models.entries import Conflict, Entry
from awards.models.panels import Judge, Panel
from awards.models.results import Release, Result, Run, Winner
from awards.models.sheets import Score, ScoreSheet

__all__ = [
    "Ballot",
    "Category",
    "Choice",
    "Conflict",
    "Criterion",
    "Cycle",
    "Entry",
    "Judge",
    "Panel",
    "Phase",
    "Release",
    "Result",
    "Run",
    "Score",
    "ScoreSheet",
    "Winner",
]
