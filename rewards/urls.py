"""Joins the addresses of the rooms."""

from django.urls import include, path

app_name = "rewards"
urlpatterns = [
    path("", include("rewards.packages.urls")),
    path("compare/", include("rewards.comparisons.urls")),
    path("import/", include("rewards.payroll.urls")),
    path("looks/", include("rewards.looks.urls")),
    path("reports/", include("rewards.reports.urls")),
    path("exports/", include("rewards.exports.urls")),
    path("editions/", include("rewards.editions.urls")),
    path("people/", include("rewards.staff.urls")),
]
