import { aid } from "./aid.js";
import { autosave } from "./autosave.js";
import { copying } from "./copy.js";
import { dropping } from "./drop.js";
import { live } from "./live.js";
import { memory } from "./memory.js";
import { menus } from "./menu.js";

for (const start of [aid, copying, dropping, autosave, memory, menus, live]) start(document);

// After a refused form, the reader starts at what is wrong.
document.querySelector("[data-focus]")?.focus();

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
