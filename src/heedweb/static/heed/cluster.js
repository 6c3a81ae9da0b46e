// A cluster: "x" selects the member at hand; a key for members takes what is selected, else that one.
(function () {
  "use strict";
  var form = document.getElementById("members");
  if (!form) { return; }
  var told = document.getElementById("picked");
  var whole = form.querySelector(".whole");
  function show() {
    var n = rows.ticked();
    rows.boxes.forEach(function (box) { box.closest(".item").classList.toggle("picked", box.checked); });
    told.textContent = !n ? told.dataset.none : n === 1 ? told.dataset.one : n + " " + told.dataset.many;
    if (whole) { whole.hidden = n > 0; }
  }
  var rows = window.heedRows(form, show);
  // Capture: the box is ticked before the key presses its button.
  document.addEventListener("keydown", function (event) {
    var now = rows.meant(event);
    if (!now) { return; }
    if (event.key === "x") { rows.turn(now); }
    else if (/^[arms]$/.test(event.key) && !rows.ticked()) {
      now.checked = true;
      show();
    }
  }, true);
  show();
})();
