from django.urls import path

from search import views, views_embed, views_list

app_name = "search"

urlpatterns = [
    path("centers/", views.centers, name="centers"),
    path("embed/centers/", views_embed.embedded_centers, name="embed"),
    path("my-list/", views_list.my_list, name="my_list"),
]
