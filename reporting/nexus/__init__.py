"""US SBA Nexus uploads: form 641 (counseling) and form 888 (training), per US quarter.

Nothing is invented: what the form demands and nobody recorded gets the form's own word for
"unknown" and is listed for the user; what the form can do without is left out and listed.
"""
