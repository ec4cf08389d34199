"""The application over invented reports."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.fake_library import FakeLibrary
from web import create_app


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def app(library: FakeLibrary) -> Flask:
    return create_app({"LIBRARY": library, "TESTING": True, "PROPAGATE_EXCEPTIONS": False})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
