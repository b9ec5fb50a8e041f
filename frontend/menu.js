/** `<details data-menu>`: closes on Escape and on a click elsewhere. */
export function menus(root) {
  const all = [...root.querySelectorAll("details[data-menu]")];
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of all.filter((one) => one.open)) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  root.addEventListener("click", (event) => {
    for (const menu of all) if (!menu.contains(event.target)) menu.open = false;
  });
}
