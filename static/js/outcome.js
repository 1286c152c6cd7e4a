// Shows the facts of the chosen kind of result only, none before one is chosen. The server empties
// the others in any case.
const own = JSON.parse(document.getElementById("fields-by-kind")?.textContent || "{}");

function show() {
  const kind = document.querySelector("input[name=kind]:checked")?.value;
  for (const part of document.querySelectorAll("[data-fact]"))
    part.hidden = !kind || !own[kind].includes(part.dataset.fact);
}

document.addEventListener("change", (event) => event.target.name === "kind" && show());
show();
