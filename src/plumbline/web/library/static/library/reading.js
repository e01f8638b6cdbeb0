// What a reader may want beside the text: the place in the contents, permalinks copied, printing.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  // On a telephone the contents begin closed, and close when a line is chosen;
  // without this script they are open.
  const narrow = matchMedia("(max-width: 56rem)");
  for (const fold of document.querySelectorAll("[data-fold]")) {
    if (narrow.matches) fold.open = false;
    fold.addEventListener("click", (event) => {
      if (narrow.matches && event.target.closest("nav a")) fold.open = false;
    });
  }

  for (const link of document.querySelectorAll(".permalink")) {
    link.addEventListener("click", () => navigator.clipboard?.writeText(link.href).catch(() => {}));
  }

  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }

  const lines = [...document.querySelectorAll(".contents nav a")];
  if (!lines.length) return;
  const aside = document.querySelector(".contents");
  const byId = new Map(lines.map((line) => [decodeURIComponent(line.hash.slice(1)), line]));
  const headings = [...byId.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const mark = () => {
    const above = headings.filter((one) => one.getBoundingClientRect().top < 140);
    const line = byId.get((above.at(-1) || headings[0])?.id);
    if (line === current) return;
    current?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "location");
    current = line;
    if (line && aside.scrollHeight > aside.clientHeight) {
      aside.scrollTop = line.offsetTop - aside.clientHeight / 2;
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
})();
