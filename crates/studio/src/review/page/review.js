// The review page: looks at the drawing, comments, decides, and writes the answer file. It asks no network for
// anything; whatever a person wrote reaches the page as text only.
"use strict";
const review = JSON.parse(document.getElementById("review").textContent);
const words = review.words;
const SVG = "http://www.w3.org/2000/svg";
const find = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const say = (key, ...values) => values.reduce((text, value, at) => text.replaceAll(`{${at}}`, value), words[key]);

/** A new element with its attributes and children; strings become text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const glyph = (name, kind = "") => draw("svg", { "aria-hidden": "true", class: kind }, draw("use", { href: `#u-${name}` }));

/** 128 random bits. */
function random() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What this reviewer did, kept in the browser until the page is closed for good, as far as the browser allows.
const KEPT = `groundplan-review-${review.review}`;
const draft = { name: "", comments: [], resolved: [], reopened: [] };
try {
  Object.assign(draft, JSON.parse(localStorage.getItem(KEPT) ?? "{}"));
} catch { /* private windows and some browsers keep nothing for files */ }
let given = true;
function keep() {
  given = false;
  try {
    localStorage.setItem(KEPT, JSON.stringify(draft));
  } catch { /* as above */ }
}
addEventListener("beforeunload", (event) => {
  if (!given) event.preventDefault();
});

// Environments.
let shown = find(".card[aria-selected=true]").dataset.env;
const elements = () => review.environments[shown].elements;
const element = (id) => elements().find((one) => one.id === id);

function show(environment) {
  shown = environment;
  for (const part of all(".drawing, .facts")) part.hidden = part.dataset.env !== environment;
  for (const card of all(".card")) {
    card.setAttribute("aria-selected", String(card.dataset.env === environment));
    card.tabIndex = card.dataset.env === environment ? 0 : -1;
  }
  choices();
  fit();
}
for (const card of all(".card")) {
  card.addEventListener("click", () => show(card.dataset.env));
  card.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const cards = all(".card");
    const next = cards[(cards.indexOf(card) + step + cards.length) % cards.length];
    next.focus();
    show(next.dataset.env);
  });
}

// The camera: a part of the drawing, in its own units.
const board = find("#board");
const camera = { x: 0, y: 0, w: 1, h: 1 };
const canvas = () => find(".drawing:not([hidden]) > svg");
const scale = () => canvas().clientWidth / camera.w;

function aim() {
  canvas().setAttribute("viewBox", `${camera.x} ${camera.y} ${camera.w} ${camera.h}`);
  mark();
}

function fit() {
  const drawing = canvas();
  const [width, height] = [Number(drawing.dataset.width), Number(drawing.dataset.height)];
  const [room, depth] = [Math.max(drawing.clientWidth, 1), Math.max(drawing.clientHeight, 1)];
  // the tools stand in the right margin
  const zoom = Math.min((room - 92) / width, depth / height, 1.6);
  Object.assign(camera, { w: room / zoom, h: depth / zoom });
  Object.assign(camera, { x: (width - camera.w) / 2, y: (height - camera.h) / 2 });
  aim();
}

function zoom(factor, at) {
  const box = canvas().getBoundingClientRect();
  const [px, py] = at ? [(at.x - box.left) / box.width, (at.y - box.top) / box.height] : [0.5, 0.5];
  const next = Math.min(Math.max(scale() * factor, 0.05), 8);
  const [w, h] = [box.width / next, box.height / next];
  Object.assign(camera, { x: camera.x + (camera.w - w) * px, y: camera.y + (camera.h - h) * py, w, h });
  aim();
}

for (const button of all("[data-zoom]")) {
  button.addEventListener("click", () => ({ in: () => zoom(1.25), out: () => zoom(0.8), fit })[button.dataset.zoom]());
}
board.addEventListener("wheel", (event) => {
  const narrow = matchMedia("(max-width: 900px)").matches;
  if (narrow && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), { x: event.clientX, y: event.clientY });
}, { passive: false });

