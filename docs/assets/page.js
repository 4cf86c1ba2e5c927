/** The parts of a page that open and close: menu, languages, terms, notes; and signs of statements, citations to copy, print. */
"use strict";
{
  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const all = (selector) => [...document.querySelectorAll(selector)];

  /** Have something close by Escape, which leads back to what opened it, and by a click or the focus outside of it. */
  function closes(inside, isOpen, close, opener) {
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isOpen()) return;
      close();
      opener?.focus();
    });
    for (const way of ["click", "focusin"]) {
      document.addEventListener(way, (event) => { if (!event.target.closest(inside)) close(); });
    }
  }

  /** The menu on narrow screens. */
  const button = document.querySelector(".menu-button"), menuIsOpen = () => button.getAttribute("aria-expanded") === "true";
  function toggle(open) {
    document.documentElement.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", open);
  }
  button.addEventListener("click", () => {
    toggle(!menuIsOpen());
    if (menuIsOpen()) (document.querySelector("#__menu [aria-current]") ?? document.querySelector("#__menu a")).focus();
  });
  closes(".menu-button, #__menu", menuIsOpen, () => toggle(false), button);

  for (const list of all(".languages")) { // a site in one language has no list
    closes(".languages", () => list.open, () => { list.open = false; }, list.firstElementChild);
    for (const link of list.querySelectorAll("a")) link.addEventListener("click", () => { link.hash = location.hash; });
  }

  /** Terms show their definition: to the pointer and the focus by themselves, on a touch screen at the first tap. */
  const terms = all(".term");
  const show = (term) => terms.forEach((other) => other.classList.toggle("open", other === term));
  for (const term of terms) {
    term.addEventListener("pointerup", (event) => { term.touched = event.pointerType !== "mouse"; });
    term.querySelector("a").addEventListener("click", (event) => {
      if (!term.touched || term.classList.contains("open")) return; // the second tap leads to the glossary
      event.preventDefault();
      show(term);
    });
    for (const way of ["pointerenter", "focusin"]) term.addEventListener(way, () => term.classList.remove("closed"));
  }
  closes(".term", () => true, () => {
    show(null);
    for (const term of terms) term.classList.add("closed"); // until the pointer or the focus comes back
  });

  /** The source behind a mark opens as a note: in the margin where there is room, else in place. */
  function openNote(mark) {
    const shown = document.querySelector(".sidenote");
    shown?.mark.setAttribute("aria-expanded", "false");
    shown?.remove();
    if (shown?.mark === mark) return;
    const note = make("span", { className: "sidenote", mark, innerHTML: document.querySelector(mark.hash).innerHTML });
    note.setAttribute("role", "note");
    mark.closest(".marks").after(note);
    mark.setAttribute("aria-expanded", "true");
  }
  for (const mark of all("a.mark")) {
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      openNote(mark);
    });
  }
  document.addEventListener("keydown", (event) => {
    const note = document.querySelector(".sidenote");
    if (event.key !== "Escape" || !note) return;
    note.mark.focus();
    openNote(note.mark);
  });

  /** The page for a wrong address begins in the language of that address. */
  const wrong = all(".not-found"), own = wrong.find(({ lang }) => location.pathname.split("/").includes(lang));
  if (own && own !== wrong[0]) {
    for (const [section, level] of [[wrong[0], "h2"], [own, "h1"]]) {
      const heading = section.querySelector("h1, h2");
      heading.replaceWith(make(level, { textContent: heading.textContent }));
    }
    wrong[0].before(own);
    document.documentElement.lang = own.lang;
  }

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

  /** What opens in place stands open on paper, and is as it was afterwards. */
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = all("main details:not([open])");
    for (const part of closed) part.open = true;
  });
  window.addEventListener("afterprint", () => { for (const part of closed) part.open = false; });

  /** The years of the timeline can be read from either end. */
  for (const turn of all(".reverse")) {
    turn.addEventListener("click", () => {
      for (const list of all(".years, .years dl")) list.append(...[...list.children].reverse());
      [turn.textContent, turn.dataset.other] = [turn.dataset.other, turn.textContent];
    });
  }

  /** The day of the visit, in the words of the page's language. */
  for (const today of all(".today")) {
    const { locale, firstDay = "1" } = today.dataset;
    today.textContent = new Date().toLocaleDateString(locale, { dateStyle: "long" }).replace(/^1(?= )/, firstDay).replaceAll(" ", "\u00a0");
  }

  /** A page of a site whose address is not known is cited by the one at which it is read. */
  for (const here of all(".here")) {
    if (location.protocol.startsWith("http")) here.textContent = ` ${new URL(here.dataset.address, location)}`;
  }

  /** Copy a text, also where a page came over plain http or from a folder and has no clipboard of its own. */
  async function copyText(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = make("textarea", { value: text, readOnly: true });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  /** Tell everybody, also those who listen, that something was done. */
  const said = make("p", { className: "said" });
  said.setAttribute("role", "status");
  document.body.append(said);
  let pause;
  function say(text) {
    said.textContent = text;
    clearTimeout(pause);
    if (text) pause = setTimeout(say, 4000, "");
  }

  /** Every statement has a sign that copies its address, and one that leads to its line where that is known. */
  const words = document.querySelector("article").dataset;
  const base = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  for (const statement of all(".statement:is([id], [data-line]:not(.question)), .question > h2[id]")) {
    if (statement.closest(".unknown")) continue;
    const cell = [statement.parentElement.querySelector(":scope > th")?.firstChild.textContent.trim(), statement.dataset.label];
    const name = statement.querySelector("dt")?.textContent ?? (cell.filter(Boolean).join(", ") || statement.textContent.trim().slice(0, 60));
    const place = statement.querySelector(":scope > dd:last-of-type") ?? statement; // a list of facts holds only dt and dd
    const beginning = statement.localName === "td" ? statement.firstChild : null; // there they float beside the first line
    const addSign = (className, textContent, href, label, more = "") => { // a label ends as one does before what it names
      const title = label.replace(/\s*:\s*$/, "") + more;
      return place.insertBefore(make("a", { className, textContent, href, title, ariaLabel: label + name }), beginning);
    };
    if (statement.id) {
      addSign("sign link-sign", "¶", `#${statement.id}`, words.link).addEventListener("click", (event) => {
        event.preventDefault();
        copyText(new URL(`#${statement.id}`, base).href).then(() => say(words.linked));
      });
    }
    const [file, row, column] = statement.closest("[data-line]")?.dataset.line.split(":") ?? [];
    if (file) {
      const href = words.opened.replace(/\{(file|line|column)\}/g, (_, part) => ({ file, line: row, column })[part]);
      addSign("sign line-sign", "✎", href, words.open, ` (${file}:${row})`);
    }
  }

  /** Put a button after an element that copies a text; `name` says which of several. */
  function addCopy(element, { copy, copied }, text, name = "") {
    const copier = make("button", { type: "button", className: "copy" });
    const label = (word) => Object.assign(copier, { textContent: word, ariaLabel: `${word} ${name}`.trim() });
    copier.addEventListener("click", () => copyText(text()).then(() => label(copied)));
    label(copy);
    element.after(copier);
  }

  /** A citation can be copied, and so can its forms for programs, whose texts are in the page. */
  const citations = all(".citation");
  for (const citation of citations) {
    addCopy(citation, citation.dataset, () => citation.innerText.trim().replace(/[^\S\n]+/g, " "));
  }
  for (const file of all(".formats a")) {
    const text = file.dataset.text ?? (file.protocol === "data:" && decodeURIComponent(file.href.split(",", 2)[1]));
    if (text) addCopy(file, citations[0].dataset, () => text, file.textContent);
  }
}
