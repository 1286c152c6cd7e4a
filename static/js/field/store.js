// The phone's memory. Upgrades only add stores: what waits in the outbox survives every version.
const DB_NAME = "sbdc-field";
const DB_VERSION = 2;
let db = null;

function openStore() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(DB_NAME, DB_VERSION);
    request.onupgradeneeded = () => {
      const names = request.result.objectStoreNames;
      if (!names.contains("outbox")) request.result.createObjectStore("outbox", { keyPath: "uuid" });
      for (const name of ["directory", "meta"])
        if (!names.contains(name)) request.result.createObjectStore(name);
    };
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
    request.onsuccess = () => {
      db = request.result;
      db.onversionchange = () => db.close();
      done(db);
    };
  });
}

const closeStore = () => (db?.close(), (db = null));

// What waits is on the disk, not in a buffer, before anybody is told that it is saved.
function within(mode, store, run) {
  return new Promise((done, failed) => {
    const transaction = db.transaction(store, mode, { durability: "strict" });
    const request = run(transaction.objectStore([store].flat()[0]), transaction);
    transaction.oncomplete = () => done(request && request.result);
    transaction.onabort = transaction.onerror = () => failed(transaction.error || request.error);
  });
}

const allItems = async () =>
  db ? (await within("readonly", "outbox", (store) => store.getAll())).sort((a, b) => a.saved_at - b.saved_at) : [];
const putItem = (item) => within("readwrite", "outbox", (store) => store.put(item));
const saveItem = (item, draft) =>
  within("readwrite", ["outbox", "meta"], (store, both) => (store.put(item), both.objectStore("meta").delete(draft)));
const dropItem = (uuid) => within("readwrite", "outbox", (store) => store.delete(uuid));
const recall = async (store, key) => (db ? within("readonly", store, (s) => s.get(key)) : undefined);
const keep = async (store, key, value) => db && within("readwrite", store, (s) => s.put(value, key));
const forget = async (store) => db && within("readwrite", store, (s) => s.clear());

// Changes an item only while it is the one that was read: an edit made meanwhile wins.
async function settle(read, change) {
  await within("readwrite", "outbox", (store) => {
    const request = store.get(read.uuid);
    request.onsuccess = () => {
      const item = request.result;
      if (!item || item.rev !== read.rev) return;
      if (change === null) store.delete(item.uuid);
      else store.put(Object.assign(item, change));
    };
  });
}
