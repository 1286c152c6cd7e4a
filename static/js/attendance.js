// Counts the ticks of an attendance list while they are made; the server counts again on saving.
const form = document.querySelector("[data-attendance]");

function count() {
  const ticked = [...form.querySelectorAll("input[name=present]:checked")];
  for (const place of form.querySelectorAll("[data-count]")) {
    const sex = place.dataset.count;
    place.textContent = ticked.filter((box) => sex === "all" || box.dataset.sex === sex).length;
  }
}

if (form) {
  form.querySelector("[data-totals]").hidden = false;
  form.addEventListener("change", count);
  count();
}
