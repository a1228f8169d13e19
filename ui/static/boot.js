import init from './page.js';

// A fault stops the program for good: the shell, which holds what was saved, is told, and the page loaded again.
let said = '';
const tell = console.error.bind(console);
console.error = (...words) => {
  said = words.join(' ');
  tell(...words);
};
const stopped = async (error) => {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  const message = `${error.message} ${said}`;
  if (await window.__TAURI_INTERNALS__.invoke('page_failed', { message })) location.reload();
};
addEventListener('error', (event) => stopped(event.error));
addEventListener('unhandledrejection', (event) => stopped(event.reason));

await init({ module_or_path: new URL('./page_bg.wasm', import.meta.url) });
