"""A form as its page sends it."""


def sent(form, **changes):
    """Return what a page with this form sends, with changes; two underscores stand for a dot."""
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    changed = {name.replace("__", "."): value for name, value in changes.items()}
    assert changed.keys() <= data.keys(), changed.keys() - data.keys()
    # A box that is not ticked and a choice of several without any are not sent at all.
    return {name: value for name, value in (data | changed).items() if value is not None and value is not False}
