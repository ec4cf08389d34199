"""What the reports say when they are counted and compared: every number exact, with what it was divided by."""
