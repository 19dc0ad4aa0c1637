"""The bulletin of a release: .docx from the office's template, PDF from ours."""

from contests.exchange.bulletin.document import bulletin_docx
from contests.exchange.bulletin.printed import bulletin_pdf, missing_faces
from contests.exchange.bulletin.template import BUILT_IN, DOCX, check_template

__all__ = ["BUILT_IN", "DOCX", "bulletin_docx", "bulletin_pdf", "check_template", "missing_faces"]
