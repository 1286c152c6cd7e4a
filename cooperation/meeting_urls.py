"""Addresses of the pages of meetings, for those who organise them and those who attend."""

from django.urls import path

from cooperation.views import meeting_parts, meetings

MEETINGS = [
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/add/", meetings.meeting_add, name="meeting-add"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<int:pk>/meeting.ics", meetings.meeting_calendar, name="meeting-calendar"),
    path(
        "meetings/<int:pk>/sessions/add/", meetings.meeting_session_add, name="meeting-session-add"
    ),
    path("meetings/<int:pk>/invite/", meetings.meeting_invite, name="meeting-invite"),
    path("meetings/<int:pk>/send/", meetings.meeting_send, name="meeting-send"),
    path("meetings/<int:pk>/attendance/", meetings.meeting_attendance, name="meeting-attendance"),
    path("meetings/<int:pk>/agenda/add/", meeting_parts.agenda_add, name="meeting-agenda-add"),
    path(
        "meetings/<int:pk>/agenda/<int:point_pk>/delete/",
        meeting_parts.agenda_delete,
        name="meeting-agenda-delete",
    ),
    path(
        "meetings/<int:pk>/agenda/<int:point_pk>/edit/",
        meeting_parts.agenda_edit,
        name="meeting-agenda-edit",
    ),
    path(
        "meetings/<int:pk>/guests/<int:invitation_pk>/edit/",
        meeting_parts.invitation_edit,
        name="meeting-guest-edit",
    ),
    path(
        "meetings/<int:pk>/decisions/<int:decision_pk>/edit/",
        meeting_parts.decision_edit,
        name="meeting-decision-edit",
    ),
    path(
        "meetings/<int:pk>/commitments/<int:commitment_pk>/edit/",
        meeting_parts.commitment_reword,
        name="meeting-commitment-edit",
    ),
    path(
        "meetings/<int:pk>/delegations/<int:delegation_pk>/edit/",
        meeting_parts.delegation_edit,
        name="meeting-delegation-edit",
    ),
    path(
        "meetings/<int:pk>/declarations/<int:declaration_pk>/edit/",
        meeting_parts.declaration_edit,
        name="meeting-declaration-edit",
    ),
    path("meetings/<int:pk>/guests/add/", meeting_parts.invitation_add, name="meeting-guest-add"),
    path("meetings/<int:pk>/minutes/", meeting_parts.minutes_edit, name="meeting-minutes"),
    path(
        "meetings/<int:pk>/documents/add/",
        meeting_parts.document_add,
        name="meeting-document-add",
    ),
    path(
        "meetings/<int:pk>/documents/<uuid:document_uuid>/delete/",
        meeting_parts.document_delete,
        name="meeting-document-delete",
    ),
    path(
        "meetings/<int:pk>/documents/<uuid:document_uuid>/restore/",
        meeting_parts.document_restore,
        name="meeting-document-restore",
    ),
    path("meetings/documents/<uuid:uuid>/", meetings.document_detail, name="document-detail"),
    path(
        "meetings/<int:pk>/decisions/add/", meeting_parts.decision_add, name="meeting-decision-add"
    ),
    path(
        "meetings/<int:pk>/commitments/add/",
        meeting_parts.commitment_add,
        name="meeting-commitment-add",
    ),
    path(
        "meetings/commitments/<int:commitment_pk>/",
        meeting_parts.commitment_edit,
        name="commitment-edit",
    ),
    path(
        "meetings/<int:pk>/delegations/add/",
        meeting_parts.delegation_add,
        name="meeting-delegation-add",
    ),
    path(
        "meetings/<int:pk>/declarations/add/",
        meeting_parts.declaration_add,
        name="meeting-declaration-add",
    ),
]