const fingers = new Map();
let travelled = 0;
board.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.target.closest(".zoom")) return;
  fingers.set(event.pointerId, event);
  travelled = 0;
});
addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const other = [...fingers.entries()].find(([id]) => id !== event.pointerId)?.[1];
  if (other) {
    const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    const middle = { x: (event.clientX + other.clientX) / 2, y: (event.clientY + other.clientY) / 2 };
    if (apart(before) > 0) zoom(apart(event) / apart(before), middle);
  }
  const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
  travelled += Math.hypot(dx, dy);
  if (travelled > 4) {
    canvas().classList.add("moving");
    camera.x -= dx / scale() / fingers.size;
    camera.y -= dy / scale() / fingers.size;
    aim();
  }
  fingers.set(event.pointerId, event);
});
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    canvas().classList.remove("moving");
  });
}

// Elements of the drawing: pressed, or walked through by arrow keys.
const part = (id) => all("[data-node]", canvas()).find((one) => one.dataset.node === id && !one.dataset.part)
  ?? all("[data-node]", canvas()).find((one) => one.dataset.node === id);
let picked = null;

function pick(id, write) {
  picked = id;
  find("#about").value = id ?? "";
  if (id) {
    const thread = threads().find((one) => one.element === id && !one.resolved);
    if (thread) opened = thread.id;
  }
  render();
  if (write) find("#said").focus();
}
board.addEventListener("click", (event) => {
  if (travelled > 4 || event.target.closest(".zoom, .pin")) return;
  const node = event.target.closest("[data-node]");
  if (node && element(node.dataset.node)) pick(node.dataset.node, true);
  else pick(null, false);
});
let over = null;
board.addEventListener("pointerover", (event) => {
  const next = event.target.closest?.("[data-node]")?.dataset.node ?? null;
  if (next !== over) {
    over = next;
    mark();
  }
});
for (const row of all("[data-of]")) row.addEventListener("click", () => pick(row.dataset.of, false));

/** One stop of the tabulator for each drawing; arrows go to the nearest element that way. */
for (const drawing of all(".drawing > svg")) {
  const known = new Set(review.environments[drawing.parentElement.dataset.env].elements.filter((one) => one.symbol).map((one) => one.id));
  const seen = new Set();
  const stops = all(".view [data-node]", drawing).filter((one) => known.has(one.dataset.node) && !seen.has(one.dataset.node) && seen.add(one.dataset.node));
  stops.forEach((stop, at) => {
    const about = review.environments[drawing.parentElement.dataset.env].elements.find((one) => one.id === stop.dataset.node);
    stop.setAttribute("role", "button");
    stop.setAttribute("aria-label", say("element", about.name, about.kind));
    stop.setAttribute("tabindex", at === 0 ? "0" : "-1");
    stop.addEventListener("focus", () => {
      over = stop.dataset.node;
      mark();
    });
    stop.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pick(stop.dataset.node, true);
        return;
      }
      const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (!way) return;
      event.preventDefault();
      const middle = (one) => {
        const box = one.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
      };
      const from = middle(stop);
      let best = null;
      for (const other of stops) {
        const to = middle(other);
        const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
        const along = dx * way[0] + dy * way[1];
        if (other === stop || along <= 1) continue;
        const far = along + 2 * Math.abs(dx * way[1] + dy * way[0]);
        if (!best || far < best.far) best = { other, far };
      }
      if (!best) return;
      stop.setAttribute("tabindex", "-1");
      best.other.setAttribute("tabindex", "0");
      best.other.focus();
    });
  });
}
board.addEventListener("keydown", (event) => {
  const motion = { "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit }[event.key];
  if (motion && !event.ctrlKey && !event.metaKey) motion();
});

/** Rings and pins over the drawing; their size is the screen's. */
function mark() {
  const drawing = canvas();
  const pins = find(".pins", drawing);
  pins.replaceChildren();
  const ring = (id, kind) => {
    const box = id && part(id)?.getBBox();
    if (!box || !box.width) return;
    const gap = 4;
    pins.append(draw("rect", { class: `ring ${kind}`, x: box.x - gap, y: box.y - gap, width: box.width + 2 * gap, height: box.height + 2 * gap, rx: 10 }));
  };
  if (over !== picked) ring(over, "over");
  ring(picked, "picked");
  const stacked = new Map();
  threads().forEach((thread, at) => {
    const box = thread.element && part(thread.element)?.getBBox();
    if (!box) return;
    const before = stacked.get(thread.element) ?? 0;
    stacked.set(thread.element, before + 1);
    const pin = draw("g", {
      class: thread.id === opened ? "pin now" : "pin", tabindex: "0", role: "button", "data-thread": thread.id,
      "aria-label": say("comment", at + 1),
      transform: `translate(${box.x - 2} ${box.y + Math.min(box.height / 2, 22)}) scale(${1 / scale()}) translate(${-11 + before * 22} -9)`,
    },
    draw("path", { d: "M-12 0A12 12 0 1 1 0 12H-9A3 3 0 0 1-12 9Z" }),
    draw("text", { y: "4" }, String(at + 1)));
    const open = (event) => {
      event.stopPropagation();
      opened = thread.id;
      picked = thread.element;
      render();
      find(".open")?.scrollIntoView({ block: "nearest" });
    };
    pin.addEventListener("click", open);
    pin.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") open(event);
    });
    pins.append(pin);
  });
}

