"""The doors of councils."""

from django.urls import path

from councils.views import (
    assignments,
    conflicts,
    councils,
    decisions,
    discussions,
    ideas,
    invitations,
    letters,
    requirements,
    reviews,
    scorecards,
    seats,
)

app_name = "councils"

urlpatterns = [
    path("councils/", councils.index, name="councils"),
    path("councils/new/", councils.create, name="create"),
    path("councils/<int:pk>/", councils.show, name="council"),
    path("councils/<int:pk>/edit/", councils.edit, name="edit"),
    path("councils/<int:pk>/scorecard/", scorecards.edit, name="scorecard"),
    path("councils/<int:pk>/requirements/", requirements.index, name="requirements"),
    path("councils/requirements/<int:pk>/", requirements.requirement, name="requirement"),
    path("councils/<int:pk>/seats/", seats.index, name="seats"),
    path("councils/seats/<int:pk>/", seats.seat, name="seat"),
    path("councils/invitations/<int:pk>/", invitations.invitation, name="invitation"),
    path("councils/invitations/<int:pk>/acceptance/", invitations.accept, name="accept_seat"),
    path("councils/invitations/<int:pk>/refusal/", invitations.refuse, name="refuse_seat"),
    path("councils/invitations/<int:pk>/mails/", invitations.send_again, name="invitation_mails"),
    path("councils/invitations/link/<str:token>/", invitations.link, name="invitation_link"),
    path("councils/<int:pk>/reviews/", reviews.index, name="reviews"),
    path("councils/queue/", reviews.queue, name="queue"),
    path("councils/reviews/<int:pk>/", reviews.show, name="review"),
    path("councils/reviews/<int:pk>/draft/", reviews.save_draft, name="draft"),
    path("councils/reviews/<int:pk>/recommendation/", reviews.submit, name="recommendation"),
    path("councils/reviews/<int:pk>/conflicts/", conflicts.declare, name="conflicts"),
    path("councils/reviews/<int:pk>/dashboard/", assignments.dashboard, name="dashboard"),
    path("councils/reviews/<int:pk>/assignments/", assignments.assign, name="assignments"),
    path("councils/assignments/<int:pk>/", assignments.assignment, name="assignment"),
    path("councils/assignments/<int:pk>/acceptance/", assignments.accept, name="accept_assignment"),
    path("councils/assignments/<int:pk>/refusal/", assignments.decline, name="decline_assignment"),
    path("councils/assignments/<int:pk>/reminders/", assignments.nudge, name="reminders"),
    path("councils/reviews/<int:pk>/decision/", decisions.decision, name="decision"),
    path("councils/reviews/<int:pk>/letter/", letters.letter, name="letter"),
    path("councils/reviews/<int:pk>/letter/sending/", letters.send, name="sending"),
    path("councils/reviews/<int:pk>/answer/", letters.answer, name="answer"),
    path("councils/reviews/<int:pk>/discussion/", discussions.discussion, name="discussion"),
    path("councils/ideas/<int:pk>/", ideas.idea_panel, name="idea_panel"),
    path("councils/ideas/<int:pk>/reviews/", ideas.send, name="idea_reviews"),
]
