"""Every question asked of the tables of councils, one noun a file.

Models import their querysets, so these find the other models of this app by name.
"""
