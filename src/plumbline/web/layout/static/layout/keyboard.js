// Single keys for readers who want them; they can be switched off (WCAG 2.1.4).
// An element says which key activates or focuses it by data-shortcut.
(() => {
  const kept = {
    get off() {
      try {
        return localStorage.getItem("shortcuts") === "off";
      } catch {
        return false;
      }
    },
    set off(value) {
      try {
        localStorage.setItem("shortcuts", value ? "off" : "on");
      } catch {
        // nothing is kept, so the keys stay on
      }
    },
  };

  const typing = (target) =>
    target instanceof Element && target.closest("input, textarea, select, [contenteditable]");

  const activate = (element) => {
    if (element.matches("input, textarea, select")) {
      element.focus();
      element.select?.();
    } else {
      element.click();
    }
  };

  const step = (selector, forward) => {
    const stops = [...document.querySelectorAll(selector)].filter((one) => one.offsetParent);
    if (!stops.length) return;
    // A stop counts as reached when it stands where scrolling to it would put it.
    const line = Number.parseFloat(getComputedStyle(stops[0]).scrollMarginTop) + 8;
    const tops = stops.map((one) => one.getBoundingClientRect().top);
    const current = stops.indexOf(document.activeElement?.closest(selector));
    let next;
    if (current >= 0) {
      next = stops[current + (forward ? 1 : -1)];
    } else if (forward) {
      next = stops[tops.findIndex((top) => top > line)];
    } else {
      next = stops[tops.findLastIndex((top) => top < line - 16)];
    }
    if (next) {
      if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "start" });
    }
  };

  const steps = {
    j: ["[data-step=provision]", true],
    k: ["[data-step=provision]", false],
    n: ["[data-step=change]", true],
    p: ["[data-step=change]", false],
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches?.("input[data-shortcut]")) {
      event.preventDefault(); // which would empty the field
      event.target.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || kept.off) return;
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    const marked = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
    if (marked) {
      event.preventDefault();
      activate(marked);
    } else if (Object.hasOwn(steps, event.key)) {
      step(...steps[event.key]);
    }
  });

  for (const group of document.querySelectorAll("[data-steps]")) {
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const button = event.target.closest("[data-press]");
      if (button) step(...steps[button.dataset.press]);
    });
  }
  for (const button of document.querySelectorAll("[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () =>
      document.getElementById(button.dataset.open).showModal());
  }
  for (const box of document.querySelectorAll("[data-shortcuts-switch]")) {
    box.checked = !kept.off;
    box.addEventListener("change", () => {
      kept.off = !box.checked;
    });
  }
})();
