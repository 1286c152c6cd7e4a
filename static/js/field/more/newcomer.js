// A new client without signal: kept like a session, sent before the sessions that name it.
const newForm = $("newcomer-form");
const newKey = () => `newcomer:${kit.me()}`;
let newcomerReady = false;

function showNewcomer(show) {
  $("newcomer").hidden = !show;
  $("session-card").hidden = show;
  if (show) newForm.elements.names.focus();
}

function prepareNewcomer() {
  if (newcomerReady) return;
  newcomerReady = true;
  newForm.addEventListener("submit", addNewcomer);
  newForm.addEventListener("input", () => keep("meta", newKey(), [...new FormData(newForm)]).catch(() => {}));
  $("newcomer-cancel").addEventListener("click", () => showNewcomer(false));
}

// With the server at hand its own page looks for the same person first; else this one opens.
async function newcomer(event, link) {
  if (!kit.db()) return;
  const typed = $("find").value.trim();
  const who = navigator.onLine ? await whoIsHere() : { refused: "away" };
  if (who.refused !== "away") return void location.assign(`${link.href}?q=${encodeURIComponent(typed)}`);
  await openNewcomer(typed);
}

async function openNewcomer(typed) {
  prepareNewcomer();
  const kept = await recall("meta", newKey());
  if (kept) fillForm(newForm, kept);
  else if (/\d{6}/.test(typed.replace(/\D/g, ""))) newForm.elements.phone.value = typed;
  else {
    const words = typed.split(/\s+/);
    newForm.elements.names.value = words.slice(0, Math.ceil(words.length / 2)).join(" ");
    newForm.elements.surnames.value = words.slice(Math.ceil(words.length / 2)).join(" ");
  }
  showNewcomer(true);
}

// What is missing, by field: the words come from the page, beside each field.
function missing() {
  const wrong = [...newForm.querySelectorAll("[data-missing]")].filter((field) => {
    const inputs = [...field.querySelectorAll("input")];
    return !inputs.some((one) => (["radio", "checkbox"].includes(one.type) ? one.checked : one.value.trim()));
  });
  $("newcomer-errors").hidden = !wrong.length;
  $("newcomer-list").replaceChildren(...wrong.map((field) =>
    el("li", {}, el("a", { href: `#${field.querySelector("input").id}` }, field.dataset.missing))));
  if (wrong.length) $("newcomer-errors").focus();
  return wrong.length > 0;
}

async function addNewcomer(event) {
  event.preventDefault();
  if (missing()) return;
  const payload = { ...Object.fromEntries(new FormData(newForm)), held_on: isoDay(), held_now: true, device_time: new Date().toISOString() };
  const name = `${payload.names.trim()} ${payload.surnames.trim()}`;
  const item = {
    uuid: newForm.dataset.uuid || crypto.randomUUID(), rev: Number(newForm.dataset.rev || 1), kind: "client", user: kit.me(),
    state: "waiting", tries: 0, next_at: 0, not_before: 0, saved_at: Date.now(), payload,
    label: { name, business: payload.business, phone: payload.phone.replace(/\D/g, "").slice(-3) },
  };
  try {
    await saveItem(item, newKey());
  } catch (fault) {
    $("newcomer-errors").hidden = false;
    $("newcomer-list").replaceChildren(el("li", {}, say(fault?.name === "QuotaExceededError" ? "full" : "notSent")));
    return;
  }
  delete newForm.dataset.uuid;
  newForm.reset();
  showNewcomer(false);
  await refresh();
  kit.choose(kit.known(item.uuid));
  flush();
}

// What the server refused goes back into the form, under the same uuid.
function editNewcomer(item) {
  prepareNewcomer();
  fillForm(newForm, Object.entries(item.payload));
  newForm.dataset.uuid = item.uuid;
  newForm.dataset.rev = item.rev + 1;
  showNewcomer(true);
  $("newcomer-errors").hidden = !item.errors;
  $("newcomer-list").replaceChildren(...Object.values(item.errors || {}).flat().map((words) => el("li", {}, words)));
}
