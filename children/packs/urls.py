from django.urls import path

from children.packs import views

urlpatterns = [
    path("settings/pack/", views.items, name="pack_items"),
    path("settings/pack/add/", views.add_item, name="add_pack_item"),
    path("settings/pack/usual/", views.add_usual, name="add_usual_items"),
    path("settings/pack/<uuid:public_id>/", views.change_item, name="change_pack_item"),
    path("settings/pack/<uuid:public_id>/end/", views.end_item, name="end_pack_item"),
    path("children/<uuid:public_id>/pack/", views.pack, name="pack"),
    path("children/<uuid:public_id>/pack/sent/", views.sent, name="pack_sent"),
    path("children/<uuid:public_id>/pack/asked/", views.asked, name="pack_asked"),
]
