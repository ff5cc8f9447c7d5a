"""What the storefront's product page is compared with: FastAPI, the same template, and nothing else.

``python -m bench.shop.bare PORT``
"""

import sys

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.templating import Jinja2Templates

from bench.shop.emulator import ROOT

_STOREFRONT = ROOT / "docker" / "storefront"
_PRODUCT = {
    "product_id": "trail-mug",
    "name": "Trail mug",
    "description": "Enamelled steel, 350 ml, with a handle that stays cool.",
    "price": "€14.50",
    "left": "In stock",
    "stock": 40,
}


def main() -> None:
    """Serve one page."""
    templates = Jinja2Templates(directory=_STOREFRONT / "storefront" / "templates")
    application = FastAPI()

    @application.get("/products/{product_id}")
    async def page(request: Request, product_id: str) -> Response:  # noqa: ARG001 - the path has it
        return templates.TemplateResponse(
            request, "product.html", {"basket": 0, "product": _PRODUCT, "most": 40}
        )

    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False)


if __name__ == "__main__":
    main()
