"""An equivalent of Streamlit's GDP dashboard template: `streamlit run gdp.py -- CSV`.

Line chart, slider and multiselect, then one figure a country, as the template has
them; the numbers are made up.
"""

import sys

import pandas as pd
import streamlit as st

CHOSEN = ["DEU", "FRA", "GBR", "BRA", "MEX", "JPN"]

st.set_page_config(page_title="GDP dashboard", page_icon=":earth_americas:")


@st.cache_data
def read(path: str) -> pd.DataFrame:
    """Return the numbers, a row for each country and year."""
    wide = pd.read_csv(path)
    years = [column for column in wide.columns if column.isdigit()]
    long = wide.melt(["Country Code"], years, "Year", "GDP")
    long["Year"] = pd.to_numeric(long["Year"])
    return long


numbers = read(sys.argv[1])

st.title(":earth_americas: GDP dashboard")
st.write("Gross domestic product of countries over time.")

first, last = int(numbers["Year"].min()), int(numbers["Year"].max())
from_year, to_year = st.slider(
    "Which years are you interested in?", first, last, (first, last), key="years"
)
chosen = st.multiselect(
    "Which countries would you like to view?",
    numbers["Country Code"].unique(),
    CHOSEN,
    key="countries",
)

shown = numbers[
    numbers["Country Code"].isin(chosen) & numbers["Year"].between(from_year, to_year)
]

st.header("GDP over time", divider="gray")
st.line_chart(shown, x="Year", y="GDP", color="Country Code")

st.header(f"GDP in {to_year}", divider="gray")
columns = st.columns(4)
for place, country in enumerate(chosen):
    of_country = numbers[numbers["Country Code"] == country].set_index("Year")["GDP"]
    before, after = of_country[from_year] / 1e9, of_country[to_year] / 1e9
    columns[place % len(columns)].metric(
        f"{country} GDP", f"{after:,.0f}B", f"{after / before:,.2f}x"
    )
