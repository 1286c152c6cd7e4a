// Starting up, keeping in touch, and what the other tab or the worker tells.
async function sync() {
  const before = directory;
  const { status, data } = await call(`/field/directory/?known=${before?.version || ""}`);
  state.asked = true;
  if (status === 410) return revoked();
  state.signIn = [401, 403].includes(status);
  if (status !== 200 || !data?.user) return;
  state.revoked = state.expired = false;
  await keep("meta", "user", data.user);
  if (data.keep || before?.user === data.user)
    directory = { ...(data.keep || before), user: data.user, version: data.version, hours: data.hours, at: Date.now() };
  await keep("directory", "all", directory).catch(() => {});
  await keep("meta", "last_sync", Date.now());
  figures(data.show);
  if (!dirty && entry.rev === 1) startOver();
}

// The names leave this phone some days after the last contact; what waits stays.
async function expire() {
  const at = directory?.at;
  if (!directory || (Date.now() - at < directory.hours * 3600000 && at - Date.now() < 3600000)) return;
  directory = null;
  state.expired = true;
  await forget("directory");
  if (!dirty) startOver();
}

self.heard = (message) => {
  state.sending = message.what === "sending" ? message.left : 0;
  if (message.what === "sign_in") state.signIn = true;
  if (["sending", "sent"].includes(message.what)) state.signIn = false;
  if (message.what === "sent") state.sent = [message, ...state.sent].slice(0, 5);
  if (message.what === "sent" && (message.kind || message.notices.length)) sync();
  if (message.what === "revoked") { state.revoked = true; directory = null; figures(null); }
  refresh();
};

// What is held back for undoing goes now.
async function allowNow() {
  for (const item of await allItems()) if (item.not_before > Date.now()) await settle(item, { not_before: 0 });
}

// A new version takes over only while nothing is being written.
let registration = null;
function switchWorker() {
  if (registration?.waiting && !dirty) registration.waiting.postMessage("switch");
}

async function register() {
  registration = await navigator.serviceWorker?.register("/field/sw.js", { scope: "/field/" }).catch(() => null);
  registration?.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", switchWorker));
}

const mineNow = async () => (await allItems()).filter((item) => item.user === me);

async function start() {
  newEntry();
  await openStore().catch(() => (db = null));
  if (!(await recall("meta", "device"))) await keep("meta", "device", crypto.randomUUID());
  me = /(?:^|; )field_user=([\w-]+)/.exec(document.cookie)?.[1];
  if (me) await keep("meta", "user", me);
  me ||= await recall("meta", "user");
  directory = (await recall("directory", "all")) || null;
  if (directory && me && directory.user !== me) {
    directory = null;
    await forget("directory");
  }
  await expire();
  const draft = await recall("meta", draftKey());
  newcomers = (await mineNow()).filter((item) => item.kind).map(asPerson);
  startOver();
  if (draft) restore(draft);
  await sync();
  if (!draft) preselect();
  main.removeAttribute("aria-busy");
  await flush(true);
  await refresh();
  // What another page of this phone held back for undoing is still to go.
  for (const { not_before: until } of await allItems())
    if (until > Date.now()) setTimeout(flush, until - Date.now() + 100);
  if (new URLSearchParams(location.search).has("leave")) rare("leave")();
  register();
}

function preselect() {
  const wanted = new URLSearchParams(location.search);
  const booked = openAppointments().find((one) => one.uuid === wanted.get("appointment"));
  const client = known(Number(wanted.get("client")) || booked?.client);
  if (client) choose(client, booked?.at);
}

const listen = (target, type, run) => target.addEventListener(type, run);
listen(form, "submit", save);
listen(form, "input", () => { dirty = true; summarize(); keepDraft(); });
// Opening a part of the form is using it; the second tap of a double tap on the button is not.
listen(form, "click", (event) => {
  dirty ||= Boolean(event.target.closest("summary"));
  if (event.detail > 1 && event.target.closest(".savebar")) event.preventDefault();
});
listen($("find"), "input", search);
listen($("find"), "keydown", (event) => event.key === "Enter" && (event.preventDefault(), $("hits").querySelector("input")?.click()));
listen($("try-now"), "click", async () => { await allowNow(); await flush(true); refresh(); });
listen($("export"), "click", rare("exportFile"));
listen($("sign-out"), "click", rare("leave"));
listen($("leave-send"), "click", () => { $("leave").close(); rare("leave")(); });
listen($("leave-export"), "click", rare("exportFile"));
listen($("leave-delete"), "click", rare("deleteAll"));
listen($("new-client"), "click", rare("newcomer"));
let offered = null; // the browser's own offer to install
listen(self, "beforeinstallprompt", (event) => { event.preventDefault(); offered = event; });
listen(self, "online", async () => { await sync(); await flush(true); refresh(); });
listen(self, "offline", refresh);
listen(document, "visibilitychange", async () => {
  if (document.visibilityState === "hidden") { await allowNow(); return flush(); }
  await expire();
  await sync();
  await flush(true);
  refresh();
});
if (channel) channel.onmessage = (event) => self.heard(event.data);
setInterval(async () => {
  await expire();
  if (document.visibilityState === "visible") await flush();
  refresh();
}, 60000);
// What is seldom needed is a file of its own, loaded at its first use; the worker keeps it.
const kit = {
  $, main, say, el, icon, button, body, labelOf, isoDay, call, whoIsHere, flush, refresh, allItems, putItem, saveItem, dropItem,
  closeStore, recall, keep, forget, refuse, fillForm, allowNow, sync, choose, known, offered: () => offered, me: () => me, db: () => db,
};
function rare(name) {
  return async (...given) => {
    const event = given[0]?.currentTarget && given[0];
    const link = event?.currentTarget;
    if (event && db) event.preventDefault();
    const more = await import(main.dataset.more).catch(() => null);
    if (more) return more.default(kit)[name](...given, link);
    if (link?.href) location.assign(link.href);
    else if (event) refuse({ form: [say("offline")] });
  };
}
start();
