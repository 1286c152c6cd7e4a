// Charts: the drawing sent by the server becomes an interactive plotly chart.
// On a desktop once the page is idle; on phones and with Save-Data only when asked.

const ROLE_COLORS = {
  actual: "--c1", target: "--c2", last_year: "--c0",
  women: "--women", men: "--men", not_stated: "--card", whole: "--c0",
};
const CONFIG = { displaylogo: false, responsive: true, displayModeBar: false };
let loading;

function place(element, attributes) {
  return new Promise((resolve, reject) => {
    Object.assign(element, attributes);
    element.addEventListener("load", resolve);
    element.addEventListener("error", reject);
    document.head.append(element);
  });
}

// The stylesheet goes first and under this id and class: plotly.js then injects no style of its
// own, which the content security policy would refuse.
function loadPlotly(source) {
  loading ??= (async () => {
    await place(document.createElement("link"), {
      rel: "stylesheet", id: "plotly.js-style-global", className: "no-inline-styles",
      href: source.plotlyCss,
    });
    await place(document.createElement("script"), { src: source.plotlyJs });
    if (source.plotlyWords) {
      await place(document.createElement("script"), { src: source.plotlyWords });
    }
  })();
  return loading;
}

function themed(figure, root) {
  const token = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  for (const trace of figure.data) {
    const color = trace.meta.roles?.map((role) => token(ROLE_COLORS[role])) ?? token(ROLE_COLORS[trace.meta.role]);
    if (trace.line) trace.line.color = color;
    if (trace.marker) trace.marker.color = color;
  }
  figure.layout.font.color = token("--ink");
  for (const axis of [figure.layout.xaxis, figure.layout.yaxis]) axis.gridcolor = token("--grid");
  for (const shape of figure.layout.shapes) shape.line.color = token(ROLE_COLORS[shape.name] ?? "--ink");
  for (const note of figure.layout.annotations) note.font.color = token("--muted");
  figure.layout.hoverlabel = { bgcolor: token("--card"), font: { color: token("--ink") } };
  return figure;
}

async function upgrade(chart) {
  if (chart.dataset.state) return;
  chart.dataset.state = "loading";
  try {
    const source = document.querySelector("[data-plotly-js]").dataset;
    await loadPlotly(source);
    const figure = themed(JSON.parse(chart.querySelector("script[type='application/json']").textContent), chart);
    const live = chart.querySelector(".chart-live");
    live.hidden = false;
    await window.Plotly.newPlot(live, figure.data, figure.layout, { ...CONFIG, locale: source.plotlyLanguage });
    chart.querySelector(".chart-still").classList.add("vh"); // screen readers keep the drawing's words
    chart.dataset.state = "live";
    chart.querySelector("[data-explore]")?.setAttribute("hidden", "");
  } catch {
    chart.querySelector(".chart-live").hidden = true; // the drawing stays: nothing is lost
    chart.dataset.state = "still";
  }
}

// The picture that the server draws, painted at twice its size: the same on every device.
async function savePng(link) {
  const svg = await (await fetch(link.href)).text();
  const image = new Image();
  const painted = new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject }));
  const [, width, height] = svg.match(/viewBox="0 0 (\S+) (\S+)"/).map(Number);
  image.width = width;
  image.height = height;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.replace("<svg", `<svg width="${width}" height="${height}"`))}`;
  await painted;
  const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve));
  const saved = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: link.dataset.png });
  saved.click();
  setTimeout(() => URL.revokeObjectURL(saved.href), 10000);
}

for (const link of document.querySelectorAll("a[data-png]")) {
  link.hidden = false;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    savePng(link);
  });
}

// A filter acts when it is chosen; days wait for Apply. Empty ones stay out of the address.
for (const form of document.querySelectorAll("form[data-figures]")) {
  form.addEventListener("change", ({ target }) => {
    if (target.name === "period" && target.value === "dates") {
      form.querySelector("details").open = true;
      return;
    }
    const days = form.querySelectorAll("[name=start], [name=end]");
    if (target.name === "period") for (const day of days) day.value = "";
    if (target.localName === "select") form.requestSubmit();
    else if (form.period) form.period.value = "dates";
  });
  form.addEventListener("submit", () => {
    for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
  });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form[data-figures] :disabled")) field.disabled = false;
});

function idle(work) {
  return "requestIdleCallback" in window ? requestIdleCallback(work, { timeout: 4000 }) : setTimeout(work, 1500);
}

function start() {
  const charts = [...document.querySelectorAll("figure[data-chart]")].filter((one) => one.querySelector(".chart-live"));
  const desktop = matchMedia("(min-width: 64rem) and (pointer: fine)").matches;
  if (desktop && !navigator.connection?.saveData) {
    idle(() => charts.reduce((before, chart) => before.then(() => upgrade(chart)), Promise.resolve()));
    return;
  }
  for (const chart of charts) {
    const button = chart.querySelector("[data-explore]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => upgrade(chart));
  }
}

if (document.readyState === "complete") start();
else addEventListener("load", start);
