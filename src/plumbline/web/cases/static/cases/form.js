// What is typed into the form of an action is kept on the server, so that a browser may crash;
// names of agencies are offered while one is typed. Without this script the form works as well.
(() => {
  const PAUSE = 1200; // ms without a key before what was typed is kept

  const keeping = (form) => {
    const state = form.querySelector("[data-draft-state]");
    let waiting = 0;
    let sent = false;
    const keep = async () => {
      const typed = new FormData(form);
      for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: typed });
        const kept = answer.ok && (await answer.json()).kept;
        if (!sent) state.textContent = kept ? state.dataset.kept : state.dataset.lost;
      } catch {
        state.textContent = state.dataset.lost;
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE);
    });
    form.addEventListener("submit", () => {
      sent = true;
      clearTimeout(waiting);
    });
  };

  const offering = (list) => {
    let waiting = 0;
    const offer = async (typed) => {
      const answer = await fetch(`${list.dataset.from}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map((name) => new Option(name, name)));
    };
    document.addEventListener("input", (event) => {
      const input = event.target.closest?.("[data-agencies]");
      if (!input) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => offer(input.value), 200);
    });
  };

  document.querySelectorAll("form[data-draft]").forEach(keeping);
  document.querySelectorAll("datalist[data-from]").forEach(offering);
})();
