"""A release, rehearsed: two versions of a service behind a real load balancer, watched by its alarms."""
