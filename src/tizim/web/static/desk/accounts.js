/* An account's page: the words one selects in the text go into the form. Without scripts one copies them. */
"use strict";

const telling = document.getElementById("telling");
const chosen = document.querySelector("textarea[name=passage]");

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!telling || !chosen || selection.isCollapsed) return;
  if (!telling.contains(selection.anchorNode) || !telling.contains(selection.focusNode)) return;
  chosen.value = selection.toString().trim();
  chosen.closest("details")?.setAttribute("open", "");
});
