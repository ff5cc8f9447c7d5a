"""The dashboards, drawn from what is synthesised and from what the shop did when it was driven here."""
