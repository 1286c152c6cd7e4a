"""Addresses of the cooperation pages: those of the editors, beside the public ones."""

from django.urls import path

from cooperation.meeting_urls import MEETINGS
from cooperation.public_urls import PUBLIC
from cooperation.views import (
    bulletin_desk,
    editorial,
    exchange_parts,
    exchanges,
    intake,
    item_parts,
    network,
    plans,
    stories,
)

app_name = "cooperation"

EDITORIAL = [
    path("editorial/", editorial.editorial_list, name="editorial-list"),
    path("editorial/add/", editorial.item_add, name="item-add"),
    path("editorial/bulletins/", bulletin_desk.bulletin_desk, name="bulletin-desk"),
    path("editorial/bulletins/add/", bulletin_desk.bulletin_add, name="bulletin-add"),
    path("editorial/bulletins/<uuid:uuid>/", bulletin_desk.bulletin_manage, name="bulletin-manage"),
    path(
        "editorial/bulletins/<uuid:uuid>/edit/", bulletin_desk.bulletin_edit, name="bulletin-edit"
    ),
    path(
        "editorial/bulletins/<uuid:uuid>/preview/<str:language>/",
        bulletin_desk.bulletin_preview,
        name="bulletin-preview",
    ),
    path(
        "editorial/bulletins/<uuid:uuid>/items/",
        bulletin_desk.bulletin_entries,
        name="bulletin-entries",
    ),
    path(
        "editorial/bulletins/<uuid:uuid>/publish/",
        bulletin_desk.bulletin_publish,
        name="bulletin-publish",
    ),
    path(
        "editorial/bulletins/<uuid:uuid>/send/", bulletin_desk.bulletin_send, name="bulletin-send"
    ),
    path("editorial/items/<uuid:uuid>/", editorial.item_manage, name="item-manage"),
    path("editorial/items/<uuid:uuid>/preview/", editorial.item_preview, name="item-preview"),
    path("editorial/items/<uuid:uuid>/edit/", editorial.item_edit, name="item-edit"),
    path(
        "editorial/items/<uuid:uuid>/changes/<int:change_pk>/",
        editorial.item_change,
        name="item-change",
    ),
    path(
        "editorial/items/<uuid:uuid>/texts/<str:language>/",
        editorial.text_edit,
        name="item-text-edit",
    ),
    path("editorial/items/<uuid:uuid>/submit/", editorial.item_submit, name="item-submit"),
    path("editorial/items/<uuid:uuid>/publish/", editorial.item_publish, name="item-publish"),
    path("editorial/items/<uuid:uuid>/return/", editorial.item_return, name="item-return"),
    path("editorial/items/<uuid:uuid>/withdraw/", editorial.item_withdraw, name="item-withdraw"),
    path("editorial/items/<uuid:uuid>/reopen/", editorial.item_reopen, name="item-reopen"),
    path(
        "editorial/items/<uuid:uuid>/files/add/",
        item_parts.attachment_add,
        name="item-attachment-add",
    ),
    path(
        "editorial/items/<uuid:uuid>/files/<uuid:attachment_uuid>/delete/",
        item_parts.attachment_delete,
        name="item-attachment-delete",
    ),
    path("editorial/items/<uuid:uuid>/links/add/", item_parts.link_add, name="item-link-add"),
    path(
        "editorial/items/<uuid:uuid>/links/<int:link_pk>/delete/",
        item_parts.link_delete,
        name="item-link-delete",
    ),
    path("clients/<int:client_pk>/story/", stories.story_add, name="story-add"),
    path("editorial/items/<uuid:uuid>/figures/", stories.story_figures, name="item-figures"),
    path("editorial/items/<uuid:uuid>/ask/", stories.story_ask, name="item-ask"),
    path(
        "editorial/items/<uuid:uuid>/consent/withdraw/",
        stories.story_consent_withdraw,
        name="item-consent-withdraw",
    ),
]

