// Sending what waits: one sender at a time, each session until the server has said its uuid.
const WAITS = [1, 2, 5, 15, 60].map((minutes) => minutes * 60000);
const TIMEOUT = 30000;
const channel = "BroadcastChannel" in self ? new BroadcastChannel("sbdc-field") : null;
const tell = (message) => {
  channel?.postMessage(message);
  self.heard?.(message);
};

// {status, data}: status 0 for no answer; data only where it is JSON (a portal's page is not).
async function call(url, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const answer = await fetch(url, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
      ...options,
      headers: { Accept: "application/json", "X-Device": (await recall("meta", "device")) || "", ...options.headers },
    });
    const json = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, data: json ? await answer.json() : null };
  } catch {
    return { status: 0, data: null };
  } finally {
    clearTimeout(timer);
  }
}

// Who is signed in here: {user, csrf, offset}, or {refused: "sign_in" | "revoked" | "away"}.
async function whoIsHere() {
  const { status, data } = await call("/field/token/");
  if (status === 200 && data?.csrf) {
    await keep("meta", "user", data.user);
    return { ...data, offset: (Date.parse(data.now) - Date.now()) / 1000 };
  }
  if (status === 410 && data?.code === "revoked") {
    await revoked();
    return { refused: "revoked" };
  }
  return { refused: [401, 403].includes(status) ? "sign_in" : "away" };
}

// The person revoked this device from another: names go, what waits stays.
async function revoked() {
  await forget("directory");
  await forget("meta");
  tell({ what: "revoked" });
}

function later(item) {
  const wait = WAITS[Math.min(item.tries, WAITS.length - 1)];
  return { tries: item.tries + 1, next_at: Date.now() + wait * (0.8 + Math.random() * 0.4) };
}

const put = (item, who) =>
  call(`${item.kind ? "/field/clients/" : "/api/v1/sessions/"}${item.uuid}/`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": who.csrf },
    body: JSON.stringify({ ...item.payload, rev: item.rev, replaces: item.replaces, user: item.user, clock_offset: who.offset }),
  });

// Sends one item; true where the next one may follow.
async function sendOne(item, who) {
  let { status, data } = await put(item, who);
  if (status === 403) {
    const anew = await whoIsHere(); // the token was changed by another tab: once more with today's
    if (anew.user === item.user) ({ status, data } = await put(item, anew));
  }
  const named = data?.uuid === item.uuid;
  if ([200, 201, 410].includes(status) && named) {
    await settle(item, null);
    await keep("meta", "last_sent", Date.now());
    tell({ what: "sent", kind: item.kind, name: item.label.name, notices: data.notices || [] });
  } else if (status === 422 && named) await settle(item, { state: "fix", errors: data.errors });
  else if (status === 409 && named) await settle(item, { state: "conflict", server: data });
  else if ([401, 403].includes(status)) {
    tell({ what: "sign_in" });
    return false;
  } else {
    await settle(item, later(item));
    return false;
  }
  return true;
}

// Not yet, by this phone's clock. A moment too far ahead was written by a clock put right since.
const early = (moment, most) => moment > Date.now() && moment - Date.now() < most;

// What may go now; the sessions of a new client follow once the client is there.
async function ready(force) {
  const user = await recall("meta", "user");
  const items = await allItems();
  const clients = new Set(items.filter((item) => item.kind).map((item) => item.uuid));
  return items.filter(
    (item) => item.user === user && item.state === "waiting" && !clients.has(item.payload.client) &&
      !early(item.not_before, 3600000) && (force || !early(item.next_at, 2 * WAITS[4])),
  );
}

async function sendAll(force) {
  if (!(await ready(force)).length) return;
  const who = await whoIsHere();
  if (who.refused) {
    if (who.refused === "away") for (const item of await ready(force)) await settle(item, later(item));
    return tell({ what: who.refused });
  }
  for (let items = await ready(force); items.length; items = await ready(force))
    for (const [sent, item] of items.entries()) {
      tell({ what: "sending", left: items.length - sent });
      if (!(await sendOne(item, who))) return tell({ what: "idle" });
    }
  tell({ what: "idle" });
}

let alone = Promise.resolve();
function flush(force = false) {
  if (!db) return Promise.resolve();
  if (navigator.locks)
    return navigator.locks.request("sbdc-flush", { ifAvailable: !force }, (lock) => lock && sendAll(force));
  return (alone = alone.then(() => sendAll(force)));
}
