"""Entry point of the app: `streamlit run dashboard.py`."""

from components import shell

shell.run()
