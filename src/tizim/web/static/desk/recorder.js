/* Records sound in the page and sends it like a file. Without it, or without a microphone, files can be chosen. */
"use strict";
{
  const home = document.querySelector(".recorder"), button = home.querySelector("button"), status = home.querySelector("[role=status]");
  const form = document.getElementById("sending");
  let recorder = null, began = 0, clock = 0;

  const label = words => { button.textContent = words; };
  const clear = () => { clearInterval(clock); recorder = null; label(home.dataset.start); };

  async function send(sound, name) {
    const body = new FormData(form);
    body.delete("files"); body.set("about", "");
    body.append("files", sound, name); body.append("quiet", "1");
    status.textContent = home.dataset.sending;
    try {
      const answer = await fetch(home.dataset.to, { method: "POST", body, redirect: "error", headers: { "HX-Request": "true" } });
      if (answer.status === 403) throw new Error("locked");
      status.textContent = (await answer.json()).words;
      if (answer.ok) location.reload();
    } catch { status.textContent = home.dataset.lost; setTimeout(() => send(sound, name), 4000); }
  }

  async function start() {
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { status.textContent = home.dataset.refused; return; }
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", event => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      stream.getTracks().forEach(track => track.stop());
      const at = new Date().toISOString().slice(0, 16).replace(/[T:]/g, "-");
      const kind = recorder.mimeType || "audio/webm";
      clear();
      send(new Blob(parts, { type: kind }), `recording-${at}.${kind.includes("ogg") ? "ogg" : kind.includes("mp4") ? "m4a" : "webm"}`);
    });
    recorder.start(1000);
    began = Date.now();
    label(home.dataset.stop);
    clock = setInterval(() => {
      const seconds = Math.round((Date.now() - began) / 1000);
      status.textContent = `${home.dataset.recording} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }, 1000);
  }

  if (window.MediaRecorder && navigator.mediaDevices) {
    home.hidden = false;
    label(home.dataset.start);
    button.addEventListener("click", () => { if (recorder) recorder.stop(); else start(); });
    addEventListener("beforeunload", event => { if (recorder) event.preventDefault(); });
  }
}
