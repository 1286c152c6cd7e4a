// The service worker of /field/: the shell and its files, never data. FIELD comes from the server.
const CACHE = `sbdc-${FIELD.version}`;
const NETWORK_FIRST = 3000;

async function precache() {
  const cache = await caches.open(CACHE);
  for (const url of [FIELD.shell, ...FIELD.files]) {
    const answer = await fetch(url, { credentials: "same-origin" });
    const right = url === FIELD.shell ? answer.headers.has("X-Field-Shell") : true;
    if (!answer.ok || answer.redirected || !right) throw new Error(`not cached: ${url}`);
    await cache.put(url, answer);
  }
}

const stored = (url) => caches.open(CACHE).then((cache) => cache.match(url, { ignoreVary: true }));

async function page(request) {
  const shell = () => stored(FIELD.shell);
  const slow = new Promise((done) => setTimeout(done, NETWORK_FIRST));
  const network = fetch(request).catch(() => null);
  const answer = await Promise.race([network, slow]);
  if (answer && answer.status < 500) return answer;
  return (await shell()) || (await network) || Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(precache()));
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys())
        if (name.startsWith("sbdc-") && name !== CACHE) await caches.delete(name);
      await self.clients.claim();
    })(),
  ),
);
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (FIELD.files.includes(url.pathname))
    event.respondWith(stored(url.pathname).then((found) => found || fetch(request)));
});
self.addEventListener("message", (event) => event.data === "switch" && self.skipWaiting());
self.addEventListener("sync", (event) => {
  if (event.tag !== "sbdc-flush") return;
  event.waitUntil(
    (async () => {
      await openStore();
      await flush();
      const waiting = (await allItems()).some((item) => item.state === "waiting");
      if (waiting) throw new Error("still waiting"); // the browser tries again later
    })(),
  );
});
