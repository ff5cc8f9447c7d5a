"""What stands in a widget, by its type and view."""
