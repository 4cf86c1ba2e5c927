/** Tables of more than ten rows can be sorted by a column and filtered by words. */
"use strict";
{
  const ROWS = 10;
  const { lang } = document.documentElement;

  /** A text without accents and capitals, the same in every browser, whatever language it is set to. */
  function folded(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  /** What a reader sees of a row, without definitions, reasons and numbers of sources, and other names for it. */
  function shown(row) {
    const copy = row.cloneNode(true);
    for (const part of copy.querySelectorAll(".definition, .why > div, .marks, .sign")) part.remove();
    return `${copy.textContent} ${row.dataset.names ?? ""}`;
  }

  /** What a cell is sorted by: a date as a machine reads it, a number, or its text. */
  function value(cell) {
    return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  }

  /** Let a field hide the rows that do not have all of its words, and say how many are left. */
  function filter(tools) {
    const [field, status] = tools.children;
    const place = tools.nextElementSibling;
    const rows = [...place.querySelectorAll("tbody tr")];
    const texts = rows.map((row) => folded(shown(row)));
    const forms = new Intl.PluralRules(lang);
    const groups = [...place.querySelectorAll("details.group")];
    const open = groups.map((group) => group.open);

    /** Show the rows for what is typed; groups with such rows are open meanwhile. */
    function apply() {
      const words = folded(field.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, number) => { row.hidden = !words.every((word) => texts[number].includes(word)); });
      groups.forEach((group, number) => {
        group.hidden = !group.querySelector("tbody tr:not([hidden])");
        group.open = words.length ? !group.hidden : open[number];
      });
      const numbers = { shown: rows.filter((row) => !row.hidden).length, all: rows.length };
      const { none, one, many } = status.dataset;
      const form = !numbers.shown ? none : forms.select(numbers.shown) === "one" ? one : many;
      status.textContent = words.length ? form.replace(/\{(\w+)\}/g, (_, name) => numbers[name].toLocaleString(lang)) : "";
    }

    field.addEventListener("input", apply);
    window.addEventListener("hashchange", () => {
      const row = document.getElementById(location.hash.slice(1));
      if (!row?.closest("tr[hidden]")) return;
      field.value = ""; // a link leads to a row that is hidden
      apply();
      row.closest("details.group")?.setAttribute("open", "");
      row.scrollIntoView();
    });
  }

  /** Let the heads of a table sort its rows. */
  function sort(table) {
    const body = table.tBodies[0];
    const order = new Intl.Collator(lang, { numeric: true }).compare;
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "table-sort" });
      button.setAttribute("aria-label", head.textContent.trim());
      head.append(button); // it covers the head, whose text a printer repeats only outside a button
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, other) => order(value(one.cells[column]), value(other.cells[column])));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
  }

  document.querySelectorAll(".table-tools").forEach(filter);
  for (const table of document.querySelectorAll("table.stack")) if (table.tBodies[0].rows.length > ROWS) sort(table);
}
