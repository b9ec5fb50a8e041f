/** `<details id data-remember>`: stays as the reader left it, on this device, for this visit. */
export function memory(root) {
  for (const details of root.querySelectorAll("details[id][data-remember]")) {
    const key = `open ${location.pathname} ${details.id}`;
    try {
      const kept = sessionStorage.getItem(key);
      if (kept !== null) details.open = kept === "yes";
      details.addEventListener("toggle", () => sessionStorage.setItem(key, details.open ? "yes" : "no"));
    } catch {
      return; // storage is refused: nothing is remembered, nothing breaks
    }
  }
}
