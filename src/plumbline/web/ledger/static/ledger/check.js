// A receipt is checked here, in the browser, by the verifier that stands alone; where that cannot
// run, the form goes to the server as it would without scripts.

const words = JSON.parse(document.getElementById("words").textContent);
const form = document.querySelector("[data-receipt]");
const result = document.getElementById("result");
const [receipt, file, key] = ["receipt", "file", "key"].map((id) => document.getElementById(id));
const server = form.querySelector("[data-server]");
const longest = Number(form.dataset.longest);
const TINTS = { 0: "notice-good", 1: "notice-bad", 2: "notice-bad", 3: "notice-care" };

/** Why something is not even tried, as a code of the words; `detail` is told as it is. */
class Fault extends Error {
  constructor(code, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

function made(name, className, ...inside) {
  const element = document.createElement(name);
  element.className = className;
  element.append(...inside);
  return element;
}

async function handedOver() {
  const chosen = file.files[0];
  if (chosen && chosen.size > 4 * longest) throw new Fault("large");
  if (!chosen) return receipt.value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer());
  } catch {
    throw new Fault("bytes");
  }
}

function fit(text) {
  const inside = text.replace(/^\ufeff/, "").trim();
  if (inside === "") throw new Fault("empty");
  if (inside.length > longest) throw new Fault("large");
  if (inside.includes("\0")) throw new Fault("nul");
  return inside;
}

function attempt(code, step, tellsWhy = false) {
  try {
    return step();
  } catch (error) {
    throw new Fault(code, tellsWhy ? error.message : "");
  }
}

async function check(verifier) {
  const known = attempt("key", () => verifier.readKey(key.value));
  const text = fit(await handedOver());
  const value = attempt("json", () => verifier.readJson(text, "receipt"));
  const steps = attempt("form", () => verifier.checkReceipt(value, known), true);
  return { code: verifier.told(steps)[0], steps, origin: value?.origin, name: known.name };
}

function told({ code, steps = [], fault = "", detail = "", origin = "", name = origin }) {
  const section = made("section", `notice ${TINTS[code]}`);
  section.dataset.code = code;
  section.append(made("p", "verdict", made("strong", "", words.verdicts[code])));
  const aside = (text, about) =>
    section.append(made("p", "", text, ...(about ? [" ", made("code", "", about)] : [])));
  if (fault) aside(words.faults[fault], detail);
  if (origin !== name) aside(words.others.log, origin);
  const lines = steps.map(([step, holds, about]) => {
    const spoken = made("span", "visually-hidden", `${words.others[holds ? "yes" : "no"]}: `);
    const line = made("li", `check-step check-${holds ? "yes" : "no"}`, spoken);
    line.append(words.steps[holds ? step : `${step}!`]);
    if (about) line.append(" ", made("code", "", about));
    return line;
  });
  if (lines.length) section.append(made("ul", "check-steps", ...lines));
  result.replaceChildren(section);
  result.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest" });
}

async function loaded() {
  try {
    return await import(form.dataset.verifier);
  } catch {
    server.hidden = false;
    throw new Fault("script");
  }
}

form.addEventListener("submit", async (event) => {
  if (event.submitter === server) return;
  event.preventDefault();
  result.replaceChildren();
  try {
    told(await check(await loaded()));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    told({ code: 2, fault: error.code, detail: error.detail });
  }
});

// What was chosen or dropped stands for what was pasted, until something is pasted again.
file.addEventListener("change", () => file.files.length && form.requestSubmit());
receipt.addEventListener("input", () => { file.value = ""; });
const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
}
form.addEventListener("dragleave", (event) => {
  if (!form.contains(event.relatedTarget)) form.classList.remove("dropping");
});
form.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  form.classList.remove("dropping");
  file.files = event.dataTransfer.files;
  form.requestSubmit();
});
