// Saves a statement while it is typed. Without this script the page's own buttons save it; nothing else differs.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const text = form.querySelector("textarea");
  const seen = form.querySelector("input[name=seen]");
  const status = form.querySelector("[data-autosave-status]");
  const kept = `typed:${location.pathname}`;
  let timer = 0;
  let saved = text.value;
  let saving = null;

  // Kept in this tab only, while the server could not be reached or the sign-in had run out.
  const typed = sessionStorage.getItem(kept);
  if (typed !== null && typed !== text.value && !document.querySelector(".nhsuk-error-summary")) {
    text.value = typed;
    status.textContent = "What you typed before is back in the box. Save it to keep it.";
  }

  const keepHere = (sentence) => {
    sessionStorage.setItem(kept, text.value);
    status.textContent = sentence;
  };

  const save = async () => {
    const value = text.value;
    if (value === saved) return;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), redirect: "manual" });
      if (answer.status === 200) {
        const said = await answer.json();
        seen.value = said.seen;
        saved = value;
        sessionStorage.removeItem(kept);
        status.textContent = said.sentence;
      } else if (answer.status === 409) {
        keepHere((await answer.json()).sentence);
      } else {
        keepHere("Not saved: you may be signed out. What you typed is kept in this tab; save to sign in again.");
      }
    } catch {
      keepHere("Not saved: there is no connection. What you typed is kept in this tab.");
    }
  };

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { saving = save().finally(() => { saving = null; }); }, 1500);
  });

  // A save on its way is waited for, so that the page's own save is not taken for one from another window.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    sessionStorage.removeItem(kept);
    if (saving) {
      event.preventDefault();
      const button = event.submitter;
      saving.finally(() => form.requestSubmit(button));
    }
  });
})();
