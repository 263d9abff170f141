"""The doors of reports."""

from django.urls import path

from ideanet.reports.views import goals, ledger, output

app_name = "reports"

urlpatterns = [
    path("reports/", output.index, name="output"),
    path("reports/export/", output.export, name="export"),
    path("reports/overdue/", output.overdue, name="overdue"),
    path("reports/goals/", goals.index, name="goals"),
    path("reports/goals/<int:pk>/agreements/", goals.agree, name="agreements"),
    path("reports/people/<int:pk>/", ledger.person, name="person"),
    path("reports/people/<int:pk>/panel/", ledger.panel, name="person_panel"),
    path("reports/people/<int:pk>/goals/", goals.propose, name="person_goals"),
    path("reports/credits/<int:pk>/", ledger.show, name="credit"),
]
