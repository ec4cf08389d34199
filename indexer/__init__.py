"""Reads Chinese public reports, knows their organization and year, indexes and searches them."""
