// What wagtail-localize's pages say in inline scripts.
const { imageChooser, documentChooser, pageChooser } = document.currentScript.dataset;
if (pageChooser) window.chooserUrls ??= { imageChooser, documentChooser, pageChooser };

document.addEventListener("change", ({ target }) => {
  if (target.name !== "select_all") return;
  document.querySelectorAll('[name="locales"]').forEach((locale) => { locale.checked = target.checked; });
});
