"""Saying that a center's page is wrong; below the page itself."""

from django.urls import path

from directory.intake import views_report

app_name = "reports"
urlpatterns = [
    path("centers/<slug:slug>/report/", views_report.report, name="report"),
    path("centers/<slug:slug>/report/done/", views_report.done, name="done"),
]
