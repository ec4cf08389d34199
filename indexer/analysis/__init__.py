"""What many reports say when they are counted and compared; each analysis is a function that returns frozen dataclasses."""
