"""Records as files people can work with: the page's filter, the page's scope, typed columns."""
