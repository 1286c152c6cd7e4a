"""Addresses of the API, version 1."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from centers.api.centers import CenterViewSet
from centers.api.docs import api_docs, api_schema, api_unknown
from clients.api.clients import ClientViewSet
from clients.api.contacts import ContactViewSet
from clients.api.followups import FollowUpViewSet
from clients.api.outcomes import OutcomeViewSet
from clients.api.sessions import SessionViewSet
from clients.api.situations import SituationViewSet
from clients.api.trainings import TrainingViewSet
from reporting.api.editions import EditionViewSet
from reporting.api.impact import ImpactViewSet
from reporting.api.targets import TargetViewSet

app_name = "api"

router = SimpleRouter(use_regex_path=False)
router.register("centers", CenterViewSet, "center")
router.register("clients", ClientViewSet, "client")
router.register("contacts", ContactViewSet, "contact")
router.register("sessions", SessionViewSet, "session")
router.register("trainings", TrainingViewSet, "training")
router.register("situations", SituationViewSet, "situation")
router.register("outcomes", OutcomeViewSet, "outcome")
router.register("follow-ups", FollowUpViewSet, "followup")
router.register("targets", TargetViewSet, "target")
router.register("editions", EditionViewSet, "edition")
router.register("impact", ImpactViewSet, "impact")

urlpatterns = [
    path("schema/", api_schema, name="schema"),
    path("docs/", api_docs, name="docs"),
    *router.urls,
    # Everything else, line breaks too, which <path:…> does not match.
    re_path(r"(?P<rest>[\s\S]*)$", api_unknown, name="unknown"),
]
