// Light or dark, before the first paint: what the reader chose here, else what the system says.
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  };
  const apply = () => {
    const theme = chosen() || (dark.matches ? "dark" : "light");
    document.documentElement.dataset.bsTheme = theme;
  };
  apply();
  dark.addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-theme-switch]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const now = document.documentElement.dataset.bsTheme;
        try {
          localStorage.setItem("theme", now === "dark" ? "light" : "dark");
        } catch {
          // a browser that keeps nothing stays with the system's theme
        }
        apply();
      });
    }
  });
})();
