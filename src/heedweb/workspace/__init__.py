"""The domain of the workspace, in layers: views, forms, domain, queries, access, models."""
