"""Addresses of the cooperation pages that anybody may open."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from centers.access import public
from cooperation.feeds import SITEMAPS
from cooperation.views import (
    bulletins,
    exchanges,
    library,
    meetings,
    network,
    stories,
    subscribers,
)

PUBLIC = [
    path("library/", library.item_list, name="item-list"),
    path("library/feed/<str:language>/", library.item_feed, name="item-feed"),
    path("robots.txt", library.robots, name="robots"),
    path("library/files/<uuid:uuid>/", library.attachment_detail, name="attachment-detail"),
    path("library/<slug:slug>/", library.item_detail, name="item-detail"),
    path("library/<slug:slug>/<str:language>/", library.item_text, name="item-text"),
    path(
        "library/<slug:slug>/<str:language>/picture.png", library.item_picture, name="item-picture"
    ),
    path("sitemap.xml", public(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path("stories/<str:token>/", stories.story_answer, name="story-answer"),
    path("stories/<str:token>/photo/", stories.story_photo, name="story-photo"),
    path("bulletins/", bulletins.bulletin_list, name="bulletin-list"),
    path("bulletins/subscribe/", subscribers.subscriber_add, name="subscriber-add"),
    path("subscriptions/<str:token>/", subscribers.subscriber_edit, name="subscriber-edit"),
    path(
        "subscriptions/<str:token>/confirm/",
        subscribers.subscriber_confirm,
        name="subscriber-confirm",
    ),
    path("subscriptions/<str:token>/leave/", subscribers.unsubscribe, name="unsubscribe"),
    path("bulletins/<slug:slug>/", bulletins.bulletin_detail, name="bulletin-detail"),
    path("bulletins/<slug:slug>/<str:language>/", bulletins.bulletin_text, name="bulletin-text"),
    path(
        "bulletins/<slug:slug>/<str:language>/bulletin.pdf",
        bulletins.bulletin_pdf,
        name="bulletin-pdf",
    ),
    path("network/", network.network_list, name="network-list"),
    path("network/learning/", exchanges.learning_list, name="learning-list"),
    path("network/centers/<str:code>/", network.network_center, name="network-center"),
    path("network/centers/<str:code>/ask/", network.intake_add, name="intake-add"),
    path("commitments/<str:token>/", meetings.commitment_answer, name="commitment-answer"),
    path("invitations/<str:token>/", meetings.invitation_answer, name="invitation-answer"),
    path(
        "invitations/<str:token>/meeting.ics",
        meetings.invitation_calendar,
        name="invitation-calendar",
    ),
    path(
        "invitations/<str:token>/documents/<uuid:document_uuid>/",
        meetings.invitation_document,
        name="invitation-document",
    ),
]
