"""Report: charts, tables, articles and texts in order, kept, and taken out as a document."""

from __future__ import annotations

from dashboard import reporting

reporting.draw()
