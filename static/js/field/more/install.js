// After the first save: an installed app keeps what waits; a browser may clear it after a week.
const APPLE = /iPhone|iPad/.test(navigator.userAgent);

async function proposeInstall() {
  navigator.storage?.persist?.().catch(() => {}); // asked for, never relied on
  const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  if (installed || (await recall("meta", "install")) || !(kit.offered() || APPLE)) return;
  const close = () => $("install").replaceChildren();
  const later = async () => { await keep("meta", "install", Date.now()); close(); };
  const add = async () => { await keep("meta", "install", Date.now()); close(); await kit.offered().prompt(); };
  $("install").replaceChildren(
    el("section", { class: "note", role: "status" }, icon("phone"),
      el("div", { class: "grow" }, el("p", {}, say(APPLE ? "installApple" : "install")),
        el("div", { class: "row wrap mt2" }, APPLE ? "" : button(say("installNow"), add, "btn sm"), button(say("notNow"), later, "btn sm quiet")))));
}
