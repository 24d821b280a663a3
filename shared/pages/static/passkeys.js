// Passkeys: a form with data-passkey asks the browser for one, and sends what it gives. Other ways work without this.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const asked = (options) => {
    const found = { ...options, challenge: bytes(options.challenge) };
    if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) found.excludeCredentials = described(options.excludeCredentials);
    if (options.allowCredentials) found.allowCredentials = described(options.allowCredentials);
    return found;
  };
  const sent = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
  };
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      const publicKey = asked(JSON.parse(form.dataset.options));
      try {
        const credential =
          form.dataset.passkey === "create"
            ? await navigator.credentials.create({ publicKey })
            : await navigator.credentials.get({ publicKey });
        form.elements.credential.value = JSON.stringify(sent(credential));
        form.submit();
      } catch {
        form.querySelector("[role=alert]").hidden = false;
      }
    });
  });
})();
