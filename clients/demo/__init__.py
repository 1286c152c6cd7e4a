"""Invented people and firms: for demonstrations, and (lean) for measuring speed."""