EXCHANGES = [
    path("exchanges/", exchanges.listing_list, name="listing-list"),
    path("exchanges/listings/add/", exchanges.listing_add, name="listing-add"),
    path("exchanges/listings/<int:pk>/", exchanges.listing_detail, name="listing-detail"),
    path("exchanges/listings/<int:pk>/edit/", exchanges.listing_edit, name="listing-edit"),
    path("exchanges/listings/<int:pk>/close/", exchanges.listing_close, name="listing-close"),
    path(
        "exchanges/propose/<int:offer_pk>/<int:request_pk>/",
        exchanges.exchange_add,
        name="exchange-add",
    ),
    path("exchanges/<int:pk>/", exchanges.exchange_detail, name="exchange-detail"),
    path("exchanges/<int:pk>/agreement/", exchanges.exchange_agreement, name="exchange-agreement"),
    path("exchanges/<int:pk>/agree/", exchanges.exchange_agree, name="exchange-agree"),
    path("exchanges/<int:pk>/decline/", exchanges.exchange_decline, name="exchange-decline"),
    path("exchanges/<int:pk>/follow-up/", exchanges.exchange_follow_up, name="exchange-follow-up"),
    path("exchanges/<int:pk>/visits/add/", exchange_parts.visit_add, name="exchange-visit-add"),
    path(
        "exchanges/<int:pk>/visits/<int:visit_pk>/report/",
        exchange_parts.visit_report,
        name="exchange-visit-report",
    ),
    path(
        "exchanges/<int:pk>/visits/<int:visit_pk>/participants/add/",
        exchange_parts.participant_add,
        name="exchange-participant-add",
    ),
    path(
        "exchanges/<int:pk>/visits/<int:visit_pk>/edit/",
        exchange_parts.visit_edit,
        name="exchange-visit-edit",
    ),
    path(
        "exchanges/<int:pk>/participants/<int:participant_pk>/edit/",
        exchange_parts.participant_edit,
        name="exchange-participant-edit",
    ),
    path(
        "exchanges/<int:pk>/participants/<int:participant_pk>/delete/",
        exchange_parts.participant_delete,
        name="exchange-participant-delete",
    ),
    path(
        "exchanges/<int:pk>/costs/<int:cost_pk>/edit/",
        exchange_parts.cost_edit,
        name="exchange-cost-edit",
    ),
    path(
        "exchanges/<int:pk>/costs/<int:cost_pk>/delete/",
        exchange_parts.cost_delete,
        name="exchange-cost-delete",
    ),
    path("exchanges/<int:pk>/costs/add/", exchange_parts.cost_add, name="exchange-cost-add"),
    path(
        "exchanges/<int:pk>/replications/add/",
        exchange_parts.replication_add,
        name="exchange-replication-add",
    ),
]

PLANS = [
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/add/", plans.plan_add, name="plan-add"),
    path("plans/activities/<int:activity_pk>/", plans.activity_detail, name="activity-detail"),
    path("plans/activities/<int:activity_pk>/edit/", plans.activity_edit, name="activity-edit"),
    path("plans/activities/<int:activity_pk>/tell/", plans.progress_add, name="progress-add"),
    path("plans/goals/<int:goal_pk>/activities/add/", plans.activity_add, name="activity-add"),
    path("plans/<slug:slug>/", plans.plan_detail, name="plan-detail"),
    path("plans/<slug:slug>/goals/add/", plans.goal_add, name="goal-add"),
    path("plans/<slug:slug>/report.pdf", plans.plan_report_pdf, name="plan-report"),
]

NETWORK = [
    path("network/manage/", network.network_manage, name="network-manage"),
    path("network/centers/<str:code>/edit/", network.center_edit, name="center-edit"),
    path("network/operators/add/", network.operator_add, name="operator-add"),
    path("network/operators/<int:operator_pk>/edit/", network.operator_edit, name="operator-edit"),
    path("network/contracts/add/", network.contract_add, name="contract-add"),
    path("network/contracts/<int:contract_pk>/edit/", network.contract_edit, name="contract-edit"),
    path("network/accreditations/add/", network.accreditation_add, name="accreditation-add"),
    path("network/certificates/add/", network.certificate_add, name="certificate-add"),
    path("network/countries/<str:country_code>/edit/", network.profile_edit, name="profile-edit"),
    path("intake/", intake.intake_list, name="intake-list"),
    path("intake/<uuid:uuid>/", intake.intake_detail, name="intake-detail"),
    path("intake/<uuid:uuid>/accept/", intake.intake_accept, name="intake-accept"),
    path("intake/<uuid:uuid>/dismiss/", intake.intake_dismiss, name="intake-dismiss"),
]

urlpatterns = [*PUBLIC, *EDITORIAL, *EXCHANGES, *MEETINGS, *PLANS, *NETWORK]
