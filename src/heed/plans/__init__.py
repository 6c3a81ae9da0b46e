"""A plan as plain data: written to and read from spreadsheets and Word files, compared, advised."""
