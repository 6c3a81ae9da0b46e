// Says beside the button why a passkey could not be used; the browser itself only gives an error.
(() => {
  const tell = (text) => {
    const place = document.getElementById("passkey-told");
    if (!place) return;
    const box = document.createElement("p");
    box.className = "error";
    box.textContent = text;
    place.replaceChildren(box);
  };
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const place = document.getElementById("passkey-told");
    if (place) tell(window.PublicKeyCredential ? place.dataset.refused : place.dataset.none);
  });
})();
