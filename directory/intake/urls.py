"""The public pages about a request."""

from django.urls import path

from directory.intake import views, views_tracking

app_name = "intake"
urlpatterns = [
    path("", views.request_help, name="request"),
    path("done/", views.done, name="done"),
    path("track/", views_tracking.track, name="track"),
]
