// Every page: shortcuts, the search sheet, small comforts. Nothing here is needed to work.

const on = (selector, type, run) =>
  document.addEventListener(type, (event) => {
    const found = event.target.closest?.(selector);
    if (found) run(event, found);
  });

// A menu closes with Esc and with a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// Signing out looks first whether sessions wait on this phone: then the field page asks.
async function waiting() {
  if (!indexedDB.databases || !(await indexedDB.databases()).some((one) => one.name === "sbdc-field")) return 0;
  const db = await new Promise((done, failed) => {
    const request = indexedDB.open("sbdc-field");
    request.onsuccess = () => done(request.result);
    request.onerror = failed;
  });
  const names = ["outbox", "directory", "meta"].filter((name) => db.objectStoreNames.contains(name));
  const transaction = db.transaction(names, "readwrite");
  const count = await new Promise((done) => (transaction.objectStore("outbox").count().onsuccess = (event) => done(event.target.result)));
  if (!count) names.slice(1).forEach((name) => transaction.objectStore(name).clear());
  db.close();
  return count;
}
on("form[data-logout]", "submit", async (event, form) => {
  event.preventDefault();
  if (await waiting().catch(() => 0)) return location.assign(form.dataset.logout);
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "clear", value: "1" }));
  form.submit();
});

// Fills the places of a page that another part of the system writes: <div data-fragment="/address/">.
// Without scripts the link inside leads to the same content.
for (const place of document.querySelectorAll("[data-fragment]"))
  fetch(place.dataset.fragment, { headers: { "X-Fragment": "yes" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
    .then((text) => {
      const parsed = new DOMParser().parseFromString(text, "text/html");
      place.replaceChildren(...parsed.body.childNodes);
    })
    .catch(() => {}); // the link remains

// Errors are read first.
document.querySelector("[data-error-summary]")?.focus();

// A form is sent once; the button says so. Coming back with the back button frees it.
on("form[method=post]", "submit", (event, form) => {
  if (form.dataset.sent) return event.preventDefault();
  if (event.defaultPrevented) return;
  form.dataset.sent = "yes";
  const button = form.querySelector("button:not([type=button])");
  if (form.dataset.busy && button) { button.dataset.words = button.textContent; button.textContent = form.dataset.busy; }
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    const button = form.querySelector("[data-words]");
    if (button) button.textContent = button.dataset.words;
  }
});

// A list filters as soon as a choice is made (the button remains for those without scripts).
on("form[data-auto]", "change", (event, form) => form.requestSubmit());

// Undo is offered for its ten seconds only.
for (const offer of document.querySelectorAll("[data-fades]"))
  setTimeout(() => offer.remove(), Number(offer.dataset.fades) * 1000);

// Ctrl K and "/" find clients, pages and actions; N, C, ? and J/K act outside fields only.
const sheet = document.getElementById("palette");
const box = sheet?.querySelector("input");
const list = sheet?.querySelector("ul");
const status = sheet?.querySelector("[role=status]");
const entries = sheet ? [...sheet.querySelector("template").content.querySelectorAll("li")] : [];
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
let asked = 0;
let marked = 0;

function mark(place) {
  const hits = [...list.querySelectorAll("a")];
  if (!hits.length) return box.removeAttribute("aria-activedescendant");
  marked = (place + hits.length) % hits.length;
  hits.forEach((hit, index) => hit.setAttribute("aria-selected", index === marked));
  box.setAttribute("aria-activedescendant", hits[marked].id);
  hits[marked].scrollIntoView({ block: "nearest" });
}

function show(items) {
  list.replaceChildren(...items);
  list.querySelectorAll("li").forEach((item) => item.setAttribute("role", "presentation"));
  list.querySelectorAll("a").forEach((link, index) => {
    link.id = `hit-${index}`;
    link.setAttribute("role", "option");
    link.tabIndex = -1;
  });
  status.textContent = `${items.length} ${status.dataset.found}`;
  mark(0);
}

function clientItem(hit) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = hit.url;
  const words = link.appendChild(document.createElement("span"));
  const name = words.appendChild(document.createElement("b"));
  name.textContent = hit.name;
  words.append(" ");
  const detail = words.appendChild(document.createElement("span"));
  detail.className = "muted";
  detail.textContent = hit.detail;
  return item;
}

async function search() {
  const text = fold(box.value);
  const pages = entries.filter((item) => fold(item.textContent).includes(text)).map((item) => item.cloneNode(true));
  show(pages);
  const turn = ++asked;
  if (text.length < 3 || !sheet.dataset.suggest) return;
  try {
    const answer = await fetch(`${sheet.dataset.suggest}?q=${encodeURIComponent(box.value)}`, { headers: { Accept: "application/json" } });
    const found = await answer.json();
    if (turn === asked) show([...found.results.map(clientItem), ...pages]);
  } catch { /* offline or signed out: the pages found remain */ }
}

function open(text = "") {
  if (!sheet?.showModal) return false;
  if (!sheet.open) sheet.showModal();
  box.value = text;
  search();
  box.focus();
  return true;
}

function goTo(name) {
  const link = document.querySelector(`[data-key="${name}"]`);
  if (!link) return;
  if (link.matches("form")) [...link.querySelectorAll("input, select, textarea")].find((one) => one.offsetParent)?.focus();
  else link.click();
}

function step(away) {
  const rows = [...document.querySelectorAll("[data-row] a:first-of-type, a[data-row]")];
  const here = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, here + away))]?.focus();
}

if (sheet) {
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") mark(marked + 1);
    else if (event.key === "ArrowUp") mark(marked - 1);
    else if (event.key === "Enter" && list.querySelector("[aria-selected=true]")) list.querySelector("[aria-selected=true]").click();
    else return;
    event.preventDefault();
  });
  for (const dialog of document.querySelectorAll("dialog.sheet"))
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-palette-open]");
    if (opener && !event.ctrlKey && !event.metaKey && open(opener.value)) event.preventDefault();
  });
}

document.addEventListener("keydown", (event) => {
  // A field that has just been hidden keeps the focus for a moment: it is no field any more.
  const inField = event.target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]")?.getClientRects().length;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") return void (open() && event.preventDefault());
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const form = event.target.closest("form[method=post]") || document.querySelector("main form[method=post][data-main]");
    if (form) { event.preventDefault(); form.requestSubmit(form.querySelector("button.pri")); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || inField || document.querySelector("dialog[open]")) return;
  if (document.body.dataset.keys !== "on") return;
  const act = { "/": () => open(), "?": () => document.getElementById("keys")?.showModal(), n: () => goTo("n"), c: () => goTo("c"), j: () => step(1), k: () => step(-1) }[event.key];
  if (act) { event.preventDefault(); act(); }
});
