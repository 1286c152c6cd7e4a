"""What the viewsets of clients' records share."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from centers.api import problems
from centers.api.idempotency import once
from centers.api.views import ChangesRecords
from centers.models import Center, Country, Funder
from clients import actions, identity

problems.answers(actions.PeriodClosed, 409, "period_closed")
problems.answers(actions.NotAllowed, 409, "not_allowed")


def funders_of(user, permission):
    countries = Country.objects.touching(user, permission)
    return Funder.objects.in_use(countries)


def named_number(text):
    """An identity number as it is kept; a wrong check digit is told in the answer, not refused."""
    try:
        return identity.clean_number(text)
    except ValidationError as error:
        raise serializers.ValidationError(error.messages) from error


class Reason(serializers.Serializer):
    reason = serializers.CharField(max_length=240)


class PutsAside(ChangesRecords):
    """Deleting with a reason, and taking back: nothing is ever removed.

    `put_aside_with(record, reason)` and `take_back_with(record)` call the actions.
    """

    versioned = ("put_aside",)

    @extend_schema(request=Reason, responses={204: None})
    @action(detail=True, methods=["post"], url_path="delete", url_name="delete")
    @once
    def put_aside(self, request, **kwargs):
        """Puts the record aside with a reason; it no longer counts and can be restored."""
        record = self.locked()
        form = Reason(data=request.data)
        form.is_valid(raise_exception=True)
        self.put_aside_with(record, form.validated_data["reason"])
        return Response(status=204)


class Restores(PutsAside):
    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @once
    def restore(self, request, **kwargs):
        """Takes a deleted record back as it was; one that is there stays as it is."""
        centers = Center.objects.where(request.user, self.required_permission())
        rows = self.model.objects.filter(center__in=centers)
        record = get_object_or_404(rows, uuid=self.kwargs["uuid"])
        if record.deleted_at:
            self.take_back_with(record)
        return self.answer_with(record)
