"""The search index: words of the texts, and in which item each stands with what weight."""

from django.db import models

from cooperation.models.item import Item


class SearchWord(models.Model):
    """A folded word. Rows are only added, so that a process can keep the list it has read."""

    word = models.CharField(max_length=40, unique=True)

    def __str__(self):
        return self.word


class SearchPosting(models.Model):
    """`word` stands in the texts of `item`; `weight` is that of the best place (title 8 … 1)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="postings")
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="postings")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "item"], name="posting_once")]

    def __str__(self):
        return f"{self.word_id} in {self.item_id}"
