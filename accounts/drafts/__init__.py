"""Nothing typed is lost: one draft for every form with a text area. How to give a form one is in
docs/drafts.md.
"""
