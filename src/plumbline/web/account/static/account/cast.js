// Fills in the name and the password of a person of the demonstration; sending stays with the reader.
for (const member of document.querySelectorAll(".cast-member")) {
  member.addEventListener("click", () => {
    document.getElementById("id_login").value = member.dataset.username;
    document.getElementById("id_password").value = member.dataset.password;
    document.querySelector(".entrance form button[type=submit]").focus();
  });
}
