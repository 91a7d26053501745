"""What all tests share. A test never fails because the machine was slow: hypothesis has no deadline here."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("concordance", deadline=None)
settings.load_profile("concordance")
