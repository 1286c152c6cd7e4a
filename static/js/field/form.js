// The form: whom, how long, how, about what. Everything preset; nothing lost on a refusal.
const form = $("session-form");
const UNDO = Number(main.dataset.undo) * 1000;
let directory = null; // {clients, agenda, at, hours}, as kept on this phone
let chosen = null; // the client
let entry = null; // {uuid, rev} of the session being written
let dirty = false;
let me = null; // whose phone this is now

const newEntry = () => (entry = { uuid: crypto.randomUUID(), rev: 1 });
let newcomers = []; // clients made on this phone and not yet sent: known by their uuid
const people = () => [...newcomers, ...(directory?.clients || [])];
const known = (id) => people().find((one) => one.id === id);
const checked = (name) => [...form.elements[name]].filter((one) => one.checked).map((one) => one.value);
const check = (name, values) => [...form.elements[name]].forEach((one) => (one.checked = values.includes(one.value)));

const openAppointments = () => (directory?.agenda || []).filter((one) => !one.done);
function nextAppointment() {
  const today = openAppointments().filter((one) => one.at.slice(0, 10) === isoDay());
  const begun = today.filter((one) => Date.parse(one.at) <= Date.now() + 30 * 60000);
  return begun.at(-1) || today[0];
}

const pick = (client, at, mark = true) =>
  el("label", { class: "pickbox" },
    el("input", { type: "radio", name: "client", value: client.id, checked: mark, onchange: () => choose(client, at) }),
    el("span", { class: "pick" },
      el("span", { class: "ava", "aria-hidden": "true" }, initials(client.name)),
      el("span", { class: "grow" }, el("b", {}, client.name), el("span", { class: "muted" }, [client.business, client.phone && `···${client.phone}`].filter(Boolean).join(" · "))),
      at ? el("span", { class: "at" }, timeOf(at)) : ""));

function chip(label, run, mark) {
  return el("button", { type: "button", class: "chip", onclick: () => { dirty = true; run(); } }, mark && icon(mark), label);
}

// The other ways to go on: search, today's other appointments, clients seen last.
function offer() {
  const rest = openAppointments().filter((one) => one.client !== chosen?.id);
  const seen = new Set([chosen?.id, ...rest.map((one) => one.client)]);
  const last = people().filter((one) => !seen.has(one.id)).slice(0, 3);
  $("others").replaceChildren(
    chip(main.dataset.other, find, "search"),
    ...rest.slice(0, 3).map((one) => chip(`${timeOf(one.at)} ${one.name}`, () => choose(known(one.client) || { id: one.client, name: one.name }, one.at))),
    ...last.map((one) => chip(one.name, () => choose(one))));
}

function choose(client, at) {
  chosen = client;
  $("picks").replaceChildren(...(client ? [pick(client, at)] : []));
  $("finder").hidden = Boolean(client) || !(directory || state.asked);
  if (client && entry.rev === 1) {
    check("minutes", ["60"]);
    const last = client.topic ? client : people().find((one) => one.topic);
    if (last?.mode) check("mode", [last.mode]);
    if (last) check("topics", [last.topic]);
  }
  form.elements.started_at.value = at ? timeOf(at) : "";
  offer();
  summarize();
}

function find() {
  $("finder").hidden = false;
  $("find").value = "";
  $("find").focus();
  search();
}

function search() {
  const text = fold($("find").value);
  const hits = people().filter((one) => fold(`${one.name} ${one.business} ${one.phone}`).includes(text)).slice(0, 6);
  show(hits);
  if (text.length > 2 && navigator.onLine) ask($("find").value, hits);
}

async function ask(text, hits) {
  const { data } = await call(`/clients/suggest/?q=${encodeURIComponent(text)}`);
  if (!data || text !== $("find").value) return;
  const seen = new Set(hits.map((one) => one.id));
  const more = data.results.filter((one) => !seen.has(one.id)).map((one) => ({ id: one.id, name: one.name, business: one.detail }));
  show([...hits, ...more].slice(0, 8));
}

function show(hits) {
  const rows = hits.map((one) => pick(one, null, false));
  $("hits").replaceChildren(...(rows.length ? rows : [el("p", { class: "muted" }, directory ? say("noMatch") : say("empty"))]));
}

function minutes() {
  const value = checked("minutes")[0];
  return value === "other" ? Number(form.elements.other_minutes.value) : Number(value);
}

function summarize() {
  const topics = checked("topics").map((value) => labelOf("topics", value)).join(", ");
  $("summary").textContent = chosen ? [chosen.name, `${minutes() || "?"} min`, labelOf("mode", checked("mode")[0] || ""), topics].join(", ") : "";
}

function refuse(errors) {
  const list = Object.entries(errors).map(([name, words]) => {
    const field = name === "client" ? $("find") : name === "contact_minutes" ? form.elements.other_minutes : form.elements[name];
    const target = field?.length && !field.id ? field[0] : field;
    return el("li", {}, target?.id ? el("a", { href: `#${target.id}` }, words.join(" ")) : words.join(" "));
  });
  $("errors").hidden = !list.length;
  $("error-list").replaceChildren(...list);
  if (list.length) $("errors").focus();
  return !list.length;
}

