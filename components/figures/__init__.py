"""Pure chart functions: frames in, Plotly figures and alternative text out."""
