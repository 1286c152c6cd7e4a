"""Workbooks of a center brought in: read, recognise, check, match, plan, confirm."""
