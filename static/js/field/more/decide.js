// Two versions of one session, two sessions that may be one, a new client like a known one:
// shown side by side, and the person decides.
const FACTS = ["client", "held_on", "started_at", "contact_minutes", "mode", "topics", "note", "next_step", "next_step_on"];

function shown(name, version) {
  const value = version[name];
  if (name === "client") return (version.name || kit.known(value)?.name || "").toString();
  if (name === "mode") return labelOf("mode", value);
  if (name === "topics") return (value || []).map((one) => labelOf("topics", one)).join(", ");
  return String(value ?? "");
}

// Rows that differ are marked by a word, not by colour alone.
function sideBySide(heads, left, right) {
  const cell = (text) => el("td", { class: "break" }, text || "–");
  const rows = FACTS.map((name) => [name, shown(name, left), shown(name, right)]).filter(([, a, b]) => a || b);
  return el("table", { class: "versions" },
    el("thead", {}, el("tr", {}, el("td", {}), ...heads.map((head) => el("th", { scope: "col" }, head)))),
    el("tbody", {}, ...rows.map(([name, a, b]) =>
      el("tr", { class: a === b ? "" : "differs" },
        el("th", { scope: "row" }, say(`fact_${name}`), a === b ? "" : el("span", { class: "tag warn" }, say("differs"))), cell(a), cell(b)))));
}

const choices = (...buttons) => el("div", { class: "row wrap mt2" }, ...buttons);

function decide(item) {
  return item.kind ? alike(item) : versions(item);
}

function versions(item) {
  const { server } = item;
  const resend = async (changes, old) => {
    await putItem({ ...item, state: "waiting", tries: 0, next_at: 0, ...changes });
    if (old) await dropItem(old);
    await flush(true);
    refresh();
  };
  return el("div", { class: "full" },
    el("p", {}, (server.notices || []).map((one) => one.text).join(" ")),
    server.held_on ? sideBySide([say("yours"), say("theirs")], { ...item.payload, name: item.label.name }, server) : "",
    choices(
      server.held_on ? button(say("keepTheirs"), () => dropItem(item.uuid).then(refresh), "btn sm") : "",
      server.replaceable ? button(say("useMine"), () => resend({ rev: server.rev + 1, replaces: server.rev }), "btn sm") : "",
      button(say("sendAsNew"), () => resend({ uuid: crypto.randomUUID(), rev: 1, replaces: undefined, server: undefined }, item.uuid), "btn sm")));
}

// The server found somebody like the new client.
function alike(item) {
  const found = item.server.alike || [];
  const different = async () => {
    await putItem({ ...item, rev: item.rev + 1, state: "waiting", next_at: 0, payload: { ...item.payload, different: found.map((one) => one.key).join(",") } });
    await flush(true);
    refresh();
  };
  const same = async (one) => {
    for (const session of await allItems())
      if (session.payload.client === item.uuid)
        await putItem({ ...session, payload: { ...session.payload, client: one.id }, label: { ...session.label, name: one.name } });
    await dropItem(item.uuid);
    await flush(true);
    refresh();
  };
  return el("div", { class: "full" },
    el("p", {}, el("b", {}, say("alike"))),
    el("ul", { class: "list" }, ...found.map((one) =>
      el("li", {}, body(one.name, one.detail), one.id ? button(say("same"), () => same(one), "btn sm") : ""))),
    choices(button(say("different"), different, "btn sm")));
}

// Two stored sessions at the same time: one and the same, or two?
function question(one) {
  const answer = async (same) => {
    const who = await whoIsHere();
    const { status } = await call(`/field/sessions/${one.uuid}/answer/`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": who.csrf || "" },
      body: JSON.stringify({ same }),
    });
    if (status !== 200) return refuse({ form: [say("offline")] });
    return kit.sync().then(refresh);
  };
  return el("section", { class: "card", "data-question": one.uuid },
    el("header", {}, el("h2", {}, say("sameSession"))),
    sideBySide([say("thisOne"), say("otherOne")], one, one.other),
    choices(button(say("sessionSame"), () => answer(true), "btn sm"), button(say("sessionTwo"), () => answer(false), "btn sm")));
}
