// Saves what is typed while it is typed. Without this script the page's own buttons save it; nothing else differs.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const seen = form.querySelector("input[name=seen]");
  const status = form.querySelector("[data-autosave-status]");
  const kept = `typed:${location.pathname}`;
  const ours = new Set(["csrfmiddlewaretoken", "seen"]);
  let timer = 0;
  let saving = null;

  const typed = () => JSON.stringify([...new FormData(form)].filter(([name]) => !ours.has(name)));
  let saved = typed();

  const putBack = (pairs) => {
    const values = new Map(pairs);
    for (const field of form.elements) {
      if (!field.name || ours.has(field.name) || field.type === "submit" || field.tagName === "BUTTON") continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.get(field.name) === field.value;
      else field.value = values.get(field.name) ?? "";
    }
  };

  // Kept in this tab only, while the server could not be reached or the sign-in had run out.
  const before = sessionStorage.getItem(kept);
  if (before !== null && before !== saved && !document.querySelector(".nhsuk-error-summary")) {
    putBack(JSON.parse(before));
    status.textContent = "What you typed before is back on the page. Save it to keep it.";
  }

  const keepHere = (sentence) => {
    sessionStorage.setItem(kept, typed());
    status.textContent = sentence;
  };

  const save = async () => {
    const value = typed();
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

  form.addEventListener("input", () => {
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
