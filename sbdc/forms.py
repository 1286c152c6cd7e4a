"""How forms look: Django's form renderer with our own templates."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Label above, hint under it, error beside the field (templates/components)."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
