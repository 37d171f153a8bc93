// Asks this browser's authenticator what the page says (data-asked), and sends its answer with the form.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const listed = (all) => (all || []).map((one) => ({ ...one, id: bytes(one.id) }));
  form.addEventListener("submit", async (event) => {
    if (form.elements.passkey.value) return;
    event.preventDefault();
    const asked = JSON.parse(form.dataset.asked);
    asked.challenge = bytes(asked.challenge);
    const making = form.dataset.passkey === "create";
    if (making) {
      asked.user.id = bytes(asked.user.id);
      asked.excludeCredentials = listed(asked.excludeCredentials);
    } else asked.allowCredentials = listed(asked.allowCredentials);
    try {
      const made = await navigator.credentials[making ? "create" : "get"]({ publicKey: asked });
      const response = {};
      for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
        if (made.response[name]) response[name] = text(made.response[name]);
      const answer = { id: made.id, rawId: text(made.rawId), type: made.type, response, clientExtensionResults: {} };
      form.elements.passkey.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      form.querySelector(".wrong").hidden = false;
    }
  });
}
