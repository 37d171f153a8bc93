/* What the desk's pages do more with scripts. Without them every page still works. */
"use strict";

/* A button with data-at (seconds) and data-player (an id) leads into a recording. */
document.addEventListener("click", event => {
  const button = event.target.closest("[data-at][data-player]");
  const player = button && document.getElementById(button.dataset.player);
  if (!player) return;
  player.currentTime = Number(button.dataset.at);
  player.play();
  event.preventDefault();
});

/* A form that is on its way is not sent twice. */
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000); /* it may have failed, or given a file */
});

/* A row that was added gets the focus: the address then ends in its id. */
const fresh = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
if (fresh && fresh.matches(".fields-of-row")) fresh.querySelector("input, select, textarea")?.focus();
