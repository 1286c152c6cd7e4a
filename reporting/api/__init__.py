"""The API's side of figures: the same aggregation, targets and editions as the pages."""

from centers.api import problems
from reporting.dimensions import BadQuestion
from reporting.periods import BadPeriod

problems.answers(BadQuestion, 400, "bad_question")
problems.answers(BadPeriod, 400, "bad_period")
