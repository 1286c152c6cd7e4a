// Words come translated from the page; elements are built, never written as text.
const main = document.getElementById("field");
const WORDS = JSON.parse(document.getElementById("words").textContent);
const say = (key, values = {}) => WORDS[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const $ = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const clock = (moment) => new Date(moment).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", hour12: false });
// An appointment is told by the center's clock, whatever the device's says.
const timeOf = (at) => at.slice(11, 16);
const dayOf = (moment) => new Date(moment).toLocaleDateString(language, { day: "numeric", month: "short" });
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// "YYYY-MM-DD" of a moment by this device's clock.
function isoDay(moment = Date.now()) {
  const day = new Date(moment);
  return new Date(day - day.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

function el(tag, facts = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts))
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  svg.appendChild(document.createElementNS(svg.namespaceURI, "use")).setAttribute("href", `${main.dataset.icons}#i-${name}`);
  return svg;
}

const button = (label, onclick, kind = "btn sm", mark) =>
  el("button", { type: "button", class: kind, onclick }, mark && icon(mark), label);
const body = (title, detail) => el("span", { class: "body" }, el("b", {}, title), el("span", { class: "muted" }, detail));
const labelOf = (name, value) => {
  const input = [...document.getElementsByName(name)].find((one) => one.value === value);
  return input ? input.nextElementSibling.textContent.trim() : "";
};
const initials = (name) => name.split(" ").filter(Boolean).map((word) => word[0]).filter((_, i, all) => i === 0 || i === all.length - 1).join("").toUpperCase();
