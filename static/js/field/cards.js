// Beside the form: the chip, what waits, the agenda, and figures that are shown but never kept.
const state = { sending: 0, signIn: false, revoked: false, sent: [] };

function chipState(mine) {
  const wrong = mine.filter((item) => item.state !== "waiting").length;
  if (!db) return ["noOffline", 0, "off"];
  if (state.revoked || state.signIn) return ["signIn", 0, "off"];
  if (state.sending) return ["sending", state.sending, ""];
  if (wrong) return ["fix", wrong, "off"];
  return mine.length ? ["waiting", mine.length, "off"] : ["ok", 0, ""];
}

async function refresh() {
  const items = await allItems();
  const user = await recall("meta", "user");
  const mine = items.filter((item) => item.user === user);
  const [key, n, kind] = chipState(mine);
  $("chip").className = `sync ${kind}`;
  $("chip").replaceChildren(icon(kind ? "cloudoff" : "cloudok"), say(key, { n }));
  if ($("chip-said").textContent !== say(key, { n })) $("chip-said").textContent = say(key, { n });
  newcomers = mine.filter((item) => item.kind).map(asPerson);
  outbox(mine, items.length - mine.length);
  notes(mine);
  agenda(directory?.agenda || []);
  switchWorker();
}

async function outbox(mine, others) {
  const page = location.pathname.endsWith("/outbox/");
  $("outbox").hidden = !(mine.length || others || page || state.sent.length);
  $("outbox-list").replaceChildren(...mine.map(row), ...state.sent.map(sentRow));
  $("outbox-others").textContent = others ? say("others", { n: others }) : "";
  $("outbox-actions").hidden = !mine.length;
  const last = await recall("meta", "last_sent");
  $("outbox-last").textContent = mine.length ? "" : last ? say("lastSent", { time: clock(last) }) : say("neverSent");
}

const asPerson = ({ uuid, label }) => ({ id: uuid, name: label.name, business: label.business, phone: label.phone, mode: "", topic: "" });
const sentRow = ({ name, notices }) =>
  el("li", {}, body(name, notices.map((one) => one.text).join(" ")), el("span", { class: "tag ok" }, icon("check"), say("sent")));

function row(item) {
  const { label } = item;
  const facts = item.kind ? [say("newClient"), label.business] : [`${label.minutes} min`, label.mode, label.topic];
  const words = item.errors ? Object.values(item.errors).flat() : [...facts, item.tries ? say("tries", { n: item.tries }) : ""];
  const wrong = { fix: "itemFix", conflict: "itemConflict" }[item.state];
  const remove = (event) => {
    if (event.target.dataset.sure) return dropItem(item.uuid).then(refresh);
    event.target.dataset.sure = "yes";
    event.target.textContent = `${say("delete")}?`;
  };
  return el("li", { "data-item": item.uuid, class: wrong ? "wrapped" : "" },
    el("span", { class: "when" }, isoDay(item.saved_at) === isoDay() ? clock(item.saved_at) : dayOf(item.saved_at)),
    body(label.name, words.filter(Boolean).join(" · ")),
    el("span", { class: `tag ${wrong ? "bad" : "warn"}` }, icon(wrong ? "alert" : "clock"), say(wrong || "itemWaiting")),
    item.state === "conflict" ? soon("decide", item) : button(say("edit"), () => (item.kind ? rare("editNewcomer") : editItem)(item), "btn sm quiet", "edit"),
    item.state === "conflict" ? "" : button(say("delete"), remove, "btn sm quiet"));
}

// A place that the seldom-needed file fills.
function soon(name, item) {
  const place = el("div", { class: "full" });
  rare(name)(item).then((node) => node && place.replaceChildren(node));
  return place;
}

function notes(mine) {
  const oldest = mine[0]?.saved_at;
  const days = oldest ? (Date.now() - oldest) / 86400000 : 0;
  const words = [];
  if (!navigator.onLine) words.push(say("offline"));
  if (state.revoked) words.push(say("revoked"));
  else if (state.signIn) words.push(say("signInToSend", { n: mine.length }));
  if (days >= 3) words.push(say(days >= 5 ? "older" : "old", { n: mine.length, day: dayOf(oldest) }));
  if (!directory && state.asked) words.push(say(state.expired ? "expired" : "empty"));
  const text = words.join(" ");
  $("notes").hidden = !text;
  if ($("notes-text").textContent !== text) $("notes-text").textContent = text;
  $("sign-in").hidden = !(state.signIn || state.revoked);
}

function agenda(rows) {
  const today = rows.filter((one) => one.at.slice(0, 10) === isoDay());
  const now = nextAppointment();
  $("agenda-none").hidden = Boolean(today.length);
  $("agenda-time").textContent = directory && !navigator.onLine ? say("savedAt", { time: clock(directory.at) }) : "";
  $("agenda-list").replaceChildren(...today.map((one) =>
    el("li", {}, el("span", { class: "when" }, timeOf(one.at)),
      body(one.name, [`${one.minutes} min`, labelOf("mode", one.mode), one.place].filter(Boolean).join(" · ")),
      one.done ? el("span", { class: "tag ok" }, icon("check"), say("logged"))
        : one === now ? el("span", { class: "tag pri" }, say("now"))
          : button(say("log"), () => { choose(known(one.client) || { id: one.client, name: one.name }, one.at); form.scrollIntoView(); }))));
}

// Follow-ups, month and last sessions: only while connected.
function figures(shown) {
  for (const id of ["followups", "month", "last"]) $(id).hidden = !shown;
  Promise.all((shown?.questions || []).map((one) => rare("question")(one))).then((cards) => $("questions").replaceChildren(...cards.filter(Boolean)));
  if (!shown) return;
  $("followup-list").replaceChildren(...shown.followups.map((one) =>
    el("li", {}, body(one.name, one.when), one.late ? el("span", { class: "tag warn" }, icon("clock"), say("late")) : "")));
  $("followup-none").hidden = Boolean(shown.followups.length);
  $("month-rows").replaceChildren(...shown.month.rows.flatMap(monthRow));
  $("month-women").textContent = shown.month.women;
  $("last-list").replaceChildren(...shown.last.map((one) =>
    el("li", {}, body(one.name, one.detail), el("a", { class: "btn sm quiet", href: `${one.url}edit/`, "aria-label": `${say("edit")}: ${one.name}` }, icon("edit"), say("edit")))));
}

function monthRow({ label, value, before, share }) {
  const bar = $("bar").content.firstElementChild.cloneNode(true);
  bar.setAttribute("aria-label", `${label}: ${value} (${before})`);
  if (share) bar.querySelector(".bar").setAttribute("x2", 2 + 96 * share);
  else bar.querySelector(".bar").remove();
  return [el("dl", { class: "dl mt2" }, el("dt", {}, label), el("dd", {}, el("b", {}, value), " ", el("span", { class: "muted" }, before))), bar];
}
