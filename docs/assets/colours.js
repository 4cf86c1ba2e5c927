/** Light or dark: what the reader chose, kept in this browser only; otherwise what the system says. */
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try { root.dataset.colours = localStorage.getItem("colours") ?? ""; } catch { /* storage is closed: the system decides */ }
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".colours-button");
    const next = () => getComputedStyle(root).colorScheme === "dark"
      || (root.dataset.colours !== "light" && matchMedia("(prefers-color-scheme: dark)").matches) ? "light" : "dark";
    const name = () => button.setAttribute("aria-label", button.dataset[next()]);
    button.addEventListener("click", () => {
      root.dataset.colours = next();
      try { localStorage.setItem("colours", root.dataset.colours); } catch { /* it holds for this page */ }
      name();
    });
    name();
  });
})();
