/**
 * The dialog of the search (search.html). Its index (search-index.js), with the words for what is found, is loaded when
 * a reader first opens it. The query stands in the address, so that Back leads to it again.
 */
"use strict";
{
  const BATCH = 8; // pages shown at a time
  const opener = document.querySelector(".search-open"), dialog = document.querySelector("dialog.search");
  const [form, input, kind, status, list, more] = dialog.querySelectorAll("form, input, select, p, ol, .search-more");
  const words = dialog.dataset, root = new URL(words.root, document.baseURI);
  const script = document.currentScript.src.replace("search.js", "search-index.js");
  const asked = new URLSearchParams(location.search);
  let index, current, pressed; // current: the search under way; pressed: where a click began

  /** The index, loaded once, or again if that failed, and the kinds of pages to choose from. */
  const start = () => index ??= import(script).then(({ load }) => load(root, lang)).then((found) => {
    kind.append(...found.ways.map(([, , name]) => new Option(found.kinds[name], name)));
    kind.value = asked.get("kind") ?? "";
    return found;
  }).catch((error) => { index = null; throw error; });

  /** A page that was found, at a place in the list: title, best part and kind, and the passage that answers. */
  function entry({ href, title, part, kind: label, text }, place) {
    const own = part && make("span", { className: "search-part" }, part);
    const link = make("a", { href, className: "search-title", onclick: () => remember(place) }, title, own);
    const sort = [title, part].includes(label) ? "" : make("span", { className: "search-kind" }, label);
    const pieces = text.map(([piece, marked]) => marked ? make("mark", {}, piece) : piece);
    return make("li", {}, link, sort, make("p", {}, ...pieces));
  }

  /** A button that searches for another query, or in all kinds of pages. */
  function offer(field, value, textContent = value) {
    const onclick = () => {
      field.value = value;
      input.focus();
      search();
    };
    return make("button", { type: "button", className: "search-near", textContent, onclick });
  }

  /** What is said of a query and shown of the pages it finds, up to a place in their list, and how many there are. */
  async function answer(query, place) {
    if ("offline" in words) throw new Error("offline"); // a site read from a folder has no index
    const found = await start(), late = !dialog.open || query !== input.value.trim();
    if (!late) remember();
    if (late || !query) return { said: "", entries: [], number: 0 };
    const { results, missing, marks } = found.search(query), { said } = found;
    const own = results.filter(({ page }) => !kind.value || found.pages[page].kind === kind.value), number = own.length;
    const shown = own.slice(0, BATCH * (Math.floor(place / BATCH) + 1)).map((result) => found.passage(result, marks));
    const form = number > 1 ? "many" : number ? "one" : results.length ? "elsewhere" : "none";
    const unknown = missing.map(({ typed }) => fill(said.quoted, { text: typed })).join(", ");
    const text = said[form] + (number && unknown ? ` ${said.missing}` : "");
    const near = missing.length ? found.nearest(query, missing).map((other) => offer(input, other)) : [];
    const ways = found.ways.map(([to, title]) => make("a", { href: new URL(to, root) }, title));
    const offers = [
      form === "elsewhere" && [offer(kind, "", kind.options[0].text)],
      near.length && [said.nearest, ...near],
      form === "none" && [said.ways, ...ways.flatMap((way, at) => [at ? " · " : " ", way])],
    ].filter(Boolean).map((parts) => make("li", {}, ...parts));
    const entries = [...(await Promise.all(shown)).map(entry), ...offers];
    return { said: fill(text, { count: number || results.length, query, words: unknown }), entries, number };
  }

  /** Search for what is typed in the kind that is chosen; a place in the list then has the focus. */
  function search(place) {
    list.ariaBusy = true;
    const failed = () => ({ said: words.failed, entries: place ? [...list.children] : [], number: Infinity });
    const own = current = answer(input.value.trim(), place ?? 0).catch(failed).then(({ said, entries, number }) => {
      if (own !== current) return;
      list.replaceChildren(...entries);
      more.hidden = !entries.length || number <= list.querySelectorAll("a").length;
      status.textContent = said;
      list.ariaBusy = false;
      if (place >= 0) list.querySelectorAll("a, button")[place]?.focus();
    });
  }

  /** Put the query into the address of the page, with the place that was left in the list, or take it out. */
  function remember(place, query = input.value.trim()) {
    const address = new URL(location), wanted = { q: query, ...kind.value && { kind: kind.value } };
    address.search = query ? new URLSearchParams(wanted) : "";
    try { history.replaceState({ place }, "", address); } catch { /* WebKit allows 100 in 10 s: the next is kept */ }
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
  dialog.addEventListener("close", () => remember(undefined, ""));
  dialog.addEventListener("pointerdown", ({ target }) => { pressed = target; });
  dialog.addEventListener("click", ({ target }) => { if (target === dialog && pressed === dialog) dialog.close(); });
  form.addEventListener("submit", (event) => { // a phone closes its keyboard when the field is left
    event.preventDefault();
    input.blur();
    search(0); // perhaps it can be loaded now
  });
  input.addEventListener("input", () => search());
  kind.addEventListener("change", () => search());
  more.addEventListener("click", () => search(list.querySelectorAll("a").length));
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || event.key !== "Escape" && (!step || event.target === kind)) return;
    event.preventDefault(); // else Escape only empties the field
    if (step) move(step); else dialog.close();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey || event.key.toLowerCase() !== "k" || dialog.open) return;
    event.preventDefault();
    open();
  });
  if (dialog.open) search(); // a browser opened it before this script came
  else if (asked.get("q")) open(asked.get("q"), history.state?.place);
}
