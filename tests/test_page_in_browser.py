"""The page in a browser: silent, reachable, and one click from every number to its sentences."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import rostra

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
NUMBER = "main td a[href^='#e']:visible"


def hostile() -> rostra.Corpus:
    """The texts of the test of the same name in test_reporting.py, which is no package to import from."""
    path = Path(__file__).with_name("test_reporting.py")
    spec = importlib.util.spec_from_file_location("hostile_texts", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.hostile()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    root = Path(__file__).resolve().parents[1]
    made = {
        "strait": rostra.overview(rostra.load_corpus(root / "corpus" / "strait"), n_boot=100),
        "redzikowo": rostra.overview(rostra.load_corpus(root / "corpus" / "redzikowo"), n_boot=100),
        "hostile": rostra.overview(hostile(), actor="who", n_boot=20),
    }
    return {name: page.save(folder / f"{name}.html") for name, page in made.items()}


@pytest.fixture
def visit(browser: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Any]]:
    """Open a page and listen: what it asks the network for, what it says on the console."""
    contexts = []

    def go(name: str, *, width: int = 1280, height: int = 900, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.heard = []
        page.on("request", lambda request: request.url.startswith("file:") or page.heard.append(request.url))
        page.on("console", lambda message: page.heard.append(message.text))
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.on("dialog", lambda dialog: (page.heard.append(dialog.message), dialog.dismiss()))
        page.goto(pages[name].as_uri())
        return page

    yield go
    for context in contexts:
        context.close()


def violations(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def visible_sentences(page: Any) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('.g:has(:target) .s > p:not(.src)')]"
        ".filter(p => p.checkVisibility()).map(p => p.innerText)"
    )


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("name", ["strait", "redzikowo", "hostile"])
def test_a_page_is_silent_accessible_and_no_wider_than_the_screen(
    visit: Callable[..., Any], name: str, width: int
) -> None:
    page = visit(name, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    page.locator(NUMBER).first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.heard == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("name", ["strait", "redzikowo", "hostile"])
def test_one_click_on_a_number_opens_its_sentences_and_no_others(
    visit: Callable[..., Any], name: str, script: bool
) -> None:
    page = visit(name, java_script_enabled=script)
    link = page.locator(NUMBER).nth(3)
    target = link.get_attribute("href")
    link.click()
    said = page.locator(f"p{target}")
    said.wait_for(state="visible", timeout=5000)
    count = int(re.search(r"([\d,]+) sentence", said.inner_text())[1].replace(",", ""))
    key = next(name for name in said.get_attribute("class").split() if name != "f")
    group = page.locator(".g", has=said)
    assert group.locator(".s > p:not(.src):visible").count() == count
    assert group.locator(f".s > p.{key}:visible").count() == count


def test_a_quoted_phrase_of_the_summary_opens_the_sentence_it_stands_in(visit: Callable[..., Any]) -> None:
    page = visit("redzikowo")
    page.locator("main a:text-is('“rock-solid”')").first.click()
    (sentence, *_) = visible_sentences(page)
    assert "rock-solid" in sentence
    assert page.evaluate("document.activeElement.id") == page.evaluate("location.hash.slice(1)")


def test_the_page_stays_where_it_is_and_escape_leads_back_to_the_number(visit: Callable[..., Any]) -> None:
    page = visit("strait")
    link = page.locator(NUMBER).nth(20)
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    assert len(visible_sentences(page)) > 0
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Escape")
    page.locator(".f:target").wait_for(state="detached")
    assert page.evaluate("scrollY") == before
    assert page.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")


def test_everything_can_be_reached_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit("redzikowo")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(4):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "[document.activeElement.matches(':focus-visible'), "
            "getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert focused == [True, "solid"]
    page.keyboard.press("Enter")
    assert len(visible_sentences(page)) > 0


@pytest.mark.parametrize("width", [1280, 400])
def test_charts_are_drawn_in_their_colours_and_can_be_read(visit: Callable[..., Any], width: int) -> None:
    page = visit("strait", width=width)
    charts = page.evaluate(
        """[...document.querySelectorAll('svg.chart')].map(svg => {
            const fills = new Set([...svg.querySelectorAll('path, use')].map(e => getComputedStyle(e).fill));
            const sizes = [...svg.querySelectorAll('text')].map(t => t.getBoundingClientRect().height);
            const box = svg.getBoundingClientRect();
            const inside = [...svg.querySelectorAll('text')].every(t => {
                const b = t.getBoundingClientRect();
                return b.left >= box.left - 2 && b.right <= box.right + 2;
            });
            return [fills.size, Math.min(...sizes), inside, box.width];
        })"""
    )
    assert len(charts) >= 6
    for colours, smallest, inside, wide in charts:
        assert colours >= 3
        assert smallest >= 8
        assert inside
        assert 300 < wide <= 560


def test_the_page_prints_with_its_charts_and_without_its_buttons(
    visit: Callable[..., Any], tmp_path: Path
) -> None:
    page = visit("strait")
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert page.locator("svg.chart").first.is_visible()
    path = tmp_path / "page.pdf"
    page.pdf(path=str(path))
    assert 20_000 < path.stat().st_size < 3_000_000


PAPER = 680  # pixels: A4 without its margins


@pytest.mark.parametrize("name", ["strait", "redzikowo", "hostile"])
def test_on_paper_nothing_is_cut_and_what_is_left_out_says_so(visit: Callable[..., Any], name: str) -> None:
    page = visit(name, width=PAPER)
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    cut = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.checkVisibility() && "
        "e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible')"
        ".map(e => e.outerHTML.slice(0, 200))"
    )
    assert cut == []
    said = page.evaluate(
        "[...document.querySelectorAll('details.fold:not([open]) > summary')]"
        ".filter(e => e.checkVisibility()).map(e => getComputedStyle(e, '::after').content)"
    )
    assert len(said) == page.locator("details.fold:not([open])").count() > 0
    assert set(said) == {'" (in the page, not printed)"'}
    left_out = page.locator(".printed")
    if left_out.count():
        assert re.match(r"[\d,]+ sentences stand behind the numbers of this page", left_out.inner_text())
    else:
        lines = page.locator("#evidence .s > p:not(.src)")
        printed = page.evaluate(
            "[...document.querySelectorAll('#evidence .s > p:not(.src)')]"
            ".filter(e => e.checkVisibility()).length"
        )
        assert printed == lines.count() > 0


def test_the_page_of_86_speeches_is_accessible(browser: Any, tmp_path: Path, evaluation: Path) -> None:
    speeches = rostra.load_corpus(evaluation / "input" / "unsc" / "documents.csv")
    path = rostra.overview(speeches, actor="speaker").save(tmp_path / "speeches.html")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.locator(NUMBER).first.click()
    assert violations(page) == []
    page.close()


def test_in_the_frame_of_a_notebook_a_number_opens_too(browser: Any, tmp_path: Path) -> None:
    texts = [{"who": "Arvel", "text": "We might go."}, {"who": "Bessa", "text": "We may stay."}]
    tokens = rostra.tokenize(rostra.attribute(rostra.load_corpus(texts), actor="who"))
    page_of = rostra.report("T", rostra.measure(tokens, "hedging", min_words=1, n_boot=0))
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><title>n</title>{page_of._repr_html_()}", encoding="utf-8")
    page = browser.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.goto(path.as_uri())
    frame = page.frames[1]
    frame.locator("td a[href^='#e']").first.click()
    frame.locator(".f:target").wait_for(state="visible", timeout=5000)
    assert frame.locator(".s > p:not(.src):visible").all_inner_texts() == ["We might go."]
    assert heard == []
    page.close()


# The filter, and the marks of charts ----------------------------------------------------------------------


def shown_sentences(page: Any) -> int:
    return page.locator("#evidence .g:not([hidden]) .s:not([hidden]) > p:not(.src):not([hidden])").count()


def test_the_filter_keeps_the_rows_and_sentences_of_one_actor_and_measure(visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit("strait")
    said = page.locator(".filter output")
    everything = shown_sentences(page)
    assert said.inner_text() == f"{everything:,} sentences in the evidence"
    page.locator("select[name=actor]").select_option("Haldrava")
    of_actor = shown_sentences(page)
    assert 0 < of_actor < everything
    assert said.inner_text() == f"{of_actor:,} sentences in the evidence match"
    assert page.locator("#evidence .g:not([hidden])").count() == 1
    page.locator("select[name=measure]").select_option("Threat")
    assert 0 < shown_sentences(page) < of_actor
    named = page.locator("main td[data-actor]:visible, main th[data-actor]:visible")
    assert named.count() > 0
    assert all("Haldrava" in text for text in named.all_inner_texts())
    assert violations(page) == []
    page.get_by_role("button", name="Show all").click()
    expect(said).to_have_text(f"{everything:,} sentences in the evidence")
    assert shown_sentences(page) == everything
    assert page.heard == []


def test_the_filter_works_from_the_keyboard(visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit("strait")
    page.locator("select[name=kind]").focus()
    page.keyboard.press("d")  # Direct
    kind = page.locator("select[name=kind]").input_value()
    assert kind == "direct"
    kinds = page.locator("#evidence .g:not([hidden]) .s:not([hidden]) > p[data-kind]:not([hidden])")
    assert all("direct" in one.get_attribute("data-kind") for one in kinds.all()[:40])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "measure"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Show all
    expect(page.locator("select[name=kind]")).to_have_value("")


def test_a_number_opens_all_its_sentences_whatever_is_filtered(visit: Callable[..., Any]) -> None:
    page = visit("strait")
    page.locator("select[name=actor]").select_option("Tolmeny")
    link = page.locator("main p a[href^='#e']").first
    link.click()
    assert visible_sentences(page)
    assert page.locator("select[name=actor]").input_value() == ""


def test_what_is_filtered_stands_in_the_address_and_a_link_brings_it_again(visit: Callable[..., Any]) -> None:
    page = visit("strait")
    page.locator("select[name=actor]").select_option("Grey Sea Compact")
    page.locator("select[name=measure]").select_option("Demand")
    address = page.url
    assert address.endswith("#show:actor=Grey%20Sea%20Compact&measure=Demand")
    shown, said = shown_sentences(page), page.locator(".filter output").inner_text()
    other = page.context.new_page()
    other.goto(address)
    assert other.locator("select[name=actor]").input_value() == "Grey Sea Compact"
    assert other.locator("select[name=measure]").input_value() == "Demand"
    assert shown_sentences(other) == shown > 0
    assert other.locator(".filter output").inner_text() == said
    assert page.heard == []


def test_steps_back_and_forward_bring_what_was_filtered(visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit("strait")
    actor, said = page.locator("select[name=actor]"), page.locator(".filter output")
    everything = said.inner_text()
    actor.select_option("Tolmeny")
    of_tolmeny = said.inner_text()
    actor.select_option("Haldrava")
    page.go_back()
    expect(actor).to_have_value("Tolmeny")
    expect(said).to_have_text(of_tolmeny)
    page.go_back()
    expect(actor).to_have_value("")
    expect(said).to_have_text(everything)
    page.go_forward()
    expect(actor).to_have_value("Tolmeny")


def test_a_number_that_is_closed_leads_back_to_what_was_filtered(visit: Callable[..., Any]) -> None:
    from playwright.sync_api import expect

    page = visit("strait")
    actor = page.locator("select[name=actor]")
    actor.select_option("Tolmeny")
    filtered = page.url
    page.locator("main p a[href^='#e']").first.click()
    expect(actor).to_have_value("")
    page.keyboard.press("Escape")
    expect(actor).to_have_value("Tolmeny")
    assert page.url == filtered
    page.locator("main p a[href^='#e']").first.click()
    expect(actor).to_have_value("")
    page.go_back()
    expect(actor).to_have_value("Tolmeny")


def test_a_link_to_a_section_keeps_what_is_filtered(visit: Callable[..., Any]) -> None:
    page = visit("strait")
    page.locator("select[name=actor]").select_option("Tolmeny")
    link = page.locator("nav a").nth(4)
    section = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#show:actor=Tolmeny&at={section[1:]}")
    assert page.locator("select[name=actor]").input_value() == "Tolmeny"
    assert 0 <= page.locator(section).bounding_box()["y"] < 200


@pytest.mark.parametrize(
    "address", ["#show:actor=Nobody", "#show:actor=%E0%A4%A", "#show:", "#show:kind=<b>&at=none"]
)
def test_an_address_that_nobody_made_filters_nothing(
    pages: dict[str, Path], visit: Callable[..., Any], address: str
) -> None:
    page = visit("strait")
    everything = shown_sentences(page)
    page.goto("about:blank")
    page.goto(pages["strait"].as_uri() + address)
    assert shown_sentences(page) == everything
    assert page.locator("select[name=actor]").input_value() == ""
    assert page.heard == []


def test_without_script_there_is_no_filter_and_nothing_is_hidden(visit: Callable[..., Any]) -> None:
    page = visit("strait", java_script_enabled=False)
    assert not page.locator(".filter").is_visible()
    assert page.locator("main [hidden]:not(.filter)").count() == 0


@pytest.mark.parametrize("key", [None, "Enter"], ids=["mouse", "keyboard"])
def test_a_mark_of_a_chart_opens_its_sentences(visit: Callable[..., Any], key: str | None) -> None:
    page = visit("strait")
    mark = page.locator("figure svg a[href^='#e']").first
    mark.scroll_into_view_if_needed()
    target = mark.get_attribute("href")
    assert mark.get_attribute("aria-label") or mark.locator("title").count()
    if key is None:
        mark.locator("circle, path, rect, use").last.click(force=True)
    else:
        mark.focus()
        page.keyboard.press(key)
    page.locator(target).wait_for(state="visible", timeout=5000)
    assert visible_sentences(page)
    page.keyboard.press("Escape")
    page.locator(target).wait_for(state="hidden", timeout=5000)
    assert page.heard == []


@pytest.mark.parametrize("name", ["strait", "redzikowo"])
def test_a_page_is_small(pages: dict[str, Path], name: str) -> None:
    assert pages[name].stat().st_size < 2_000_000
