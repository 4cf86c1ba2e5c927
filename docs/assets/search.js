/**
 * The dialog of the search (search.html). Its index (search-index.js), with the words for what is found, is loaded when a
 * reader first opens it. The query stands in the address, so that Back leads to it again.
 */
"use strict";
{
  const BATCH = 8; // pages shown at a time
  const opener = document.querySelector(".search-open"), dialog = document.querySelector("dialog.search");
  const [form, input, kind, status, list, more] = ["form", "input", "select", ".search-status", ".search-results", ".search-more"]
    .map((selector) => dialog.querySelector(selector));
  const words = dialog.dataset, root = new URL(words.root, document.baseURI);
  const script = document.currentScript.src.replace("search.js", "search-index.js"), asked = new URLSearchParams(location.search);
  let index, answer, current, pressed; // current: the search under way; pressed: where a click began

  /** The index, loaded once, or again if that failed, and the kinds of pages to choose from; a site read from a folder has none. */
  const start = () => index ??= "offline" in words ? Promise.reject(new Error("offline")) : import(script)
    .then(({ load }) => load(root, lang)).then((found) => {
      kind.append(...found.ways.map(([, , name]) => new Option(found.kinds[name], name)));
      kind.value = asked.get("kind") ?? "";
      return found;
    }).catch((error) => { index = null; throw error; });

  /** Some of the pages that were found: title, best part and kind of each, and the passage that answers. */
  async function entriesOf(found, results) {
    const shown = await Promise.all(results.map((result) => found.passage(result, answer.marks)));
    return shown.map(({ href, title, part, kind: label, text }) => make("li", {},
      make("a", { href, className: "search-title" }, title, part && make("span", { className: "search-part" }, part)),
      [title, part].includes(label) ? "" : make("span", { className: "search-kind" }, label),
      make("p", {}, ...text.map(([piece, marked]) => marked ? make("mark", {}, piece) : piece))));
  }

  /** What is offered where nothing was found, or not in this kind: the nearest words of the index, all kinds, and pages to look in. */
  function offers(found, query, number) {
    const near = answer.missing.length ? found.nearest(query, answer.missing) : [];
    const offer = (field, value, text) => make("button", { type: "button", className: "search-near", onclick() { field.value = value; input.focus(); search(); } }, text);
    const buttons = near.map((other) => offer(input, other, other)), elsewhere = !number && answer.results.length;
    const ways = found.ways.flatMap(([address, title], at) => [at ? " · " : " ", make("a", { href: new URL(address, root) }, title)]);
    return [...elsewhere ? [make("li", {}, offer(kind, "", kind.options[0].text))] : [], ...near.length ? [make("li", {}, found.said.nearest, ...buttons)] : [],
      ...answer.results.length ? [] : [make("li", {}, found.said.ways, ...ways)]];
  }

  /** Search for what is typed in the kind that is chosen, and show the batches up to a place in the list, which then has the focus. */
  function search(place) {
    const query = input.value.trim(), count = BATCH * (Math.floor((place ?? 0) / BATCH) + 1);
    list.setAttribute("aria-busy", "true");
    const own = current = (async () => {
      let said = "", entries = [], results = [];
      try {
        const found = await start();
        if (own !== current) return;
        remember(query);
        answer = found.search(query);
        results = answer.results.filter(({ page }) => !kind.value || found.pages[page].kind === kind.value);
        const number = results.length, missing = answer.missing.map(({ typed }) => fill(found.said.quoted, { text: typed })).join(", ");
        const form = number > 1 ? "many" : number ? "one" : answer.results.length ? "elsewhere" : "none";
        said = query && found.said[form] + (number && missing ? ` ${found.said.missing}` : "");
        said = fill(said, { count: number || answer.results.length, query, words: missing });
        entries = query ? [...await entriesOf(found, results.slice(0, count)), ...offers(found, query, number)] : [];
      } catch {
        said = words.failed;
        if (place) entries = [...list.children]; // what is shown stays
      }
      if (own !== current) return;
      list.replaceChildren(...entries);
      more.hidden = !entries.length || results.length <= list.querySelectorAll("a").length;
      status.textContent = said;
      list.setAttribute("aria-busy", "false");
      if (place >= 0) list.querySelectorAll("a")[place]?.focus();
    })();
  }

  /** Put the query into the address of the page, with the place that was left in the list, or take it out. */
  function remember(query, place) {
    const address = new URL(location), wanted = { q: query, ...kind.value && { kind: kind.value } };
    address.search = query ? new URLSearchParams(wanted) : "";
    try { history.replaceState({ place }, "", address); } catch { /* WebKit allows 100 changes in 10 s: the next one is kept */ }
  }

  /** Wait for the answer to what is typed, then move by some steps through the results, from the field on. */
  async function move(step) {
    for (let awaited; awaited !== current;) await (awaited = current);
    const stops = [input, ...list.querySelectorAll("a, button")], at = stops.indexOf(document.activeElement);
    stops[Math.max(0, at) + step]?.focus();
  }

  /** Open the dialog, with a query and a place in its list if there was one. */
  function open(query, place) {
    dialog.showModal();
    if (query) input.value = query; else input.select();
    search(place);
  }

  opener.addEventListener("click", () => open());
  dialog.querySelector(".search-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => { current = null; remember(); }); // nor is a late answer shown
  dialog.addEventListener("pointerdown", ({ target }) => { pressed = target; });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog && pressed === dialog) dialog.close(); });
  form.addEventListener("submit", (event) => { // a phone closes its keyboard when the field is left
    event.preventDefault();
    input.blur();
    if (!list.firstChild) search(); // perhaps it can be loaded now
    move(1);
  });
  input.addEventListener("input", () => search());
  kind.addEventListener("change", () => search());
  more.addEventListener("click", () => search(list.querySelectorAll("a").length));
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) remember(input.value.trim(), [...list.querySelectorAll("a")].indexOf(link));
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.key !== "Escape" && (!step || event.target === kind)) return;
    event.preventDefault(); // else Escape only empties the field
    if (step) move(step); else dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && !dialog.open) {
      event.preventDefault();
      open();
    }
  });
  if (dialog.open) search(); // a browser opened it before this script came
  else if (asked.get("q")) open(asked.get("q"), history.state?.place);
}
