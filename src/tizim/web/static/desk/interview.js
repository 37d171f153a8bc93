/* Keeps an interview while it is typed. What is pending stays in this page's memory, nowhere else. */
"use strict";
{
  const form = document.getElementById("interview"), kept = document.getElementById("kept");
  let timer = 0, pending = false, sending = false, last = "";

  const pack = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const answers = () => { const all = pack(); all.delete("since"); all.delete("csrfmiddlewaretoken"); return all.toString(); };
  const say = (words, waiting) => { if (kept.textContent !== words) kept.textContent = words; kept.classList.toggle("waiting", waiting); };
  const later = wait => { clearTimeout(timer); timer = setTimeout(keep, wait); };

  async function keep() {
    clearTimeout(timer);
    if (!pending || sending) return "";
    const sent = answers(), before = new Map([...form.elements].filter(one => one.name).map(one => [one, one.value]));
    sending = true;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: pack(), redirect: "error", headers: { "HX-Request": "true" } });
      if (answer.status === 403) { say(form.dataset.locked, true); later(4000); return "locked"; }
      const told = await answer.json();
      if (answer.ok) taken(told, sent, before); else say(told.conflict || told.words, true);
      if (answer.status === 409) pending = false;
      return "answered";
    } catch { say(form.dataset.waiting, true); later(3000); return "lost"; } finally { sending = false; }
  }

  function taken(told, sent, before) {
    for (const [name, value] of Object.entries(told.fresh)) {
      const field = form.elements[name];
      if (!field || !("value" in field) || (before.has(field) && before.get(field) !== field.value)) { later(1000); return; }
      field.value = value;
    }
    form.elements.since.value = told.version;
    for (const [name, words] of Object.entries(told.understood)) {
      const hint = document.getElementById(name.replace(/[^\w-]/g, "-") + "-hint");
      if (hint && hint.textContent !== words) hint.textContent = words;
    }
    say(told.words, false);
    last = answers();
    pending = sent !== last && Object.keys(told.fresh).length === 0;
    if (pending) later(1000); else look();
  }

  let looked = "";
  async function look() { /* who is perhaps the same person, when what they are looked for by has changed */
    if (!form.dataset.same) return;
    const by = [...form.elements].filter(one => /names|birth|father|sex|addresses/.test(one.name)).map(one => one.value).join("\n");
    if (by === looked) return;
    looked = by;
    try {
      const answer = await fetch(form.dataset.same, { headers: { "HX-Request": "true" } });
      if (answer.ok) document.getElementById("same").innerHTML = await answer.text();
    } catch { /* the panel stays as it was */ }
  }

  last = answers();
  form.addEventListener("input", () => { pending = answers() !== last; later(900); });
  form.addEventListener("change", () => { pending = answers() !== last; keep(); });
  form.addEventListener("submit", async event => { /* the page is left only when the desk has answered */
    event.preventDefault();
    const button = event.submitter;
    if (answers() !== last) {
      while (sending) await new Promise(go => setTimeout(go, 50));
      pending = true;
      const became = await keep();
      if (became === "lost" || became === "locked") return;
    }
    clearTimeout(timer);
    pending = false;
    if (button && button.name) {
      const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      form.append(pressed);
      addEventListener("pagehide", () => pressed.remove());
    }
    form.submit();
  });
  addEventListener("beforeunload", event => { if (pending) event.preventDefault(); });
  form.addEventListener("keydown", event => {
    if (event.key !== "Enter") return;
    if (event.altKey) {
      const rows = event.target.closest(".rows") || [...form.querySelectorAll(".rows")].pop();
      if (rows) { event.preventDefault(); rows.querySelector(".add").click(); }
    } else if (event.ctrlKey) { event.preventDefault(); form.querySelector("button[name=go][value=next]").click(); }
  });
}
