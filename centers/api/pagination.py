"""Pages by cursor: a row added meanwhile neither repeats another nor hides one."""

from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination

from centers.api.problems import bad_query

UNREADABLE = (NotFound, ValueError, TypeError, OverflowError, ValidationError, DataError)


class ByCursor(CursorPagination):
    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-pk"
    template = None

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except UNREADABLE as error:
            sentence = _("This cursor is not known. Begin again without one.")
            raise bad_query({"cursor": [sentence]}) from error
