from django.urls import path

from reviews.letters import copy_views, record_pdf, step_views, views

urlpatterns = [
    path("settings/letters/", views.letter_style, name="letter_style"),
    path("reviews/letters/", views.letters, name="letters"),
    path("children/<uuid:public_id>/introduction/", step_views.introduce, name="introduce"),
    path("reviews/<uuid:public_id>/letters/", views.review_letters, name="review_letters"),
    path("reviews/<uuid:public_id>/record.pdf", record_pdf.record_pdf, name="record_pdf"),
    path("letters/<uuid:public_id>/", views.letter, name="letter"),
    path("letters/<uuid:public_id>/pdf/", views.letter_pdf, name="letter_pdf"),
    path("letters/<uuid:public_id>/keep/<int:number>/", step_views.keep_words, name="keep_words"),
    path("letters/<uuid:public_id>/translation/", step_views.translation, name="translation"),
    path("letters/<uuid:public_id>/translation/pdf/", step_views.translation_file, name="translation_file"),
    path("letters/<uuid:public_id>/sign/", step_views.sign, name="sign_letter"),
    path("letters/<uuid:public_id>/change/", step_views.reopen, name="reopen_letter"),
    path("letters/<uuid:public_id>/record/", step_views.confirm_record, name="confirm_letter"),
    path("letters/<uuid:public_id>/again/", step_views.reissue, name="reissue_letter"),
    path("letters/<uuid:public_id>/copies/", copy_views.copies, name="copies"),
    path("letters/<uuid:public_id>/copies/add/", copy_views.add_copy, name="add_copy"),
    path("letters/<uuid:public_id>/copies/send/", copy_views.send_copies, name="send_copies"),
    path("copies/<uuid:public_id>/", copy_views.copy, name="copy"),
    path("copies/<uuid:public_id>/pdf/", copy_views.copy_pdf, name="copy_pdf"),
    path("copies/<uuid:public_id>/change/", copy_views.change_copy, name="change_copy"),
    path("copies/<uuid:public_id>/remove/", copy_views.remove_copy, name="remove_copy"),
    path("copies/<uuid:public_id>/outcome/", copy_views.outcome, name="copy_outcome"),
    path("copies/<uuid:public_id>/again/", copy_views.redirect_copy, name="redirect_copy"),
    path("copies/<uuid:public_id>/told/", copy_views.copy_told, name="copy_told"),
    path("copies/<uuid:public_id>/yours/", copy_views.own_copy, name="own_copy"),
    path("copies/<uuid:public_id>/yours/pdf/", copy_views.own_copy_pdf, name="own_copy_pdf"),
]
