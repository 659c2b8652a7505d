"""What must hold, by room: shared by form, API and import."""
