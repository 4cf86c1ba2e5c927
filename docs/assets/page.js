/** Small things on a page: terms that show their definition on tap, notes of sources, citations to copy. */
"use strict";
{
  const terms = document.querySelectorAll(".term");

  /** Show the definition of one term, or of none. */
  function show(term) {
    for (const other of terms) other.classList.toggle("open", other === term);
  }

  for (const term of terms) {
    term.addEventListener("pointerup", (event) => { term.touched = event.pointerType !== "mouse"; });
    term.querySelector("a").addEventListener("click", (event) => {
      if (term.touched && !term.classList.contains("open")) {
        event.preventDefault(); // the first tap shows the definition, the second leads to the glossary
        show(term);
      }
    });
    term.addEventListener("pointerenter", () => term.classList.remove("closed"));
    term.addEventListener("focusin", () => term.classList.remove("closed"));
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest(".term")) show(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    show(null);
    for (const term of terms) term.classList.add("closed"); // until the pointer or the focus comes back
  });

  /** The source behind a mark opens as a note: in the margin where there is room, else in place. */
  function openNote(mark) {
    const shown = document.querySelector(".sidenote");
    const again = shown?.mark === mark;
    shown?.mark.setAttribute("aria-expanded", "false");
    shown?.remove();
    if (again) return;
    const note = Object.assign(document.createElement("span"), { className: "sidenote", mark });
    note.setAttribute("role", "note");
    const reference = document.querySelector(mark.getAttribute("href"));
    note.append(...[...reference.childNodes].map((node) => node.cloneNode(true)));
    mark.closest(".marks").after(note);
    mark.setAttribute("aria-expanded", "true");
  }

  for (const mark of document.querySelectorAll("a.mark")) {
    mark.setAttribute("aria-expanded", "false");
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      openNote(mark);
    });
  }
  document.addEventListener("keydown", (event) => {
    const note = document.querySelector(".sidenote");
    if (event.key === "Escape" && note) {
      note.mark.focus();
      openNote(note.mark);
    }
  });

  /** The page for a wrong address begins in the language of that address. */
  const wrong = [...document.querySelectorAll(".not-found")];
  const own = wrong.find(({ lang }) => location.pathname.split("/").includes(lang));
  if (own && own !== wrong[0]) {
    for (const [section, level] of [[wrong[0], "h2"], [own, "h1"]]) {
      const heading = section.querySelector("h1, h2");
      heading.replaceWith(Object.assign(document.createElement(level), { textContent: heading.textContent }));
    }
    wrong[0].before(own);
    document.documentElement.lang = own.lang;
  }

  /** On a phone, long groups are closed at first. */
  if (matchMedia("(max-width: 44.99em)").matches) {
    for (const group of document.querySelectorAll("details.long")) group.open = false;
  }

  /** What an address leads to is open, also in a browser that does not open it by itself. */
  function reveal() {
    let part = document.getElementById(location.hash.slice(1));
    const target = part;
    for (; part; part = part.parentElement) if (part.localName === "details") part.open = true;
    target?.scrollIntoView();
  }
  if (location.hash) reveal();
  window.addEventListener("hashchange", reveal);

  /** What opens in place stands open on paper, and is as it was afterwards. */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("main details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });

  /** The years of the timeline can be read from either end. */
  for (const button of document.querySelectorAll(".reverse")) {
    button.addEventListener("click", () => {
      for (const list of document.querySelectorAll(".years, .years dl")) list.append(...[...list.children].reverse());
      [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    });
  }

  /** The day of the visit, in the words of the page's language. */
  for (const today of document.querySelectorAll(".today")) {
    const { locale, firstDay = "1" } = today.dataset;
    const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date());
    today.textContent = day.replace(/^1(?= )/, firstDay);
  }

  /** A page of a site whose address is not known is cited by the one at which it is read. */
  for (const here of document.querySelectorAll(".here")) {
    if (location.protocol.startsWith("http")) here.textContent = ` ${new URL(here.dataset.address, location)}`;
  }

  /** Copy a text, also where a page came over plain http or from a folder and has no clipboard of its own. */
  async function copyText(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    const field = Object.assign(document.createElement("textarea"), { value: text, readOnly: true });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }

  /** Tell everybody, also those who listen, that something was done. */
  const said = Object.assign(document.createElement("p"), { className: "said" });
  said.setAttribute("role", "status");
  document.body.append(said);
  let pause;
  function say(text) {
    said.textContent = text;
    clearTimeout(pause);
    pause = setTimeout(() => { said.textContent = ""; }, 4000);
  }

  /** Every statement has a sign that copies its address, and one that leads to its line where that is known. */
  const article = document.querySelector("article");
  const base = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  for (const statement of document.querySelectorAll(".statement:is([id], [data-line]:not(.question)), .question > h2[id]")) {
    if (statement.closest(".unknown")) continue;
    const cell = [statement.parentElement.querySelector(":scope > th")?.firstChild.textContent.trim(), statement.dataset.label];
    const name = statement.querySelector("dt")?.textContent ?? (cell.filter(Boolean).join(", ") || statement.textContent.trim().slice(0, 60));
    const place = statement.querySelector(":scope > dd:last-of-type") ?? statement; // a list of facts holds only dt and dd
    const beginning = statement.localName === "td" ? statement.firstChild : null; // there they float beside the first line
    const addSign = (className, textContent, href, label, title) => {
      const sign = Object.assign(document.createElement("a"), { className, textContent, href, title });
      sign.setAttribute("aria-label", label + name);
      place.insertBefore(sign, beginning);
      return sign;
    };
    if (statement.id) {
      addSign("sign link-sign", "¶", `#${statement.id}`, article.dataset.labelled, article.dataset.link).addEventListener("click", (event) => {
        event.preventDefault();
        copyText(new URL(`#${statement.id}`, base).href).then(() => say(article.dataset.linked));
      });
    }
    const { line } = statement.closest("[data-line]")?.dataset ?? {};
    if (line) {
      const [file, row, column] = line.split(":"), values = { file, line: row, column };
      const href = article.dataset.opened.replace(/\{(file|line|column)\}/g, (_, part) => values[part]);
      addSign("sign line-sign", "✎", href, `${article.dataset.open}: `, `${article.dataset.open} (${file}:${row})`);
    }
  }

  /** Put a button after an element that copies a text; `name` says which of several. */
  function addCopy(element, { copy, copied }, text, name = "") {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "copy" });
    const label = (word) => {
      button.textContent = word;
      button.ariaLabel = `${word} ${name}`.trim();
    };
    button.addEventListener("click", () => copyText(text()).then(() => label(copied)));
    label(copy);
    element.after(button);
  }

  /** A citation can be copied, and so can its forms for programs, whose texts are in the page. */
  const citations = document.querySelectorAll(".citation");
  for (const citation of citations) {
    addCopy(citation, citation.dataset, () => [...citation.children].map((part) => part.textContent.trim().replace(/\s+/g, " ")).join("\n\n"));
  }
  for (const file of document.querySelectorAll(".formats a")) {
    const text = file.dataset.text ?? (file.protocol === "data:" && decodeURIComponent(file.href.split(",", 2)[1]));
    if (text) addCopy(file, citations[0].dataset, () => text, file.textContent);
  }
}
