"""The pages that shoppers see."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from starlette.exceptions import HTTPException

from storefront.products import SAMPLE

_FOLDER = Path(__file__).parent
_TEMPLATES = Jinja2Templates(directory=_FOLDER / "templates")
_NOT_FOUND = 404

router = APIRouter()


def add_pages(application: FastAPI) -> None:
    """Give an application the shop's pages.

    Parameters
    ----------
    application
        The application.
    """
    application.include_router(router)
    application.mount("/static", StaticFiles(directory=_FOLDER / "static"), name="static")
    application.add_exception_handler(_NOT_FOUND, _not_found)


@router.api_route("/", methods=["GET", "HEAD"])
async def front(request: Request) -> Response:
    """Show what is on sale."""
    return _TEMPLATES.TemplateResponse(request, "front.html", {"products": SAMPLE})


async def _not_found(request: Request, error: Exception) -> Response:
    headers = error.headers if isinstance(error, HTTPException) else None
    return _TEMPLATES.TemplateResponse(request, "not_found.html", status_code=_NOT_FOUND, headers=headers)
