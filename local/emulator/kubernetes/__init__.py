"""A small Kubernetes API: it validates and stores what kubectl and helm send, and runs no pod."""
