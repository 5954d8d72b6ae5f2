"""A card in a frame on a foreign page: another origin, with a sandbox."""

import http.server
import threading

import pytest
from playwright.sync_api import expect

FLAGS = "allow-scripts allow-same-origin allow-popups"


@pytest.fixture
def foreign(server):
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            address = f"{server.url}/calls?card=calls_chart&amp;embed=true"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(
                f'<iframe sandbox="{FLAGS}" src="{address}" '
                'width="360" height="400"></iframe>'.encode()
            )

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://localhost:{other.server_port}"
        other.shutdown()


def test_the_chart_shows_without_a_menu_and_with_the_way_back(browser, foreign):
    page = browser.new_page(viewport={"width": 400, "height": 440})
    page.goto(foreign)
    frame = page.frame_locator("iframe")
    expect(frame.locator(".js-plotly-plot")).to_be_in_viewport(timeout=60_000)
    back = frame.locator(".st-key-card_end a")
    expect(back).to_have_attribute("target", "_blank")
    assert "card=" not in back.get_attribute("href")
    assert frame.locator("[data-testid=stSidebar]").count() == 0
    assert frame.locator("[data-testid=stTopNavLink]").count() == 0
    main = frame.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.close()
