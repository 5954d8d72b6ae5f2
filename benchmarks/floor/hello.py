"""The floor: one line of text."""

import streamlit as st

st.write("Hello")
