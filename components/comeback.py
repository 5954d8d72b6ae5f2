"""What makes a tab run its page again when it comes back to another server.

A server that was restarted, or the other replica, gives the tab a new session. By
itself the client then waits for the reader's next act: the page stands as before, but
what is made when it is asked for (brief, annex, files) is refused to the old session,
without a word. Where a part of the page is to run again by itself, the client runs the
page at once: so one is, after a time that no reader waits for.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

# Browsers take no timer for longer than 24 days: it would go off at once.
_NEVER = dt.timedelta(days=20)


@st.fragment(run_every=_NEVER)
def expect() -> None:
    """Have the client run the page when it comes back to another server."""
