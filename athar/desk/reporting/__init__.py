"""Reports at the desk: typed by who reports, looked at beside the last one by who validates."""
