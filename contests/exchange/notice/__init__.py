"""The notice of a release: .docx from the office's template, PDF from ours."""

from contests.exchange.notice.document import notice_docx
from contests.exchange.notice.printed import missing_faces, notice_pdf
from contests.exchange.notice.template import BUILT_IN, DOCX, check_template

__all__ = ["BUILT_IN", "DOCX", "check_template", "missing_faces", "notice_docx", "notice_pdf"]
