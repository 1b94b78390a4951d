"""The form pack's Python side: the form base, date fields, layout objects. Templates are in
templates/govuk.
"""
