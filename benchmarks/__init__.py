"""How fast the app is, told as ratios to a bare app served in the same run."""
