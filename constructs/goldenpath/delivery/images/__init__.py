"""From a folder to an image that is in a registry, listed, judged, and known by its digest."""
