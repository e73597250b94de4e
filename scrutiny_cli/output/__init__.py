"""What commands print: tables, data formats, problems."""
