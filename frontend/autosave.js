/**
 * `<form data-autosave="/address">`: sends the form two seconds after the last key; the server answers 2xx.
 * With `data-autosave-into="#id"`, what it answers replaces what that element holds: how the page stands by now.
 * The header `X-Draft` of the answer is the draft's new stamp, for the hidden field `read`.
 */
export function autosave(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    const status = form.querySelector("[data-autosave-status]");
    const panel = form.dataset.autosaveInto ? root.querySelector(form.dataset.autosaveInto) : null;
    const say = (name) => {
      if (status) status.textContent = status.dataset[name] ?? "";
    };
    let waiting;
    let running = null;
    const begin = () => {
      // One save at a time, so that none is taken for somebody else's.
      if (running) return wait();
      running = save(form, panel, say).finally(() => (running = null));
    };
    const wait = () => {
      clearTimeout(waiting);
      waiting = setTimeout(begin, 2000);
    };
    form.addEventListener("input", wait);
    form.addEventListener("submit", (event) => {
      clearTimeout(waiting);
      if (!running) return;
      event.preventDefault();
      running.finally(() => form.requestSubmit(event.submitter));
    });
  }
}

async function save(form, panel, say) {
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
      credentials: "same-origin",
    });
    const stamp = answer.headers.get("X-Draft");
    if (stamp && form.elements.read) form.elements.read.value = stamp;
    // Nobody loses the link they stand on.
    if (panel && answer.status === 200 && !panel.contains(document.activeElement)) panel.innerHTML = await answer.text();
    say(answer.ok ? "saved" : "failed");
  } catch {
    say("failed");
  }
}
