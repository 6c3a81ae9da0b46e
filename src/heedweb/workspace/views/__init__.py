"""Pages: get objects through access, validate with a form, call one function, render."""
