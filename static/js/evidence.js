// Makes a photo small before it is sent: at most 1600 px a side and 200 KB. Anything that goes
// wrong here sends the file as it is; the server checks and shrinks again.
const MOST = 200 * 1024;
const SIDES = [1600, 1280, 1024, 800];
const QUALITIES = [0.8, 0.65, 0.5];

function blobOf(canvas, quality) {
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
}

export async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  let smallest = null;
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      smallest = await blobOf(canvas, quality);
      if (smallest && smallest.size <= MOST) return smallest;
    }
  }
  return smallest;
}

async function replace(input) {
  const file = input.files[0];
  if (!file || !/^image\/(jpeg|png|webp)$/.test(file.type) || file.size <= MOST) return;
  try {
    const small = await shrink(file);
    if (!small || small.size >= file.size) return;
    const box = new DataTransfer();
    const stem = file.name.replace(/\.[^.]*$/, "");
    box.items.add(new File([small], `${stem}.jpg`, { type: "image/jpeg" }));
    input.files = box.files;
    input.dataset.bytes = small.size;
  } catch {
    // An old browser or a broken picture: the server says what it thinks of it.
  }
}

// The form waits for a picture that is still being made smaller.
let working = Promise.resolve();
document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) working = replace(event.target);
});
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.querySelector("input[type=file]") || form.dataset.ready) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    // Not at once: while a form is being submitted it cannot be submitted again.
    const again = () => {
      form.dataset.ready = "yes";
      form.requestSubmit(button);
    };
    working.finally(() => setTimeout(again));
  },
  true,
);