// Comments.
let opened = null;
const said = () => [...review.comments, ...draft.comments];
function threads() {
  const comments = said();
  return comments.filter((comment) => !comment.answers).map((comment) => ({
    ...comment,
    resolved: draft.resolved.includes(comment.id) || (Boolean(comment.resolved) && !draft.reopened.includes(comment.id)),
    answers: comments.filter((other) => other.answers === comment.id),
  }));
}

function comment(about, text, answers = null) {
  const one = { id: random(), element: about || null, answers, text: text.trim(), author: null, time: new Date().toISOString() };
  draft.comments.push(one);
  if (!answers) opened = one.id;
  keep();
  render();
}

function avatar(name) {
  const letters = (name || say("you")).trim().split(/\s+/u).slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
  return make("span", { class: name && name !== draft.name ? "avatar other" : "avatar", "aria-hidden": "true" }, letters);
}

function tile(about) {
  if (!about?.symbol) return null;
  const icon = document.getElementById(`gp-icon-${about.symbol}`);
  const box = make("span", { class: "tile", "aria-hidden": "true" });
  if (icon) box.append(draw("svg", {}, draw("use", { href: `#gp-icon-${about.symbol}` })));
  else {
    box.style.background = `var(--${about.ground})`;
    box.append(about.letters);
  }
  return box;
}

const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
function spoken(one) {
  const mine = !one.author;
  const remove = mine && make("button", { type: "button", class: "link", onclick: () => {
    draft.comments = draft.comments.filter((other) => other.id !== one.id && other.answers !== one.id);
    keep();
    render();
  } }, say("remove"));
  const name = mine ? draft.name || say("you") : one.author;
  return make("div", { class: "said" }, avatar(mine ? draft.name : one.author),
    make("p", {}, make("b", {}, make("bdi", {}, name)), mine ? say("now") : when.format(new Date(one.time)), remove || ""),
    make("p", { class: "words", dir: "auto" }, one.text));
}

