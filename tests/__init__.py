"""The tests of Open Line: see CONTRIBUTING for what stands where."""
