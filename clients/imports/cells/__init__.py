"""From a cell as somebody typed it to a value, or a refusal that names the mend. No database."""
