from django.urls import path

from reporting.views import (
    centers,
    dashboard,
    definitions,
    explain,
    nexus,
    open_data,
    overview,
    reports,
    sharing,
    targets,
)

app_name = "reporting"

urlpatterns = [
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("dashboard/data/", dashboard.dashboard_data, name="dashboard-data"),
    path("center/", centers.my_center, name="my-center"),
    path("centers/", centers.center_list, name="center-list"),
    path("centers/<int:center_pk>/", centers.center_detail, name="center-detail"),
    path("compare/", centers.compare, name="compare"),
    path("targets/", targets.target_list, name="target-list"),
    path("targets/<int:pk>/", targets.target_detail, name="target-detail"),
    path("explain/<str:code>/", explain.explain, name="explain"),
    path("clients/<int:client_pk>/measures/", explain.client_measures_part, name="client-measures"),
    path("reports/", reports.report_list, name="report-list"),
    path("reports/new/", reports.report_new, name="report-new"),
    path("reports/<uuid:edition_uuid>/", reports.report_detail, name="report-detail"),
    path("reports/<uuid:edition_uuid>/build/", reports.report_build, name="report-build"),
    path("reports/<uuid:edition_uuid>/publish/", reports.report_publish, name="report-publish"),
    path("reports/<uuid:edition_uuid>/send/", sharing.report_send, name="report-send"),
    path("reports/links/<uuid:link_uuid>/end/", sharing.report_withdraw, name="report-withdraw"),
    path("v/", sharing.check, name="check"),
    path("v/<str:code>/", sharing.check, name="check-code"),
    path("r/<str:token>/", sharing.shared_report, name="shared-report"),
    path("impact/<str:country>/", sharing.impact_page, name="impact-page"),
    path("impact/<str:country>/<uuid:report_uuid>/", sharing.impact_file, name="impact-file"),
    path(
        "reports/<uuid:edition_uuid>/<uuid:report_uuid>/",
        reports.report_file,
        name="report-file",
    ),
    path("overview/", overview.overview, name="overview"),
    path("overview/<uuid:edition_uuid>/<slug:kind>/", overview.overview_data, name="overview-data"),
    path("definitions/", definitions.definitions, name="definitions"),
    path("catalog.jsonld", open_data.catalog, name="catalog"),
    path("open-data/<slug:code>/<slug:kind>/", open_data.open_data_file, name="open-data"),
    path("nexus/", nexus.nexus, name="nexus"),
]
