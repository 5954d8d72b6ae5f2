"""The same chart and filters in Dash: `python dash_app.py PORT CSV`."""

import sys

import pandas as pd
import plotly.express as px
import waitress
from dash import Dash, Input, Output, dcc, html
from plotly.graph_objects import Figure

CHOSEN = ["DEU", "FRA", "GBR", "BRA", "MEX", "JPN"]
THREADS = 8

port, path = int(sys.argv[1]), sys.argv[2]
wide = pd.read_csv(path)
numbers = wide.melt(
    ["Country Code"], [c for c in wide.columns if c.isdigit()], "Year", "GDP"
)
numbers["Year"] = pd.to_numeric(numbers["Year"])
first, last = int(numbers["Year"].min()), int(numbers["Year"].max())

app = Dash(title="GDP dashboard")
app.layout = html.Div(
    [
        html.H1("GDP dashboard"),
        html.P("Gross domestic product of countries over time."),
        dcc.RangeSlider(first, last, 1, value=[first, last], marks=None, id="years"),
        dcc.Dropdown(
            sorted(numbers["Country Code"].unique()), CHOSEN, multi=True, id="countries"
        ),
        html.H2("GDP over time"),
        dcc.Graph(id="chart"),
    ]
)


@app.callback(  # type: ignore[untyped-decorator]
    Output("chart", "figure"), Input("years", "value"), Input("countries", "value")
)
def draw(years: list[int], countries: list[str]) -> Figure:
    """Return the chart of these years and countries."""
    shown = numbers[
        numbers["Country Code"].isin(countries)
        & numbers["Year"].between(years[0], years[1])
    ]
    return px.line(shown, x="Year", y="GDP", color="Country Code")


# One process, as the others are; waitress is a server made for use, Dash's own is not.
waitress.serve(app.server, host="127.0.0.1", port=port, threads=THREADS)
