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

// The text editor (Draftail) has a label on the page, but its field does not say so.
function nameEditor(field) {
  const input = field.closest(".w-field__input")?.querySelector("[data-draftail-input]");
  const label = input && document.getElementById(`${input.id}-label`);
  if (label) field.setAttribute("aria-labelledby", label.id);
}

function startIn(node) {
  if (!(node instanceof Element)) return;
  node.querySelectorAll("[role=textbox][contenteditable]:not([aria-labelledby])").forEach(nameEditor);
  if (node.matches("[data-start]")) start(node);
  node.querySelectorAll("[data-start]").forEach(start);
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) addedNodes.forEach(startIn);
}).observe(document.documentElement, { childList: true, subtree: true });

// A calendar opens a moment after its field was come to, and stays open when one has gone on by the keyboard, over the
// fields that come next.
const OPENED = 200; // milliseconds
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (!relatedTarget || relatedTarget.closest(".xdsoft_datetimepicker")) return;
  const field = window.jQuery?.(target);
  if (!field?.data("xdsoft_datetimepicker")) return;
  setTimeout(() => { if (document.activeElement !== target) field.datetimepicker("hide"); }, OPENED);
});

// The text editor (Draftail) and the form for translations write <style> elements. The policy refuses those, but not style
// sheets made by a script; so a stand-in takes their place in the document, and such a sheet what is written in it, be it
// as text or rule by rule.
const texts = new Set();

function adopt() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return sheet;
}

const { createElement } = Document.prototype;
Document.prototype.createElement = function create(name, ...rest) {
  if (String(name).toLowerCase() !== "style") return createElement.call(this, name, ...rest);
  const standIn = createElement.call(this, "style-of-script");
  standIn.hidden = true;
  let rules;
  Object.defineProperty(standIn, "sheet", { get: () => (rules ??= adopt()) });
  new MutationObserver(() => {
    const text = standIn.textContent;
    if (!text || texts.has(text)) return; // each editor writes the same
    texts.add(text);
    adopt().replaceSync(text);
  }).observe(standIn, { childList: true, characterData: true, subtree: true });
  return standIn;
};
