"""The base of every viewset: gate, scope, filter, versions, sparse fields."""

from contextlib import ExitStack

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import status, viewsets
from rest_framework.response import Response

from centers import actor
from centers.api import etags, problems
from centers.api.idempotency import once
from centers.roles import Permission

READING = {"list", "retrieve", "metadata", None}


class ApiViewSet(viewsets.GenericViewSet):
    """`scope`: the part of a token's scopes; `rights`: {action: permission} beside the two."""

    scope = "clients"
    read_permission = Permission.CLIENT_VIEW
    write_permission = Permission.CLIENT_EDIT
    rights = {}

    def required_permission(self):
        default = self.read_permission if self.action in READING else self.write_permission
        return self.rights.get(self.action, default)

    def required_scope(self):
        return f"{self.scope}:{'read' if self.action in READING else 'write'}"

    def dispatch(self, request, *args, **kwargs):
        with ExitStack() as self._acting:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        self._acting.enter_context(actor.acting(request.user.pk))


class ReadsRecords(ApiViewSet):
    """List and detail of `model`: the page's scope and the page's filter form."""

    model = None
    lookup_field = "uuid"
    lookup_value_converter = "uuid"
    filter_form = None

    def get_queryset(self):
        """The rows in the caller's scope by the right that this action needs."""
        return self.model.objects.for_user(self.request.user, self.required_permission())

    def list(self, request):
        rows = self.changed_since(self.filtered(self.get_queryset()))
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.only_asked(self.get_serializer(page, many=True)))

    def retrieve(self, request, **kwargs):
        record = self.get_object()
        serializer = self.get_serializer(record)
        etag = etags.etag_of(serializer.data)
        if etags.is_known(request, etag):
            return Response(status=status.HTTP_304_NOT_MODIFIED, headers={"ETag": etag})
        return Response(self.only_asked(self.get_serializer(record)), headers={"ETag": etag})

    def filtered(self, rows):
        if not self.filter_form:
            return rows
        form = self.filter_form(self.request.query_params, user=self.request.user)
        if not form.is_valid():
            raise problems.bad_query(dict(form.errors))
        return form.narrow(rows)

    def changed_since(self, rows):
        """`?updated_since=`: what was made or changed from that moment on, to stay in step."""
        text = self.request.query_params.get("updated_since")
        if not text or not self.has_updates():
            return rows
        try:
            moment = parse_datetime(text)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            sentence = _("Write a moment with its zone, such as 2026-05-01T00:00:00Z.")
            raise problems.bad_query({"updated_since": [sentence]})
        return rows.filter(updated_at__gte=moment)

    def has_updates(self):
        return any(field.name == "updated_at" for field in self.model._meta.fields)

    def only_asked(self, serializer):
        """The data, cut down to `?fields=a,b`; an unknown name is refused."""
        names = [one for one in self.request.query_params.get("fields", "").split(",") if one]
        child = getattr(serializer, "child", serializer)
        if unknown := sorted(set(names) - set(child.fields)):
            sentence = _("There is no field %(name)s.") % {"name": ", ".join(unknown)}
            raise problems.bad_query({"fields": [sentence]})
        for name in set(child.fields) - set(names or child.fields):
            child.fields.pop(name)
        return serializer.data

    def answer_with(self, record, code=200):
        """The record as a reader finds it from now on."""
        record = self.get_queryset().filter(pk=record.pk).first() or record
        data = self.get_serializer(record).data
        return Response(data, code, headers={"ETag": etags.etag_of(data)})

    def made(self, response):
        """What an Idempotency-Key remembers of a step done to the record of the address."""
        return [str(self.kwargs[self.lookup_field])]

    def replay(self, code, uuids):
        """The answer to a write that was done before: the record as it is now."""
        if code == status.HTTP_204_NO_CONTENT:
            return Response(status=code)
        rows = self.get_queryset()
        return self.answer_with(get_object_or_404(rows, **{self.lookup_field: uuids[0]}), code)

    def locked(self):
        """The record of the address, locked; refused where If-Match names another version."""
        rows = self.get_queryset().select_for_update(of=("self",))
        record = get_object_or_404(rows, **{self.lookup_field: self.kwargs[self.lookup_field]})
        etags.check_unchanged(self.request, etags.etag_of(self.get_serializer(record).data))
        return record


class CreatesRecords(ReadsRecords):
    """POST. A uuid made by the caller makes the same record sent again the same record."""

    @once
    def create(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        record, is_new = self.store(serializer, serializer.validated_data)
        return self.answer_with(record, 201 if is_new else 200)

    def store(self, serializer, data):
        """(record of valid `data`, whether it is new); refuses a uuid of something else."""
        uuid = data.get("uuid")
        if uuid and self.model.objects.filter(uuid=uuid).exists():
            known = self.get_queryset().filter(uuid=uuid).first()
            if known is None or not serializer.is_same(known, data):
                raise problems.conflict(
                    _("This uuid stands for another record. Make a new one, or change the record.")
                )
            return known, False
        return serializer.create(dict(data)), True

    def made(self, response):
        if self.lookup_field in self.kwargs:
            return super().made(response)
        return [str(response.data["uuid"])]


class ChangesRecords(CreatesRecords):
    """PATCH, with the version it changes in If-Match."""

    @transaction.atomic
    def partial_update(self, request, **kwargs):
        record = self.locked()
        serializer = self.get_serializer(record, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        return self.answer_with(serializer.save())
