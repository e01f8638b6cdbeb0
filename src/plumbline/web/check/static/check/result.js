// Statuses can be switched off and on, and a citation and its explanation find each other.
(() => {
  const shown = () =>
    new Set([...document.querySelectorAll("[data-status-switch]:checked")].map((one) =>
      one.dataset.statusSwitch));
  const apply = () => {
    const kept = shown();
    for (const item of document.querySelectorAll(".cited-item[data-status]")) {
      item.hidden = !kept.has(item.dataset.status);
    }
    for (const link of document.querySelectorAll(".checked-text a.cite")) {
      link.classList.toggle("muted", !kept.has(link.dataset.status));
    }
  };
  for (const box of document.querySelectorAll("[data-status-switch]")) {
    box.hidden = false;
    box.addEventListener("change", apply);
  }

  const list = document.querySelector(".checked-list");
  const pair = (element) => {
    const number = element?.id.replace(/^(?:c|cited)-/, "");
    return [document.getElementById(`c-${number}`), document.getElementById(`cited-${number}`)];
  };
  const point = (element) => {
    for (const one of document.querySelectorAll(".current")) one.classList.remove("current");
    const [link, item] = pair(element);
    link?.classList.add("current");
    item?.classList.add("current");
    return item;
  };
  const text = document.querySelector(".checked-text");
  const aside = matchMedia("(min-width: 56.01rem)");
  const follow = (event) => {
    const link = event.target.closest?.("a.cite");
    const item = link && point(link);
    if (item && aside.matches) {
      list.scrollTo({ top: item.offsetTop - list.offsetTop - 8 });
    }
  };
  text?.addEventListener("focusin", follow);
  text?.addEventListener("pointerover", follow);
  list?.addEventListener("focusin", (event) => point(event.target.closest(".cited-item")));
})();
