"""What ECS would run: as plain processes, or as containers where there is an engine."""
