"""The floor in the browser: one chart, and one choice that changes it."""

import plotly.graph_objects as go
import streamlit as st

YEARS = list(range(2017, 2027))

factor = st.selectbox("Factor", [1, 2, 3], key="factor")
figure = go.Figure(go.Bar(x=YEARS, y=[(year % 7 + factor) % 9 for year in YEARS]))
st.plotly_chart(figure, key="chart")
