// Signing out: first everything is sent; what cannot be sent is exported or deleted knowingly.
async function leave() {
  await whoIsHere();
  await allowNow();
  await flush(true);
  const user = await recall("meta", "user");
  const mine = (await allItems()).filter((item) => item.user === user);
  if (!mine.length) return signOut();
  $("leave-count").textContent = say("waiting", { n: mine.length });
  $("leave-typed").value = "";
  $("leave").showModal();
}

async function signOut() {
  const who = await whoIsHere();
  if (who.refused === "away") return refuse({ form: [say("offline")] });
  await forget("directory");
  await forget("meta");
  const left = (await allItems()).length; // of another person: theirs to send
  const leaving = el("form", { method: "post", action: main.dataset.logout },
    el("input", { type: "hidden", name: "csrfmiddlewaretoken", value: who.csrf || "" }),
    left ? "" : el("input", { type: "hidden", name: "clear", value: "1" }));
  closeStore(); // leaving empties it
  document.body.append(leaving);
  leaving.submit();
}

async function exportFile() {
  const user = await recall("meta", "user");
  const mine = (await allItems()).filter((item) => item.user === user);
  const file = new Blob([JSON.stringify(mine, null, 1)], { type: "application/json" });
  const link = el("a", { href: URL.createObjectURL(file), download: `sessions-${isoDay()}.json` });
  link.click();
}

async function deleteAll() {
  const user = await recall("meta", "user");
  const mine = (await allItems()).filter((item) => item.user === user);
  if ($("leave-typed").value.trim() !== String(mine.length)) return $("leave-typed").focus();
  for (const item of mine) await dropItem(item.uuid);
  signOut();
}
