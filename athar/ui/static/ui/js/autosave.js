// Saves a form as it is typed, and says how long ago; the buttons do the same without it.

const WAIT = 2000;

export function attach(form) {
  const status = form.querySelector("[data-status]");
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" });
  let timer;
  let savedAt = 0;

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
  setInterval(say, 5000);

  async function save() {
    const body = new FormData(form);
    body.set("act", "save");
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (!answer?.ok) {
      timer = setTimeout(save, WAIT * 5);
      return;
    }
    savedAt = Date.now();
    say();
  }

  function say() {
    if (!savedAt) return;
    const seconds = Math.round((Date.now() - savedAt) / 1000);
    const ago = seconds < 60 ? words.format(-seconds, "second") : words.format(-Math.round(seconds / 60), "minute");
    status.textContent = `${form.dataset.saved} ${ago}`;
  }
}
