"""Figures of a period: `reporting.impact` by address."""

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.response import Response

from centers.api.problems import bad_query
from centers.api.views import ApiViewSet
from centers.roles import Permission
from reporting.dimensions import DIMENSIONS, Filters
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.periods import Period

FILTERS = (
    "country", "center", "sex", "women_owned", "women_led", "stage", "size", "sector", "funder",
    "topic",
)  # fmt: skip
MOST_CROSSED = 3


class ImpactQuestion(serializers.Serializer):
    """Lists repeat their name: `by=sex&by=month`."""

    start = serializers.DateField(help_text="First day.")
    end = serializers.DateField(help_text="First day that counts no more.")
    by = serializers.ListField(
        child=serializers.ChoiceField(list(DIMENSIONS)), required=False, max_length=MOST_CROSSED
    )
    measure = serializers.ListField(
        child=serializers.ChoiceField(list(MEASURES)), required=False, max_length=len(MEASURES)
    )
    currency = serializers.ChoiceField(["USD", "local"], default="USD")


class Figure(serializers.Serializer):
    measure = serializers.CharField()
    state = serializers.ChoiceField(["all", "declared", "verified"])
    by = serializers.DictField(child=serializers.CharField(), help_text="Empty for a total.")
    value = serializers.CharField(help_text="An exact decimal.")
    unit = serializers.CharField()


@extend_schema_serializer(many=False)  # the one answer of a list's address
class Figures(serializers.Serializer):
    start = serializers.DateField()
    end = serializers.DateField()
    figures = Figure(many=True)


def _repeated(name, text, values=None):
    return OpenApiParameter(name, str, many=True, description=text, enum=values)


PARAMETERS = [
    OpenApiParameter(
        "start", {"type": "string", "format": "date"}, required=True, description="First day."
    ),
    OpenApiParameter(
        "end",
        {"type": "string", "format": "date"},
        required=True,
        description="First day that counts no more.",
    ),
    _repeated("by", "Break down by these, crossed.", list(DIMENSIONS)),
    _repeated("measure", "Only these measures.", list(MEASURES)),
    OpenApiParameter("currency", str, enum=["USD", "local"], default="USD"),
    *(_repeated(name, "Only these.") for name in FILTERS),
]


class ImpactViewSet(ApiViewSet):
    """True figures of the caller's scope, as the dashboard shows them."""

    scope = "figures"
    read_permission = Permission.FIGURES_VIEW
    pagination_class = None

    @extend_schema(parameters=PARAMETERS, responses=Figures)
    def list(self, request):
        """Totals first, then the cells of the breakdown. Figures of people are never averaged."""
        asked = request.query_params
        lists = {name: asked.getlist(name) for name in ("by", "measure") if name in asked}
        single = {name: asked[name] for name in ("start", "end", "currency") if name in asked}
        form = ImpactQuestion(data=single | lists)
        if not form.is_valid():
            raise bad_query(form.errors)
        question = form.validated_data
        period = Period(question["start"], question["end"])
        table = impact(
            request.user,
            period,
            Filters.of(**{name: asked.getlist(name) for name in FILTERS}),
            question.get("by", ()),
            measures=question.get("measure"),
            currency=question["currency"],
        )
        body = {"start": period.start, "end": period.end, "figures": table.as_json()}
        return Response(Figures(body).data)
