"""What runs inside the emulator's own environment: ministack, with its gaps filled and its claims checked.

The modules directly here are pure and know CloudFormation's schemas only; `extensions` holds what
reaches into ministack.
"""