function render() {
  const list = threads();
  const open = list.filter((thread) => !thread.resolved).length;
  find("#count").textContent = list.length ? say("counts", open, list.length - open) : say("none");
  const typing = find("#reply")?.value ?? "";
  find("#threads").replaceChildren(...list.map((thread, at) => {
    const about = thread.element ? element(thread.element) : null;
    const name = thread.element ? about?.name ?? thread.element : say("whole");
    const number = make("span", { class: "number" }, String(at + 1));
    if (thread.id !== opened) {
      return make("button", { type: "button", class: "thread", "data-thread": thread.id, onclick: () => {
        opened = thread.id;
        picked = thread.element;
        render();
      } }, number, tile(about), make("b", {}, make("bdi", {}, name)), make("bdi", {}, thread.text),
      thread.resolved ? glyph("check", "done") : "");
    }
    const recorded = review.comments.some((one) => one.id === thread.id);
    const settle = recorded && !thread.resolved && make("button", { type: "button", class: "link", onclick: () => {
      draft.resolved.push(thread.id);
      keep();
      render();
    } }, say("resolve"));
    const again = recorded && draft.resolved.includes(thread.id) && make("button", { type: "button", class: "link", onclick: () => {
      draft.resolved = draft.resolved.filter((id) => id !== thread.id);
      keep();
      render();
    } }, say("reopen"));
    const reply = make("form", { class: "reply", onsubmit: (event) => {
      event.preventDefault();
      const text = find("#reply").value;
      find("#reply").value = "";
      if (text.trim()) comment(thread.element, text, thread.id);
    } }, make("label", { class: "unseen", for: "reply" }, say("reply")),
    make("textarea", { id: "reply", rows: "1", maxlength: "10000", placeholder: say("reply") }),
    make("button", { type: "submit", "aria-label": say("send"), title: say("send") }, glyph("send")));
    return make("article", { class: "open" }, make("header", {}, number, tile(about), make("bdi", {}, name), settle || again || ""),
      spoken(thread), ...thread.answers.map(spoken), reply);
  }));
  if (typing && find("#reply")) find("#reply").value = typing;
  mark();
}

function choices() {
  const about = find("#about");
  about.replaceChildren(make("option", { value: "" }, say("whole")),
    ...elements().filter((one) => one.symbol).sort((a, b) => a.name.localeCompare(b.name)).map((one) => make("option", { value: one.id }, `${one.name} · ${one.kind}`)),
    ...elements().filter((one) => !one.symbol).sort((a, b) => a.name.localeCompare(b.name)).map((one) => make("option", { value: one.id }, one.name)));
  about.value = picked && element(picked) ? picked : "";
}
find("#about").addEventListener("change", (event) => pick(event.target.value || null, false));
find("#compose").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("#said");
  if (!text.value.trim()) return text.focus();
  comment(find("#about").value, text.value);
  text.value = "";
});

// The decision.
let decision = null;
const decide = find("#decide");
function ask(what) {
  decision = what;
  const approve = what === "approve";
  find("#decide-title").textContent = say(approve ? "approve" : "request", review.label);
  find("#note-label").textContent = say(approve ? "approve-note" : "request-note");
  find("#give").textContent = say(approve ? "approve-button" : "request-button");
  find("#give").className = approve ? "approve" : "primary";
  find("#along").textContent = draft.comments.length ? say("along", draft.comments.length) : "";
  find("#wrong").textContent = "";
  if (draft.name) find("#name").value = draft.name;
  decide.showModal();
}
find("#approve").addEventListener("click", () => ask("approve"));
find("#request").addEventListener("click", () => ask("request-changes"));
for (const button of all("[data-close]")) button.addEventListener("click", () => button.closest("dialog").close());

function named() {
  for (const face of [find("#face"), find("#who .avatar")]) face.replaceChildren(avatar(draft.name).textContent);
  find("#face").hidden = find("#who").hidden = !draft.name;
  find("#who bdi").textContent = draft.name;
}

