"""What a page says of a finding beside what is stored of it."""

from django import template

from contests.selectors.unproven import proof_warning

register = template.Library()
register.filter("proof_warning", proof_warning)
