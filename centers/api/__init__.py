"""What every part of the API shares; the resources themselves live with their subjects."""
