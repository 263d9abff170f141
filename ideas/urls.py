"""The doors of ideas, themes and search."""

from django.urls import path

from ideas.views import (
    audience,
    authors,
    comments,
    evidence,
    ideas,
    moves,
    overdue,
    panels,
    pictures,
    revisions,
    search,
    themes,
    votes,
    writing,
)

app_name = "ideas"

IDEA = "ideas/<int:pk>/"

urlpatterns = [
    path("search/", search.index, name="search"),
    path("themes/", themes.index, name="themes"),
    path("themes/new/", themes.create, name="theme_create"),
    path("themes/<int:pk>/", themes.show, name="theme"),
    path("themes/<int:pk>/edit/", themes.edit, name="theme_edit"),
    path("ideas/", ideas.index, name="ideas"),
    path("ideas/new/", writing.create, name="create"),
    path("ideas/preview/", writing.preview, name="preview"),
    path("ideas/pictures/", pictures.create, name="pictures"),
    path("ideas/pictures/<uuid:key>/", pictures.show, name="picture"),
    path("ideas/overdue/", overdue.index, name="overdue"),
    path("ideas/by/<int:person_pk>/panel/", panels.by_person, name="person_panel"),
    path(IDEA, ideas.show, name="idea"),
    path(f"{IDEA}edit/", writing.edit, name="edit"),
    path(f"{IDEA}discard/", writing.discard, name="discard"),
    path(f"{IDEA}history/", panels.history, name="history"),
    path(f"{IDEA}revisions/", revisions.index, name="revisions"),
    path(f"{IDEA}revisions/<int:number>/", revisions.show, name="revision"),
    path(f"{IDEA}revisions/<int:number>/restoration/", revisions.restore, name="restoration"),
    path(f"{IDEA}changes/", revisions.changes, name="changes"),
    path(f"{IDEA}votes/", votes.votes, name="votes"),
    path(f"{IDEA}moves/", moves.create, name="moves"),
    path(f"{IDEA}moves/<str:name>/", moves.show, name="move"),
    path(f"{IDEA}audience/", audience.edit, name="audience"),
    path(f"{IDEA}readers/", audience.name_reader, name="readers"),
    path(f"{IDEA}readers/<int:person_pk>/", audience.remove_reader, name="reader"),
    path(f"{IDEA}authors/", authors.authors, name="authors"),
    path(f"{IDEA}authors/<int:person_pk>/", authors.uninvite, name="author"),
    path(f"{IDEA}authorship/", authors.own, name="authorship"),
    path(f"{IDEA}shares/", authors.share, name="shares"),
    path(f"{IDEA}comments/", comments.comments, name="comments"),
    path(f"{IDEA}comments/new/", comments.new, name="comment_new"),
    path(f"{IDEA}comments/<int:comment_pk>/", comments.show, name="comment"),
    path(f"{IDEA}comments/<int:comment_pk>/edit/", comments.edit, name="comment_edit"),
    path(f"{IDEA}comments/<int:comment_pk>/answer/", comments.answer, name="comment_answer"),
    path(f"{IDEA}evidence/new/", evidence.create, name="evidence_new"),
    path(f"{IDEA}evidence/<int:evidence_pk>/", evidence.remove, name="evidence"),
]
