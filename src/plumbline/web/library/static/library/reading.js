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
  // At the end of a page what is read can stand far below its top: the place that the address
  // names if it is in view, else all that is.
  const lastLine = () => {
    const page = document.documentElement;
    if (scrollY + innerHeight < page.scrollHeight - 4) return 140;
    const named = document.querySelector(".law :target")?.getBoundingClientRect();
    const isInView = named && named.top < innerHeight && named.bottom > 0;
    return isInView ? Math.max(140, named.top + 1) : innerHeight;
  };
  const mark = () => {
    const edge = lastLine();
    const above = headings.filter((one) => one.getBoundingClientRect().top < edge);
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
  addEventListener("hashchange", () => requestAnimationFrame(mark));
  addEventListener("load", mark);
  mark();
})();
