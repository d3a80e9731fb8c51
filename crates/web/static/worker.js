// Stretches a passphrase beside the page, so that the page goes on: the same WebAssembly, asked for one thing.

import init, { run_errand } from "/troth.js";

const ready = init({ module_or_path: "/troth_bg.wasm" });

self.onmessage = async ({ data }) => {
  await ready;
  self.postMessage(run_errand(data));
};
