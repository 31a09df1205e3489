// Wagtail starts its widgets by inline scripts, which our Content-Security-Policy does not run. Our templates leave a
// note in their place, <span hidden data-start="name" data-start-with="[arguments]">, also in what is added later.
const KNOWN = new Set([
  "initDateChooser", "initDateTimeChooser", "initTimeChooser", "InlinePanel", "MultipleChooserPanel",
  "Chooser", "PageChooser", "ImageChooser", "DocumentChooser", "SnippetChooser", "createTaskChooser",
]);

function start(note) {
  const { start: name, startWith } = note.dataset;
  note.removeAttribute("data-start"); // once, wherever the node is moved
  if (!KNOWN.has(name)) return;
  const widget = window[name];
  if (/^[A-Z]/.test(name)) new widget(...JSON.parse(startWith));
  else widget(...JSON.parse(startWith));
}

function startIn(node) {
  if (!(node instanceof Element)) return;
  if (node.matches("[data-start]")) start(node);
  node.querySelectorAll("[data-start]").forEach(start);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) addedNodes.forEach(startIn);
}).observe(document.documentElement, { childList: true, subtree: true });

// The text editor (Draftail) writes <style> elements, for its placeholders and nested lists. The policy refuses those, but
// not style sheets made by a script; so a stand-in takes their place in the document, and the sheet what is written in it.
const sheets = new Map();

function adopt(text) {
  if (!text || sheets.has(text)) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  sheets.set(text, sheet);
  document.adoptedStyleSheets = [...sheets.values()];
}

const { createElement } = Document.prototype;
Document.prototype.createElement = function create(name, ...rest) {
  if (String(name).toLowerCase() !== "style") return createElement.call(this, name, ...rest);
  const standIn = createElement.call(this, "style-of-script");
  standIn.hidden = true;
  new MutationObserver(() => adopt(standIn.textContent)).observe(standIn, {
    childList: true, characterData: true, subtree: true,
  });
  return standIn;
};
