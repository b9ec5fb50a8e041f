import { memory } from "./memory.js";

/**
 * `<form data-live="id">`: where a choice changes, fetch the part of the page with that id and put it in place, and say so.
 * The address changes along, so that it can be kept. Without this script, the button does the same with a whole page.
 */
export function live(root) {
  for (const form of root.querySelectorAll("form[data-live]")) {
    const status = document.querySelector("[data-live-status]");
    let asked;
    document.addEventListener("change", async ({ target }) => {
      if (target.form !== form || target.type === "search") return;
      const url = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
      asked?.abort();
      asked = new AbortController();
      const focus = target.id;
      try {
        const answer = await fetch(url, { headers: { "X-Part": form.dataset.live }, signal: asked.signal });
        if (!answer.ok) return form.submit();
        const part = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.getElementById(form.dataset.live).replaceWith(part.getElementById(form.dataset.live));
        memory(document);
        history.replaceState(null, "", url);
        document.getElementById(focus)?.focus({ preventScroll: true });
        if (status) status.textContent = `${document.getElementById("results")?.textContent ?? ""} ${status.dataset.told}`;
      } catch (error) {
        if (error.name !== "AbortError") form.submit();
      }
    });
  }
}
