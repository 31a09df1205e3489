"""Addresses of the directory that Wagtail's tree does not answer itself; below the language."""

from django.urls import path

from directory import views
from directory.events import views as events
from directory.opendata.views import open_data

app_name = "directory"
urlpatterns = [
    path("centers/<slug:slug>/", views.center, name="center"),
    path("centers/<slug:slug>/events.ics", events.center_calendar, name="center_calendar"),
    path("events/", events.events, name="events"),
    path("events/<int:pk>/", events.event, name="event"),
    path("events/<int:pk>.ics", events.event_calendar, name="event_calendar"),
    path("open-data/", open_data, name="open_data"),
    path("statistics/", views.show_statistics, name="statistics"),
    path("statistics/centers-by-oblast.csv", views.statistics_csv, name="statistics_csv"),
]
