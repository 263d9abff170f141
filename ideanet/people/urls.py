"""The doors of people."""

from django.urls import path

from ideanet.people.views import (
    administration,
    credentials,
    decisions,
    guidelines,
    invitations,
    joining,
    organisations,
    people,
    profile,
    style,
)

app_name = "people"

urlpatterns = [
    path("people/", people.index, name="people"),
    path("people/<int:pk>/", people.show, name="person"),
    path("people/<int:pk>/administration/", administration.show, name="administration"),
    path("people/<int:pk>/roles/", administration.change_roles, name="roles"),
    path("people/<int:pk>/place/", administration.place, name="place"),
    path("people/<int:pk>/deactivation/", administration.deactivation, name="deactivation"),
    path("people/<int:pk>/second-factors/", administration.second_factors, name="second_factors"),
    path("profile/", profile.edit, name="profile"),
    path("credentials/", decisions.queue, name="queue"),
    path("credentials/new/", credentials.create, name="claim"),
    path("credentials/<int:pk>/", credentials.edit, name="credential"),
    path("credentials/<int:pk>/verification/", decisions.verify, name="verification"),
    path("credentials/<int:pk>/rejection/", decisions.reject, name="rejection"),
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/<int:pk>/", organisations.show, name="organisation"),
    path("organisations/<int:pk>/domains/", organisations.add_domain, name="domains"),
    path("domains/<int:pk>/", organisations.remove_domain, name="domain"),
    path("segments/", organisations.add_segment, name="segments"),
    path("segments/<int:pk>/", organisations.segment, name="segment"),
    path("invitations/", invitations.index, name="invitations"),
    path("invitations/<int:pk>/", invitations.revoke, name="invitation"),
    path("invitations/<int:pk>/sending/", invitations.send_again, name="sending"),
    path("join/<str:token>/", joining.accept, name="join"),
    path("guidelines/", guidelines.show, name="guidelines"),
    path("guidelines/<int:pk>/", guidelines.show_version, name="guidelines_version"),
    path("guidelines/agreement/", guidelines.agree, name="agreement"),
    path("guidelines/new/", guidelines.create, name="publish_guidelines"),
    path("style/", style.show, name="style"),
]
