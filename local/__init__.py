"""The local AWS: starts the emulator, fills its gaps, deploys with the real CDK CLI, reports what was real."""
