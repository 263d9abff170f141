"""The doors of awards."""

from django.urls import path

from awards.views import (
    ballots,
    categories,
    cycles,
    entries,
    ideas,
    judging,
    panels,
    pictures,
    releases,
    results,
    screening,
    winners,
)

app_name = "awards"

urlpatterns = [
    path("awards/", cycles.index, name="cycles"),
    path("awards/new/", cycles.create, name="create_cycle"),
    path("awards/entries/", entries.index, name="entries"),
    path("awards/judging/", judging.queue, name="queue"),
    path("awards/<int:pk>/", cycles.show, name="cycle"),
    path("awards/<int:pk>/edit/", cycles.edit, name="edit_cycle"),
    path("awards/<int:pk>/announcement/", cycles.announce, name="announcement"),
    path("awards/<int:pk>/enter/", entries.create, name="enter"),
    path("awards/<int:pk>/manage/", screening.index, name="manage"),
    path("awards/<int:pk>/panels/", panels.index, name="panels"),
    path("awards/<int:pk>/results/", results.index, name="results"),
    path("awards/<int:pk>/release/", releases.release, name="release"),
    path("awards/<int:pk>/winners/", winners.show, name="winners"),
    path("awards/<int:pk>/categories/new/", categories.create, name="create_category"),
    path("awards/categories/<int:pk>/", categories.show, name="category"),
    path("awards/categories/<int:pk>/edit/", categories.edit, name="edit_category"),
    path("awards/categories/<int:pk>/panels/", panels.create, name="create_panel"),
    path("awards/categories/<int:pk>/ballot/", ballots.ballot, name="ballot"),
    path("awards/categories/<int:pk>/runs/", results.compute, name="runs"),
    path("awards/panels/<int:pk>/judges/", panels.appoint, name="judges"),
    path("awards/judges/<int:pk>/", panels.dismiss, name="judge"),
    path("awards/entries/<int:pk>/", entries.show, name="entry"),
    path("awards/entries/<int:pk>/pictures/<uuid:key>/", pictures.show, name="picture"),
    path("awards/entries/<int:pk>/withdrawal/", entries.withdraw, name="withdrawal"),
    path("awards/entries/<int:pk>/screening/", screening.decide, name="screening"),
    path("awards/entries/<int:pk>/sheet/", judging.sheet, name="sheet"),
    path("awards/entries/<int:pk>/conflict/", judging.conflict, name="conflict"),
    path("awards/runs/<int:pk>/", results.show, name="run"),
    path("awards/runs/<int:pk>/check/", results.check, name="check"),
    path("awards/runs/<int:pk>/shortlist/", results.shortlist, name="shortlist"),
    path("awards/winners/<int:pk>/citation/", results.cite, name="citation"),
    path("awards/winners/<int:pk>/certificate/", winners.certificate, name="certificate"),
    path("awards/ideas/<int:pk>/", ideas.panel, name="idea_panel"),
]
