"""Documents of the other mechanisms about the fictional State, with their gold."""
