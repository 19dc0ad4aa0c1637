"""Which of the front-end files are collected, and how they are named."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(StaticFilesConfig):
    """Django's own app, which leaves out the variants that no page of ours uses."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "tabler-*",
        "tabler.css*",
        "*.esm.*",
        "tabler.js*",
        # Of echarts only the whole library, made small.
        "echarts.common*",
        "echarts.simple*",
        "echarts.js*",
        "extension",
        # Of htmx only what the office's pages load.
        "htmax*",
        "htmx-2.js",
        "htmx-4*",
        "ext",
        # Their pages and themes are not ours.
        "ninja",
        "django_tables2",
    ]


class Storage(CompressedManifestStaticFilesStorage):
    """Names every file by its bytes, those too that a script imports."""

    support_js_module_import_aggregation = True
