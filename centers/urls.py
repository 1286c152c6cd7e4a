from django.urls import path

from centers.views import account, audit, network, password, people, tokens

app_name = "centers"
urlpatterns = [
    path("login/", account.login, name="login"),
    path("logout/", account.logout, name="logout"),
    path("account/", account.account, name="account"),
    path("account/tokens/", tokens.token_list, name="token-list"),
    path("account/tokens/<int:token_pk>/delete/", tokens.token_delete, name="token-delete"),
    path("password/", password.password_forgotten, name="password-forgotten"),
    path("password/<str:uidb64>/<str:token>/", password.password_choose, name="password-choose"),
    path("settings/", network.settings, name="settings"),
    path("settings/centers/add/", network.center_add, name="center-add"),
    path("settings/centers/<int:center_pk>/", network.center_edit, name="center-edit"),
    path("settings/words/<str:country_code>/", network.country_words, name="country-words"),
    path("settings/funders/add/", network.funder_add, name="funder-add"),
    path("settings/funders/<uuid:funder_uuid>/", network.funder_edit, name="funder-edit"),
    path("settings/history/", audit.audit_list, name="audit-list"),
    path("settings/history/export/", audit.audit_export, name="audit-export"),
    path("settings/people/", people.person_list, name="person-list"),
    path("settings/people/add/", people.person_add, name="person-add"),
    path("settings/people/<uuid:user_uuid>/", people.person_detail, name="person-detail"),
    path("settings/people/<uuid:user_uuid>/access/", people.person_access, name="person-access"),
    path(
        "settings/people/<uuid:user_uuid>/password/", people.person_password, name="person-password"
    ),
    path(
        "settings/people/<uuid:user_uuid>/roles/<int:membership_pk>/end/",
        people.role_end,
        name="role-end",
    ),
]
