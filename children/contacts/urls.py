from django.urls import path

from children.contacts import views

urlpatterns = [
    path("children/<uuid:public_id>/people/contacts/add/", views.add, name="add_contact"),
    path("children/<uuid:public_id>/people/contacts/<uuid:contact>/", views.change, name="change_contact"),
    path("children/<uuid:public_id>/people/contacts/<uuid:contact>/end/", views.end, name="end_contact"),
]
