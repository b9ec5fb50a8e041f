/** `[data-drop]`: a file dropped anywhere on the target lands in its file field, which works alone too. */
export function dropping(root) {
  for (const target of root.querySelectorAll("[data-drop]")) {
    const input = target.querySelector("input[type=file]");
    const status = target.querySelector("[data-drop-status]");
    for (const words of target.querySelectorAll(".drop-only")) words.hidden = false;

    const announce = () => {
      const [file] = input.files;
      status.textContent = file ? `${status.dataset.words} ${file.name}` : "";
    };
    input.addEventListener("change", announce);

    for (const name of ["dragenter", "dragover"]) {
      target.addEventListener(name, (event) => {
        event.preventDefault();
        target.dataset.over = "";
      });
    }
    target.addEventListener("dragleave", (event) => {
      if (!target.contains(event.relatedTarget)) delete target.dataset.over;
    });
    target.addEventListener("drop", (event) => {
      event.preventDefault();
      delete target.dataset.over;
      if (!event.dataTransfer.files.length) return;
      const one = new DataTransfer();
      one.items.add(event.dataTransfer.files[0]);
      input.files = one.files;
      announce();
    });
  }
}
