"""The form of the release desk."""

from django import forms


class ApproveForm(forms.Form):
    """The reason of a correction; whether one is needed is for the service to say."""

    reason = forms.CharField(label="更正原因", max_length=200, required=False)
