// Starts the app, and keeps a copy of its files for when there is no network. The only script we write by hand
// that runs in the page: all else is Rust.

import init from "/troth.js";

try {
  await init({ module_or_path: "/troth_bg.wasm" });
} catch (error) {
  console.error(error);
  document.getElementById("cannot-start").hidden = false;
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(console.error);
}
