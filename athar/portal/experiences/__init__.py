"""The library of experiences: the list, each experience, and how it is cited."""
