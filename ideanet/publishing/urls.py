"""The doors of publishing."""

from django.urls import path

from ideanet.publishing.views import channels, deliveries, drafts, moves, panels, previews, quotes

app_name = "publishing"

urlpatterns = [
    path("drafts/", drafts.index, name="drafts"),
    path("drafts/<int:pk>/", drafts.show, name="draft"),
    path("drafts/<int:pk>/preview/", previews.show, name="preview"),
    path("drafts/<int:pk>/versions/", previews.index, name="versions"),
    path("drafts/<int:pk>/versions/<int:number>/", previews.version, name="version"),
    path("drafts/<int:pk>/moves/", moves.create, name="moves"),
    path("drafts/<int:pk>/publication/", moves.publish, name="publication"),
    path("drafts/<int:pk>/deliveries/", deliveries.index, name="deliveries"),
    path("drafts/<int:pk>/files/", deliveries.export, name="files"),
    path("drafts/<int:pk>/proof-points/", deliveries.prove, name="proof_points"),
    path("drafts/deliveries/<int:pk>/attempts/", deliveries.try_again, name="attempts"),
    path("drafts/quotes/", quotes.index, name="quotes"),
    path("drafts/quotes/<int:pk>/", quotes.destroy, name="quote"),
    path("drafts/channels/", channels.index, name="channels"),
    path("drafts/channels/new/", channels.create, name="new_channel"),
    path("drafts/channels/<int:pk>/", channels.show, name="channel"),
    path("drafts/channels/<int:pk>/checks/", channels.check, name="checks"),
    path("drafts/ideas/<int:pk>/", panels.show, name="idea_panel"),
]
