// Does what takes long beside the page, so that the page goes on: bytes are an errand, a text is drawn as a QR code.

import init, { draw_code, run_errand } from "/beside.js";

const ready = init({ module_or_path: "/beside_bg.wasm" });

self.onmessage = async ({ data }) => {
  await ready;
  self.postMessage(typeof data === "string" ? draw_code(data) : run_errand(data));
};
