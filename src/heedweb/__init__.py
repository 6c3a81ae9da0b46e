"""The workspace: server-rendered pages over what the core reads."""
