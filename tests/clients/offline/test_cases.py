"""The cases that a phone in the field must live through, and the browser test of each."""

import inspect

from tests.clients.offline import (
    test_decisions,
    test_killed,
    test_newcomers,
    test_people,
    test_sending,
    test_start,
)

CASES = {
    "cold start offline after one visit": test_start.test_cold_start_offline_after_one_visit,
    "first visit cut short": (test_start.test_first_visit_cut_short_says_that_there_is_no_list),
    "saved offline three times, browser closed": (
        test_killed.test_killed_at_each_step_no_session_is_lost_or_doubled
    ),
    "answer lost after the commit": test_sending.test_answer_lost_after_the_commit,
    "two tabs flush together": test_sending.test_two_tabs_flush_together,
    "signal lost mid-request": test_sending.test_signal_lost_while_a_session_is_on_its_way,
    "login expired while sending": (
        test_people.test_login_that_ends_during_the_sending_keeps_the_rest
    ),
    "CSRF token changed": (
        test_people.test_a_token_changed_by_another_tab_between_asking_and_sending
    ),
    "refused, then mended": test_sending.test_a_refused_session_is_mended_under_the_same_uuid,
    "client merged, moved, erased": test_decisions.test_clients_merged_moved_and_erased_meanwhile,
    "wrong clock": test_sending.test_a_wrong_clock_does_not_change_the_day,
    "worker update with a full outbox": (
        test_start.test_a_new_version_waits_for_the_form_and_leaves_the_outbox_alone
    ),
    "older schema": test_start.test_an_outbox_of_the_first_schema_is_read_on,
    "no room left": test_sending.test_a_full_phone_says_so_and_keeps_the_form,
    "signing out with unsent sessions": (
        test_people.test_signing_out_with_unsent_sessions_exports_or_deletes_knowingly
    ),
    "time-out with unsent sessions": (
        test_people.test_timed_out_with_sessions_waiting_they_go_after_the_next_login
    ),
    "second person": test_people.test_second_person_on_the_phone_sees_a_number_only,
    "names expire": test_people.test_names_leave_the_phone_72_hours_after_the_last_contact,
    "device revoked": (test_people.test_a_revoked_device_forgets_the_names_and_keeps_what_waits),
    "no store": test_start.test_without_a_store_the_form_is_sent_directly,
    "captive portal": test_sending.test_a_portals_page_is_not_taken_for_success,
    "thirty seconds without an answer": (
        test_sending.test_no_answer_for_thirty_seconds_is_tried_again_later
    ),
    "double tap": test_sending.test_double_tap_on_save_is_one_session,
    "no JavaScript": test_start.test_without_javascript_the_plain_form_logs,
    # Beyond the list: new clients without signal, and what people decide.
    "a day in the village": test_newcomers.test_a_day_in_the_village,
    "two versions": test_decisions.test_both_versions_stand_side_by_side_and_the_servers_can_stay,
    "overlapping sessions": test_decisions.test_overlapping_sessions_are_asked_about,
    "closed period": test_decisions.test_a_day_of_a_closed_period_is_told_beside_its_closed_figures,
}


def test_each_case_has_a_test_in_a_real_browser():
    without = [
        case
        for case, test in CASES.items()
        if "browser" not in {mark.name for mark in inspect.getmodule(test).pytestmark}
    ]

    assert not without
