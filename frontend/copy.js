/** `<button data-copy="#field" data-copied="Copied" hidden>`: copies the field's value and says so. */
export function copying(root) {
  if (!navigator.clipboard) return;
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const field = document.querySelector(button.dataset.copy);
  const words = button.querySelector("span") ?? button;
  const status = button.closest(".copy-link")?.querySelector("[data-copy-status]");
  try {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
  } catch {
    field.select?.(); // permission refused: the text is selected, the reader copies it
    return;
  }
  const before = words.textContent;
  words.textContent = button.dataset.copied;
  if (status) status.textContent = button.dataset.copied;
  setTimeout(() => {
    words.textContent = before;
    if (status) status.textContent = "";
  }, 2500);
}
