"""Questions among peers at the desk: asked, answered, kept, moderated."""
