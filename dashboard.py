"""Entry point of the app: `streamlit run dashboard.py`.

The platform finds an `App` in this file and imports it once, before it answers anybody;
for each reader it then runs the file as a script. A host that only runs it as a script
loads everything for the first reader instead.
"""

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components import comeback, shell
from components.serving import origin, public

if get_script_run_ctx(suppress_warning=True) is None:
    shell.prepare()
    app = st.App(
        __file__,
        lifespan=shell.lasting,
        middleware=[Middleware(origin.Own), Middleware(public.Checked)],
    )
else:
    shell.run()
    comeback.expect()