find("form", decide).addEventListener("submit", (event) => {
  event.preventDefault();
  const name = find("#name").value.trim();
  const covered = all(".covers input", decide).filter((box) => box.checked).map((box) => box.value);
  const note = find("#note").value.trim();
  const wrong = !name ? "need-name" : !covered.length ? "need-environment"
    : decision !== "approve" && !note && !draft.comments.length ? "need-note" : null;
  find("#wrong").textContent = wrong ? say(wrong) : "";
  if (wrong) return;
  draft.name = name;
  keep();
  named();
  decide.close();
  give(answer(name, covered, note));
});

// halves of letters, which no file can hold
const whole = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (found) => (found.length === 2 ? found : "\ufffd"));

function answer(name, covered, note) {
  const made = {
    groundplan_answer: review.form,
    id: random(),
    review: review.review,
    document: review.document,
    version: review.version,
    decision,
    reviewer: whole(name),
    note: whole(note),
    time: new Date().toISOString(),
    price_book: review.price_book,
    environments: Object.fromEntries(covered.map((id) => [id, review.environments[id].bound])),
    comments: draft.comments.map(({ id, element, answers, text }) => ({ id, element, answers, text: whole(text) })),
    resolved: draft.resolved,
  };
  made.seal = sha256(canonical(made));
  return `${JSON.stringify(JSON.parse(canonical(made)), null, 2)}\n`;
}

function give(json) {
  const approve = decision === "approve";
  const short = review.version.slice(0, 8);
  find("#given-title").textContent = say(approve ? "approved" : "requested", review.label);
  find("#text").value = armour(canonical(JSON.parse(json)));
  find("#download").onclick = () => {
    const link = make("a", { href: URL.createObjectURL(new Blob([json], { type: "application/json" })), download: `${review.document}-${short}.answer.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    given = true;
  };
  find("#copy").onclick = async () => {
    find("#text").select();
    try {
      await navigator.clipboard.writeText(find("#text").value);
    } catch {
      document.execCommand("copy");
    }
    find("#copy span").textContent = say("copied");
    given = true;
  };
  find("#doing").textContent = say(approve ? "approved" : "requested", review.label);
  find("#bound").textContent = say("give-back");
  find("#state span").textContent = say(approve ? "approved" : "requested", review.label);
  find("#state").classList.toggle("ok", approve);
  find("#state use").setAttribute("href", approve ? "#u-check" : "#u-message");
  find("#given").showModal();
}

/** Compact JSON with sorted keys: what is sealed. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

/** Letters that mail leaves alone. */
function armour(json) {
  const bytes = [...new TextEncoder().encode(json)].map((byte) => String.fromCharCode(byte)).join("");
  return `-----BEGIN GROUNDPLAN ANSWER-----\n${btoa(bytes).replace(/.{64}(?=.)/g, "$&\n")}\n-----END GROUNDPLAN ANSWER-----\n`;
}

/** FIPS 180-4; browsers offer theirs to pages from the network only. */
function sha256(text) {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
  const constants = primes.map((prime) => fraction(Math.cbrt(prime)));
  const state = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  const w = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) w[i] = view.getUint32(block + i * 4);
      else {
        const [x, y] = [w[i - 15], w[i - 2]];
        w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
      }
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => {
      state[i] = (state[i] + value) >>> 0;
    });
  }
  return state.map((value) => value.toString(16).padStart(8, "0")).join("");
}

// Paper shows the whole drawing and everything that is folded.
find("#print").addEventListener("click", () => print());
let printing = null;
addEventListener("beforeprint", () => {
  printing ??= { ...camera };
  const drawing = canvas();
  Object.assign(camera, { x: 0, y: 0, w: Number(drawing.dataset.width), h: Number(drawing.dataset.height) });
  aim();
  for (const fold of all(".facts:not([hidden]) details")) fold.open = true;
});
addEventListener("afterprint", () => {
  Object.assign(camera, printing);
  printing = null;
  aim();
});
new ResizeObserver(() => printing ?? fit()).observe(board);
if (review.reviewers.length === 1) [draft.name] = review.reviewers;
opened = threads().find((thread) => !thread.resolved)?.id ?? null;
named();
choices();
render();
