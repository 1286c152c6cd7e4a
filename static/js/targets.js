// Each cell of the grid is saved when it is left; without scripts the button saves them all.
const form = document.querySelector("[data-targets]");
const status = document.querySelector("[data-status]");

async function save(input) {
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    profile: form.elements.profile.value,
    [input.name]: input.value,
  });
  try {
    const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Cell": "yes" } });
    const told = await answer.json();
    input.toggleAttribute("data-saved", told.saved);
    if (told.saved) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
    status.textContent = told.message;
  } catch {
    status.textContent = ""; // offline: the value stays in its field, the button saves it later
  }
}

form?.addEventListener("change", (event) => event.target.matches("td input") && save(event.target));
