"""Addresses of the directory that Wagtail's tree does not answer itself; below the language."""

from django.urls import path

from directory import views

app_name = "directory"
urlpatterns = [path("centers/<slug:slug>/", views.center, name="center")]
