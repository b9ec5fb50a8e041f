/**
 * `<div data-aid>`: judges what one answers about student aid, in the page. Nothing is sent, nothing is kept.
 * The rules stand in a script element of the page, `data-aid-rules="#id"`.
 */
export function aid(root) {
  for (const place of root.querySelectorAll("[data-aid]")) {
    const rules = JSON.parse(root.querySelector(place.dataset.aidRules).textContent);
    place.hidden = false;
    place.addEventListener("input", () => show(place, rules));
    place.addEventListener("change", () => show(place, rules));
  }
}

/** "maybe", "no" or "check" for one rule; "" while it is not answered. Never "yes". */
export function judged(rule, answers) {
  const answer = (answers[rule.id] ?? "").trim();
  if (answer === "") return "";
  const said = rule.kind === "choice" ? (rule.answers[answer] ?? "check") : numbered(rule, answer, answers);
  return said === "no" && !rule.in_force ? "check" : said;
}

/** What can be said of all: one "no" decides; what is open or to check is to check. */
export function together(rules, answers) {
  const said = rules.map((rule) => judged(rule, answers));
  if (said.every((one) => one === "")) return "";
  if (said.includes("no")) return "no";
  return said.every((one) => one === "maybe") ? "maybe" : "check";
}

function numbered(rule, answer, answers) {
  const number = Number(answer.replace(/[\s\u00a0\u202f]/g, "").replace(",", "."));
  if (!Number.isFinite(number) || number < 0) return "check";
  const { least, most, under } = rule.bounds;
  if (rule.kind === "limit") {
    const limit = rule.bounds[(answers[rule.of] ?? "").trim()];
    return limit === undefined ? "check" : number <= limit ? "maybe" : "no";
  }
  const outside = number < (least ?? 0) || (most !== undefined && number > most) || (under !== undefined && number >= under);
  return outside ? "no" : "maybe";
}

function show(place, rules) {
  const fields = [...place.querySelectorAll("[data-aid-answer]")];
  const answers = Object.fromEntries(fields.map((field) => [field.dataset.aidAnswer, field.value]));
  for (const rule of rules) {
    const said = judged(rule, answers);
    for (const one of place.querySelectorAll(`[data-aid-says="${rule.id}"] > *`)) one.hidden = one.dataset.says !== said;
  }
  const all = together(rules, answers);
  for (const one of place.querySelectorAll("[data-aid-together] > *")) one.hidden = one.dataset.says !== all;
}
