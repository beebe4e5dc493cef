// While a time split is typed, asks the server what its rules say and shows the answer. Without it the page works the same:
// the rules answer when the form is sent.
const form = document.querySelector("form[data-check]");
const place = document.getElementById("findings");

if (form && place) {
  let waiting = 0;
  let asked = 0;

  const ask = async () => {
    const turn = ++asked;
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      const text = await answer.text();
      // An answer that a later question has overtaken, or a failure, leaves what stands.
      if (answer.ok && !answer.redirected && turn === asked && text.trim() !== place.innerHTML.trim()) place.innerHTML = text;
    } catch {
      // Offline: the server answers when the form is sent.
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  };

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  ask();
}
