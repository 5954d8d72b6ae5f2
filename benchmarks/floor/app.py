"""The floor: as little as an app with one chart can be."""

import plotly.graph_objects as go
import streamlit as st

YEARS = list(range(2017, 2027))

factor = st.radio("Factor", [1, 2, 3], key="factor")
figure = go.Figure(go.Bar(x=YEARS, y=[year % 7 * factor for year in YEARS]))
st.plotly_chart(figure, key="chart")
