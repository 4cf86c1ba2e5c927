/**
 * Search: a dialog over Pagefind's index, which is loaded when a reader first opens it.
 * The words of the interface stand in the page (partials/search.html).
 */
"use strict";
{
  const BATCH = 8; // pages shown at a time
  const PASSAGES = 3; // passages shown of each page
  // A long page is no worse than a short one, and a title counts little: sources have titles about everything.
  const RANKING = { pageLength: 0, metaWeights: { title: 2 } };

  const opener = document.querySelector(".search-open");
  const dialog = document.querySelector("dialog.search");
  const [input, kind, status, list, more] = ["input", "select", ".search-status", ".search-results", ".search-more"]
    .map((selector) => dialog.querySelector(selector));
  const root = new URL(dialog.dataset.root, document.baseURI);
  let engine, found = [], turn = 0; // turn: how many searches were asked for

  /** Pagefind, ready to search; a site read from a folder has none. */
  async function load() {
    if ("offline" in dialog.dataset) throw new Error("offline");
    const pagefind = await import(new URL("pagefind/pagefind.js", root));
    await pagefind.options({ baseUrl: root.pathname, excerptLength: 24, ranking: RANKING });
    await pagefind.init();
    return pagefind;
  }

  /** Pagefind, loaded once. */
  function start() {
    engine ??= load();
    return engine;
  }

  /** An element with text or other nodes in it. */
  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  /** Pagefind's excerpt as text with <mark> and nothing else, without the heading that stands before it anyway. */
  function passage(html, heading) {
    if (html.startsWith(heading)) html = html.slice(heading.length).replace(/^[.\s]+/, "");
    const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...nodes].map((node) => node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent);
  }

  /** One page of the result: its title, its kind, and the passages that match. */
  function entry(page) {
    const passages = page.sub_results.filter((part) => part.url !== page.url || page.sub_results.length === 1);
    const shown = (passages.length ? passages : page.sub_results).slice(0, PASSAGES);
    const label = [...kind.options].find((option) => option.value && option.value === page.meta.kind)?.text;
    return make("li", {},
      make("a", { href: page.url, className: "search-title" }, page.meta.title),
      label ? make("span", { className: "search-kind" }, label) : "",
      ...shown.map((part) => make("p", {},
        part.url === page.url ? "" : make("a", { href: part.url }, part.title), " ", ...passage(part.excerpt, part.title))));
  }

  /** The next pages of what was found, of the kind that is chosen; only a loaded page tells of which kind it is. */
  async function next() {
    const pages = [];
    while (found.length && pages.length < BATCH) {
      const loaded = await Promise.all(found.splice(0, kind.value ? 4 * BATCH : BATCH).map(({ data }) => data()));
      pages.push(...loaded.filter((page) => !kind.value || page.meta.kind === kind.value));
    }
    more.hidden = !found.length;
    return pages.map(entry);
  }

  /** Search for what is typed in the kind that is chosen, unless something else is asked meanwhile. */
  async function search() {
    const asked = ++turn;
    list.setAttribute("aria-busy", "true");
    const query = input.value.trim();
    let answer = { results: [] }, entries = [], words = "";
    try {
      const pagefind = await start();
      if (query) answer = await pagefind.debouncedSearch(query, {}, 120);
      if (!answer || asked !== turn) return;
      found = answer.results;
      entries = await next();
      const count = kind.value ? entries.length : answer.results.length;
      words = count > 1 ? dialog.dataset.many : count ? dialog.dataset.one : dialog.dataset.none;
      words = query && words.replace("{count}", count.toLocaleString(document.documentElement.lang)).replace("{query}", () => query);
    } catch {
      words = dialog.dataset.failed;
    }
    if (asked !== turn) return;
    list.replaceChildren(...entries);
    status.textContent = words;
    list.setAttribute("aria-busy", "false");
  }

  /** Open the dialog and get ready. */
  function open() {
    dialog.showModal();
    input.select();
    start().catch(() => { status.textContent = dialog.dataset.failed; });
  }

  opener.addEventListener("click", open);
  dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  input.addEventListener("input", search);
  kind.addEventListener("change", search);
  more.addEventListener("click", async () => list.append(...await next()));
  list.addEventListener("click", (event) => { if (event.target.closest("a")) dialog.close(); });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target === kind) return;
    const stops = [input, ...list.querySelectorAll("a")];
    stops[stops.indexOf(document.activeElement) + step]?.focus();
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !dialog.open) {
      event.preventDefault();
      open();
    }
  });
}
