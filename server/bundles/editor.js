// The SPARQL editor: turns the page's text area into CodeMirror, runs the query, shows what the server renders.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { prefixed, withPrefixes, wordBefore } from "./prefixes.js";
import { snippets } from "./snippets.js";

const form = document.getElementById("sparql-form");
const area = document.getElementById("sparql-query");
const results = document.getElementById("results");
const settings = JSON.parse(document.getElementById("editor-settings").textContent);

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.literal], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: [tags.namespace, tags.url, tags.propertyName], color: "var(--code-name)" },
  { tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { fontSize: "0.95rem", backgroundColor: "var(--paper-raised)", color: "var(--ink)", minHeight: "14rem", maxHeight: "34rem" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--font-code)", lineHeight: "1.55", minHeight: "14rem", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.6rem 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-soft)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--tint)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  ".cm-tooltip": { backgroundColor: "var(--paper-raised)", color: "var(--ink)", border: "1px solid var(--rule)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--paper)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.85" },
});

let terms = [];
const termsReady = fetch(settings.terms).then((answer) => (answer.ok ? answer.json() : [])).then((list) => {
  terms = list;
});

// A term is found by its name or by its label, so that somebody who knows only 监督 finds dg:supervises.
function rank(term, sought) {
  const name = term.name.toLowerCase(), label = term.label.toLowerCase();
  const places = [name, name.replace(/^[\w-]+:/, ""), label].map((text) => text.indexOf(sought));
  return places.includes(0) ? 0 : places.some((place) => place > 0) ? 1 : -1;
}

function option(term) {
  return {
    label: term.name, detail: term.label, info: term.definition || null, type: term.kind,
    apply: (target, _, from, to) => {
      target.dispatch({ changes: { from, to, insert: term.name }, selection: { anchor: from + term.name.length } });
      const text = target.state.doc.toString(), whole = withPrefixes(text, settings.prefixes);
      if (whole !== text) target.dispatch({ changes: { from: 0, insert: whole.slice(0, whole.length - text.length) } });
    },
  };
}

async function complete(context) {
  const word = context.matchBefore(wordBefore);
  if (!word && !context.explicit) return null;
  await termsReady;
  const sought = word ? word.text.toLowerCase() : "";
  const found = terms.map((term) => [rank(term, sought), term]).filter(([place]) => place >= 0);
  found.sort((one, other) => one[0] - other[0]);
  const options = found.slice(0, 60).map(([, term]) => option(term));
  return { from: word ? word.from : context.pos, options, filter: false };
}

const host = document.createElement("div");
host.className = "editor-host";
// In a shadow root CodeMirror uses constructed style sheets, which a strict Content-Security-Policy allows.
const root = host.attachShadow({ mode: "open" });
area.before(host);
area.hidden = true;

const view = new EditorView({
  root,
  parent: root,
  state: EditorState.create({
    doc: area.value,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
      highlightSelectionMatches(), autocompletion({ override: [complete] }), sparql(), syntaxHighlighting(colours), look,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": settings.label }),
      keymap.of([
        { key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (form.requestSubmit(), true) },
        ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap,
      ]),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) { area.value = view.state.doc.toString(); refresh(); }
      }),
    ],
  }),
});

function replace(text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

function shareAddress() {
  const address = new URL(settings.results, location.href);
  if (settings.lang) address.searchParams.set("lang", settings.lang);
  address.searchParams.set("query", view.state.doc.toString());
  return address;
}

function refresh() {
  const query = view.state.doc.toString();
  const share = document.getElementById("share");
  if (share) share.href = shareAddress().href;
  const kind = /\b(construct|describe)\b/i.test(query) ? "graph" : "results";
  for (const link of document.querySelectorAll("a[data-download]")) {
    link.parentElement.hidden = link.dataset.kind !== kind;
    const address = new URL(settings.endpoint, location.href);
    address.searchParams.set("query", query);
    address.searchParams.set("format", link.dataset.download);
    link.href = address.href;
  }
  for (const block of document.querySelectorAll("[data-snippet]")) {
    block.textContent = snippets[block.dataset.snippet](new URL(settings.endpoint, location.href).href, query);
  }
}

let running = null;
const run = document.getElementById("run");
const stop = document.getElementById("stop");

async function execute(event) {
  event.preventDefault();
  if (running) running.abort();
  const mine = (running = new AbortController());
  run.disabled = true;
  stop.disabled = false;
  results.setAttribute("aria-busy", "true");
  const started = performance.now();
  const clock = setInterval(() => {
    document.getElementById("state").textContent = settings.running.replace("{}", ((performance.now() - started) / 1000).toFixed(0));
  }, 500);
  try {
    const body = new URLSearchParams({ query: view.state.doc.toString(), part: "results" });
    if (settings.lang) body.set("lang", settings.lang);
    const answer = await fetch(settings.results, { method: "POST", body, signal: mine.signal });
    results.innerHTML = await answer.text();
    remember(answer.ok);
  } catch (problem) {
    results.textContent = problem.name === "AbortError" ? settings.stopped : settings.unreachable;
  } finally {
    clearInterval(clock);
    document.getElementById("state").textContent = "";
    results.removeAttribute("aria-busy");
    run.disabled = false;
    stop.disabled = true;
    running = null;
  }
}

function remember(worked) {
  const address = shareAddress();
  if (worked && address.href.length < 8000) window.history.replaceState(null, "", address);
}

form.addEventListener("submit", execute);
stop.addEventListener("click", () => running && running.abort());
for (const element of document.querySelectorAll("[data-with-script]")) element.hidden = false;
document.getElementById("add-prefixes").addEventListener("click", () => {
  replace(withPrefixes(view.state.doc.toString(), settings.prefixes));
});
for (const link of document.querySelectorAll("a[data-example]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    replace(new URL(link.href).searchParams.get("query"));
    form.scrollIntoView({ block: "start" });
    form.requestSubmit();
  });
}
window.dutygraphEditor = { replace, text: () => view.state.doc.toString(), prefixed };
refresh();
