
// Sorts the rows of each group of a table by a column. A click on its name sorts
// upwards, another one downwards, the third one as it was. Cells without a key
// stand last.
(function () {
  "use strict";
  const letters = new Intl.Collator(undefined, {numeric: true, sensitivity: "base"});

  function key(row, column, numbers) {
    const cell = row.cells[column];
    if (!numbers) return cell.textContent.trim();
    return cell.dataset.key === undefined ? null : Number(cell.dataset.key);
  }

  function compare(a, b, numbers, sign) {
    const nothing = numbers ? null : "";
    if (a === nothing || b === nothing) return (a === nothing ? 1 : 0) - (b === nothing ? 1 : 0);
    return sign * (numbers ? a - b : letters.compare(a, b));
  }

  function show(table, heading, bodies) {
    const now = heading.getAttribute("aria-sort");
    const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    if (next) heading.setAttribute("aria-sort", next);
    const numbers = heading.dataset.sort === "number";
    const sign = next === "descending" ? -1 : 1;
    const column = heading.cellIndex;
    for (const [body, rows] of bodies) {
      const sorted = next ? rows.slice().sort((a, b) => compare(key(a, column, numbers), key(b, column, numbers), numbers, sign)) : rows;
      body.append(...sorted);
    }
  }

  for (const table of document.querySelectorAll("table.sortable")) {
    const bodies = Array.from(table.tBodies, body => [body, Array.from(body.rows).filter(row => !row.classList.contains("group"))]);
    if (!bodies.some(([, rows]) => rows.length > 1)) continue;
    for (const heading of table.querySelectorAll("thead th[data-sort]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => show(table, heading, bodies));
    }
  }
})();
