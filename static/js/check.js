// Compares a chosen file with the hashes on the page. The file never leaves the device.

const box = document.getElementById("compare");

async function hashOf(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

if (box && window.crypto?.subtle) {
  box.hidden = false;
  document.getElementById("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    const verdict = document.getElementById("verdict");
    if (!file) return;
    const hash = await hashOf(file);
    const same = document.querySelector(`[data-sha256="${hash}"]`);
    verdict.textContent = same ? box.dataset.same : box.dataset.other;
  });
}
