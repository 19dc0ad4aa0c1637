"""The form that takes a file of figures or events."""

from django import forms


class UploadForm(forms.Form):
    """A CSV or .xlsx file, what it holds, and whether it is only to be looked at."""

    KINDS = (("ratings", "填报数据"), ("events", "红黑榜事项和加扣分"))

    kind = forms.ChoiceField(label="内容", choices=KINDS, initial="ratings", widget=forms.RadioSelect)
    file = forms.FileField(
        label="文件（.xlsx 或 .csv）", error_messages={"required": "请选择文件", "empty": "文件是空的"}
    )
    check_only = forms.BooleanField(label="只检查，不保存", required=False)
