"""Make the picture of the site in README.md: build the site, then run ``python tests/support/screenshot.py``."""

import chromium
import project
from published import Published

WIDTH, HEIGHT = 1280, 640
PICTURE = project.ROOT / ".github" / "site.png"
LARGEST = 150_000
"""The most bytes of a picture that every reader of README.md loads."""


def main() -> None:
    """Take the picture of the home page of the site in ``site/``, in light colours; fail if it is too large."""
    with Published(project.ROOT / "site", "").served() as address, chromium.launched() as browser:
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto(address)
        page.screenshot(path=PICTURE, animations="disabled")
    size = PICTURE.stat().st_size
    assert size <= LARGEST, f"{PICTURE} must have at most {LARGEST} bytes, got {size}"
    print(f"{PICTURE.relative_to(project.ROOT)}: {size} bytes")


if __name__ == "__main__":
    main()
