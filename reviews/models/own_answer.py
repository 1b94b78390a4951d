"""What completed records answer to the questions that a council added, one row an answer, for figures."""

import pghistory
from django.db import models

from reviews.models.review import Review


@pghistory.track()
class OwnAnswer(models.Model):
    """The answer of a completed record to a question that the council added: yes or no, or one of several."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="own_answers")
    name = models.CharField(max_length=20, help_text="The same in every version of the record")
    question = models.CharField(max_length=200, help_text="As it was asked")
    kind = models.CharField(max_length=10)
    answer = models.CharField(max_length=80, blank=True, help_text="Empty: asked, and not answered")

    class Meta:
        ordering = ["review", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "name"], name="own_answer_once")]
