"""What a colour means, the same on every dashboard."""

from aws_cdk import aws_cloudwatch as cloudwatch

TRAFFIC = cloudwatch.Color.BLUE
BAD = cloudwatch.Color.RED
SLOW = cloudwatch.Color.ORANGE
GOOD = cloudwatch.Color.GREEN
CHANGE = cloudwatch.Color.PURPLE
BOUND = cloudwatch.Color.GREY
