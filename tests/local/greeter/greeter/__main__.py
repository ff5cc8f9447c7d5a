"""A service as small as can be: it greets as its environment says."""

import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Greeter(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path in {"/", "/healthz"} else 404)
        self.end_headers()
        names = ("GREETING", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "PASSWORD", "TOKEN")
        self.wfile.write(
            json.dumps({name: os.environ[name] for name in names if name in os.environ}).encode()
        )


if __name__ == "__main__":
    HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Greeter).serve_forever()
