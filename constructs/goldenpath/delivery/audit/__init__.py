"""What is looked for in code before it is built: holes in dependencies, dangerous code, secrets."""
