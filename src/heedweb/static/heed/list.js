// Selecting rows: "x" ticks the row at hand, Shift and a click tick what lies between, the bar counts.
(function () {
  "use strict";
  var form = document.getElementById("bulk");
  if (!form) { return; }
  var all = document.getElementById("bulk-all");
  var count = document.getElementById("bulk-count");
  var idle = count.textContent;
  function show() {
    var ticked = rows.ticked();
    rows.boxes.forEach(function (box) { box.closest(".item").classList.toggle("picked", box.checked || all.checked); });
    count.textContent = all.checked || !ticked ? idle : ticked === 1 ? count.dataset.one : ticked + " " + count.dataset.many;
  }
  var rows = window.heedRows(form, show);
  document.addEventListener("keydown", function (event) {
    var now = event.key === "x" ? rows.meant(event) : null;
    if (now) { rows.turn(now); }
  });
  show();
})();
