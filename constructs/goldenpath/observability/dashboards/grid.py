"""The grid that widgets stand in."""

WHOLE = 24
"""Columns of a dashboard.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
"""

HALF, THIRD, QUARTER = WHOLE // 2, WHOLE // 3, WHOLE // 4
GRAPH_HEIGHT = 6
