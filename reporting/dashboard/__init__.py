"""The country dashboard: on pace or not, which centers lag, where women gain or lose."""
