from django.urls import path

from clients.views import (
    agenda,
    clients,
    duplicates,
    followup_public,
    followups,
    outcomes,
    sessions,
    transfers,
)

app_name = "clients"

urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/feed/", agenda.calendar_feed_renew, name="calendar-feed-renew"),
    path("calendar/<str:secret>.ics", agenda.calendar_feed, name="calendar-feed"),
    path(
        "clients/<int:client_pk>/appointments/add/", agenda.appointment_add, name="appointment-add"
    ),
    path("appointments/<uuid:uuid>/move/", agenda.appointment_move, name="appointment-move"),
    path("appointments/<uuid:uuid>/cancel/", agenda.appointment_cancel, name="appointment-cancel"),
    path("followups/", followups.followup_list, name="followup-list"),
    path("followups/rates/", followups.followup_board, name="followup-board"),
    path("followups/mail/", followups.followup_send_all, name="followup-send-all"),
    path("followups/<uuid:uuid>/send/<str:way>/", followups.followup_send, name="followup-send"),
    path("followups/<uuid:uuid>/call/", followups.followup_call, name="followup-call"),
    path("followups/<uuid:uuid>/close/", followups.followup_close, name="followup-close"),
    path("f/<str:token>/", followup_public.followup_public, name="followup-public"),
    path("clients/<int:client_pk>/transfer/", transfers.client_transfer, name="client-transfer"),
    path("clients/", clients.client_list, name="client-list"),
    path("clients/suggest/", clients.client_suggest, name="client-suggest"),
    path("clients/new/", clients.client_add, name="client-add"),
    path("clients/<int:pk>/", clients.client_detail, name="client-detail"),
    path("field/", sessions.session_add, name="field"),
    path("sessions/", sessions.session_list, name="session-list"),
    path("sessions/new/", sessions.session_add, name="session-add"),
    path("sessions/<uuid:uuid>/", sessions.session_detail, name="session-detail"),
    path("sessions/<uuid:uuid>/edit/", sessions.session_edit, name="session-edit"),
    path("sessions/<uuid:uuid>/delete/", sessions.session_delete, name="session-delete"),
    path("sessions/<uuid:uuid>/undo/", sessions.session_undo, name="session-undo"),
    path("outcomes/", outcomes.outcome_list, name="outcome-list"),
    path("outcomes/<uuid:uuid>/", outcomes.outcome_detail, name="outcome-detail"),
    path("clients/<int:client_pk>/outcomes/add/", outcomes.outcome_add, name="outcome-add"),
    path("evidence/<uuid:uuid>/", outcomes.evidence_file, name="evidence-file"),
    path("duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path(
        "clients/<int:client_pk>/merge/<int:other_pk>/",
        duplicates.client_merge,
        name="client-merge",
    ),
    path(
        "clients/<int:client_pk>/different/<int:other_pk>/",
        duplicates.client_different,
        name="client-different",
    ),
    path("merges/<int:pk>/undo/", duplicates.merge_undo, name="merge-undo"),
    path("clients/reassign/", transfers.client_reassign, name="client-reassign"),
]
