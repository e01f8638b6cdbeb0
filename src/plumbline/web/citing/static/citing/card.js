// The cited text beside the words that cite, on hover and on focus (WCAG 1.4.13): Escape closes
// it, the pointer may enter it, and it stays until either leaves.
(() => {
  const law = document.querySelector("[data-cards]");
  if (!law) return;
  const delay = 180; // milliseconds before a card opens or closes
  const fetched = new Map();
  let open = null; // { link, card }
  let timer = 0;

  const address = (link) =>
    `${law.dataset.cards}${link.dataset.cite}/card${law.dataset.suffix}`;

  const content = (link) => {
    const url = address(link);
    if (!fetched.has(url)) {
      const answer = fetch(url).then((got) => {
        if (!got.ok) throw new Error(String(got.status));
        return got.text();
      });
      answer.catch(() => fetched.delete(url));
      fetched.set(url, answer);
    }
    return fetched.get(url);
  };

  const close = () => {
    clearTimeout(timer);
    if (!open) return;
    const { link, card } = open;
    open = null; // first, because focus leaves the card as it is removed
    link.removeAttribute("aria-expanded");
    card.remove();
  };

  const place = (link, card) => {
    const lines = link.getClientRects(); // words that cite may run over several lines
    const first = lines[0];
    const last = lines[lines.length - 1];
    const width = card.offsetWidth;
    const left = Math.min(Math.max(16, first.left), document.documentElement.clientWidth - width - 16);
    const room = card.offsetHeight + 12;
    const below = last.bottom + room < innerHeight || first.top < room;
    const top = below ? last.bottom + 6 : first.top - card.offsetHeight - 6;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };

  const show = async (link) => {
    if (open?.link === link) return;
    let html;
    try {
      html = await content(link);
    } catch {
      return; // the link itself still leads there
    }
    if (wanted !== link) return;
    close();
    const card = document.createElement("div");
    card.className = "card-pop";
    card.setAttribute("role", "group");
    card.setAttribute("aria-label", link.textContent);
    card.innerHTML = html; // made by this server, which escapes what came in
    document.querySelector("main").append(card);
    open = { link, card };
    link.setAttribute("aria-expanded", "true");
    place(link, card);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", later);
    card.addEventListener("focusout", (event) => {
      if (!card.contains(event.relatedTarget)) close();
    });
  };

  let wanted = null;
  const soon = (link) => {
    wanted = link;
    clearTimeout(timer);
    timer = setTimeout(() => show(link), delay);
  };
  const later = () => {
    wanted = null;
    clearTimeout(timer);
    timer = setTimeout(close, delay);
  };

  const cited = (event) => event.target.closest?.("a.cite");
  law.addEventListener("pointerover", (event) => {
    if (event.pointerType === "mouse" && cited(event)) soon(cited(event));
  });
  law.addEventListener("pointerout", (event) => cited(event) && later());
  law.addEventListener("focusin", (event) => cited(event) && soon(cited(event)));
  law.addEventListener("focusout", (event) => {
    if (cited(event) && !open?.card.contains(event.relatedTarget)) later();
  });
  law.addEventListener("keydown", (event) => {
    // From the words that cite, Tab leads into the card before it leads on.
    const inside = open?.link === cited(event) && open.card.querySelector("a");
    if (event.key === "Tab" && !event.shiftKey && inside) {
      event.preventDefault();
      inside.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !open) return;
    const { link, card } = open;
    const held = card.contains(document.activeElement);
    wanted = null;
    close();
    if (held) {
      link.focus();
      wanted = null;
      clearTimeout(timer);
    }
  });
})();
