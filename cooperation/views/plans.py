"""Plans of work: the board by country, what each quarter brought, the closing report."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.models import Country
from centers.roles import Permission
from cooperation import plan_report
from cooperation.actions import plans as actions
from cooperation.forms.plans import ActivityForm, GoalForm, PlanForm, ProgressForm
from cooperation.models import Activity, Goal, Progress, WorkPlan
from cooperation.printing import to_pdf
from cooperation.traffic import Light, board, end_of_quarter, quarters_of
from cooperation.views.pages import form_page

EDIT, PUBLISH, MANAGE = (
    Permission.CONTENT_EDIT,
    Permission.CONTENT_PUBLISH,
    Permission.NETWORK_MANAGE,
)


@require_safe
@requires(EDIT)
def plan_list(request):
    return render(request, "cooperation/plan_list.html", {"plans": WorkPlan.objects.all()})


@require_safe
@requires(EDIT)
def plan_detail(request, slug):
    """The board: each activity and country with its light as of today, or of a quarter's end."""
    plan = get_object_or_404(WorkPlan, slug=slug)
    countries = Country.objects.filter(active=True)
    quarters, now = quarters_of(plan), min(timezone.localdate(), plan.ends_on)
    chosen = next((one for one in quarters if str(one) == request.GET.get("quarter")), None)
    context = {
        "plan": plan,
        "countries": countries,
        "quarters": quarters,
        "chosen": chosen,
        "board": board(plan, countries, min(end_of_quarter(chosen), now) if chosen else now),
        "lights": Light,
        "may_tell": request.user.holds(PUBLISH),
        "may_manage": request.user.holds(MANAGE),
    }
    return render(request, "cooperation/plan_detail.html", context)


@require_safe
@requires(EDIT)
def activity_detail(request, activity_pk):
    """One activity and all that countries told about it."""
    activity = get_object_or_404(Activity.objects.select_related("goal__plan"), pk=activity_pk)
    told = activity.progress.select_related("country", "item").order_by("-quarter")
    context = {"activity": activity, "plan": activity.goal.plan, "told": told}
    return render(request, "cooperation/activity_detail.html", context)


@requires(PUBLISH)
def progress_add(request, activity_pk):
    activity = get_object_or_404(Activity.objects.select_related("goal__plan"), pk=activity_pk)
    plan = activity.goal.plan
    start = {"day": min(timezone.localdate(), plan.ends_on), "country": request.user.home_country}
    return form_page(
        request,
        ProgressForm(
            request.POST or None,
            instance=Progress(activity=activity),
            user=request.user,
            initial=start,
        ),
        save=lambda form: actions.record_progress(
            activity=activity, by=request.user, **form.cleaned_data
        ),
        title=str(activity),
        hint=_("Telling a quarter again replaces what was told."),
        done=_("Saved."),
        back=plan.get_absolute_url(),
    )


@requires(MANAGE)
def plan_add(request):
    return form_page(
        request,
        PlanForm(request.POST or None),
        save=lambda form: form.save(),
        title=_("New plan of work"),
        done=_("The plan was made. Add its goals."),
        back=lambda plan: plan.get_absolute_url(),
    )


@requires(MANAGE)
def goal_add(request, slug):
    plan = get_object_or_404(WorkPlan, slug=slug)
    return form_page(
        request,
        GoalForm(request.POST or None, instance=Goal(plan=plan)),
        save=lambda form: form.save(),
        title=_("New goal"),
        done=_("The goal was added."),
        back=plan.get_absolute_url(),
    )


@requires(MANAGE)
def activity_add(request, goal_pk):
    goal = get_object_or_404(Goal.objects.select_related("plan"), pk=goal_pk)
    return form_page(
        request,
        ActivityForm(request.POST or None, instance=Activity(goal=goal)),
        save=lambda form: form.save(),
        title=_("New activity"),
        done=_("The activity was added."),
        back=goal.plan.get_absolute_url(),
    )


@requires(MANAGE)
def activity_edit(request, activity_pk):
    activity = get_object_or_404(Activity.objects.select_related("goal__plan"), pk=activity_pk)
    return form_page(
        request,
        ActivityForm(request.POST or None, instance=activity),
        save=lambda form: form.save(),
        title=_("Change the activity"),
        done=_("Saved."),
        back=activity.goal.plan.get_absolute_url(),
    )


@require_safe
@requires(EDIT)
def plan_report_pdf(request, slug):
    """The closing report for the next Dialogue, in the reader's language."""
    plan = get_object_or_404(WorkPlan, slug=slug)
    pdf = to_pdf(
        "cooperation/plan_report.html",
        plan_report.context_of(plan) | {"language": get_language()},
        country=request.user.home_country,
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="plan-{plan.slug}.pdf"'
    return response
