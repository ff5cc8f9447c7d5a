"""The local AWS: starts the emulator, deploys with the real CDK CLI, reports what was real."""
