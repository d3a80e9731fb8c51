// Starts the app, and keeps a copy of its files for when there is no network. The only script we write by hand
// that runs in the page: all else is Rust.

import init from "/troth.js";

// All are on their way before any is waited for.
const code = fetch("/troth_bg.wasm");
const words = loaded("/words/en.ftl");
const zones = loaded("/zones.tz");

try {
  self.trothWords = await (await words).text();
  self.trothZones = new Uint8Array(await (await zones).arrayBuffer());
  await init({ module_or_path: code });
} catch (error) {
  console.error(error);
  document.getElementById("cannot-start").hidden = false;
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(console.error);
}

async function loaded(path) {
  const answer = await fetch(path);
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer;
}
