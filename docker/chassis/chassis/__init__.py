"""What every service of the shop does alike: settings, logs, health, limits, calls, start and end."""
