"""What is no page of the tree."""

from django.urls import path

from news.feeds import NewsFeed

app_name = "news"
urlpatterns = [path("feed/", NewsFeed(), name="feed")]
