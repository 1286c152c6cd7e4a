// Fills the places of a page that another part of the system writes: <div data-fragment="/address/">.
// Without scripts the link inside leads to the same content.
for (const place of document.querySelectorAll("[data-fragment]"))
  fetch(place.dataset.fragment, { headers: { "X-Fragment": "yes" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)))
    .then((text) => {
      const parsed = new DOMParser().parseFromString(text, "text/html");
      place.replaceChildren(...parsed.body.childNodes);
    })
    .catch(() => {}); // the link remains
