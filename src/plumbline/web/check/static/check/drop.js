// A file dropped on the form is the file of the form.
(() => {
  const area = document.querySelector("[data-drop-area]");
  const input = area?.querySelector("[data-drop]");
  if (!input) return;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  for (const name of ["dragenter", "dragover"]) {
    area.addEventListener(name, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      area.classList.add("dropping");
    });
  }
  area.addEventListener("dragleave", (event) => {
    if (!area.contains(event.relatedTarget)) area.classList.remove("dropping");
  });
  area.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    area.classList.remove("dropping");
    input.files = event.dataTransfer.files;
    input.focus();
  });
})();
