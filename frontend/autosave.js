/** `<form data-autosave="/address">`: sends the form two seconds after the last key; the server answers 2xx. */
export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    const status = form.querySelector("[data-autosave-status]");
    let waiting;
    const say = (name) => {
      if (status) status.textContent = status.dataset[name] ?? "";
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => save(form, say), 2000);
    });
    form.addEventListener("submit", () => clearTimeout(waiting));
  }
}

async function save(form, say) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
      credentials: "same-origin",
    });
    say(answer.ok ? "saved" : "failed");
  } catch {
    say("failed");
  }
}
