// Starts what the address asks for; a failure to start is an outcome too.
import init from "./troth.js";

init({ module_or_path: "./troth_bg.wasm" }).catch((error) => {
  document.getElementById("outcome").textContent = `failed: ${error}`;
});
