/** The menu on narrow screens and the list of languages: they close by Escape or by a click beside them. */
"use strict";
{
  const button = document.querySelector(".menu-button");
  const menu = document.getElementById("__menu");

  /** Whether the menu is open. */
  function opened() {
    return button.getAttribute("aria-expanded") === "true";
  }

  /** Open or close the menu. */
  function toggle(open) {
    document.documentElement.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", open);
  }

  button.addEventListener("click", () => {
    toggle(!opened());
    if (opened()) (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && opened()) {
      toggle(false);
      button.focus();
    }
  });
  for (const way of ["click", "focusin"]) {
    document.addEventListener(way, (event) => {
      if (!event.target.closest(".menu-button, #__menu")) toggle(false);
    });
  }

  for (const languages of document.querySelectorAll(".languages")) { // a site in one language has no list
    document.addEventListener("click", (event) => {
      if (!languages.contains(event.target)) languages.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && languages.open) {
        languages.open = false;
        languages.querySelector("summary").focus();
      }
    });
  }
}
