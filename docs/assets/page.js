/** What opens and closes on a page: menu, languages, terms, notes; and signs of statements, and what can be copied. */
"use strict";

// The first four are for search.js, search-index.js and table.js too
const { lang } = document.documentElement;

/** A new element, with properties and with what stands in it. */
function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** A word as texts are compared: in lower case, without accents and what joins its parts. */
const keyOf = (word, letters) => word.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
  .replace(/[^\0-\x7f]/g, (letter) => letters[letter] ?? letter).replace(/[^\p{L}\p{N}]/gu, "");

/** A text in which values stand in place of their names in braces, numbers as the language of the page writes them. */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name]?.toLocaleString(lang) ?? whole);

{
  const all = (selector) => [...document.querySelectorAll(selector)];

  /** What lies over the page closes when the focus leaves it and its button; the menu opens at the current page. */
  document.addEventListener("focusin", ({ target }) => {
    const left = all("[popover]").filter((part) => !part.contains(target) && target.popoverTargetElement !== part);
    for (const part of left) part.togglePopover?.(false);
  });
  const menu = document.querySelector("#__menu");
  menu.addEventListener("toggle", () => (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).focus());

  /** The other languages lead to the same place in the page: that of its address, or in view. */
  const isAbove = (one) => one.checkVisibility?.() && one.getBoundingClientRect().top < innerHeight / 3;
  const place = () => location.hash || (scrollY && all("article [id]").findLast(isAbove)?.id) || "";
  for (const link of all("#__languages a")) for (const way of ["pointerover", "focusin", "click"]) {
    link.addEventListener(way, () => { link.hash = place(); });
  }

  /** Terms show their definition to the pointer and the focus by themselves; a first tap leads no further. */
  const { classList } = document.body;
  let tapped, first;
  document.addEventListener("pointerup", ({ target, pointerType }) => {
    const term = target.closest(".term");
    first = pointerType !== "mouse" && term !== tapped;
    tapped = term;
    classList.toggle("escaped", !term); // what another term shows
  });
  for (const link of all(".term a")) link.addEventListener("click", (event) => { if (first) event.preventDefault(); });
  for (const way of ["pointerover", "focusin"]) document.addEventListener(way, () => classList.remove("escaped"));

  /** The source behind a mark opens as a note: in the margin where there is room, else in place. */
  const marks = all("a.mark"), note = make("span", { className: "sidenote", role: "note" });
  const noted = () => marks.find((mark) => mark.ariaExpanded === "true");
  for (const mark of marks) {
    mark.ariaExpanded = false;
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const shown = mark === noted() ? null : mark;
      for (const other of marks) other.ariaExpanded = other === shown;
      note.innerHTML = document.querySelector(mark.hash).innerHTML;
      if (shown) mark.closest(".marks").after(note); else note.remove();
    });
  }

  /** Escape closes the note, which leads back to its mark, and definitions until the pointer or the focus moves on. */
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    noted()?.focus();
    noted()?.click();
    classList.add("escaped");
  });

  /** The page for a wrong address begins in the language of that address. */
  const wrong = all(".not-found"), own = wrong.find(({ lang }) => location.pathname.split("/").includes(lang));
  if (own) {
    wrong[0].before(own);
    for (const head of all(".not-found > :is(h1, h2)")) {
      head.replaceWith(make(head.parentElement === own ? "h1" : "h2", { textContent: head.textContent }));
    }
    Object.assign(document.querySelector("title"), { textContent: own.dataset.title, lang: own.lang });
  }
  const report = wrong[0] && document.querySelector(".report-error a");
  if (report) report.href = report.href.replace(/[^=&]*404\.html/, encodeURIComponent(location.href));

  /** On a phone, long groups are closed at first. */
  if (matchMedia("(max-width: 44.99em)").matches) for (const group of all("details.long")) group.open = false;

  /** What an address leads to is open, also in a browser that does not open it by itself. */
  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    for (let part = target; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    target?.scrollIntoView();
  }
  if (location.hash) reveal();
  window.addEventListener("hashchange", reveal);

  /** What opens in place stands open on paper, also where styles cannot open it, and is as it was afterwards. */
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all("main details:not([open])");
    for (const part of closed) part.open = true;
  });
  window.addEventListener("afterprint", () => { for (const part of closed) part.open = false; });

  /** The day of the visit, in the words of the page's language. */
  for (const day of all(".today")) {
    const { locale, firstDay = "1" } = day.dataset, date = new Date().toLocaleDateString(locale, { dateStyle: "long" });
    day.textContent = date.replace(/^1(?= )/, firstDay).replaceAll(" ", "\u00a0");
  }

  /** A page of a site whose address is not known is cited by the one at which it is read. */
  for (const here of all(".here")) {
    if (location.protocol.startsWith("http")) here.textContent = ` ${new URL(here.dataset.address, location)}`;
  }

  /** Copy a text, also over plain http or where that is refused, and tell everybody that it was done. */
  const said = make("output", { className: "said" });
  document.body.append(said);
  async function copy(text, done) {
    const from = document.activeElement, field = make("textarea", { value: text, readOnly: true });
    let copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    if (!copied) {
      document.body.append(field);
      field.select();
      copied = document.execCommand("copy");
      field.remove();
      from.focus();
    }
    const told = make("span", { textContent: copied ? done : text });
    said.replaceChildren(told);
    setTimeout(() => told.remove(), 4000);
  }

  /** Every statement has a sign that copies its address, and one that leads to its line where that is known. */
  const words = document.querySelector("article").dataset;
  const base = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const copyAddress = (event) => {
    event.preventDefault();
    copy(new URL(event.target.hash, base).href, words.linked);
  };
  for (const statement of all(".statement:is([id], [data-line]:not(.question)):not(.unknown *), .question > h2[id]")) {
    const row = statement.parentElement.querySelector(":scope > th")?.firstChild.textContent.trim();
    const cell = [row, statement.dataset.label].filter(Boolean).join(", "), text = statement.textContent.trim();
    const name = statement.querySelector("dt")?.textContent ?? (cell || text.slice(0, 60));
    if (statement.localName === "h2") statement.ariaLabel = text; // not the names of its signs too
    const place = statement.querySelector(":scope > dd:last-of-type") ?? statement; // a list holds only dt and dd
    const before = statement.localName === "td" ? statement.firstChild : null; // there they float beside a line
    const addSign = (kind, textContent, href, label, more, onclick) => {
      const title = label.replace(/\s*:\s*$/, "") + more, className = `sign ${kind}-sign`; // a label ends before a name
      place.insertBefore(make("a", { className, textContent, href, title, ariaLabel: label + name, onclick }), before);
    };
    const [file, line, column] = statement.closest("[data-line]")?.dataset.line.split(":") ?? [];
    if (statement.id) addSign("link", "¶", `#${statement.id}`, words.link, "", copyAddress);
    if (file) addSign("line", "✎", fill(words.opened, { file, line, column }), words.open, ` (${file}:${line})`);
  }

  /** A citation can be copied, and so can its forms for programs, whose texts are in the page. */
  const { copy: label, copied } = document.querySelector(".citation")?.dataset ?? {};
  for (const part of all('.citation, .formats a:is([data-text], [href^="data:"])')) {
    const name = part.localName === "a" ? ` ${part.textContent}` : ""; // it says which of several
    const asRead = () => part.innerText.trim().replace(/[^\S\n]+/g, " ");
    const text = () => part.dataset.text ?? (name ? decodeURIComponent(part.href.split(",", 2)[1]) : asRead());
    const properties = { type: "button", className: "copy", textContent: label, ariaLabel: label + name };
    part.after(make("button", { ...properties, onclick: () => copy(text(), copied + name) }));
  }
}
