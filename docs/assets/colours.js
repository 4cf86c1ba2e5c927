/** Light or dark: what the reader chose, kept in this browser only; otherwise what the system says. */
(() => {
  const root = document.documentElement;
  const key = `colours ${new URL(".", document.currentScript.src).pathname}`; // other sites may have the same origin
  root.classList.replace("no-js", "js");
  try { root.dataset.colours = localStorage.getItem(key) ?? ""; } catch { /* storage is closed: the system decides */ }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".colours-button"), system = matchMedia("(prefers-color-scheme: dark)");
    const next = () => (root.dataset.colours || (system.matches ? "dark" : "light")) === "dark" ? "light" : "dark";
    const name = () => button.setAttribute("aria-label", button.dataset[next()]);
    button.addEventListener("click", () => {
      root.dataset.colours = next();
      try { localStorage.setItem(key, root.dataset.colours); } catch { /* it holds for this page */ }
      name();
    });
    name();
  });
})();
