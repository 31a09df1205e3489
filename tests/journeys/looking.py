"""Looks at a page as everyone does: axe on a small and a wide screen, by day and night, and what must not be there."""

from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Response

# Width, and what else the reader's device asks for. From the second on all that can be folded is unfolded.
SCREENS = (
    (320, {"color_scheme": "light"}),
    (1280, {"color_scheme": "dark"}),
)
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Half of axe's time goes into contrast. Colours are the same in English; forced ones are the device's to choose.
WITHOUT_CONTRAST = {**AXE_OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
MAY_SET_COOKIES = ("/request/", "/accounts/")


@dataclass
class Looker:
    """Opens pages in one browser, and keeps what is wrong with them, by address."""

    page: Page
    host: str
    in_colour: bool = True
    wrong: dict[str, list[str]] = field(default_factory=dict)
    seen: int = 0
    address: str = ""

    def open(self, address: str) -> Response | None:
        self.address = address
        self.page.context.clear_cookies()
        response = self.page.goto(f"{self.host}{address}")
        self.look()
        return response

    def look(self) -> None:
        self.seen += 1
        page = self.page
        page.evaluate(AXE_SCRIPT)
        for width, asks in SCREENS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(**asks)
            if width > SCREENS[0][0]:
                page.evaluate(UNFOLD)
            # A change of colours fades in, and axe would measure it half-way.
            page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
            where = f"{width} px, {asks}"
            options = AXE_OPTIONS if self.in_colour else WITHOUT_CONTRAST
            for found in page.evaluate("options => axe.run(options).then(all => all.violations)", options):
                self.complain(*(f"{found['id']} ({where}): {one['html'][:120]}" for one in found["nodes"]))
            if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
                self.complain(f"scrolls sideways ({where})")
        self.complain(*page.evaluate(STRANGE_WORDS))
        if page.context.cookies() and not any(part in self.address for part in MAY_SET_COOKIES):
            self.complain("sets a cookie")

    def complain(self, *what: str) -> None:
        if what:
            self.wrong.setdefault(self.address, []).extend(what)


UNFOLD = "document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true })"
# Markup shown as words, and Ukrainian that a page in English does not call so. What a person typed is theirs.
STRANGE_WORDS = """() => {
    const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const around = node.parentElement, text = node.textContent.trim();
        if (around.closest("script, style, pre, code, textarea")) continue;
        if (/<\\/?[a-z]+[^>]*>/.test(text)) wrong.push("markup as words: " + text.slice(0, 80));
        const foreign = around.closest("[lang]").lang !== "uk" && /[а-яіїєґ]{2}/i.test(text);
        if (foreign && !/“[^”]*”/.test(text)) wrong.push("not marked as Ukrainian: " + text.slice(0, 80));
    }
    return wrong;
}"""
