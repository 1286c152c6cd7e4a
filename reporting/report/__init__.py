"""The impact report: from frozen figures to pages, in any of the languages."""
