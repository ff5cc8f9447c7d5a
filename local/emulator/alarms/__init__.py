"""Alarms as CloudWatch evaluates them: on a metric, on metric math, and on other alarms."""
