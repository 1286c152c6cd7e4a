"""The API's side of clients and their records: the pages' scope, filters and actions."""
