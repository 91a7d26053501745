"""The declared columns of every answer, a module a family; `queries.schema` joins them."""
