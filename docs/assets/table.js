/** Tables of more than ten rows can be sorted by a column and filtered by a word. */
"use strict";
{
  const ROWS = 10;

  /** What a cell is sorted by: a date as a machine reads it, a number, or its text. */
  function value(cell) {
    return cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  }

  for (const table of document.querySelectorAll("table.stack")) {
    const body = table.tBodies[0];
    if (body.rows.length <= ROWS) continue;
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const filter = Object.assign(document.createElement("input"), { type: "search", className: "table-filter" });
    filter.placeholder = table.dataset.filter;
    filter.setAttribute("aria-label", table.dataset.filter);
    filter.addEventListener("input", () => {
      const words = filter.value.toLocaleLowerCase().split(/\s+/);
      for (const row of body.rows) {
        const text = row.textContent.toLocaleLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
    table.before(filter);
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "table-sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].sort((one, other) => order(value(one.cells[column]), value(other.cells[column])));
        body.append(...(down ? rows.reverse() : rows));
      });
    });
  }
}
