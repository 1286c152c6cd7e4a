// The queue by keyboard: V verifies, R goes to the reasons, J and K walk. All of it works by mouse.
const keys = {
  v: () => document.querySelector("[data-verify] button:not([disabled])")?.click(),
  r: () => document.querySelector("[data-return] select")?.focus(),
  j: () => document.querySelector("[data-after]")?.click(),
  k: () => document.querySelector("[data-before]")?.click(),
};

document.addEventListener(
  "keydown",
  (event) => {
    const inField = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || inField) return;
    if (document.body.dataset.keys !== "on" || document.querySelector("dialog[open]")) return;
    const act = keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  },
  true,
);
