"""What people give: files."""
