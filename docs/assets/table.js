/** Long tables, as the page says which they are, can be sorted by a column and filtered by words. */
"use strict";
{
  /** What a reader sees of a row, without definitions, reasons and numbers of sources, and other names for it. */
  function shown(row) {
    const copy = row.cloneNode(true);
    for (const part of copy.querySelectorAll(".definition, .why > div, .marks, .sign")) part.remove();
    return `${copy.textContent} ${row.dataset.names ?? ""}`;
  }

  /** Let a field hide the rows that do not have all of its words, and say how many are left. */
  function filter(tools) {
    const [field, status] = tools.children, letters = JSON.parse(field.dataset.letters);
    const keys = (text) => text.split(/\s+/).map((word) => keyOf(word, letters)).filter(Boolean); // as the search does
    const place = tools.nextElementSibling;
    const rows = [...place.querySelectorAll("tbody tr")].map((row) => [row, keys(shown(row)).join(" ")]);
    const groups = [...place.querySelectorAll("details.group")].map((group) => [group, group.open]);

    /** Show the rows for what is typed; groups are open meanwhile. */
    function apply() {
      const words = keys(field.value);
      for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
      for (const [group, open] of groups) group.open = open || words.length > 0;
      const number = rows.filter(([row]) => !row.hidden).length;
      const form = !number ? "none" : new Intl.PluralRules(lang).select(number) === "one" ? "one" : "many";
      status.textContent = words.length ? fill(status.dataset[form], { shown: number, all: rows.length }) : "";
    }

    field.addEventListener("input", apply);
    window.addEventListener("popstate", () => { // it comes before "hashchange", at which page.js goes there
      if (!document.getElementById(location.hash.slice(1))?.closest("tr[hidden]")) return;
      field.value = ""; // a link leads to a row that is hidden
      apply();
    });
    apply(); // what was typed before this script came, or is kept by the browser
  }

  /** Let the heads of a table sort its rows: by a date as a machine reads it, a number, or a text. */
  function sort(table) {
    const order = new Intl.Collator(lang, { numeric: true }).compare, heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const value = ({ cells }) => cells[column].querySelector("time")?.dateTime ?? cells[column].textContent.trim();
      const ariaLabel = head.textContent.trim(), onclick = () => {
        const body = table.tBodies[0], down = head.ariaSort === "ascending";
        const rows = [...body.rows].sort((one, other) => order(value(one), value(other)));
        body.append(...(down ? rows.reverse() : rows));
        for (const other of heads) other.ariaSort = null;
        head.ariaSort = down ? "descending" : "ascending";
      };
      const button = make("button", { type: "button", className: "table-sort", ariaLabel, onclick });
      head.append(button); // it covers the head, whose text a printer repeats only outside a button
    });
  }

  document.querySelectorAll(".table-tools").forEach(filter);
  for (const table of document.querySelectorAll("table[data-sort]")) sort(table);
}
