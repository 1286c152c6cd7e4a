"""The editors' desk: items written, translated, reviewed and kept up to date."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from cooperation import desk
from cooperation.actions import items as actions
from cooperation.forms.items import ItemForm, ItemLanguageForm, ItemTextForm, ReasonForm
from cooperation.history import differences
from cooperation.models import Item, ItemText
from cooperation.sheets import ITEM_COLUMNS
from cooperation.views.library import item_context
from cooperation.views.pages import CODES, form_page, step

EDIT, PUBLISH = Permission.CONTENT_EDIT, Permission.CONTENT_PUBLISH


def own_item(request, uuid, permission=EDIT):
    """An item in the person's scope for `permission`; others are 404."""
    items = Item.objects.for_user(request.user, permission).for_list()
    return get_object_or_404(items, uuid=uuid)


def changeable_item(request, uuid):
    """An item that the person may change: published ones only by those who publish."""
    item = own_item(request, uuid)
    return own_item(request, uuid, PUBLISH) if item.is_public else item


@require_safe
@requires(EDIT)
def editorial_list(request):
    items = Item.objects.for_user(request.user, EDIT)
    pile = desk.chosen_pile(request.GET.get("pile"))
    if is_asked(request):
        rows = desk.of_pile(items, pile)
        return figures_file(request, name="items", columns=ITEM_COLUMNS, rows=rows)
    page = desk.page_of(items, pile, request.GET.get("page"))
    context = {"page": page, "chips": desk.chips(items, pile), "pile": pile}
    return render(request, "cooperation/editorial_list.html", context)


@requires(EDIT)
def item_add(request):
    form = ItemForm(request.POST or None, user=request.user)
    words = ItemTextForm(request.POST or None, language="")
    language = ItemLanguageForm(request.POST or None, initial={"language": request.LANGUAGE_CODE})
    if request.method == "POST" and all([form.is_valid(), words.is_valid(), language.is_valid()]):
        item = actions.create_item(
            by=request.user,
            texts=words.cleaned_data,
            language=language.cleaned_data["language"],
            **form.facts(),
        )
        return redirect("cooperation:item-manage", item.uuid)
    context = {"form": form, "words": words, "language": language}
    return render(request, "cooperation/item_add.html", context)


@require_safe
@requires(EDIT)
def item_manage(request, uuid):
    item = own_item(request, uuid)
    return render(request, "cooperation/item_manage.html", desk.manage_context(item, request.user))


@require_safe
@requires(EDIT)
def item_change(request, uuid, change_pk):
    """One line of the item's history: what stood there before and after."""
    item = own_item(request, uuid)
    change = get_object_or_404(item.changes.select_related("by"), pk=change_pk)
    context = {"item": item, "change": change, "differences": differences(change)}
    return render(request, "cooperation/item_change.html", context)


@require_safe
@requires(EDIT)
def item_preview(request, uuid):
    """The item as its public page will show it."""
    item = own_item(request, uuid)
    text = item.text(request.GET.get("language"))
    context = item_context(item, text) | {"preview": True}
    return render(request, "cooperation/item_detail.html", context)


@requires(EDIT)
def item_edit(request, uuid):
    item = changeable_item(request, uuid)
    return form_page(
        request,
        ItemForm(request.POST or None, instance=item, user=request.user),
        save=lambda form: actions.change_item(item=item, by=request.user, **form.facts()),
        title=_("Facts of “%(item)s”") % {"item": item},
        done=_("Saved."),
        back=desk.manage_address(item),
    )


@requires(EDIT)
def text_edit(request, uuid, language):
    """The words in one language, the original beside a translation."""
    item = changeable_item(request, uuid)
    if language not in CODES:
        return redirect(desk.manage_address(item))
    text = ItemText.objects.filter(item=item, language=language).first()
    form = ItemTextForm(request.POST or None, instance=text, language=language)
    if request.method == "POST" and form.is_valid():
        actions.write_text(item=item, by=request.user, language=language, **form.cleaned_data)
        return redirect(desk.manage_address(item))
    original = item.text(item.language) if language != item.language else None
    context = {"item": item, "form": form, "original": original, "language": language}
    return render(request, "cooperation/text_edit.html", context)


@require_POST
@requires(EDIT)
def item_submit(request, uuid):
    item = own_item(request, uuid)
    return step(
        request,
        lambda: actions.submit_item(item=item, by=request.user),
        done=_("Handed to the country's review."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(PUBLISH)
def item_publish(request, uuid):
    item = own_item(request, uuid, PUBLISH)
    return step(
        request,
        lambda: actions.publish_item(item=item, by=request.user),
        done=_("Published. Its review is due in a year."),
        back=desk.manage_address(item),
    )


@requires(PUBLISH)
def item_return(request, uuid):
    item = own_item(request, uuid, PUBLISH)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        save=lambda form: actions.return_item(item=item, by=request.user, **form.cleaned_data),
        title=_("Send “%(item)s” back to its author") % {"item": item},
        done=_("Sent back with your reason."),
        back=desk.manage_address(item),
    )


@requires(PUBLISH)
def item_withdraw(request, uuid):
    item = own_item(request, uuid, PUBLISH)
    return form_page(
        request,
        ReasonForm(request.POST or None),
        save=lambda form: actions.withdraw_item(
            item=item, by=request.user, reason=form.cleaned_data["note"]
        ),
        title=_("Withdraw “%(item)s” from the site") % {"item": item},
        hint=_("It leaves the site, the feeds and past bulletins. Its history stays here."),
        done=_("Withdrawn."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(PUBLISH)
def item_reopen(request, uuid):
    item = own_item(request, uuid, PUBLISH)
    return step(
        request,
        lambda: actions.reopen_item(item=item, by=request.user),
        done=_("It is a draft again."),
        back=desk.manage_address(item),
    )
