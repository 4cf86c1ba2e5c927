/** Light or dark: what the reader chose, kept in this browser only; otherwise what the system says. */
(() => {
  const root = document.documentElement;
  const key = `colours ${new URL(".", document.currentScript.src).pathname}`; // other sites may have the same origin
  root.classList.replace("no-js", "js");
  try { root.dataset.colours = localStorage.getItem(key) ?? ""; } catch { /* storage is closed: the system decides */ }
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".colours-button")) return;
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    root.dataset.colours = (root.dataset.colours || system) === "dark" ? "light" : "dark";
    try { localStorage.setItem(key, root.dataset.colours); } catch { /* it holds for this page */ }
  });
})();
