"""The app beside other dashboards, in one run and one browser."""
