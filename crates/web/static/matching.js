// Works out a step of sealed desires beside the page, so that the page goes on.

import init, { run_errand } from "/matcher.js";

const ready = init({ module_or_path: "/matcher_bg.wasm" });

self.onmessage = async ({ data }) => {
  await ready;
  self.postMessage(run_errand(data));
};
