from django.urls import path

from reviews.inviting import link_views, paper_views, views, words_views

urlpatterns = [
    path("settings/invitations/", words_views.all_words, name="inviting_words"),
    path("settings/invitations/<slug:kind>/", words_views.change, name="change_inviting_words"),
    path("settings/invitations/<slug:kind>/ours/", words_views.ours_again, name="inviting_words_ours"),
    path("reviews/<uuid:public_id>/invitations/", views.invitations, name="invitations"),
    path("reviews/<uuid:public_id>/invitations/wishes/", views.wishes, name="review_wishes"),
    path("reviews/<uuid:public_id>/invitations/list/", views.suggest, name="suggest_invitations"),
    path("reviews/<uuid:public_id>/invitations/add/", views.add, name="add_invitation"),
    path("reviews/<uuid:public_id>/invitations/send/", views.send, name="send_invitations"),
    path("reviews/<uuid:public_id>/invitations/remind/", views.remind, name="remind_invited"),
    path("reviews/<uuid:public_id>/invitations/papers/", paper_views.blank_all, name="blank_consultations"),
    path("reply/<slug:key>/", link_views.by_link, name="reply_by_link"),
    path("invitations/<uuid:public_id>/", views.change, name="change_invitation"),
    path("invitations/<uuid:public_id>/remove/", views.remove, name="remove_invitation"),
    path("invitations/<uuid:public_id>/leave-out/", views.leave_out, name="leave_out_invitation"),
    path("invitations/<uuid:public_id>/put-back/", views.put_back, name="put_back_invitation"),
    path("invitations/<uuid:public_id>/reply/", views.reply, name="invitation_reply"),
    path("invitations/<uuid:public_id>/print/", paper_views.printed, name="print_invitation"),
    path("invitations/<uuid:public_id>/paper/", paper_views.blank, name="blank_consultation"),
    path("invitations/<uuid:public_id>/answers/", paper_views.fill_in, name="consultation"),
]
