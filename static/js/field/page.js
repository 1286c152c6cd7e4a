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
  if (message.what === "idle" || message.what === "sent") state.signIn = false;
  if (message.what === "sent") state.sent = [message, ...state.sent].slice(0, 5);
  if (message.what === "revoked") { state.revoked = true; directory = null; figures(null); }
  refresh();
};

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

async function start() {
  newEntry();
  await openStore().catch(() => (db = null));
  if (!(await recall("meta", "device"))) await keep("meta", "device", crypto.randomUUID());
  const me = /(?:^|; )field_user=([\w-]+)/.exec(document.cookie)?.[1];
  if (me) await keep("meta", "user", me);
  directory = (await recall("directory", "all")) || null;
  if (directory && me && directory.user !== me) {
    directory = null;
    await forget("directory");
  }
  await expire();
  startOver();
  await sync();
  preselect();
  await flush(true);
  await refresh();
  if (new URLSearchParams(location.search).has("leave")) leave();
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
listen(form, "input", () => { dirty = true; summarize(); });
form.addEventListener("toggle", (event) => { dirty ||= event.target.open; }, true);
listen($("find"), "input", search);
listen($("find"), "keydown", (event) => event.key === "Enter" && (event.preventDefault(), $("hits").querySelector("input")?.click()));
listen($("try-now"), "click", async () => { await allowNow(); await flush(true); refresh(); });
listen($("export"), "click", exportFile);
listen($("sign-out"), "click", leave);
listen($("leave-send"), "click", async () => { $("leave").close(); leave(); });
listen($("leave-export"), "click", exportFile);
listen($("leave-delete"), "click", deleteAll);
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
start();
