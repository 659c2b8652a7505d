// A form that a passkey fills: its button asks the device, and what the device answers is sent.

export function attach(form) {
  if (!window.isSecureContext || !navigator.credentials || !window.PublicKeyCredential) return;
  const button = form.querySelector("[data-asks]");
  const failed = form.querySelector("[data-failed]");
  form.querySelector("[data-without]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    failed.hidden = true;
    try {
      const options = await optionsOf(form);
      form.elements.credential.value = JSON.stringify(written(await asked(form.dataset.act, options)));
      form.submit();
    } catch {
      // given up, too late, or no passkey of this address on the device: may be tried again
      failed.hidden = false;
      button.disabled = false;
    }
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options.publicKey;
}

function asked(act, options) {
  const publicKey = { ...options, challenge: bytes(options.challenge) };
  const keys = act === "create" ? "excludeCredentials" : "allowCredentials";
  publicKey[keys] = (options[keys] ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  if (act !== "create") return navigator.credentials.get({ publicKey });
  publicKey.user = { ...options.user, id: bytes(options.user.id) };
  // kept on the device where it can be: then it opens the account by itself
  publicKey.authenticatorSelection = { ...options.authenticatorSelection, residentKey: "preferred", requireResidentKey: false };
  return navigator.credentials.create({ publicKey });
}

function written(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, text(response[name])])),
  };
}

function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
