// A file that is too large is refused before it is sent: the server would only refuse it later.
const tooLarge = (input) => [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-most-bytes]")) return;
  target.setCustomValidity(tooLarge(target) ? target.dataset.tooLarge : "");
  target.reportValidity();
});
document.addEventListener("submit", (event) => {
  const input = event.target.querySelector("[data-most-bytes]");
  if (input && !input.validity.valid && input.validity.customError) {
    event.preventDefault();
    input.reportValidity();
  }
});
