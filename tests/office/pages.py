"""A page of the setup as a person uses it: opened, changed here and there, sent."""

from tests.forms.pages import sent


def opened(client, address):
    """Return what the page would send as it is."""
    context = client.get(address).context
    return sent(context["form"]) | sent(context["save"])


def save(client, address, page=None, **changes):
    """Send a page, opened just now unless given, with changes; two underscores stand for a dot."""
    data = (page or opened(client, address)) | {name.replace("__", "."): value for name, value in changes.items()}
    return client.post(address, {name: value for name, value in data.items() if value is not None})


def faults(response):
    """Return the faults of a page by field, those of the day too."""
    return {name: list(errors) for form in ("form", "save") for name, errors in response.context[form].errors.items()}
