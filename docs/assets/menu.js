/** The menu on narrow screens and the list of languages: they close by Escape or by a click beside them. */
"use strict";
{
  const button = document.querySelector(".menu-button");
  const menu = document.getElementById("__menu");

  /** Open or close the menu. */
  function toggle(open) {
    document.documentElement.classList.toggle("menu-open", open);
    button.setAttribute("aria-expanded", open);
  }

  button.addEventListener("click", () => {
    toggle(button.getAttribute("aria-expanded") !== "true");
    if (button.getAttribute("aria-expanded") === "true") (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && button.getAttribute("aria-expanded") === "true") {
      toggle(false);
      button.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".menu-button, #__menu")) toggle(false);
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.closest(".menu-button, #__menu")) toggle(false);
  });

  const languages = document.querySelector(".languages");

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