function faults() {
  const found = {};
  if (!chosen) found.client = [say("chooseClient")];
  const time = minutes();
  if (!Number.isInteger(time) || time < 1 || time > 1440) found.contact_minutes = [say("chooseMinutes")];
  if (!checked("topics").length) found.topics = [say("chooseTopic")];
  return found;
}

function payload() {
  const value = (name) => form.elements[name].value.trim();
  const day = value("held_on") || isoDay();
  return {
    client: chosen.id, contact_minutes: minutes(), mode: checked("mode")[0], topics: checked("topics"),
    held_on: day, held_now: day === isoDay(), started_at: value("started_at"), note: value("note"),
    next_step: value("next_step"), next_step_on: value("next_step_on"),
    device_time: new Date().toISOString(), app_version: main.dataset.version,
  };
}

// What is being written, kept until it is saved: a browser that ends takes nothing with it.
const draftKey = () => `draft:${me}`;
const keepDraft = () => dirty && keep("meta", draftKey(), { entry, client: chosen, values: [...new FormData(form)] }).catch(() => {});
function fillForm(target, values) {
  for (const one of target.elements) {
    const mine = values.filter(([name]) => name && name === one.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(one.type)) one.checked = mine.includes(one.value);
    else if (mine.length) one.value = mine[0];
  }
}
function restore(draft) {
  entry = draft.entry;
  choose(draft.client);
  fillForm(form, draft.values);
  form.querySelectorAll("details").forEach((one) => (one.open = true));
  dirty = true;
  summarize();
}

let saving = false;
let savedAt = -1000;
async function save(event) {
  event.preventDefault();
  if (saving || (!dirty && performance.now() - savedAt < 1000)) return; // the same tap again
  if (!refuse(faults())) return;
  saving = true;
  const item = {
    ...entry, user: me || (await recall("meta", "user")), state: "waiting", tries: 0, next_at: 0,
    saved_at: Date.now(), not_before: Date.now() + UNDO, payload: payload(),
    label: { name: chosen.name, minutes: minutes(), mode: labelOf("mode", checked("mode")[0]), topic: labelOf("topics", checked("topics")[0]) },
  };
  try {
    if (!db) return await sendDirectly(item);
    await saveItem(item, draftKey());
  } catch (fault) {
    return refuse({ form: [say(fault?.name === "QuotaExceededError" ? "full" : "notSent")] });
  } finally {
    saving = false;
  }
  savedAt = performance.now();
  toast(item);
  finished(item);
  setTimeout(flush, UNDO + 100);
  rare("proposeInstall")();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("sbdc-flush")).catch(() => {});
}

// Without a store the session goes straight to the server; until it is there the form stays.
async function sendDirectly(item) {
  const who = await whoIsHere();
  item.user = who.user;
  const { status, data } = who.refused ? {} : await put(item, who);
  if (status === 422) return refuse(data.errors);
  if (![200, 201, 410].includes(status) || data?.uuid !== item.uuid)
    return refuse({ form: [say(who.refused === "sign_in" ? "signIn" : "notSent")] });
  heard({ what: "sent", name: item.label.name, notices: data.notices || [] });
  finished(item);
}

function finished(item) {
  const booked = openAppointments().find((one) => one.client === item.payload.client && one.at.slice(0, 10) === item.payload.held_on);
  if (booked) booked.done = true;
  if (booked) keep("directory", "all", directory);
  startOver();
}

function startOver() {
  form.reset();
  form.querySelectorAll("details").forEach((one) => (one.open = false));
  if (dirty && db) keep("meta", draftKey(), null);
  dirty = false;
  newEntry();
  refuse({});
  form.elements.held_on.value = isoDay();
  $("editing").hidden = true;
  const next = nextAppointment();
  const first = next ? known(next.client) || { id: next.client, name: next.name } : people()[0];
  choose(first || null, next?.at);
  refresh();
}

// An unsent session back into the form: same uuid, next revision.
function editItem(item) {
  const { payload: sent } = item;
  dirty = true;
  entry = { uuid: item.uuid, rev: item.rev + 1 };
  choose(known(sent.client) || { id: sent.client, name: item.label.name });
  const listed = [...form.elements.minutes].some((one) => one.value === String(sent.contact_minutes));
  check("minutes", [listed ? String(sent.contact_minutes) : "other"]);
  form.elements.other_minutes.value = listed ? "" : sent.contact_minutes;
  check("mode", [sent.mode]);
  check("topics", sent.topics);
  for (const name of ["held_on", "started_at", "note", "next_step", "next_step_on"]) form.elements[name].value = sent[name];
  form.querySelectorAll("details").forEach((one) => (one.open = true));
  $("editing").hidden = false;
  if (item.errors) refuse(item.errors);
  summarize();
  form.scrollIntoView();
}

let fading;
function toast(item) {
  const undo = async () => {
    await dropItem(item.uuid);
    hide(say("undone"));
    editItem({ ...item, rev: item.rev - 1 });
    refresh();
  };
  const hide = (text) => $("toast").replaceChildren(text ? el("p", { class: "toast" }, text) : "");
  clearTimeout(fading);
  $("toast").replaceChildren(el("div", { class: "toast" }, icon("check"), say("saved"), button(say("undo"), undo, "", "undo")));
  fading = setTimeout(hide, UNDO, "");
}
