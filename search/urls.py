from django.urls import path

from search import views, views_embed, views_list, views_needs

app_name = "search"

urlpatterns = [
    path("centers/", views.centers, name="centers"),
    path("embed/centers/", views_embed.embedded_centers, name="embed"),
    path("my-needs/", views_needs.needs, name="needs"),
    path("my-list/", views_list.my_list, name="my_list"),
]
